//! The forms of RDF that the program writes.

use crate::error::{Error, Result};
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Turtle,
    NTriples,
    NQuads,
    TriG,
    RdfXml,
    JsonLd,
}

impl Format {
    pub const ALL: [Format; 6] =
        [Format::Turtle, Format::NTriples, Format::NQuads, Format::TriG, Format::RdfXml, Format::JsonLd];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Turtle => "turtle",
            Format::NTriples => "ntriples",
            Format::NQuads => "nquads",
            Format::TriG => "trig",
            Format::RdfXml => "rdfxml",
            Format::JsonLd => "jsonld",
        }
    }

    /// Whether it has named graphs; without, the union of all graphs is written.
    pub fn has_graphs(self) -> bool {
        matches!(self, Format::NQuads | Format::TriG | Format::JsonLd)
    }

    /// Whether it can say RDF 1.2.
    pub fn has_triple_terms(self) -> bool {
        self != Format::JsonLd
    }

    pub fn media_type(self) -> &'static str {
        self.rdf_format().media_type()
    }

    pub(crate) fn rdf_format(self) -> RdfFormat {
        match self {
            Format::Turtle => RdfFormat::Turtle,
            Format::NTriples => RdfFormat::NTriples,
            Format::NQuads => RdfFormat::NQuads,
            Format::TriG => RdfFormat::TriG,
            Format::RdfXml => RdfFormat::RdfXml,
            Format::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    /// # Errors
    /// [`Error::Usage`] with the names that there are.
    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::Usage(format!("there is no export format {name:?}; choose one of {names}"))
        })
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
