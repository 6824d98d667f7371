//! What a dump is, beside the dump: a record in VoID (<https://www.w3.org/TR/void/>) and DCAT-AP 3
//! (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>), as Turtle.
//!
//! IRIs inside the record and those of the files are relative, so that a dump and its record can be put anywhere together.
//! There is no date of writing: the same dump has the same record.

use super::dcat::{Description, Kind, PREFIXES, dcat, dcterms, format, inside, void};
use super::select::Selection;
use super::{Form, Format, normal_form, write_with};
use crate::dataset::Snapshot;
use crate::error::Result;
use crate::graph::vocab::{prov, rdf, rdfs, schema, xsd};
use crate::graph::{Base, Generator, ontology};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const SPDX: &str = "http://spdx.org/rdf/terms#";
const CANONICAL: &str = "https://www.w3.org/TR/rdf-canon/";

/// A file of a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Without folder.
    pub name: String,
    pub form: Form,
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What it holds, such as `12 rows`.
    pub extent: String,
}

/// What is said of a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub files: Vec<File>,
    /// What was selected, and how it is written.
    pub selected: String,
    /// Number of triples and digest of the canonical form, of linked data.
    pub triples: Option<(u64, String)>,
    /// The language pack at hand, such as `sl 0.1.0`.
    pub pack: String,
}

impl Record {
    /// The bytes of the record.
    ///
    /// # Errors
    /// When the words of the data set's description cannot be read.
    pub fn bytes(&self, snapshot: &Arc<Snapshot>, base: &Base, selection: &Selection) -> Result<Vec<u8>> {
        let mut told = Told { description: Description::default(), base, snapshot, selection };
        told.dataset(self)?;
        self.files.iter().for_each(|file| told.distribution(file));
        told.parts()?;
        told.period();
        told.making(self);
        let quads = normal_form(told.description.0, Format::Turtle);
        let mut bytes = Vec::new();
        let prefixes: Vec<(&str, &str)> = PREFIXES.into_iter().chain([("spdx", SPDX)]).collect();
        write_with(&prefixes, &quads, Format::Turtle, &mut bytes)
            .map_err(|error: io::Error| crate::error::Error::Query(error.to_string()))?;
        Ok(bytes)
    }
}

struct Told<'t> {
    description: Description,
    base: &'t Base,
    snapshot: &'t Arc<Snapshot>,
    selection: &'t Selection,
}

impl Told<'_> {
    fn add(&mut self, subject: &str, predicate: NamedNode, object: impl Into<Term>) {
        self.description.add(&here(subject), predicate, object);
    }

    fn is_a(&mut self, subject: &str, class: NamedNode) {
        self.description.is_a(&here(subject), class);
    }

    fn dataset(&mut self, record: &Record) -> Result<()> {
        self.is_a("dataset", dcat("Dataset"));
        self.copy_words("dataset", "dataset")?;
        self.add("dataset", dcterms("description"), english(&format!("An export: {}.", record.selected)));
        self.add("dataset", prov::WAS_DERIVED_FROM.into_owned(), self.base.dataset());
        let home = NamedNode::new_unchecked(self.base.as_str());
        self.add("dataset", dcat("landingPage"), home);
        if let Some((triples, hash)) = &record.triples {
            self.is_a("dataset", void("Dataset"));
            self.description.count(&here("dataset"), void("triples"), *triples);
            self.add("dataset", void("uriSpace"), Literal::new_simple_literal(self.base.as_str()));
            self.add("dataset", spdx("checksum"), here("canonical"));
            self.checksum("canonical", hash);
            self.add("canonical", rdfs::LABEL.into_owned(), english("SHA-256 of the canonical N-Quads (RDFC-1.0)"));
            self.add("canonical", dcterms("conformsTo"), NamedNode::new_unchecked(CANONICAL));
        }
        Ok(())
    }

    fn distribution(&mut self, file: &File) {
        let path = here_file(&file.name);
        let name = format!("file-{}", utf8_percent_encode(&file.name, SEGMENT));
        self.add("dataset", dcat("distribution"), here(&name));
        self.is_a(&name, dcat("Distribution"));
        self.add(&name, dcterms("title"), Literal::new_simple_literal(&file.name));
        self.add(&name, dcterms("description"), english(&file.extent));
        self.add(&name, dcat("accessURL"), path.clone());
        self.add(&name, dcat("downloadURL"), path.clone());
        let size = Literal::new_typed_literal(file.bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
        self.add(&name, dcat("byteSize"), size);
        let media = format!("https://www.iana.org/assignments/media-types/{}", file.form.media_type());
        self.add(&name, dcat("mediaType"), NamedNode::new_unchecked(media));
        self.add(&name, dcterms("rights"), here("rights"));
        let sum = format!("sha256-{}", utf8_percent_encode(&file.name, SEGMENT));
        self.add(&name, spdx("checksum"), here(&sum));
        self.checksum(&sum, &file.sha256);
        if let Form::Rdf(form) = file.form {
            self.add("dataset", void("feature"), format(registered(form)));
            self.add("dataset", void("dataDump"), path.clone());
        }
    }

    fn checksum(&mut self, name: &str, sha256: &str) {
        self.is_a(name, spdx("Checksum"));
        self.add(name, spdx("algorithm"), spdx("checksumAlgorithm_sha256"));
        let value =
            Literal::new_typed_literal(sha256, NamedNode::new_unchecked("http://www.w3.org/2001/XMLSchema#hexBinary"));
        self.add(name, spdx("checksumValue"), value);
    }

    /// The rights of the whole, and each part with its own.
    fn parts(&mut self) -> Result<()> {
        self.is_a("rights", dcterms("RightsStatement"));
        for kind in kinds(self.selection, self.snapshot, self.base) {
            let name = format!("graphs-{}", kind.name());
            self.add("dataset", dcterms("hasPart"), here(&name));
            self.is_a(&name, dcat("Dataset"));
            self.copy_words(&name, &name)?;
            self.add("rights", rdfs::SEE_ALSO.into_owned(), here(&name));
        }
        Ok(())
    }

    /// The words of `ontology/dataset/` about a part of the data set; the rights of the whole belong to the statement.
    fn copy_words(&mut self, of: &str, name: &str) -> Result<()> {
        let node = NamedOrBlankNode::from(inside(self.base, of));
        for triple in ontology::dataset(self.base)?.into_iter().filter(|triple| triple.subject == node) {
            if name == "dataset" && triple.predicate == dcterms("rights") {
                self.add("rights", rdfs::LABEL.into_owned(), triple.object);
            } else {
                self.add(name, triple.predicate, triple.object);
            }
        }
        Ok(())
    }

    /// From the first to the last day on which an article was published.
    fn period(&mut self) {
        let dated = self.snapshot.quads_for_pattern(None, Some(schema::DATE_PUBLISHED), None, None);
        let days: BTreeSet<String> = dated
            .filter(|quad| self.selection.keeps(quad))
            .filter_map(|quad| match quad.object {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })
            .collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
        self.add("dataset", dcterms("temporal"), here("period"));
        self.is_a("period", dcterms("PeriodOfTime"));
        for (property, day) in [("startDate", first), ("endDate", last)] {
            self.add("period", dcat(property), Literal::new_typed_literal(day, xsd::DATE));
        }
    }

    /// The program that wrote the dump with its language pack, and what made the facts.
    fn making(&mut self, record: &Record) {
        let Generator { program, version, .. } = Generator::default();
        self.add("dataset", prov::WAS_GENERATED_BY.into_owned(), here("export"));
        self.is_a("export", prov::ACTIVITY.into_owned());
        self.add("export", rdfs::LABEL.into_owned(), Literal::new_simple_literal(format!("{program} {version}")));
        self.add("export", schema::SOFTWARE_VERSION.into_owned(), Literal::new_simple_literal(version));
        let pack = format!("export with the language pack {}", record.pack);
        self.add("export", dcterms("description"), english(&pack));
        for maker in self.makers() {
            self.add("dataset", dcterms("provenance"), here("making"));
            self.is_a("making", dcterms("ProvenanceStatement"));
            self.add("making", rdfs::LABEL.into_owned(), english(&format!("Facts recognised by {maker}")));
        }
    }

    /// The programs, with their versions, that read the articles.
    fn makers(&self) -> BTreeSet<String> {
        let activity = Term::from(prov::ACTIVITY.into_owned());
        let runs = self.snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(activity.as_ref()), None);
        let mut labels = BTreeSet::new();
        for run in runs {
            for quad in self.snapshot.quads_for_pattern(Some(run.subject.as_ref()), Some(rdfs::LABEL), None, None) {
                if let Term::Literal(literal) = quad.object {
                    labels.insert(literal.value().to_owned());
                }
            }
        }
        labels
    }
}

/// What the selected graphs are for.
fn kinds(selection: &Selection, snapshot: &Arc<Snapshot>, base: &Base) -> BTreeSet<Kind> {
    selection.graph_names(snapshot, base).iter().map(|graph| Kind::of(graph, base)).collect()
}

/// Something inside the record.
fn here(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("#{name}"))
}

fn here_file(name: &str) -> NamedNode {
    NamedNode::new_unchecked(utf8_percent_encode(name, SEGMENT).to_string())
}

fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

fn spdx(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SPDX}{name}"))
}

/// The name of a format at <https://www.w3.org/ns/formats/>.
fn registered(form: Format) -> &'static str {
    match form {
        Format::Turtle => "Turtle",
        Format::NTriples => "N-Triples",
        Format::NQuads => "N-Quads",
        Format::TriG => "TriG",
        Format::RdfXml => "RDF_XML",
        Format::JsonLd => "JSON-LD",
    }
}
