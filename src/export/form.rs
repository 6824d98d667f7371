//! Everything that an export can be.

use super::Format;
use crate::error::{Error, Result};
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Rdf(Format),
    Csv,
    Parquet,
    /// JSON lines as NGEC, the coder of POLECAT, writes them.
    Polecat,
    /// Rows with CAMEO codes in the manner of GDELT and ICEWS.
    Cameo,
    GraphMl,
    Gexf,
}

impl Form {
    pub const ALL: [Form; 12] = [
        Form::Rdf(Format::Turtle),
        Form::Rdf(Format::NTriples),
        Form::Rdf(Format::NQuads),
        Form::Rdf(Format::TriG),
        Form::Rdf(Format::RdfXml),
        Form::Rdf(Format::JsonLd),
        Form::Csv,
        Form::Parquet,
        Form::Polecat,
        Form::Cameo,
        Form::GraphMl,
        Form::Gexf,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Rdf(format) => format.name(),
            Form::Csv => "csv",
            Form::Parquet => "parquet",
            Form::Polecat => "polecat",
            Form::Cameo => "cameo",
            Form::GraphMl => "graphml",
            Form::Gexf => "gexf",
        }
    }

    /// As registered with IANA where there is a registration, else as the form's makers name it.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Rdf(format) => format.media_type(),
            Form::Csv => "text/csv",
            Form::Parquet => "application/vnd.apache.parquet",
            Form::Polecat => "application/x-ndjson",
            Form::Cameo => "text/tab-separated-values",
            Form::GraphMl => "application/graphml+xml",
            Form::Gexf => "application/gexf+xml",
        }
    }

    pub fn is_table(self) -> bool {
        matches!(self, Form::Csv | Form::Parquet)
    }
}

impl FromStr for Form {
    type Err = Error;

    /// # Errors
    /// [`Error::Usage`] with the names that there are.
    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::Usage(format!("there is no export format {name:?}; choose one of {names}"))
        })
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
