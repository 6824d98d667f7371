//! Which part of a data set is exported.

mod neighbourhood;

use crate::dataset::{Places, Snapshot};
use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::graph::Base;
use crate::graph::vocab::{nif, owl, prov, rdf, rdfs, schema, skos};
use neighbourhood::Neighbourhood;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    #[default]
    Whole,
    /// Named graphs, by IRI.
    Graphs(Vec<String>),
    /// By id or IRI.
    Articles(Vec<String>),
    /// By IRI or `kind/slug`.
    Entities(Vec<String>),
    Events,
}

/// The quads that are exported.
#[derive(Debug, Default)]
pub struct Selection {
    whole: bool,
    /// All that these graphs hold.
    graphs: BTreeSet<NamedNode>,
    /// What is said of these, in whatever graph.
    subjects: HashMap<NamedOrBlankNode, Extent>,
    /// What these are called, as one graph has it.
    names: HashMap<NamedNode, GraphName>,
    /// Single quads, most of them derived.
    quads: HashSet<Quad>,
    /// What was asked for, for people.
    pub description: String,
}

/// How much is said of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// An article without its text and its mentions.
    Header,
    All,
}

/// What something is and is called, here and elsewhere.
const NAMING: [NamedNodeRef<'static>; 6] =
    [rdf::TYPE, rdfs::LABEL, skos::PREF_LABEL, skos::NOTATION, schema::IDENTIFIER, owl::SAME_AS];
/// Not said in the header of an article.
const BODY: [NamedNodeRef<'static>; 2] = [nif::IS_STRING, prov::WAS_GENERATED_BY];

impl Selection {
    /// # Errors
    /// [`Error::Usage`] for what the data set does not have.
    pub fn new(choice: &Choice, snapshot: &Arc<Snapshot>, base: &Base) -> Result<Self> {
        let mut found = Neighbourhood::new(snapshot, base);
        let description = match choice {
            Choice::Whole => return Ok(Self { whole: true, description: "all graphs".into(), ..Self::default() }),
            Choice::Graphs(names) => {
                for name in names {
                    found.selection.graphs.insert(graph(name, snapshot)?);
                }
                format!("graphs {}", names.join(", "))
            }
            Choice::Articles(names) => {
                for name in names {
                    found.add_article(&article(name, snapshot, base)?);
                }
                format!("articles {}", names.join(", "))
            }
            Choice::Entities(names) => {
                for name in names {
                    found.add_entity(&entity(name, snapshot, base)?);
                }
                format!("entities {} with their neighbourhood", names.join(", "))
            }
            Choice::Events => {
                found.add_events();
                "events".into()
            }
        };
        Ok(Self { description, ..found.selection })
    }

    /// Whether it is the whole data set.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Where there is something to export.
    pub fn add_to(&self, places: &mut Places) {
        if self.whole {
            places.add_all();
        }
        for graph in &self.graphs {
            places.add_graph(&GraphName::from(graph.clone()));
        }
        for subject in self.subjects.keys() {
            places.add_subject(subject.as_ref());
        }
        for subject in self.names.keys() {
            places.add_subject(subject.as_ref().into());
        }
        for quad in &self.quads {
            places.add_subject(quad.subject.as_ref());
        }
    }

    /// The graphs from which something is exported.
    pub fn graph_names(&self, snapshot: &Arc<Snapshot>, base: &Base) -> HashSet<GraphName> {
        if self.whole {
            let named = snapshot.named_graphs().map(|(name, _)| GraphName::from(name));
            let unnamed = (snapshot.graph_len(GraphNameRef::DefaultGraph) > 0).then_some(GraphName::DefaultGraph);
            return named.chain(unnamed).collect();
        }
        let articles = self.subjects.keys().filter_map(|node| match node {
            NamedOrBlankNode::NamedNode(node) => base.article_id(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        let named = self.names.values().cloned().chain(self.quads.iter().map(|quad| quad.graph_name.clone()));
        let whole = self.graphs.iter().cloned().chain(articles.map(|id| base.article(&id)));
        named.chain(whole.map(GraphName::from)).collect()
    }

    pub fn keeps(&self, quad: &Quad) -> bool {
        self.whole || self.keeps_graph(&quad.graph_name) || self.keeps_subject(quad) || self.quads.contains(quad)
    }

    fn keeps_graph(&self, graph: &GraphName) -> bool {
        matches!(graph, GraphName::NamedNode(graph) if self.graphs.contains(graph))
    }

    fn keeps_subject(&self, quad: &Quad) -> bool {
        match self.subjects.get(&quad.subject) {
            Some(Extent::All) => return true,
            Some(Extent::Header) => return !BODY.contains(&quad.predicate.as_ref()),
            None => {}
        }
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return false };
        NAMING.contains(&quad.predicate.as_ref()) && self.names.get(subject) == Some(&quad.graph_name)
    }
}

fn graph(name: &str, snapshot: &Arc<Snapshot>) -> Result<NamedNode> {
    let node = iri(name)?;
    if snapshot.contains_named_graph(node.as_ref().into()) {
        return Ok(node);
    }
    Err(Error::Usage(format!("there is no graph <{name}>")))
}

fn article(name: &str, snapshot: &Arc<Snapshot>, base: &Base) -> Result<NamedNode> {
    let node = if base.article_id(name).is_some() { iri(name)? } else { base.article(name) };
    if snapshot.contains_named_graph(node.as_ref().into()) {
        return Ok(node);
    }
    Err(Error::Usage(format!("there is no article {name:?} (<{}>)", node.as_str())))
}

fn entity(name: &str, snapshot: &Arc<Snapshot>, base: &Base) -> Result<NamedNode> {
    let of_kind = name.split_once('/').filter(|(kind, _)| EntityKind::ALL.iter().any(|known| known.as_str() == *kind));
    let node = if of_kind.is_some() { iri(&format!("{base}id/{name}"))? } else { iri(name)? };
    let term = Term::from(node.clone());
    let told = snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, None).next().is_some()
        || snapshot.quads_for_pattern(None, None, Some(term.as_ref()), None).next().is_some();
    if told {
        return Ok(node);
    }
    Err(Error::Usage(format!("nothing is said of {name:?} (<{}>)", node.as_str())))
}

fn iri(text: &str) -> Result<NamedNode> {
    NamedNode::new(text).map_err(|error| Error::Usage(format!("{text:?} is not an IRI: {error}")))
}
