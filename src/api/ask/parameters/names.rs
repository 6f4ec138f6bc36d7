//! Lists of regions, indicators and domains, resolved in the catalogue.

use crate::api::ask::declare::Parameter;
use crate::api::ask::names;
use crate::api::ask::reader::{MAX_LIST, QueryReader};
use crate::api::problem::FieldError;
use crate::catalog::Catalog;
use crate::domain::text::Text;
use std::collections::HashSet;
use std::marker::PhantomData;
use utoipa::openapi::schema::{ArrayBuilder, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// Something of the catalogue that a list can name.
pub trait CatalogName {
    /// The id of a word.
    ///
    /// # Errors
    /// Nothing has this name; the error names the nearest.
    fn resolve(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>>;

    /// The ids of a word in a list, in the order of the catalogue.
    ///
    /// # Errors
    /// As `resolve`, or the word has no ids.
    fn expand(
        catalog: &Catalog,
        parameter: &str,
        word: &str,
    ) -> Result<Vec<String>, Box<FieldError>> {
        Self::resolve(catalog, parameter, word).map(|id| vec![id])
    }

    /// Ids in the order of the catalogue.
    fn ids(catalog: &Catalog) -> impl Iterator<Item = &str>;

    /// Whether entries may have former ids.
    const HAS_FORMER_IDS: bool = false;

    /// Ids that a form can offer; empty where they have a list of their own.
    fn allowed(_catalog: &Catalog) -> Vec<String> {
        Vec::new()
    }
}

/// A region by id, official code, name or alias.
#[derive(Debug)]
pub struct RegionId;

/// An indicator by id, name or alias.
#[derive(Debug)]
pub struct IndicatorId;

/// A domain by its id.
#[derive(Debug)]
pub struct DomainId;

impl CatalogName for RegionId {
    fn resolve(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>> {
        names::region(catalog, parameter, word)
    }

    /// `children:wuhan` means the regions directly below Wuhan.
    fn expand(
        catalog: &Catalog,
        parameter: &str,
        word: &str,
    ) -> Result<Vec<String>, Box<FieldError>> {
        let Some(parent) = word.strip_prefix(CHILDREN) else {
            return Self::resolve(catalog, parameter, word).map(|id| vec![id]);
        };
        let id = Self::resolve(catalog, parameter, parent)?;
        let children: Vec<_> = catalog.children(&id).map(|region| region.id.clone()).collect();
        if children.is_empty() {
            let reason = Text::of("no region is below this one", "该地区没有下级地区");
            return Err(Box::new(FieldError::value(parameter, word, reason)));
        }
        Ok(children)
    }

    fn ids(catalog: &Catalog) -> impl Iterator<Item = &str> {
        catalog.regions.iter().map(|region| region.id.as_str())
    }
}

impl CatalogName for IndicatorId {
    const HAS_FORMER_IDS: bool = true;

    fn resolve(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>> {
        names::indicator(catalog, parameter, word)
    }

    fn ids(catalog: &Catalog) -> impl Iterator<Item = &str> {
        catalog.indicators.iter().map(|indicator| indicator.id.as_str())
    }
}

impl CatalogName for DomainId {
    fn resolve(catalog: &Catalog, parameter: &str, word: &str) -> Result<String, Box<FieldError>> {
        names::domain(catalog, parameter, word)
    }

    fn ids(catalog: &Catalog) -> impl Iterator<Item = &str> {
        catalog.indicators.iter().map(|indicator| indicator.domain.as_str())
    }

    fn allowed(catalog: &Catalog) -> Vec<String> {
        names::domains(catalog).into_iter().map(str::to_owned).collect()
    }
}

/// A list for a filter: ids in catalogue order, each once, so that the same set is the same question.
/// `None` where it is absent.
#[derive(Debug)]
pub struct IdSet<T>(PhantomData<T>);

/// A list whose order is that of the answer: ids in the order given, each once. `None` where it is
/// absent.
#[derive(Debug)]
pub struct IdList<T>(PhantomData<T>);

impl<T: CatalogName> Parameter for IdSet<T> {
    type Value = Option<Vec<String>>;
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        let ids = reader.resolved(name, |catalog, word| T::expand(catalog, name, word))?;
        let ids = in_known_order(T::ids(reader.catalog()), &ids);
        note::<T>(reader, name, &ids);
        Some(ids)
    }

    fn schema() -> RefOr<Schema> {
        list_of(any_value())
    }

    fn allowed(catalog: &Catalog) -> Vec<String> {
        T::allowed(catalog)
    }
}

impl<T: CatalogName> Parameter for IdList<T> {
    type Value = Option<Vec<String>>;
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        let ids = reader.resolved(name, |catalog, word| T::expand(catalog, name, word))?;
        note::<T>(reader, name, &ids);
        Some(ids)
    }

    fn schema() -> RefOr<Schema> {
        list_of(any_value())
    }

    fn allowed(catalog: &Catalog) -> Vec<String> {
        T::allowed(catalog)
    }
}

/// Regions in the order of the answer, which keeps apart those that are named and those that only `children:` stands for.
/// `None` where it is absent.
#[derive(Debug)]
pub struct RegionsAndGroups;

/// The regions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionList {
    /// Ids in the order given, each once.
    pub ids: Vec<String>,
    /// Those of them that no word of the list names.
    pub of_groups: Vec<String>,
}

/// The word before the id of a region that stands for the regions directly below it.
const CHILDREN: &str = "children:";

impl Parameter for RegionsAndGroups {
    type Value = Option<RegionList>;
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        let ids = reader.resolved(name, |catalog, word| RegionId::expand(catalog, name, word))?;
        let catalog = reader.catalog();
        let words = reader.raw_query().once(name).unwrap_or_default().split(',').map(str::trim);
        let words = words.filter_map(|word| {
            let (group, region) = match word.strip_prefix(CHILDREN) {
                Some(region) => (CHILDREN, region),
                None => ("", word),
            };
            Some(format!("{group}{}", catalog.region(region)?.id))
        });
        // A group stays one in the canonical query, because its regions are answered otherwise than named ones.
        let words: Vec<String> = words.collect();
        let of_groups = ids.iter().filter(|id| !words.contains(id)).cloned().collect();
        reader.note_filter_as(name, ids.clone().into(), in_order(words).join(","));
        Some(RegionList { ids, of_groups })
    }

    fn schema() -> RefOr<Schema> {
        list_of(any_value())
    }
}

/// The words, each once, in their order.
fn in_order(words: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    words.into_iter().filter(|word| seen.insert(word.clone())).collect()
}

/// Notes a filter in effect: its ids, and the canonical form of the list.
fn note<T: CatalogName>(reader: &mut QueryReader<'_>, name: &'static str, ids: &[String]) {
    if T::HAS_FORMER_IDS {
        reader.note_former_ids(name);
    }
    let canonical = reader.canonical_ids(ids);
    reader.note_filter_as(name, ids.into(), canonical);
}

/// A parameter under an old name.
#[derive(Debug)]
pub struct FormerName<P>(PhantomData<P>);

impl<P: Parameter> Parameter for FormerName<P> {
    type Value = P::Value;
    const IS_LIST: bool = P::IS_LIST;
    const IS_DEPRECATED: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        P::read(reader, name)
    }

    fn schema() -> RefOr<Schema> {
        P::schema()
    }

    fn allowed(catalog: &Catalog) -> Vec<String> {
        P::allowed(catalog)
    }
}

/// The values given, each once, in the order of the known ones.
pub(crate) fn in_known_order<'k>(
    known: impl Iterator<Item = &'k str>,
    given: &[String],
) -> Vec<String> {
    let mut left: HashSet<&str> = given.iter().map(String::as_str).collect();
    known.filter(|id| left.remove(id)).map(str::to_owned).collect()
}

/// A list of these values.
pub(crate) fn list_of(items: impl Into<RefOr<Schema>>) -> RefOr<Schema> {
    let list = ArrayBuilder::new().items(items.into());
    list.min_items(Some(1)).max_items(Some(MAX_LIST)).into()
}

/// Any text without a comma.
pub(crate) fn any_value() -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String);
    text.min_length(Some(1)).pattern(Some("^[^,]+$")).into()
}
