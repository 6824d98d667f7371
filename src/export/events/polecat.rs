//! One JSON object a line for each event, with the keys of NGEC, the coder behind POLECAT
//! (<https://github.com/ahalterman/NGEC>, `formatter.py`), and `quad_code`, `event_scale` and `text_info` of the PLOVER
//! manual (<https://github.com/openeventdata/PLOVER>).
//!
//! What those formats have no key for stands under `trojka`; from there an event can be made again ([`quads`]). The text
//! of the article is not written: `text_info` says where the sentence stands.

use crate::error::{Error, Result};
use crate::export::facts::{Event, Facts, Thing, iris, local};
use crate::graph::vocab::tro::{class, property};
use crate::graph::vocab::{prov, rdf, sem, xsd};
use crate::graph::{Base, iri};
use crate::span::Span;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub id: String,
    pub event_type: Option<String>,
    /// The mode, and for what did not simply take place PLOVER's auxiliary mode.
    pub event_mode: Vec<String>,
    pub contexts: Vec<String>,
    pub quad_code: Option<String>,
    pub event_scale: Option<f64>,
    pub attributes: Attributes,
    pub event_geolocation: Option<Place>,
    /// As `pub_date`.
    pub date: Option<String>,
    pub pub_date: Option<String>,
    /// The first day of the event, else the day of the article.
    pub date_resolved: Option<String>,
    pub date_raw: Option<String>,
    pub headline: Option<String>,
    pub publisher: Option<String>,
    pub story_id: String,
    pub text_info: Option<TextInfo>,
    pub version: String,
    pub trojka: Own,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attributes {
    #[serde(rename = "ACTOR")]
    pub actor: Vec<Party>,
    #[serde(rename = "RECIP")]
    pub recipient: Vec<Party>,
    #[serde(rename = "LOC")]
    pub location: Vec<Named>,
    #[serde(rename = "DATE")]
    pub date: Vec<Named>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Party {
    pub text: String,
    /// ISO 3166-1 alpha-3; empty when not known.
    pub country: String,
    /// Sectors of PLOVER; empty when not known.
    pub code_1: String,
    pub code_2: String,
    pub wikidata: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub resolved_placename: String,
    pub country_code3: String,
    pub geonameid: String,
}

/// First offset, and the one behind the last, of a sentence, in code points of the article's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextInfo {
    pub start: Option<u64>,
    pub end: Option<u64>,
}

/// The event as the graph has it, by IRIs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub article: String,
    pub class: Option<String>,
    pub mode: Option<String>,
    pub contexts: Vec<String>,
    pub modality: Option<String>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub via: Vec<String>,
    pub places: Vec<String>,
    pub about: Vec<String>,
    pub attributed_to: Vec<String>,
    pub date: Option<String>,
    pub date_type: Option<String>,
    pub date_precision: Option<String>,
    pub not_before: Option<String>,
    pub not_after: Option<String>,
    pub headcount: Option<u64>,
    pub sentences: Vec<(Option<u64>, Option<u64>)>,
    pub trigger: (Option<u64>, Option<u64>),
    pub frame: Option<String>,
    pub confidence: Option<f64>,
}

/// Writes all events and gives how many there were.
///
/// # Errors
/// When the writer fails.
pub fn write(facts: &Facts, out: &mut dyn Write) -> io::Result<u64> {
    let mut count = 0;
    for event in facts.events() {
        serde_json::to_writer(&mut *out, &record(facts, &event))?;
        out.write_all(b"\n")?;
        count += 1;
    }
    out.flush()?;
    Ok(count)
}

/// PLOVER's auxiliary modes for what did not simply take place.
fn auxiliary(event: &Event) -> Option<&'static str> {
    match event.modality.as_ref().map(local)? {
        "Planned" => Some("future"),
        "Desired" | "Possible" => Some("hypothetical"),
        "Negated" => Some("negation"),
        _ => None,
    }
}

fn record(facts: &Facts, event: &Event) -> Record {
    let codes = &facts.codes;
    let article = &event.evidence.article;
    let notation = |concept: &NamedNode| codes.notation(concept).map(str::to_owned);
    let mode = event.mode.as_ref().and_then(notation);
    Record {
        id: event.iri.as_str().to_owned(),
        event_type: event.plover_code.clone(),
        event_mode: mode.into_iter().chain(auxiliary(event).map(str::to_owned)).collect(),
        contexts: event.contexts.iter().filter_map(notation).collect(),
        quad_code: codes.quad_class(event).map(|class| spaced(local(class))),
        event_scale: codes.intensity(event).and_then(|text| text.parse().ok()),
        attributes: Attributes {
            actor: event.actors.iter().map(|thing| party(thing)).collect(),
            recipient: event.recipients.iter().map(|thing| party(thing)).collect(),
            location: event.places.iter().map(|place| Named { text: label(place) }).collect(),
            date: event.date.iter().map(|date| Named { text: date.clone() }).collect(),
        },
        event_geolocation: event.places.first().map(|thing| place(thing)),
        date: article.date.clone(),
        pub_date: article.date.clone(),
        date_resolved: event.not_before.clone().or_else(|| article.date.clone()),
        date_raw: event.date.clone(),
        headline: article.headline.clone(),
        publisher: article.publisher.clone(),
        story_id: article.id.clone(),
        text_info: event
            .evidence
            .begin()
            .map(|_| TextInfo { start: event.evidence.begin(), end: event.evidence.end() }),
        version: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
        trojka: own(event),
    }
}

fn own(event: &Event) -> Own {
    let text = |node: &Option<NamedNode>| node.as_ref().map(|node| node.as_str().to_owned());
    let list = |things: &[Rc<Thing>]| iris(things);
    Own {
        article: event.evidence.article.iri.clone(),
        class: text(&event.class),
        mode: text(&event.mode),
        contexts: event.contexts.iter().map(|node| node.as_str().to_owned()).collect(),
        modality: text(&event.modality),
        actors: list(&event.actors),
        recipients: list(&event.recipients),
        via: list(&event.via),
        places: list(&event.places),
        about: list(&event.about),
        attributed_to: list(&event.attributed_to),
        date: event.date.clone(),
        date_type: text(&event.date_type),
        date_precision: event.date_precision.clone(),
        not_before: event.not_before.clone(),
        not_after: event.not_after.clone(),
        headcount: event.headcount,
        sentences: event.evidence.sentences.clone(),
        trigger: event.trigger,
        frame: event.evidence.frame.clone(),
        confidence: event.evidence.confidence,
    }
}

fn label(thing: &Thing) -> String {
    thing.label.clone().unwrap_or_default()
}

fn alpha3(thing: &Thing) -> String {
    thing.country.as_ref().and_then(|iso| iso.alpha3.clone()).unwrap_or_default()
}

fn party(thing: &Thing) -> Party {
    let sector = |at: usize| thing.sectors.get(at).copied().unwrap_or_default().to_owned();
    Party {
        text: label(thing),
        country: alpha3(thing),
        code_1: sector(0),
        code_2: sector(1),
        wikidata: thing.same.wikidata.clone().unwrap_or_default(),
    }
}

fn place(thing: &Thing) -> Place {
    Place {
        resolved_placename: label(thing),
        country_code3: alpha3(thing),
        geonameid: thing.same.geonames.clone().unwrap_or_default(),
    }
}

/// `VerbalConflict` is written `VERBAL CONFLICT`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(c.to_uppercase());
    }
    text
}

/// The quads of the event of a line, in the graph of its article.
///
/// # Errors
/// [`Error::Usage`] for a line that is no such record or names what is not an IRI.
pub fn quads(line: &str, base: &Base) -> Result<Vec<Quad>> {
    let record: Record = serde_json::from_str(line).map_err(|error| Error::Usage(format!("no event: {error}")))?;
    let own = &record.trojka;
    let mut event = Builder { node: node(&record.id)?, article: node(&own.article)?, quads: Vec::new() };
    if base.article_id(event.article.as_str()).is_none() {
        return Err(Error::Usage(format!("<{}> is no article of <{base}>", event.article.as_str())));
    }
    event.add(rdf::TYPE, class::EVENT.into_owned());
    let single = [(rdf::TYPE, &own.class), (property::MODE, &own.mode), (property::MODALITY, &own.modality)];
    for (predicate, value) in single {
        event.nodes(predicate, value.as_slice())?;
    }
    let lists = [
        (property::CONTEXT, &own.contexts),
        (property::ACTOR, &own.actors),
        (property::RECIPIENT, &own.recipients),
        (property::VIA, &own.via),
        (sem::HAS_PLACE, &own.places),
        (property::ABOUT, &own.about),
        (property::ATTRIBUTED_TO, &own.attributed_to),
    ];
    for (predicate, values) in lists {
        event.nodes(predicate, values)?;
    }
    let texts = [
        (property::PLOVER_CODE, &record.event_type),
        (property::FRAME, &own.frame),
        (property::DATE_PRECISION, &own.date_precision),
    ];
    for (predicate, text) in texts {
        event.literal(predicate, text.as_deref(), xsd::STRING);
    }
    let date_type = own.date_type.as_deref().map(node).transpose()?;
    event.literal(property::DATE, own.date.as_deref(), date_type.as_ref().map_or(xsd::STRING, NamedNode::as_ref));
    event.literal(property::NOT_BEFORE, own.not_before.as_deref(), xsd::DATE);
    event.literal(property::NOT_AFTER, own.not_after.as_deref(), xsd::DATE);
    event.literal(property::HEADCOUNT, own.headcount.map(|count| count.to_string()).as_deref(), xsd::INTEGER);
    event.literal(property::CONFIDENCE, own.confidence.map(|share| share.to_string()).as_deref(), xsd::DECIMAL);
    own.sentences.iter().for_each(|span| event.span(prov::WAS_DERIVED_FROM, *span));
    event.span(property::TRIGGER, own.trigger);
    Ok(event.quads)
}

struct Builder {
    node: NamedNode,
    article: NamedNode,
    quads: Vec<Quad>,
}

impl Builder {
    fn add(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(self.node.clone(), predicate.into_owned(), object, self.article.clone()));
    }

    fn nodes(&mut self, predicate: NamedNodeRef<'_>, values: &[String]) -> Result<()> {
        for value in values {
            self.add(predicate, node(value)?);
        }
        Ok(())
    }

    fn literal(&mut self, predicate: NamedNodeRef<'_>, value: Option<&str>, datatype: NamedNodeRef<'_>) {
        if let Some(value) = value {
            self.add(predicate, Literal::new_typed_literal(value, datatype));
        }
    }

    fn span(&mut self, predicate: NamedNodeRef<'_>, (start, end): (Option<u64>, Option<u64>)) {
        if let (Some(start), Some(end)) = (start, end) {
            let span = Span::new(start as usize, end as usize);
            self.add(predicate, iri::span_iri(&self.article, span));
        }
    }
}

fn node(text: &str) -> Result<NamedNode> {
    NamedNode::new(text).map_err(|error| Error::Usage(format!("{text:?} is not an IRI: {error}")))
}
