//! One named graph as a file: a comment with its header, then its quads in sorted N-Quads, compressed by zstd.
//!
//! Where the article's own names gave way to those of the whole data set, the quads as the article alone has them stand
//! in comments behind the header.

use super::{Change, DEFAULT_GRAPH};
use crate::identity::Rename;
use oxigraph::model::{GraphNameRef, Quad};
use oxttl::NQuadsParser;
use serde::{Deserialize, Serialize};

/// Starts the comment that is the first line of a graph file.
const MARK: &str = "# trojka ";
/// Starts a comment with a quad as the article alone has it.
const TOLD: &str = "# told ";
/// Level of compression: higher ones gain little on N-Quads and cost much time.
const LEVEL: i32 = 5;

/// What is kept of a graph beside its triples.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Digest of the article's text, or of what a derived graph was derived from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Digest of the place from which the article was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The least confidence that a fact had to have, where it was not that of the language pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<String>,
    /// What of the graph has another name in the whole data set than in the article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renames: Vec<Rename>,
    /// Whether the graph exists although it has no quads.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty: bool,
}

/// The first line of a graph file.
#[derive(Debug, Serialize, Deserialize)]
struct FirstLine {
    graph: String,
    #[serde(flatten)]
    header: Header,
}

/// A graph file, read.
#[derive(Debug)]
pub(super) struct Graph {
    pub name: String,
    pub header: Header,
    /// As [`content_digest`].
    pub content: String,
    pub quads: Vec<Quad>,
    /// As [`Change::told`].
    pub told: Vec<Quad>,
}

/// Sorts quads and takes doubles out, so that the same graph is the same file.
pub(super) fn sort(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
}

/// A digest of sorted quads: of the lines that [`encode`] writes for them.
pub(super) fn content_digest(quads: &[Quad]) -> String {
    let mut hasher = blake3::Hasher::new();
    for quad in quads {
        hasher.update(quad.to_string().as_bytes()).update(b" .\n");
    }
    short(&hasher.finalize())
}

fn short(hash: &blake3::Hash) -> String {
    hash.to_hex()[..32].to_owned()
}

/// The bytes of a change's file. Same graph and header, same bytes.
pub(super) fn encode(change: &Change) -> std::io::Result<Vec<u8>> {
    let header = FirstLine { graph: change.graph.as_str().to_owned(), header: change.header.clone() };
    let mut text = format!("{MARK}{}\n", serde_json::to_string(&header)?);
    let told = change.told.iter().map(|quad| (TOLD, quad));
    for (mark, quad) in told.chain(change.quads.iter().map(|quad| ("", quad))) {
        text.push_str(mark);
        text.push_str(&quad.to_string());
        text.push_str(" .\n");
    }
    let mut packer = zstd::Encoder::new(Vec::new(), LEVEL)?;
    packer.include_checksum(true)?;
    std::io::copy(&mut text.as_bytes(), &mut packer)?;
    packer.finish()
}

/// Reads a graph file back. The error says what is wrong with it.
pub(super) fn decode(bytes: &[u8]) -> Result<Graph, String> {
    let plain = zstd::decode_all(bytes).map_err(|error| format!("cannot be unpacked ({error})"))?;
    let text = std::str::from_utf8(&plain).map_err(|_| "is not UTF-8".to_owned())?;
    let (first, body) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.strip_prefix(MARK).ok_or("does not begin with a header of Trojka")?;
    let FirstLine { graph: name, header } =
        serde_json::from_str(first).map_err(|error| format!("has a broken header ({error})"))?;
    let (told, body) = split_told(body);
    let told = parse(&told, &name)?;
    Ok(Graph { header, content: short(&blake3::hash(body.as_bytes())), quads: parse(body, &name)?, told, name })
}

/// The quads in comments, and what follows them.
fn split_told(text: &str) -> (String, &str) {
    let mut told = String::new();
    let mut rest = text;
    while let Some((line, after)) = rest.strip_prefix(TOLD).and_then(|line| line.split_once('\n')) {
        told.push_str(line);
        told.push('\n');
        rest = after;
    }
    (told, rest)
}

fn parse(text: &str, name: &str) -> Result<Vec<Quad>, String> {
    let mut quads = Vec::new();
    for quad in NQuadsParser::new().for_slice(text) {
        let quad = quad.map_err(|error| format!("is not N-Quads: {error}"))?;
        let graph = match quad.graph_name.as_ref() {
            GraphNameRef::NamedNode(graph) => graph.as_str(),
            GraphNameRef::DefaultGraph => DEFAULT_GRAPH,
            GraphNameRef::BlankNode(_) => "",
        };
        if graph != name {
            return Err(format!("holds a quad that is not in its graph {name}"));
        }
        quads.push(quad);
    }
    Ok(quads)
}
