//! One element to the fields of one row.
//!
//! The members go straight to their columns; numbers and truth values become the text that JSON writes
//! for them, null becomes an empty field, and a list or an object its JSON text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor, value};
use serde::{Deserialize, de};
use serde_json::Value;

use super::JsonForm;
use super::element::{POINT, point_of, text_of};
use crate::text::{Fields, Header};

/// Why bytes are no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Well-formed, but not of the form of a row.
    NotAnElement,
    /// Not well-formed JSON.
    Malformed,
    /// A field is longer than the limit.
    FieldTooLong {
        /// Its length in bytes.
        seen: usize,
    },
}

/// The columns by name, in the order of the header.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    point: [Option<usize>; 2],
}

impl Columns {
    pub(super) fn of(header: &Header) -> Self {
        let names: Vec<String> = header.names().map(str::to_owned).collect();
        let point = POINT.map(|part| names.iter().position(|name| name == part));
        Self { names, point }
    }

    /// The column of a name. Elements of one table have their members in one order, nearly always.
    fn find(&self, name: &str, expected: usize) -> Option<usize> {
        let is = |known: &String| known.eq_ignore_ascii_case(name);
        if self.names.get(expected).is_some_and(is) {
            return Some(expected);
        }
        self.names.iter().position(is)
    }
}

/// Reads an element into the fields of a row. The value is a member with something in it that is no
/// column, if there is one.
pub(super) fn fill(
    bytes: &[u8],
    form: &JsonForm,
    columns: &Columns,
    field_bytes: usize,
    fields: &mut Fields,
) -> Result<Option<String>, Fault> {
    fields.clear();
    fields.blank(columns.names.len());
    let mut filling = Filling { columns, fields, stranger: None, longest: 0, is_row: false };
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let read = match form {
        JsonForm::Features { .. } => Feature(&mut filling).deserialize(&mut from),
        JsonForm::Objects | JsonForm::Lines => Members(&mut filling).deserialize(&mut from),
    };
    match read.and_then(|()| from.end()) {
        Ok(()) if filling.longest > field_bytes => {
            Err(Fault::FieldTooLong { seen: filling.longest })
        }
        Ok(()) if filling.is_row => Ok(filling.stranger),
        Ok(()) => Err(Fault::NotAnElement),
        Err(_) => Err(Fault::Malformed),
    }
}

/// The fields that an element is read into.
struct Filling<'a> {
    columns: &'a Columns,
    fields: &'a mut Fields,
    stranger: Option<String>,
    longest: usize,
    /// Whether the members of a row have been met.
    is_row: bool,
}

impl Filling<'_> {
    fn put(&mut self, index: usize, start: usize) {
        self.longest = self.longest.max(self.fields.begin_scratch() - start);
        self.fields.put_scratch(index, start);
    }

    /// Takes the point of a geometry for the columns that nothing was put into.
    fn point(&mut self, geometry: &Value) {
        let Some(pair) = point_of(geometry) else { return };
        for (index, degrees) in self.columns.point.into_iter().zip(pair) {
            if let Some(index) = index.filter(|index| self.fields.is_blank(*index)) {
                let start = self.fields.begin_scratch();
                self.fields.extend_scratch(&degrees);
                self.put(index, start);
            }
        }
    }
}

/// A GeoJSON feature.
struct Feature<'f, 'a>(&'f mut Filling<'a>);

impl<'de> DeserializeSeed<'de> for Feature<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Feature<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut geometry = None;
        while let Some(Name(name)) = map.next_key()? {
            match name.as_ref() {
                "properties" => map.next_value_seed(Members(&mut *self.0))?,
                "geometry" => geometry = Some(map.next_value::<Value>()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Some(geometry) = geometry {
            self.0.point(&geometry);
        }
        Ok(())
    }
}

/// An object whose members are the columns. Anything else that is well-formed leaves the row unmet.
struct Members<'f, 'a>(&'f mut Filling<'a>);

impl<'de> DeserializeSeed<'de> for Members<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

/// Whatever is not an object is passed over.
macro_rules! pass_over {
    () => {
        fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
            Ok(())
        }
        fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
            Ok(())
        }
        fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
            Ok(())
        }
        fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
            Ok(())
        }
        fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
            Ok(())
        }
        fn visit_unit<E: de::Error>(self) -> Result<(), E> {
            Ok(())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            Ok(())
        }
    };
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with columns")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let filling = self.0;
        filling.is_row = true;
        let mut expected = 0;
        while let Some(Name(name)) = map.next_key()? {
            let start = filling.fields.begin_scratch();
            let column = filling.columns.find(&name, expected);
            map.next_value_seed(Text(filling.fields))?;
            match column {
                Some(index) => {
                    filling.put(index, start);
                    expected = index + 1;
                }
                None if filling.fields.begin_scratch() > start && filling.stranger.is_none() => {
                    filling.stranger = Some(name.into_owned());
                }
                None => {}
            }
        }
        Ok(())
    }

    pass_over!();
}

/// The name of a member, borrowed where it holds no escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        from.deserialize_str(Any)
    }
}

/// A value, whose text is added to the scratch text of the fields.
struct Text<'f>(&'f mut Fields);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl Text<'_> {
    fn add<E>(self, value: &Value) -> Result<(), E> {
        self.0.extend_scratch(&text_of(value));
        Ok(())
    }
}

impl<'de> Visitor<'de> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.extend_scratch(text);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.add(&value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.add(&value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.add(&value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.add(&value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let value = Value::deserialize(value::SeqAccessDeserializer::new(items))?;
        self.add(&value)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let value = Value::deserialize(value::MapAccessDeserializer::new(map))?;
        self.add(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, form: &JsonForm) -> Result<(Vec<String>, Option<String>), Fault> {
        let header = Header::of(&["a", "longitude", "latitude"]);
        let mut fields = Fields::default();
        let columns = Columns::of(&header);
        let stranger = fill(text.as_bytes(), form, &columns, 20, &mut fields)?;
        Ok(((0..3).map(|index| fields.raw("", index).to_owned()).collect(), stranger))
    }

    fn values(text: &str) -> Vec<String> {
        row(text, &JsonForm::Objects).expect(text).0
    }

    #[test]
    fn each_kind_of_value_has_a_text() {
        for (value, text) in [
            ("null", ""),
            ("true", "true"),
            ("-3", "-3"),
            ("14.0", "14.0"),
            ("0.5", "0.5"),
            ("\"x\\ny\"", "x\ny"),
            ("[1,\"b\"]", "[1,\"b\"]"),
            ("{\"k\":null}", "{\"k\":null}"),
        ] {
            assert_eq!(values(&format!("{{\"A\":{value}}}"))[0], text, "{value}");
        }
    }

    #[test]
    fn members_find_their_columns_in_any_order_and_the_last_of_a_name_counts() {
        let text = r#"{"latitude":1,"a":2,"Longitude":3,"a":4}"#;
        assert_eq!(values(text), ["4", "3", "1"]);
    }

    #[test]
    fn a_member_that_is_no_column_is_named_when_there_is_something_in_it() {
        let stranger = |text| row(text, &JsonForm::Objects).expect(text).1;
        assert_eq!(stranger(r#"{"a":1,"z":"x"}"#).as_deref(), Some("z"));
        assert_eq!(stranger(r#"{"a":1,"z":null,"y":""}"#), None);
    }

    #[test]
    fn a_feature_has_its_point_from_its_geometry_unless_its_properties_say_otherwise() {
        let form = JsonForm::Features { name: String::new() };
        let of = |properties: &str| {
            let text = format!(
                r#"{{"geometry":{{"type":"Point","coordinates":[7,8]}},"properties":{properties}}}"#
            );
            row(&text, &form).map(|(values, _)| values)
        };
        assert_eq!(of(r#"{"a":1}"#).expect("a feature"), ["1", "7", "8"]);
        assert_eq!(of(r#"{"a":1,"longitude":5}"#).expect("a feature"), ["1", "5", "8"]);
        for not in ["null", "3", "[1]", "\"x\""] {
            assert_eq!(of(not), Err(Fault::NotAnElement), "{not}");
        }
    }

    #[test]
    fn what_is_no_row_says_what_is_wrong_with_it() {
        for (text, fault) in [
            ("[1]", Fault::NotAnElement),
            ("3", Fault::NotAnElement),
            ("{\"a\":", Fault::Malformed),
            ("{\"a\":1} x", Fault::Malformed),
            ("{\"a\":\"123456789012345678901\"}", Fault::FieldTooLong { seen: 21 }),
        ] {
            assert_eq!(row(text, &JsonForm::Objects), Err(fault), "{text}");
        }
    }
}
