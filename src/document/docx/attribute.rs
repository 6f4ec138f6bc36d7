//! Attributes of the markup.

use quick_xml::events::BytesStart;

/// The value of an attribute by its name without prefix.
pub(super) fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}
