//! Lists of words of a closed set, and orders.

use super::names::{in_known_order, list_of};
use crate::api::ask::declare::Parameter;
use crate::api::ask::names;
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::catalog::Catalog;
use crate::domain::text::Text;
use crate::domain::words::WordSet;
use std::marker::PhantomData;
use utoipa::ToSchema;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Schema};

/// Words of the set `S`, in its order; `None` where absent. `C` is the component of the contract that
/// has them, where that is not `S` itself.
#[derive(Debug)]
pub struct Words<S, C = S>(PhantomData<(S, C)>);

impl<S: WordSet, C: ToSchema> Parameter for Words<S, C> {
    type Value = Option<Vec<String>>;
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        let words = reader
            .resolved(name, |_, word| names::one_of(name, word, S::CODES).map(|word| vec![word]))?;
        let words = in_known_order(S::CODES.iter().copied(), &words);
        reader.note_filter(name, words.clone().into());
        Some(words)
    }

    fn schema() -> RefOr<Schema> {
        list_of(Ref::from_schema_name(C::name()))
    }

    fn components() -> Vec<(String, RefOr<Schema>)> {
        vec![(C::name().into_owned(), C::schema())]
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        S::CODES.iter().map(|word| (*word).to_owned()).collect()
    }
}

/// The sort keys of a list.
pub trait Order: Copy + PartialEq + 'static {
    /// Every key with its word.
    const KEYS: &'static [(&'static str, Self)];
    /// The default order, ascending, if it is one of the keys.
    const DEFAULT: Option<Self>;
    /// The message for a word that is no key.
    const REFUSED: Text;
}

/// `sort=`: a key, descending with `-` in front. `None` where it is left out.
#[derive(Debug)]
pub struct Sort<K>(PhantomData<K>);

impl<K: Order> Parameter for Sort<K> {
    /// The key, and whether descending.
    type Value = Option<(K, bool)>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        let raw = reader.raw(name)?;
        let (word, descending) = match raw.strip_prefix('-') {
            Some(word) => (word, true),
            None => (raw.as_str(), false),
        };
        if let Some((_, key)) = K::KEYS.iter().find(|(known, _)| *known == word) {
            if descending || K::DEFAULT != Some(*key) {
                reader.note(name, raw);
            }
            return Some((*key, descending));
        }
        let words = || K::KEYS.iter().map(|(known, _)| *known);
        let sign = if descending { "-" } else { "" };
        let nearest = names::nearest(word, words()).map(|word| format!("{sign}{word}"));
        let error = FieldError::value(name, &raw, K::REFUSED);
        reader.error(error.nearest(nearest).allowed(words()));
        None
    }

    fn schema() -> RefOr<Schema> {
        let words = K::KEYS.iter().flat_map(|(word, _)| [(*word).to_owned(), format!("-{word}")]);
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        K::KEYS.iter().map(|(word, _)| (*word).to_owned()).collect()
    }
}
