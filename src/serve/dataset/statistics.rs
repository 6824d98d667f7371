//! Counting a data set in one pass over its quads.
//!
//! Terms become numbers, triples three numbers; all else is sorting. A million quads need some 30 MB beside the terms.

use crate::entity::EntityKind;
use crate::export::dcat::Kind;
use crate::graph::Base;
use crate::graph::vocab::{PREFIXES, owl, rdf};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What a data set holds. All lists are sorted; the same data set gives the same statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// The union of all graphs, each triple once.
    pub whole: Part,
    /// The union of the graphs of each kind, kinds without graphs left out.
    pub kinds: Vec<(Kind, Part)>,
    /// Triples of each named graph.
    pub graphs: Vec<(NamedNode, u64)>,
    /// Triples of the graph without a name.
    pub unnamed: u64,
    /// Links to the same things elsewhere.
    pub links: Vec<Links>,
    /// The entity of each kind to which most triples point, and an article.
    pub examples: Vec<NamedNode>,
    /// Namespaces of the properties and classes.
    pub vocabularies: Vec<String>,
}

/// Counts of a set of triples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub graphs: u64,
    pub triples: u64,
    /// Subjects that are `B id/<kind>/<slug>`.
    pub entities: u64,
    pub subjects: u64,
    /// Literals included.
    pub objects: u64,
    pub properties: Vec<Property>,
    pub classes: Vec<Class>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    pub iri: NamedNode,
    pub triples: u64,
    pub subjects: u64,
    pub objects: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    pub iri: NamedNode,
    pub entities: u64,
    /// Triples by property whose subject is of the class.
    pub properties: Vec<(NamedNode, u64)>,
}

/// `owl:sameAs` to one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Authority of the IRIs that are linked to.
    pub host: String,
    /// What those IRIs begin with, up to a `/` or `#`.
    pub space: String,
    pub triples: u64,
}

/// A triple as predicate, subject and object.
type Numbers = [u32; 3];

/// Counts quads; they may come in any order, and each graph's triples may come twice.
pub fn statistics(base: &Base, quads: impl Iterator<Item = Quad>) -> Statistics {
    let mut reader = Reader::default();
    for quad in quads {
        reader.add(quad, base);
    }
    reader.finish(base)
}

#[derive(Default)]
struct Reader {
    terms: FxHashMap<Term, u32>,
    graphs: FxHashMap<GraphName, (Kind, Vec<Numbers>)>,
}

impl Reader {
    fn add(&mut self, quad: Quad, base: &Base) {
        let (subject, predicate) = (self.number(quad.subject.into()), self.number(quad.predicate.into()));
        let numbers = [predicate, subject, self.number(quad.object)];
        if let Some((_, triples)) = self.graphs.get_mut(&quad.graph_name) {
            triples.push(numbers);
        } else {
            let kind = Kind::of(&quad.graph_name, base);
            self.graphs.insert(quad.graph_name, (kind, vec![numbers]));
        }
    }

    fn number(&mut self, term: Term) -> u32 {
        let next = u32::try_from(self.terms.len()).expect("fewer than four thousand million terms");
        *self.terms.entry(term).or_insert(next)
    }

    fn finish(self, base: &Base) -> Statistics {
        let mut terms: Vec<(&Term, u32)> = self.terms.iter().map(|(term, &number)| (term, number)).collect();
        terms.sort_unstable_by_key(|&(_, number)| number);
        let terms = Terms { all: terms.into_iter().map(|(term, _)| term).collect(), numbers: &self.terms, base };
        let mut by_kind: BTreeMap<Kind, (u64, Vec<Numbers>)> = BTreeMap::new();
        let (mut graphs, mut unnamed) = (Vec::new(), 0);
        for (name, (kind, mut triples)) in self.graphs {
            triples.sort_unstable();
            triples.dedup();
            match name {
                GraphName::NamedNode(name) => graphs.push((name, triples.len() as u64)),
                _ => unnamed += triples.len() as u64,
            }
            let of_kind = by_kind.entry(kind).or_default();
            of_kind.0 += 1;
            of_kind.1.append(&mut triples);
        }
        graphs.sort_unstable();
        let mut all = Vec::with_capacity(by_kind.values().map(|(_, triples)| triples.len()).sum());
        let mut kinds = Vec::new();
        for (kind, (count, mut triples)) in by_kind {
            kinds.push((kind, terms.part(count, &mut triples)));
            all.append(&mut triples);
        }
        let whole = terms.part(graphs.len() as u64, &mut all);
        let articles = graphs.iter().map(|(name, _)| name).filter(|name| base.article_id(name.as_str()).is_some());
        let examples = terms.examples(&all).into_iter().chain(articles.take(1).cloned()).collect();
        Statistics {
            vocabularies: vocabularies(&whole),
            links: terms.links(&all),
            examples,
            kinds,
            graphs,
            unnamed,
            whole,
        }
    }
}

struct Terms<'t> {
    all: Vec<&'t Term>,
    numbers: &'t FxHashMap<Term, u32>,
    base: &'t Base,
}

impl Terms<'_> {
    fn node(&self, number: u32) -> Option<&NamedNode> {
        match self.all[number as usize] {
            Term::NamedNode(node) => Some(node),
            _ => None,
        }
    }

    fn number(&self, node: NamedNodeRef<'_>) -> Option<u32> {
        self.numbers.get(&Term::from(node.into_owned())).copied()
    }

    /// The triples of one predicate, in triples that are sorted.
    fn of<'n>(&self, predicate: NamedNodeRef<'_>, triples: &'n [Numbers]) -> &'n [Numbers] {
        let Some(number) = self.number(predicate) else { return &[] };
        let start = triples.partition_point(|triple| triple[0] < number);
        let end = triples.partition_point(|triple| triple[0] <= number);
        &triples[start..end]
    }

    /// Leaves the triples sorted, each once.
    fn part(&self, graphs: u64, triples: &mut Vec<Numbers>) -> Part {
        triples.par_sort_unstable();
        triples.dedup();
        let subjects = distinct(triples.iter().map(|triple| triple[1]));
        let is_entity = |number: &&u32| self.node(**number).is_some_and(|node| self.kind(node).is_some());
        Part {
            graphs,
            triples: triples.len() as u64,
            entities: subjects.iter().filter(is_entity).count() as u64,
            subjects: subjects.len() as u64,
            objects: distinct(triples.iter().map(|triple| triple[2])).len() as u64,
            properties: self.properties(triples),
            classes: self.classes(triples),
        }
    }

    /// The kind of an entity's IRI.
    fn kind(&self, node: &NamedNode) -> Option<EntityKind> {
        if node.as_str().contains('#') {
            return None;
        }
        self.base.entity_of(node).map(|(kind, _)| kind)
    }

    fn properties(&self, triples: &[Numbers]) -> Vec<Property> {
        let count = |own: &[Numbers]| {
            Some(Property {
                iri: self.node(own[0][0])?.clone(),
                triples: own.len() as u64,
                subjects: own.chunk_by(|one, other| one[1] == other[1]).count() as u64,
                objects: distinct(own.iter().map(|triple| triple[2])).len() as u64,
            })
        };
        let mut found: Vec<Property> = triples.chunk_by(|one, other| one[0] == other[0]).filter_map(count).collect();
        found.sort_unstable_by(|one, other| one.iri.cmp(&other.iri));
        found
    }

    fn classes(&self, triples: &[Numbers]) -> Vec<Class> {
        let typed = self.of(rdf::TYPE, triples);
        let mut members = FxHashMap::<u32, u64>::default();
        let mut uses = FxHashMap::<(u32, u32), u64>::default();
        for triple in typed {
            *members.entry(triple[2]).or_default() += 1;
        }
        for of_one in triples.chunk_by(|one, other| one[..2] == other[..2]) {
            let [property, subject, _] = of_one[0];
            let start = typed.partition_point(|triple| triple[1] < subject);
            for triple in typed[start..].iter().take_while(|triple| triple[1] == subject) {
                *uses.entry((triple[2], property)).or_default() += of_one.len() as u64;
            }
        }
        let mut properties = FxHashMap::<u32, Vec<(NamedNode, u64)>>::default();
        for ((class, property), count) in uses {
            if let Some(node) = self.node(property) {
                properties.entry(class).or_default().push((node.clone(), count));
            }
        }
        let class = |(number, entities): (u32, u64)| {
            let mut properties = properties.remove(&number).unwrap_or_default();
            properties.sort_unstable();
            Some(Class { iri: self.node(number)?.clone(), entities, properties })
        };
        let mut found: Vec<Class> = members.into_iter().filter_map(class).collect();
        found.sort_unstable_by(|one, other| one.iri.cmp(&other.iri));
        found
    }

    fn links(&self, triples: &[Numbers]) -> Vec<Links> {
        let base = self.base.as_str();
        let mut hosts = BTreeMap::<&str, Links>::new();
        for triple in self.of(owl::SAME_AS, triples) {
            let (Some(here), Some(there)) = (self.node(triple[1]), self.node(triple[2])) else { continue };
            let (here, there) = (here.as_str(), there.as_str());
            let Some(host) = authority(there).filter(|_| here.starts_with(base) && !there.starts_with(base)) else {
                continue;
            };
            let new = || Links { host: host.to_owned(), space: there.to_owned(), triples: 0 };
            let links = hosts.entry(host).or_insert_with(new);
            links.triples += 1;
            let shared = links.space.bytes().zip(there.bytes()).take_while(|(one, other)| one == other).count();
            let cut = there.as_bytes()[..shared].iter().rposition(|byte| b"/#".contains(byte)).map_or(0, |at| at + 1);
            links.space.truncate(cut);
        }
        hosts.into_values().collect()
    }

    fn examples(&self, triples: &[Numbers]) -> Vec<NamedNode> {
        let mut objects: Vec<u32> = triples.iter().map(|triple| triple[2]).collect();
        objects.par_sort_unstable();
        let mut best = BTreeMap::<&str, (usize, &NamedNode)>::new();
        for run in objects.chunk_by(|one, other| one == other) {
            let Some(node) = self.node(run[0]) else { continue };
            let Some(kind) = self.kind(node) else { continue };
            let known = best.entry(kind.as_str()).or_insert((run.len(), node));
            if (run.len(), known.1) > (known.0, node) {
                *known = (run.len(), node);
            }
        }
        best.into_values().map(|(_, node)| node.clone()).collect()
    }
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.par_sort_unstable();
    numbers.dedup();
    numbers
}

fn authority(iri: &str) -> Option<&str> {
    let (_, rest) = iri.split_once("://")?;
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}

fn vocabularies(whole: &Part) -> Vec<String> {
    let terms =
        whole.properties.iter().map(|property| &property.iri).chain(whole.classes.iter().map(|class| &class.iri));
    let namespace = |iri: &NamedNode| {
        let iri = iri.as_str();
        let known = PREFIXES.iter().find(|(_, namespace)| iri.starts_with(namespace));
        let cut = || iri.rfind(['#', '/']).map_or(iri, |at| &iri[..=at]);
        known.map_or_else(cut, |(_, namespace)| namespace).to_owned()
    };
    let found: BTreeSet<String> = terms.map(namespace).collect();
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUADS: &str = r#"
<http://localhost:7878/id/country/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Country> <http://localhost:7878/article/x> .
<http://localhost:7878/id/country/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Country> <http://localhost:7878/graph/gazetteer> .
<http://localhost:7878/id/country/a> <http://www.w3.org/2002/07/owl#sameAs> <http://www.example.org/entity/1> <http://localhost:7878/graph/gazetteer> .
<http://localhost:7878/id/country/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Country> <http://localhost:7878/graph/gazetteer> .
<http://localhost:7878/id/country/b> <http://www.w3.org/2002/07/owl#sameAs> <http://www.example.org/entity/22> <http://localhost:7878/graph/gazetteer> .
<http://localhost:7878/article/x#event-1> <https://w3id.org/trojka/ontology#actor> <http://localhost:7878/id/country/b> <http://localhost:7878/article/x> .
<http://localhost:7878/article/x#event-1> <https://w3id.org/trojka/ontology#actor> <http://localhost:7878/id/country/a> <http://localhost:7878/article/x> .
<http://localhost:7878/article/x#event-2> <https://w3id.org/trojka/ontology#actor> <http://localhost:7878/id/country/b> <http://localhost:7878/article/x> .
<http://localhost:7878/id/country/a> <http://example.net/voc/p> "1" .
"#;

    fn counted(reverse: bool) -> Statistics {
        let mut quads: Vec<Quad> =
            oxttl::NQuadsParser::new().for_slice(QUADS).collect::<Result<_, _>>().expect("N-Quads");
        if reverse {
            quads.reverse();
        }
        statistics(&Base::default(), quads.into_iter())
    }

    #[test]
    fn counts_the_union_and_each_kind() {
        let counted = counted(false);
        let whole = &counted.whole;
        assert_eq!((whole.triples, whole.entities, whole.subjects, whole.objects), (8, 2, 4, 6));
        let kinds: Vec<_> = counted.kinds.iter().map(|(kind, part)| (kind.name(), part.triples, part.graphs)).collect();
        assert_eq!(kinds, [("articles", 4, 1), ("gazetteer", 4, 1), ("other", 1, 1)]);
        assert_eq!(counted.unnamed, 1);
        assert_eq!(counted.graphs.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [4, 4]);
        let actor = whole.properties.iter().find(|property| property.iri.as_str().ends_with("#actor")).expect("used");
        assert_eq!((actor.triples, actor.subjects, actor.objects), (3, 2, 2));
        let [country] = &whole.classes[..] else { panic!("one class: {whole:?}") };
        let uses: Vec<u64> = country.properties.iter().map(|(_, count)| *count).collect();
        assert_eq!((country.entities, uses), (2, vec![1, 2, 2]));
    }

    #[test]
    fn finds_links_examples_and_vocabularies() {
        let counted = counted(false);
        let links =
            Links { host: "www.example.org".into(), space: "http://www.example.org/entity/".into(), triples: 2 };
        assert_eq!(counted.links, [links]);
        let examples: Vec<&str> = counted.examples.iter().map(NamedNode::as_str).collect();
        assert_eq!(examples, ["http://localhost:7878/id/country/b", "http://localhost:7878/article/x"]);
        assert!(counted.vocabularies.contains(&"http://example.net/voc/".to_owned()), "{:?}", counted.vocabularies);
        assert_eq!(counted.vocabularies.len(), 5);
    }

    #[test]
    fn the_order_of_quads_does_not_matter() {
        assert_eq!(counted(false), counted(true));
    }

    #[test]
    fn nothing_is_counted_in_nothing() {
        let empty = statistics(&Base::default(), std::iter::empty());
        assert_eq!((empty.whole.triples, empty.kinds.len(), empty.examples.len()), (0, 0, 0));
    }
}
