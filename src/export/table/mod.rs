//! Tables for spreadsheets, data frames and databases.

mod agreements;
mod columns;
mod csv;
mod events;
mod parquet;
mod posts;
mod value;

pub use value::{Cell, Column, Kind};

use super::facts::Facts;
use crate::error::{Error, Result};
use std::io::{self, Write};
use std::str::FromStr;

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Events,
    Posts,
    Agreements,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    Csv,
    Parquet,
}

impl Table {
    pub const ALL: [Table; 3] = [Table::Events, Table::Posts, Table::Agreements];

    /// The name on the command line, and of the file in a folder.
    pub fn name(self) -> &'static str {
        match self {
            Table::Events => "events",
            Table::Posts => "posts",
            Table::Agreements => "agreements",
        }
    }

    /// The columns in their order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Events => events::COLUMNS,
            Table::Posts => posts::COLUMNS,
            Table::Agreements => agreements::COLUMNS,
        }
    }

    /// The rows in the order of their ids, one after the other; with `pairs` an event has one for each actor and recipient.
    pub fn rows<'f>(self, facts: &'f Facts<'f>, pairs: bool) -> Box<dyn Iterator<Item = Vec<Cell>> + 'f> {
        match self {
            Table::Events if pairs => Box::new(facts.events().flat_map(|event| events::pairs(facts, &event))),
            Table::Events => Box::new(facts.events().map(|event| events::row(facts, &event))),
            Table::Posts => Box::new(facts.tenures().map(|tenure| posts::row(&tenure))),
            Table::Agreements => Box::new(facts.agreement_states().map(|state| agreements::row(&state))),
        }
    }
}

impl FromStr for Table {
    type Err = Error;

    /// # Errors
    /// [`Error::Usage`] with the names that there are.
    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::Usage(format!("there is no table {name:?}; choose one of {names}"))
        })
    }
}

impl Sheet {
    /// Writes rows and gives how many there were.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(
        self,
        columns: &[Column],
        rows: impl Iterator<Item = Vec<Cell>>,
        out: &mut dyn Write,
    ) -> io::Result<u64> {
        match self {
            Sheet::Csv => csv::write(columns, rows, out),
            Sheet::Parquet => parquet::write(columns, rows, out),
        }
    }
}

#[cfg(test)]
mod tests;
