//! 6 KEEP: the data set, in memory and on disk.
//!
//! The data set lives in memory. On disk it is a folder: `trojka.toml` says what the folder is,
//! and each named graph is one file of zstd-compressed N-Quads below `article/`, `graph/` or `other/`. A change is
//! written to temporary files, synced, renamed, and the folders synced; only then does it reach memory. Whoever opens
//! the folder after a crash sees each graph as it was before or after the change.
//!
//! ```
//! use oxigraph::model::{Literal, Quad, vocab::rdfs};
//! use trojka::graph::Base;
//! use trojka::store::{Change, Header, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let dir = tempfile::tempdir()?;
//! let base = Base::default();
//! let graph = base.article("prvi");
//! let quad = Quad::new(graph.clone(), rdfs::LABEL.into_owned(), Literal::from("one"), graph.clone());
//!
//! let mut store = Store::open_for_writing(dir.path(), Some(&base))?;
//! store.apply(vec![Change::new(graph.clone(), vec![quad], Header::default())])?;
//! drop(store);
//!
//! let store = Store::open(dir.path(), None)?;
//! assert!(store.has_graph(graph.as_ref()));
//! assert_eq!(store.article_ids().collect::<Vec<_>>(), ["prvi"]);
//!
//! // A graph without quads goes, and with it all that only this article said.
//! let mut store = Store::open_for_writing(dir.path(), None)?;
//! store.apply(vec![Change::removal(graph)])?;
//! assert_eq!(store.article_ids().count(), 0);
//! # Ok(())
//! # }
//! ```

mod backup;
mod disk;
mod folder;
mod graph_file;
mod identity;
mod listing;
mod live;
mod lock;
mod manifest;
mod system;

pub use backup::{Backup, Copying, backup};
pub use graph_file::Header;
pub use live::ChangeError;

use crate::article::Seen;
use crate::dataset::{Dataset, name_of};
use crate::error::Result;
use crate::graph::Base;
use folder::Folder;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Stands for the default graph among the names of graphs (the name that Apache Jena gave it).
pub const DEFAULT_GRAPH: &str = "urn:x-arq:DefaultGraph";

/// A data set with the base of its IRIs, kept in a folder or in memory only.
pub struct Store {
    base: Base,
    dataset: Dataset,
    folder: Option<Folder>,
    /// What is known of each named graph beside its triples, by graph IRI.
    graphs: Graphs,
    /// What decisions name and no article tells of, as far as this was looked at.
    idle: Vec<NamedNode>,
}

type Graphs = BTreeMap<String, Known>;

#[derive(Debug)]
struct Known {
    header: Header,
    /// Digest of the quads.
    content: String,
    /// As [`Change::told`].
    told: Vec<Quad>,
}

/// One named graph with all that it is to hold; no quads means that the graph goes.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its name.
    pub graph: NamedNode,
    /// All in [`graph`](Self::graph).
    pub quads: Vec<Quad>,
    /// What is known of it beside its triples.
    pub header: Header,
    /// The quads that stood in the graph before things were renamed, sorted.
    pub told: Vec<Quad>,
}

impl Store {
    /// An empty data set that is kept nowhere.
    pub fn in_memory(base: Base) -> Self {
        Self { base, dataset: Dataset::new(), folder: None, graphs: BTreeMap::new(), idle: Vec::new() }
    }

    /// Opens a folder for reading. Needs no lock: a change that goes on meanwhile is seen whole, graph by graph.
    ///
    /// # Errors
    /// [`Error::Store`](crate::error::Error::Store) when the folder is missing, no store, of a newer version or damaged;
    /// [`Error::Usage`](crate::error::Error::Usage) when `base` is given and the store has another.
    pub fn open(dir: &Path, base: Option<&Base>) -> Result<Self> {
        let mut store = Self::load(Folder::open(dir, base)?)?;
        store.refresh()?;
        Ok(store)
    }

    /// Opens a folder for writing and makes it a store when it is new or empty. One writer at a time.
    ///
    /// # Errors
    /// As [`open`](Self::open); also when another process writes to it, or when it cannot be written.
    pub fn open_for_writing(dir: &Path, base: Option<&Base>) -> Result<Self> {
        Self::load(Folder::open_for_writing(dir, base)?)
    }

    fn load(mut folder: Folder) -> Result<Self> {
        let dataset = Dataset::new();
        let graphs = folder.load(&dataset)?;
        Ok(Self { base: folder.base().clone(), dataset, folder: Some(folder), graphs, idle: Vec::new() })
    }

    /// Prefix of every IRI that is minted here.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The quads, for queries.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Ids of the articles, sorted.
    pub fn article_ids(&self) -> impl Iterator<Item = String> {
        self.graphs.keys().filter_map(|graph| self.base.article_id(graph))
    }

    /// The named graphs, sorted.
    pub fn graph_names(&self) -> impl Iterator<Item = NamedNode> {
        self.graphs.keys().map(NamedNode::new_unchecked)
    }

    /// Whether there is such a graph.
    pub fn has_graph(&self, graph: NamedNodeRef<'_>) -> bool {
        self.graphs.contains_key(graph.as_str())
    }

    /// What stands under each article id, so that a reader can tell a new state from another article.
    pub fn seen(&self) -> HashMap<String, Seen> {
        let seen = |(graph, Known { header, .. }): (&String, &Known)| {
            let seen = Seen { digest: header.digest.clone()?, origin: header.origin.clone() };
            Some((self.base.article_id(graph)?, seen))
        };
        self.graphs.iter().filter_map(seen).collect()
    }

    /// A digest of all graphs that do not follow from others: what the rules read.
    pub fn content_digest(&self) -> String {
        let following = [self.base.ontology_graph(), self.base.identity_graph(), self.base.derived_graph()];
        let mut hasher = blake3::Hasher::new();
        for (graph, known) in &self.graphs {
            if following.iter().all(|name| name.as_str() != graph) {
                hasher.update(graph.as_bytes()).update(b"\n").update(known.content.as_bytes()).update(b"\n");
            }
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// What is known of a graph beside its triples.
    pub fn header(&self, graph: NamedNodeRef<'_>) -> Option<&Header> {
        self.graphs.get(graph.as_str()).map(|known| &known.header)
    }

    /// Makes some graphs what the changes say. Once this returns the changes outlast a power cut; when it fails with a
    /// change that cannot be written, all graphs are as they were. A store that was opened for reading changes in memory
    /// only.
    ///
    /// # Errors
    /// [`Error::Store`](crate::error::Error::Store) when a file cannot be written, e.g. because the disk is full.
    pub fn apply(&mut self, mut changes: Vec<Change>) -> Result<()> {
        for change in &mut changes {
            graph_file::sort(&mut change.quads);
            graph_file::sort(&mut change.told);
        }
        if let Some(folder) = self.folder.as_mut().filter(|folder| folder.is_writable()) {
            folder.write(&changes)?;
        }
        self.replace(changes);
        Ok(())
    }

    /// Makes graphs in memory what the changes say, whose quads are sorted.
    fn replace(&mut self, changes: Vec<Change>) {
        let dataset = self.dataset.clone();
        let mut edit = dataset.edit();
        for change in &changes {
            let name = change.name();
            match name_of(&name) {
                Some(graph) if change.goes() => edit.drop_graph(&graph),
                _ => edit.clear(&name),
            }
            if change.header.empty {
                edit.create(&change.graph.clone().into());
            }
        }
        let changes = changes.into_iter().map(|change| self.know(change));
        edit.insert(changes.flatten());
        edit.commit();
    }

    /// Notes what a change says beside its quads, and gives these.
    fn know(&mut self, change: Change) -> Vec<Quad> {
        let gone = change.goes();
        let graph = change.graph.into_string();
        if gone {
            self.graphs.remove(&graph);
        } else {
            let content = graph_file::content_digest(&change.quads);
            self.graphs.insert(graph, Known { header: change.header, content, told: change.told });
        }
        change.quads
    }

    /// Lets other processes write to the folder; this one goes on reading.
    pub fn release(&mut self) {
        if let Some(folder) = &mut self.folder {
            folder.release();
        }
    }

    /// Whether it is kept in a folder.
    pub fn is_on_disk(&self) -> bool {
        self.folder.is_some()
    }

    /// The folder, for messages.
    pub fn place(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new("(memory)"), Folder::path)
    }
}

impl Change {
    /// Whether the graph is to be no more.
    pub fn goes(&self) -> bool {
        self.quads.is_empty() && !self.header.empty
    }

    /// The name of the graph.
    fn name(&self) -> GraphName {
        if self.graph.as_str() == DEFAULT_GRAPH { GraphName::DefaultGraph } else { self.graph.clone().into() }
    }

    /// A graph that goes.
    pub fn removal(graph: NamedNode) -> Self {
        Self { graph, quads: Vec::new(), header: Header::default(), told: Vec::new() }
    }

    /// All quads in one graph, whatever graph they name.
    pub fn new(graph: NamedNode, mut quads: Vec<Quad>, header: Header) -> Self {
        let mut change = Self { graph, quads: Vec::new(), header, told: Vec::new() };
        let name = change.name();
        quads.iter_mut().for_each(|quad| quad.graph_name = name.clone());
        change.quads = quads;
        change
    }
}
