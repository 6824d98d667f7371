//! The files of `ontology/`, which are part of the program.

use super::iri::Base;
use crate::error::{Error, Result};
use oxigraph::model::{GraphName, Quad, Triple};
use oxttl::TurtleParser;
use rust_embed::Embed;
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "ontology/"]
#[include = "*.ttl"]
#[include = "*.rq"]
#[include = "*.csv"]
#[include = "*.jsonld"]
#[exclude = "examples/*"]
struct Files;

/// The folders whose Turtle files make up `B graph/ontology`.
const TERMS: [&str; 3] = ["alignments/", "codes/", "core/"];

/// One file, by its path below `ontology/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// The file's name without folders and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }
}

/// The files below a folder that end so, sorted by path.
pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut paths: Vec<_> = Files::iter().filter(|p| p.starts_with(folder) && p.ends_with(ending)).collect();
    paths.sort_unstable();
    paths.into_iter().filter_map(|path| file(&path)).collect()
}

/// `None` when there is no such file.
pub fn file(path: &str) -> Option<File> {
    let data: Cow<'static, [u8]> = Files::get(path)?.data;
    Some(File { path: path.to_owned(), text: String::from_utf8_lossy(&data).into_owned() })
}

/// Terms, codes and alignments, and the questions as executables, in `B graph/ontology`.
///
/// # Errors
/// [`Error::Format`] for a file that is not Turtle, or a question that is not SPARQL.
pub fn quads(base: &Base) -> Result<Vec<Quad>> {
    let graph = GraphName::from(base.ontology_graph());
    let mut quads = super::executable::quads(base)?;
    for folder in TERMS {
        quads.extend(triples(folder, base)?.into_iter().map(|triple| triple.in_graph(graph.clone())));
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Ok(quads)
}

/// The shapes: what may be said of the things of articles. They are part of the ontology, not of the data set.
///
/// # Errors
/// As [`quads`].
pub fn shapes(base: &Base) -> Result<Vec<Triple>> {
    triples("shapes/", base)
}

/// What `ontology/dataset/` says of the data set as a whole and of its parts.
///
/// # Errors
/// As [`quads`].
pub fn dataset(base: &Base) -> Result<Vec<Triple>> {
    triples("dataset/", base)
}

/// The triples of a folder's Turtle files; relative IRIs are those of the store.
fn triples(folder: &str, base: &Base) -> Result<Vec<Triple>> {
    let mut found = Vec::new();
    for file in files(folder, ".ttl") {
        let parser = TurtleParser::new().with_base_iri(base.as_str());
        let parser = parser.map_err(|error| Error::Usage(format!("base <{base}> is not an IRI: {error}")))?;
        for triple in parser.for_slice(&file.text) {
            found.push(triple.map_err(|e| broken(&file, &e))?);
        }
    }
    Ok(found)
}

/// The CONSTRUCT queries that derive `B graph/derived`.
pub fn rules() -> Vec<File> {
    files("rules/", ".rq")
}

fn broken(file: &File, error: &oxttl::TurtleSyntaxError) -> Error {
    let line = usize::try_from(error.location().start.line).ok().map(|line| line + 1);
    Error::format(format!("ontology/{}", file.path), line, error)
}
