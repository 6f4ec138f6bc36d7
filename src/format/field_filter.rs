//! Writes a value with some of its fields, in one pass: a serializer that skips the fields of objects which were not
//! selected.

use super::fields::Selection;
use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// A value of which the selected fields are written. Elements of a list are treated alike.
#[derive(Debug)]
pub struct FilteredValue<'v, T: ?Sized> {
    pub value: &'v T,
    pub selection: &'v Selection<'v>,
}

impl<T: Serialize + ?Sized> Serialize for FilteredValue<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.selection.is_whole() {
            return self.value.serialize(to);
        }
        self.value.serialize(FieldFilter { to, selection: self.selection })
    }
}

/// Writes what is selected to `to`, which is a serializer or what a serializer gives for a list or an object.
struct FieldFilter<'v, S> {
    to: S,
    selection: &'v Selection<'v>,
}

impl<'v, S> FieldFilter<'v, S> {
    fn filtered<'t, T: ?Sized>(&self, value: &'t T) -> FilteredValue<'t, T>
    where
        'v: 't,
    {
        FilteredValue { value, selection: self.selection }
    }
}

/// Values without fields.
macro_rules! pass {
    ($($name:ident($kind:ty),)*) => {
        $(fn $name(self, value: $kind) -> Result<S::Ok, S::Error> {
            self.to.$name(value)
        })*
    };
}

/// Lists and objects.
macro_rules! open {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $made:ident,)*) => {
        $(fn $name(self, $($argument: $kind),*) -> Result<Self::$made, S::Error> {
            let Self { to, selection } = self;
            Ok(FieldFilter { to: to.$name($($argument),*)?, selection })
        })*
    };
}

impl<'v, S: Serializer> Serializer for FieldFilter<'v, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = FieldFilter<'v, S::SerializeSeq>;
    type SerializeTuple = FieldFilter<'v, S::SerializeTuple>;
    type SerializeTupleStruct = FieldFilter<'v, S::SerializeTupleStruct>;
    type SerializeTupleVariant = FieldFilter<'v, S::SerializeTupleVariant>;
    type SerializeMap = FilteredMap<'v, S::SerializeMap>;
    type SerializeStruct = FieldFilter<'v, S::SerializeStruct>;
    type SerializeStructVariant = FieldFilter<'v, S::SerializeStructVariant>;

    pass! {
        serialize_bool(bool), serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_i128(i128), serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
        serialize_u128(u128), serialize_f32(f32), serialize_f64(f64), serialize_char(char), serialize_str(&str),
        serialize_bytes(&[u8]), serialize_unit_struct(&'static str),
    }

    open! {
        serialize_seq(length: Option<usize>) -> SerializeSeq,
        serialize_tuple(length: usize) -> SerializeTuple,
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct,
        serialize_tuple_variant(name: &'static str, place: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant,
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct,
        serialize_struct_variant(name: &'static str, place: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant,
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let Self { to, selection } = self;
        Ok(FilteredMap { to: to.serialize_map(length)?, selection, of_value: None })
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.to.serialize_none()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.to.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        place: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.to.serialize_unit_variant(name, place, variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let filtered = self.filtered(value);
        self.to.serialize_some(&filtered)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let filtered = self.filtered(value);
        self.to.serialize_newtype_struct(name, &filtered)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        place: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let filtered = self.filtered(value);
        self.to.serialize_newtype_variant(name, place, variant, &filtered)
    }

    fn is_human_readable(&self) -> bool {
        self.to.is_human_readable()
    }
}

macro_rules! elements {
    ($($list:ident::$element:ident,)*) => {
        $(impl<S: $list> $list for FieldFilter<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                let filtered = self.filtered(value);
                self.to.$element(&filtered)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}
elements! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

macro_rules! fields {
    ($($object:ident,)*) => {
        $(impl<S: $object> $object for FieldFilter<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), S::Error> {
                match self.selection.find(name) {
                    Some(selection) => self.to.serialize_field(name, &FilteredValue { value, selection }),
                    None => Ok(()),
                }
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}
fields! { SerializeStruct, SerializeStructVariant, }

/// An object whose names are known only when it is written.
struct FilteredMap<'v, S> {
    to: S,
    selection: &'v Selection<'v>,
    /// What is selected of the value whose name was written last; `None` where the value is skipped.
    of_value: Option<&'v Selection<'v>>,
}

impl<S: SerializeMap> SerializeMap for FilteredMap<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), S::Error> {
        let text = serde_json::to_value(name).map_err(S::Error::custom)?;
        self.of_value = text.as_str().and_then(|name| self.selection.find(name));
        match self.of_value {
            Some(_) => self.to.serialize_key(name),
            None => Ok(()),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        match self.of_value {
            Some(selection) => self.to.serialize_value(&FilteredValue { value, selection }),
            None => Ok(()),
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.to.end()
    }
}
