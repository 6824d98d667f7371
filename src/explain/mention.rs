//! Which words stand for which thing, and why.

use super::ground::{Ground, Named};
use super::reader::Reread;
use super::words::Words;
use crate::document::record::{Antecedents, Candidates, How, Link, Weighing};
use crate::entity::gazetteer::FormRole;
use crate::entity::{EntityRef, Mention as Found, MentionForm, MentionType};
use crate::graph::iri::span_iri;
use crate::span::Span;
use oxigraph::model::NamedNode;
use serde::Serialize;

/// Words that were found to stand for something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    pub iri: String,
    pub words: Words,
    /// In the nominative.
    pub lemma: String,
    pub form: MentionForm,
    /// What the words were taken for.
    pub class: MentionType,
    pub things: Vec<Named>,
    pub confidence: f32,
    /// Missing where nothing in the article says what they mean.
    pub how: Option<How>,
    /// What was decided about them before, and given up.
    pub earlier: Vec<Earlier>,
    pub candidates: Option<Rows>,
    pub antecedents: Vec<Weighed>,
    /// Where the article first names each thing, for words that are no name.
    pub named_as: Vec<NamedAs>,
}

/// A thing with the words by which the article first names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedAs {
    pub thing: Named,
    pub words: Words,
}

/// A link that a later one took the place of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Earlier {
    pub things: Vec<Named>,
    pub confidence: f32,
    pub how: How,
}

/// The rows of the gazetteer that have the words for a name, the best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rows {
    /// What the article takes the words for.
    pub taken_for: MentionType,
    /// The winner came first only because the article speaks more of its country.
    pub by_country: bool,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub key: String,
    pub thing: Option<Named>,
    /// As what the words are known: `name`, `alias`, `acronym`, `adjective`, `demonym`, `body`.
    pub known_as: &'static str,
    pub fits_form: bool,
    pub fits_class: bool,
    pub fits_grammar: bool,
    pub ambiguous: bool,
    pub won: bool,
}

/// What was told before and might be meant, the best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighed {
    pub by: Weighing,
    pub decided: bool,
    pub choices: Vec<Choice>,
}

impl Weighed {
    /// Whether something told before had a chance.
    pub fn tells(&self) -> bool {
        self.choices.iter().any(|choice| !choice.words.is_empty() && choice.score >= 0.05)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// Empty for something new.
    pub things: Vec<Named>,
    pub words: String,
    pub score: f32,
}

/// So many antecedents are told.
const CHOICES: usize = 5;

/// What the record says of a mention of the document.
pub fn mention(ground: &Ground, article: &NamedNode, reread: &Reread, found: &Found) -> Mention {
    let (doc, record) = (&reread.doc, &reread.record);
    let here = |span: Span, form: MentionForm| span == found.span && form == found.form;
    let mut links: Vec<&Link> = record.links.iter().filter(|link| here(link.span, link.form)).collect();
    let last = links.pop();
    let mut earlier: Vec<Earlier> = Vec::new();
    for link in links.into_iter().filter(|link| last.is_none_or(|last| last.to != link.to)) {
        let things = reread.all_named(ground, &link.to);
        if earlier.iter().all(|known| known.things != things) {
            earlier.push(Earlier { things, confidence: rounded(link.confidence), how: link.how });
        }
    }
    let candidates = record.candidates.iter().rev().find(|known| here(known.span, known.form));
    let mut antecedents: Vec<Weighed> = Vec::new();
    for weighed in record.antecedents.iter().rev().filter(|weighed| here(weighed.span, weighed.form)) {
        if antecedents.iter().all(|known| known.by != weighed.by) {
            antecedents.push(self::weighed(ground, reread, weighed));
        }
    }
    antecedents.reverse();
    Mention {
        iri: span_iri(article, found.span).into_string(),
        words: Words::of(doc, found.span),
        lemma: found.lemma.clone(),
        form: found.form,
        class: found.class,
        things: reread.entities(ground, &found.entities),
        confidence: rounded(found.confidence),
        how: last.map(|link| link.how).filter(|_| !found.entities.is_empty()),
        earlier,
        candidates: candidates.map(|known| rows(ground, reread, known)).filter(|known| !known.rows.is_empty()),
        // Names are told apart by their words; what the model thinks of them changes no link.
        antecedents: if found.form.is_name() { Vec::new() } else { antecedents },
        named_as: named_as(ground, reread, found),
    }
}

/// The first names of the things, for words that are none.
fn named_as(ground: &Ground, reread: &Reread, found: &Found) -> Vec<NamedAs> {
    if found.is_proper() || found.form == MentionForm::Adjective {
        return Vec::new();
    }
    let doc = &reread.doc;
    let first = |entity: EntityRef| {
        let mut names = doc.mentions.iter().filter(|other| other.form.is_name() && other.entities == [entity]);
        let words = Words::of(doc, names.next()?.span);
        Some(NamedAs { thing: reread.entities(ground, &[entity]).pop()?, words })
    };
    found.entities.iter().filter_map(|&entity| first(entity)).collect()
}

fn rows(ground: &Ground, reread: &Reread, known: &Candidates) -> Rows {
    let row = |row: &crate::document::record::Candidate| Row {
        key: row.key.clone(),
        thing: row.thing.as_ref().map(|thing| reread.named(ground, thing)),
        known_as: known_as(row.role),
        fits_form: row.fits_form,
        fits_class: row.fits_class,
        fits_grammar: row.fits_grammar,
        ambiguous: row.ambiguous,
        won: known.chosen.as_ref() == Some(&row.key),
    };
    // A row may have the words as its name and as another name.
    let mut rows: Vec<Row> = Vec::new();
    for row in known.rows.iter().map(row) {
        if rows.iter().all(|other| other.key != row.key) {
            rows.push(row);
        }
    }
    Rows { taken_for: known.class, by_country: known.namesake, rows }
}

fn known_as(role: FormRole) -> &'static str {
    match role {
        FormRole::Name => "name",
        FormRole::Alias => "alias",
        FormRole::Acronym => "acronym",
        FormRole::Adjective => "adjective",
        FormRole::Demonym => "demonym",
        FormRole::Body => "body",
    }
}

fn weighed(ground: &Ground, reread: &Reread, weighed: &Antecedents) -> Weighed {
    let choice = |choice: &crate::document::record::Choice| Choice {
        things: reread.all_named(ground, &choice.things),
        words: choice.words.clone(),
        score: rounded(choice.score),
    };
    Weighed {
        by: weighed.by,
        decided: weighed.decided,
        choices: weighed.choices.iter().take(CHOICES).map(choice).collect(),
    }
}

/// To three places, as the graph has it.
pub fn rounded(value: f32) -> f32 {
    (f64::from(value) * 1000.0).round() as f32 / 1000.0
}
