//! The layers of what is exported, and which articles may go out with their text.
//!
//! Facts always go: entities, posts, tenures, agreements, states, events and statements, with their evidence as positions
//! in the text. Mentions are single words of an article; the text is all of them, and goes only with a licence that lets
//! it be passed on.

use super::rights::Licences;
use super::select::Selection;
use crate::dataset::Snapshot;
use crate::error::{Error, Result};
use crate::graph::Base;
use crate::graph::vocab::{dcterms, nif, rdf, tro};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::HashSet;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Facts,
    Mentions,
    Text,
}

impl Layer {
    pub const ALL: [Layer; 3] = [Layer::Facts, Layer::Mentions, Layer::Text];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Facts => "facts",
            Layer::Mentions => "mentions",
            Layer::Text => "text",
        }
    }
}

impl std::str::FromStr for Layer {
    type Err = Error;

    /// # Errors
    /// [`Error::Usage`] with the names that there are.
    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name.trim()).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::Usage(format!("there is no layer {name:?}; choose from {names}"))
        })
    }
}

/// Which layers are written.
pub struct Layers {
    base: Base,
    mentions: bool,
    text: Text,
}

enum Text {
    All,
    /// Of these articles only.
    Of(HashSet<String>),
    None,
}

/// Articles with text, by whether a licence lets it be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Texts {
    pub open: usize,
    pub closed: usize,
}

impl Layers {
    /// Everything, without asking for licences.
    pub fn all(base: &Base) -> Self {
        Self { base: base.clone(), mentions: true, text: Text::All }
    }

    /// Some layers; the text of articles in `open` only.
    pub fn some(base: &Base, layers: &[Layer], open: HashSet<String>) -> Self {
        let text = if layers.contains(&Layer::Text) { Text::Of(open) } else { Text::None };
        Self { base: base.clone(), mentions: layers.contains(&Layer::Mentions), text }
    }

    /// The layers that are written, by name.
    pub fn names(&self) -> Vec<&'static str> {
        let mentions = self.mentions.then_some(Layer::Mentions);
        let text = (!matches!(self.text, Text::None)).then_some(Layer::Text);
        [Some(Layer::Facts), mentions, text].into_iter().flatten().map(Layer::name).collect()
    }

    /// Takes out what is not written. All that is said of one subject has to be there, so that it is known what it is.
    pub fn filter(&self, quads: &mut Vec<Quad>) {
        if self.mentions && matches!(self.text, Text::All) {
            return;
        }
        let is_a = |class: NamedNodeRef<'_>| {
            let class = Term::from(class.into_owned());
            let typed = quads.iter().filter(|quad| quad.predicate == rdf::TYPE && quad.object == class);
            typed.map(|quad| quad.subject.clone()).collect::<HashSet<_>>()
        };
        let (phrases, sentences) = (is_a(nif::PHRASE), is_a(nif::SENTENCE));
        quads.retain(|quad| {
            let (phrase, sentence) = (phrases.contains(&quad.subject), sentences.contains(&quad.subject));
            match layer(quad, phrase, sentence) {
                Layer::Facts => true,
                Layer::Mentions => self.mentions,
                Layer::Text => self.has_text(&quad.subject),
            }
        });
    }

    /// Whether words of the text that a node is part of are written.
    fn has_text(&self, part: &NamedOrBlankNode) -> bool {
        match &self.text {
            Text::All => true,
            Text::None => false,
            Text::Of(open) => match part {
                NamedOrBlankNode::NamedNode(node) if self.base.article_id(node.as_str()).is_some() => {
                    open.contains(article_of(node.as_str()))
                }
                _ => true,
            },
        }
    }
}

/// A node may be a sentence and a mention at once; its words are those of the sentence then.
fn layer(quad: &Quad, phrase: bool, sentence: bool) -> Layer {
    let predicate = quad.predicate.as_ref();
    let says_text = [nif::IS_STRING, tro::property::QUOTE].contains(&predicate)
        || (sentence && [nif::ANCHOR_OF, nif::LEMMA].contains(&predicate));
    if says_text {
        return Layer::Text;
    }
    let position = [nif::BEGIN_INDEX, nif::END_INDEX, nif::REFERENCE_CONTEXT].contains(&predicate);
    let is_sentence = predicate == rdf::TYPE && quad.object == Term::from(nif::SENTENCE.into_owned());
    if phrase && !(sentence && (position || is_sentence)) { Layer::Mentions } else { Layer::Facts }
}

/// The articles of a selection whose text a licence lets pass on, and how many there are with and without.
pub fn texts(snapshot: &Arc<Snapshot>, selection: &Selection, licences: &Licences) -> (HashSet<String>, Texts) {
    let mut licensed = HashSet::new();
    for property in [dcterms::RIGHTS, dcterms::LICENSE] {
        for quad in snapshot.quads_for_pattern(None, Some(property), None, None) {
            let said = match &quad.object {
                Term::NamedNode(node) => node.as_str(),
                Term::Literal(literal) => literal.value(),
                Term::BlankNode(_) | Term::Triple(_) => continue,
            };
            if let NamedOrBlankNode::NamedNode(article) = &quad.subject
                && licences.allow(said)
            {
                licensed.insert(article.as_str().to_owned());
            }
        }
    }
    let (mut open, mut texts) = (HashSet::new(), Texts::default());
    for quad in snapshot.quads_for_pattern(None, Some(nif::IS_STRING), None, None) {
        if let NamedOrBlankNode::NamedNode(article) = &quad.subject
            && selection.keeps(&quad)
        {
            match licensed.take(article.as_str()) {
                Some(article) => {
                    open.insert(article);
                    texts.open += 1;
                }
                None if !open.contains(article.as_str()) => texts.closed += 1,
                None => {}
            }
        }
    }
    (open, texts)
}

/// The article of which something is part.
fn article_of(iri: &str) -> &str {
    iri.split('#').next().unwrap_or_default()
}
