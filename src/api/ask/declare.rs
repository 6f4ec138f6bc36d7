//! Declarations of query parameters. One declaration gives the reader of a query, its part of the
//! contract, and its entry in `/v1/meta`.
//!
//! [`query!`] declares the query of a resource as a struct. Each field is a [`Part`]: one
//! [`Parameter`], or a group of them that several queries share (the filters of rows, the parameters
//! that choose a format). The doc comment of a field is its description in the contract.

use super::reader::QueryReader;
use crate::catalog::Catalog;
use serde_json::Value;
use utoipa::openapi::path::{
    Parameter as Described, ParameterBuilder, ParameterIn, ParameterStyle,
};
use utoipa::openapi::{Deprecated, RefOr, Required, Schema};

/// One kind of query parameter.
pub trait Parameter {
    /// The value in the query.
    type Value;

    /// Whether a query without it is refused.
    const REQUIRED: bool = false;
    /// Whether it is a list: values separated by commas.
    const IS_LIST: bool = false;
    /// Whether another parameter has taken its place.
    const IS_DEPRECATED: bool = false;

    /// Reads it. Errors are collected in `reader`; the value returned beside an error is never used.
    /// Notes the canonical form and, for a filter, the value in effect.
    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value;

    /// Its schema in the contract.
    fn schema() -> RefOr<Schema>;

    /// Components that the schema refers to.
    fn components() -> Vec<(String, RefOr<Schema>)> {
        Vec::new()
    }

    /// The words it takes, in their own order; empty where it takes more than a closed set.
    fn allowed(_catalog: &Catalog) -> Vec<String> {
        Vec::new()
    }
}

/// A parameter or a group of parameters of a query.
pub trait Part {
    /// The value in the query.
    type Value;

    /// Reads it; `name` is the parameter's and means nothing to a group.
    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value;

    /// Adds its declarations in the order they are read.
    fn declare(site: QueryParameter, all: &mut Vec<ParameterDeclaration>);
}

/// The declaration of a parameter in one query.
#[derive(Debug, Clone)]
pub struct QueryParameter {
    pub name: &'static str,
    /// Description in the contract.
    pub about: String,
    /// A realistic value; a list is written with commas. For a group, a value of any of its parameters.
    pub example: Option<Value>,
}

impl QueryParameter {
    /// A parameter that a group declares.
    pub fn of(name: &'static str, about: impl Into<String>, example: Option<Value>) -> Self {
        Self { name, about: about.into(), example }
    }
}

/// A declared parameter: all that the contract and `/v1/meta` say of it.
#[derive(Clone)]
pub struct ParameterDeclaration {
    pub name: &'static str,
    pub about: String,
    pub required: bool,
    pub is_list: bool,
    pub is_deprecated: bool,
    /// As written in an address.
    pub example: Option<Value>,
    pub schema: RefOr<Schema>,
    pub components: Vec<(String, RefOr<Schema>)>,
    /// The words it takes ([`Parameter::allowed`]).
    pub allowed: fn(&Catalog) -> Vec<String>,
}

impl ParameterDeclaration {
    /// As the contract has it.
    pub fn described(&self) -> Described {
        let list = self.is_list;
        let example = self.example.clone().map(|example| match example.as_str() {
            Some(text) if list => text.split(',').collect(),
            _ => example,
        });
        ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .description(Some(self.about.clone()))
            .deprecated(self.is_deprecated.then_some(Deprecated::True))
            .required(if self.required { Required::True } else { Required::False })
            .schema(Some(self.schema.clone()))
            .style(list.then_some(ParameterStyle::Form))
            .explode(list.then_some(false))
            .example(example)
            .build()
    }
}

impl<P: Parameter> Part for P {
    type Value = P::Value;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Self::Value {
        <P as Parameter>::read(reader, name)
    }

    fn declare(site: QueryParameter, all: &mut Vec<ParameterDeclaration>) {
        all.push(ParameterDeclaration {
            name: site.name,
            about: site.about,
            required: P::REQUIRED,
            is_list: P::IS_LIST,
            is_deprecated: P::IS_DEPRECATED,
            example: site.example,
            schema: P::schema(),
            components: P::components(),
            allowed: P::allowed,
        });
    }
}

/// A set of query parameters: all that a resource reads of its own.
pub trait FromQuery: Part<Value = Self> + Send {
    /// Parameters that choose the release to answer from. All but `release`, which every resource
    /// reads, are this type's own.
    const PINS: &'static [&'static str] = &["release"];

    /// Every parameter, in the order it is read.
    fn declared() -> Vec<ParameterDeclaration> {
        let mut all = Vec::new();
        Self::declare(QueryParameter::of("", "", None), &mut all);
        all
    }
}

/// Declares a query: a struct whose fields are parts.
///
/// `#[example = …]` gives the example of a parameter, `#[name = "…"]` its name where the field cannot
/// have it. `#[check = f]` calls `f(&query, reader)` after all parts were read, for rules between
/// them. `#[pins("until")]` names parameters that choose a release.
macro_rules! query {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@example) => { None };
    (@example $example:literal) => { Some(serde_json::json!($example)) };
    (
        $(#[doc = $doc:literal])*
        $(#[pins($($pin:literal),+)])?
        $(#[check = $check:path])?
        pub struct $query:ident {
            $(
                $(#[doc = $about:literal])*
                $(#[name = $name:literal])?
                $(#[example = $example:literal])?
                $field:ident: $part:ty
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub struct $query {
            $($(#[doc = $about])* pub $field: <$part as $crate::api::ask::declare::Part>::Value,)*
        }

        impl $crate::api::ask::declare::Part for $query {
            type Value = Self;

            fn read(
                reader: &mut $crate::api::ask::reader::QueryReader<'_>,
                _: &'static str,
            ) -> Self {
                let query = Self {
                    $($field: <$part as $crate::api::ask::declare::Part>::read(
                        reader,
                        $crate::api::ask::declare::query!(@name $field $($name)?),
                    ),)*
                };
                $($check(&query, reader);)?
                query
            }

            fn declare(
                _: $crate::api::ask::declare::QueryParameter,
                all: &mut Vec<$crate::api::ask::declare::ParameterDeclaration>,
            ) {
                $(
                    let about: &[&str] = &[$($about),*];
                    let about: Vec<&str> = about.iter().map(|line| line.trim()).collect();
                    let site = $crate::api::ask::declare::QueryParameter::of(
                        $crate::api::ask::declare::query!(@name $field $($name)?),
                        about.join("\n"),
                        $crate::api::ask::declare::query!(@example $($example)?),
                    );
                    <$part as $crate::api::ask::declare::Part>::declare(site, all);
                )*
            }
        }

        impl $crate::api::ask::declare::FromQuery for $query {
            $(const PINS: &'static [&'static str] = &["release", $($pin),+];)?
        }
    };
}
pub(crate) use query;
