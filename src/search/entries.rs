//! What of a graph can be found.

use super::{Entry, Kind};
use crate::dataset::Dataset;
use crate::graph::vocab::{nif, prov, rdf, rdfs, schema, skos};
use crate::span::Span;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const LABELS: [NamedNodeRef<'static>; 4] = [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL, rdfs::LABEL];

/// The labels, headlines and sentences of a graph, sorted. The labels of the runs that made graphs are left out: every
/// article has the same.
pub fn entries(dataset: &Dataset, graph: GraphNameRef<'_>) -> Vec<Entry> {
    let reader = Reader { dataset, graph };
    let mut entries = reader.labels();
    let sentences = reader.sentences();
    entries.extend(reader.headlines(&sentences));
    entries.extend(sentences);
    entries
}

struct Reader<'d> {
    dataset: &'d Dataset,
    graph: GraphNameRef<'d>,
}

/// Texts, numbers or lemmas by what bears them.
type Values = HashMap<NamedNode, Literal>;

impl Reader<'_> {
    fn quads(&self, predicate: NamedNodeRef<'_>, object: Option<NamedNodeRef<'_>>) -> impl Iterator<Item = Quad> {
        let object = object.map(Into::into);
        self.dataset.quads_for_pattern(None, Some(predicate), object, Some(self.graph))
    }

    fn literals(&self, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = (NamedNode, Literal)> {
        self.quads(predicate, None).filter_map(|quad| match (quad.subject, quad.object) {
            (NamedOrBlankNode::NamedNode(node), Term::Literal(literal)) => Some((node, literal)),
            _ => None,
        })
    }

    fn instances(&self, class: NamedNodeRef<'_>) -> BTreeSet<NamedNode> {
        let nodes = self.quads(rdf::TYPE, Some(class)).filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        nodes.collect()
    }

    fn labels(&self) -> Vec<Entry> {
        let runs = self.instances(prov::ACTIVITY);
        let said = LABELS.into_iter().flat_map(|label| self.literals(label)).filter(|(node, _)| !runs.contains(node));
        let said: BTreeMap<(NamedNode, String), Literal> =
            said.map(|(node, literal)| ((node, literal.value().to_owned()), literal)).collect();
        said.into_iter().map(|((node, _), literal)| entry(node, Kind::Label, &literal)).collect()
    }

    /// Headlines; one that opens the text as well has the lemmas of that sentence.
    fn headlines(&self, sentences: &[Entry]) -> Vec<Entry> {
        let headlines: BTreeMap<NamedNode, Literal> = self.literals(schema::HEADLINE).collect();
        let mut entries: Vec<Entry> =
            headlines.into_iter().map(|(node, literal)| entry(node, Kind::Headline, &literal)).collect();
        for headline in &mut entries {
            if let Some(same) = sentences.iter().find(|sentence| sentence.text == headline.text) {
                headline.lemmas = same.lemmas.clone();
                headline.names = same.names.clone();
            }
        }
        entries
    }

    fn sentences(&self) -> Vec<Entry> {
        let sentences = self.instances(nif::SENTENCE);
        if sentences.is_empty() {
            return Vec::new();
        }
        let texts: Values = self.literals(nif::ANCHOR_OF).collect();
        let lemmas: Values = self.literals(nif::LEMMA).collect();
        let places = self.places();
        let mut entries: Vec<(Span, Entry)> = Vec::new();
        for node in sentences {
            let Some(text) = texts.get(&node) else { continue };
            let mut sentence = entry(node.clone(), Kind::Sentence, text);
            sentence.lemmas = lemmas.get(&node).map(|lemma| lemma.value().to_owned());
            entries.push((places.get(&node).copied().unwrap_or_default(), sentence));
        }
        entries.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.thing.cmp(&b.thing)));
        self.add_names(&mut entries, &places, &lemmas);
        entries.into_iter().map(|(_, sentence)| sentence).collect()
    }

    fn places(&self) -> HashMap<NamedNode, Span> {
        let ends: Values = self.literals(nif::END_INDEX).collect();
        let number = |literal: &Literal| literal.value().parse::<usize>().ok();
        let span = |(node, start): (NamedNode, Literal)| {
            let (start, end) = (number(&start)?, number(ends.get(&node)?)?);
            (start < end).then(|| (node, Span::new(start, end)))
        };
        self.literals(nif::BEGIN_INDEX).filter_map(span).collect()
    }

    /// Gives sentences, which are sorted by place, the lemmas of the mentions in them.
    fn add_names(&self, sentences: &mut [(Span, Entry)], places: &HashMap<NamedNode, Span>, lemmas: &Values) {
        for mention in self.instances(nif::PHRASE) {
            let (Some(&place), Some(lemma)) = (places.get(&mention), lemmas.get(&mention)) else { continue };
            let after = sentences.partition_point(|(span, _)| span.start <= place.start);
            let Some((span, sentence)) = after.checked_sub(1).map(|last| &mut sentences[last]) else { continue };
            if span.contains(place) && sentence.thing != mention {
                let within = Span::new(place.start - span.start, place.end - span.start);
                sentence.names.push((within, lemma.value().to_owned()));
            }
        }
        sentences.iter_mut().for_each(|(_, sentence)| sentence.names.sort());
    }
}

fn entry(thing: NamedNode, kind: Kind, literal: &Literal) -> Entry {
    Entry {
        thing,
        kind,
        text: literal.value().to_owned(),
        language: literal.language().map(str::to_owned),
        lemmas: None,
        names: Vec::new(),
    }
}
