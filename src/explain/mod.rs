//! Why the graph says what it says.
//!
//! The analysis of an article is deterministic and the store keeps its text. So the article is read anew, this time with
//! a [record](crate::document::record) of what the stages look at before they decide, and the fact is found by its IRI.
//! Where the text is not there, or another program or language pack made the graph, the answer says so and tells what
//! the graph itself knows.

mod about;
mod ask;
mod fact;
mod frame;
mod ground;
mod mention;
mod place;
mod reader;
mod role;
mod rule;
mod says;
pub mod text;
mod words;

pub use about::{About, Called, Derived, Identity, Listed};
pub use ask::{Asked, object, plain, predicate, short, thing};
pub use fact::{Article, Confidence, Fact, MadeBy, StateCue};
pub use frame::{Frame, Reality, Rejected, Rejection, Told, ToldAgain};
pub use ground::{Ground, Named};
pub use mention::{Choice, Earlier, Mention, NamedAs, Row, Rows, Weighed};
pub use place::Missed;
pub use reader::{Maker, Reader, Reading};
pub use role::{Origin, Role};
pub use rule::Rule;
pub use says::{Brief, FactKind, Said, Value};
pub use words::{Mark, Sentence, What, Words};

use crate::graph::vocab::{nif, schema};
use crate::span::Span;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use reader::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// Triples of a thing that has no explanation of its own kind, and facts of an article, are told up to so many.
const MOST_TRIPLES: usize = 100;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    pub asked: Asked,
    pub kind: Kind,
    pub label: String,
    /// The graphs that say the triple, or something of the thing.
    pub graphs: Vec<String>,
    /// The rules that can derive the triple.
    pub rules: Vec<Rule>,
    /// The fact itself, or those that support the triple or stand at the place.
    pub facts: Vec<Fact>,
    /// Those that are not explained in full.
    pub further_facts: Vec<Brief>,
    pub article: Option<Article>,
    pub sentence: Option<Sentence>,
    pub mentions: Vec<Mention>,
    pub missed: Vec<Missed>,
    pub about: Option<About>,
    /// What is said of a thing of no kind of its own.
    pub triples: Vec<Line>,
    /// What explains it.
    pub by: Maker,
    /// Why articles could not be read anew, where the language pack is to blame.
    pub trouble: Option<String>,
}

/// What was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Fact,
    Triple,
    Entity,
    Article,
    Place,
    Other,
}

/// A triple about a thing, with its graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, PartialOrd, Ord)]
pub struct Line {
    pub subject: String,
    pub predicate: String,
    pub object: String,
    pub graph: String,
}

/// Nothing is known of what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unknown(pub String);

/// Explains a thing or a triple.
///
/// # Errors
/// [`Unknown`] when the data set says nothing of the thing, or does not say the triple.
pub fn explain(ground: &Ground, asked: &Asked) -> Result<Explanation, Unknown> {
    let explainer = Explainer { ground, asked, read: BTreeMap::new() };
    match asked {
        Asked::Thing(node) => explainer.thing(node),
        Asked::Triple(triple) => explainer.triple(triple),
    }
}

struct Explainer<'e, 'g> {
    ground: &'e Ground<'g>,
    asked: &'e Asked,
    /// Articles that were read anew.
    read: BTreeMap<NamedNode, Source>,
}

impl Explainer<'_, '_> {
    fn answer(&self, kind: Kind, label: String, graphs: Vec<String>) -> Explanation {
        Explanation {
            asked: self.asked.clone(),
            kind,
            label,
            graphs,
            rules: Vec::new(),
            facts: Vec::new(),
            further_facts: Vec::new(),
            article: None,
            sentence: None,
            mentions: Vec::new(),
            missed: Vec::new(),
            about: None,
            triples: Vec::new(),
            by: self.ground.reader.maker(),
            trouble: self.ground.reader.trouble(),
        }
    }

    fn source(&mut self, article: &NamedNode) -> &Source {
        let ground = self.ground;
        self.read.entry(article.clone()).or_insert_with(|| Source::read(ground, article))
    }

    fn thing(mut self, node: &NamedNode) -> Result<Explanation, Unknown> {
        let ground = self.ground;
        let as_subject = || ground.quads(Some(node.as_ref()), None, None, None);
        let anywhere = || {
            let as_object = ground.quads(None, None, Some(node.as_ref().into()), None);
            let as_graph = ground.quads(None, None, None, Some(node.as_ref()));
            let as_predicate = ground.quads(None, Some(node.as_ref()), None, None);
            as_object.chain(as_graph).chain(as_predicate).next().is_some()
        };
        let graphs = ground.graphs(as_subject());
        if let Some(triple) = rule::stated(ground, node).filter(|_| graphs.is_empty()) {
            return self.triple(&triple);
        }
        if graphs.is_empty() && !anywhere() {
            return Err(Unknown(format!("nothing is known of <{}>", node.as_str())));
        }
        let label = ground.label(node.as_ref());
        if let Some(kind) = FactKind::of(ground, node) {
            let mut answer = self.answer(Kind::Fact, label, graphs);
            self.facts(&mut answer, vec![(node.clone(), kind)]);
            return Ok(answer);
        }
        if ground.is_a(node.as_ref(), schema::NEWS_ARTICLE) {
            return Ok(self.article(node, label, graphs));
        }
        if ground.is_a(node.as_ref(), nif::SENTENCE) || ground.is_a(node.as_ref(), nif::PHRASE) {
            return Ok(self.place(node, label, graphs));
        }
        if let Some((kind, _)) = ground.base.entity_of(node) {
            let about = about::about(ground, node, kind);
            return Ok(Explanation { about: Some(about), ..self.answer(Kind::Entity, label, graphs) });
        }
        let triples = self.lines(node);
        Ok(Explanation { triples, ..self.answer(Kind::Other, label, graphs) })
    }

    /// All triples of a thing; where it is no subject, those that lead to it.
    fn lines(&self, node: &NamedNode) -> Vec<Line> {
        let base = self.ground.base.as_str();
        let quads = self.ground.quads(Some(node.as_ref()), None, None, None);
        let mut quads: Vec<_> = quads.take(10 * MOST_TRIPLES).collect();
        if quads.is_empty() {
            quads.extend(self.ground.quads(None, None, Some(node.as_ref().into()), None).take(10 * MOST_TRIPLES));
        }
        let line = |quad: oxigraph::model::Quad| Line {
            subject: short(&plain(&quad.subject.into()), base),
            predicate: short(quad.predicate.as_str(), base),
            object: short(&plain(&quad.object), base),
            graph: short(&quad.graph_name.to_string().replace(['<', '>'], ""), base),
        };
        let mut lines: Vec<Line> = quads.into_iter().map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines.truncate(MOST_TRIPLES);
        lines
    }

    fn article(&mut self, node: &NamedNode, label: String, graphs: Vec<String>) -> Explanation {
        let ground = self.ground;
        let found = says::facts_in(ground, node);
        let whole = Span::new(0, usize::MAX);
        let missed = place::missed(ground, self.source(node), whole);
        Explanation {
            article: Some(fact::article(ground, node)),
            further_facts: Brief::in_order(ground, &found),
            missed,
            ..self.answer(Kind::Article, label, graphs)
        }
    }

    /// A sentence or the words of a mention.
    fn place(&mut self, node: &NamedNode, label: String, graphs: Vec<String>) -> Explanation {
        let ground = self.ground;
        let words = Words::read(ground, node);
        let is_sentence = ground.is_a(node.as_ref(), nif::SENTENCE);
        let mut answer = self.answer(Kind::Place, words.as_ref().map_or(label, |words| words.text.clone()), graphs);
        let found = says::facts_at(ground, node);
        answer.further_facts = Brief::in_order(ground, &found);
        let (Some(article), Some(words)) = (ground.article_of(node), words) else { return answer };
        let span = Span::new(words.start, words.end);
        answer.article = Some(fact::article(ground, &article));
        answer.sentence = self.sentence_of(&article, node, span);
        let source = self.source(&article);
        answer.missed = place::missed(ground, source, span);
        answer.mentions = match is_sentence {
            true => place::mentions(ground, source, span),
            false => place::mentions_at(ground, source, span),
        };
        if let Some(sentence) = &mut answer.sentence {
            let marks = answer.mentions.iter().map(|mention| &mention.words);
            sentence.mark(
                marks.map(|words| Mark { start: words.start, end: words.end, what: What::Filler }).collect::<Vec<_>>(),
            );
        }
        answer
    }

    /// The sentence around a place of an article.
    fn sentence_of(&self, article: &NamedNode, node: &NamedNode, span: Span) -> Option<Sentence> {
        let ground = self.ground;
        if ground.is_a(node.as_ref(), nif::SENTENCE) {
            return Sentence::read(ground, node);
        }
        let sentences = ground.subjects(crate::graph::vocab::rdf::TYPE, nif::SENTENCE, Some(article.as_ref()));
        let mut around = sentences.iter().filter_map(|iri| Sentence::read(ground, iri));
        around.find(|sentence| sentence.words.start <= span.start && span.end <= sentence.words.end)
    }

    fn triple(mut self, triple: &Triple) -> Result<Explanation, Unknown> {
        let ground = self.ground;
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return Err(Unknown(format!("{} is a blank node, and has no name to ask by", triple.subject)));
        };
        let quads =
            ground.quads(Some(subject.as_ref()), Some(triple.predicate.as_ref()), Some(triple.object.as_ref()), None);
        let graphs = ground.graphs(quads);
        if graphs.is_empty() {
            return Err(self.not_said(subject, triple));
        }
        let label = self.said(triple);
        let mut answer = self.answer(Kind::Triple, label, graphs);
        let mut supports = rule::supports(ground, triple);
        if answer.graphs.iter().any(|graph| graph == ground.base.derived_graph().as_str()) {
            answer.rules = rule::rules(triple);
        } else if supports.is_empty() {
            supports.push(subject.clone());
        }
        let facts: Vec<_> =
            supports.into_iter().filter_map(|node| FactKind::of(ground, &node).map(|kind| (node, kind))).collect();
        if facts.is_empty() && ground.is_a(subject.as_ref(), nif::PHRASE) {
            let place = self.place(subject, String::new(), Vec::new());
            let Explanation { article, sentence, mentions, .. } = place;
            return Ok(Explanation { article, sentence, mentions, ..answer });
        }
        if facts.is_empty() {
            self.told(&mut answer, subject);
        }
        self.facts(&mut answer, facts);
        Ok(answer)
    }

    /// Adds the first article that says a triple, with its mentions of the subject.
    fn told(&mut self, answer: &mut Explanation, subject: &NamedNode) {
        let ground = self.ground;
        let article = answer.graphs.iter().map(NamedNode::new_unchecked).find_map(|graph| ground.article_of(&graph));
        if let Some(article) = article {
            answer.article = Some(fact::article(ground, &article));
            answer.mentions = place::mentions_of(ground, self.source(&article), subject);
        }
    }

    /// *Ana Kos – met with – Peter Dolinec*
    fn said(&self, triple: &Triple) -> String {
        let label = |term: &Term| match term {
            Term::NamedNode(node) => self.ground.label(node.as_ref()),
            Term::Literal(literal) => format!("»{}«", literal.value()),
            other => other.to_string(),
        };
        let predicate = self.ground.label(triple.predicate.as_ref());
        format!("{} – {predicate} – {}", label(&triple.subject.clone().into()), label(&triple.object))
    }

    /// With what the data set says instead.
    fn not_said(&self, subject: &NamedNode, triple: &Triple) -> Unknown {
        let ground = self.ground;
        let base = ground.base.as_str();
        let predicate = short(triple.predicate.as_str(), base);
        let mut message =
            format!("the triple is not said: <{}> <{}> {}", subject.as_str(), triple.predicate.as_str(), triple.object);
        if ground.quads(Some(subject.as_ref()), None, None, None).next().is_none() {
            message = format!("nothing is said of <{}>", subject.as_str());
        } else {
            let others = ground.objects(subject.as_ref(), triple.predicate.as_ref());
            let listed: Vec<String> = others.iter().take(5).map(|other| short(&plain(other), base)).collect();
            if !listed.is_empty() {
                message.push_str(&format!("; {predicate} leads from it to {}", listed.join(", ")));
            }
        }
        Unknown(message)
    }

    /// Explains facts in full, the newest first, and lists those that are too many.
    fn facts(&mut self, answer: &mut Explanation, facts: Vec<(NamedNode, FactKind)>) {
        let ground = self.ground;
        let mut facts: Vec<_> = facts
            .into_iter()
            .map(|(node, kind)| {
                let article = ground.article_of(&node);
                let date =
                    article.as_ref().and_then(|article| ground.literal(article.as_ref(), schema::DATE_PUBLISHED));
                (std::cmp::Reverse(date), node, kind, article)
            })
            .collect();
        facts.sort();
        for (number, (_, node, kind, article)) in facts.into_iter().enumerate() {
            let Some(article) = article.filter(|_| number < ground.most) else {
                answer.further_facts.push(Brief::read(ground, &node, kind));
                continue;
            };
            let fact = fact::fact(ground, self.source(&article), &node, kind);
            answer.facts.push(fact);
        }
    }
}
