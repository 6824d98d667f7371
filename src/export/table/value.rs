//! What stands in a cell.

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Several texts in a fixed order; in CSV separated by `;`.
    List,
    Integer,
    Number,
    /// A day, ISO 8601.
    Day,
    Truth,
}

/// A value; what is not known is `None`, in a list an empty text.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(Option<String>),
    List(Vec<String>),
    Integer(Option<i64>),
    Number(Option<f64>),
    Day(Option<String>),
    Truth(bool),
}

impl Cell {
    pub fn text(text: Option<impl Into<String>>) -> Self {
        Self::Text(text.map(Into::into))
    }

    pub fn integer(number: Option<u64>) -> Self {
        Self::Integer(number.and_then(|number| i64::try_from(number).ok()))
    }
}

impl Column {
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: Kind::Text }
    }

    pub const fn list(name: &'static str) -> Self {
        Self { name, kind: Kind::List }
    }

    pub const fn integer(name: &'static str) -> Self {
        Self { name, kind: Kind::Integer }
    }

    pub const fn number(name: &'static str) -> Self {
        Self { name, kind: Kind::Number }
    }

    pub const fn day(name: &'static str) -> Self {
        Self { name, kind: Kind::Day }
    }

    pub const fn truth(name: &'static str) -> Self {
        Self { name, kind: Kind::Truth }
    }
}
