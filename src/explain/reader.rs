//! Reads an article anew as it stands in the store, with all that stages saw on the way.

use super::ground::{Ground, Named};
use crate::article::Article;
use crate::document::Document;
use crate::document::record::{Record, Recorder, Thing};
use crate::entity::{EntityRef, slug};
use crate::error::Result;
use crate::event::confidence::{Demand, default_least};
use crate::event::frame::{Frame, Frames};
use crate::graph::vocab::{nif, rdfs, schema, tro};
use crate::graph::{FactRef, Generator, named};
use crate::lang::Pack;
use crate::pipeline::Pipeline;
use crate::store::Header;
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The groups of words of saying in a language pack, with what they are for.
const SAYING: &str = "statement/verb.toml";

/// Reads articles with one language pack, which is loaded when it is first needed.
pub struct Reader {
    pack: Pack,
    /// Longest text that is read anew, in code points.
    longest: usize,
    ready: OnceLock<Result<Ready, String>>,
}

struct Ready {
    pipeline: Pipeline,
    frames: Frames,
    label: String,
    least: f32,
    /// By the id of a rule of statements.
    rules: BTreeMap<String, String>,
}

/// Whether an article could be read anew, and what that says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// It says again what the graph says.
    Same,
    /// It says something else; what is told of the reading is left out.
    Differs,
    /// The store does not have the text.
    NoText,
    /// The text is too long to be read for a question.
    TooLong,
    /// The language pack cannot be used.
    NoPack,
}

impl Reading {
    pub const ALL: [Self; 5] = [Self::Same, Self::Differs, Self::NoText, Self::TooLong, Self::NoPack];
}

/// Program and language pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Maker {
    pub program: Option<String>,
    pub pack: Option<String>,
}

impl Reader {
    /// One for articles of any length.
    pub fn new(pack: Pack) -> Self {
        Self::up_to(pack, usize::MAX)
    }

    /// One that leaves texts of more code points alone.
    pub fn up_to(pack: Pack, longest: usize) -> Self {
        Self { pack, longest, ready: OnceLock::new() }
    }

    fn ready(&self) -> Option<&Ready> {
        self.ready.get_or_init(|| Ready::load(&self.pack).map_err(|error| error.to_string())).as_ref().ok()
    }

    /// Why the language pack cannot be used, if it cannot.
    pub fn trouble(&self) -> Option<String> {
        self.ready();
        self.ready.get().and_then(|ready| ready.as_ref().err().cloned())
    }

    /// This program and its language pack.
    pub fn maker(&self) -> Maker {
        let Generator { program, version, .. } = Generator::default();
        Maker { program: Some(format!("{program} {version}")), pack: self.ready().map(|ready| ready.label.clone()) }
    }

    /// The least confidence of facts where nobody asked for another.
    pub fn least(&self) -> Option<f32> {
        self.ready().map(|ready| ready.least)
    }

    pub fn frame(&self, id: &str) -> Option<&Frame> {
        self.ready()?.frames.frames.iter().find(|frame| frame.id == id)
    }

    /// What a rule of statements is for, in the words of its table.
    pub fn rule(&self, id: &str) -> Option<&str> {
        self.ready()?.rules.get(id).map(String::as_str)
    }
}

impl Ready {
    fn load(pack: &Pack) -> Result<Self> {
        // Nothing is dropped here: what the threshold of the store was is told from its header.
        let demand = Demand { least: Some(0.0), ..Demand::default() };
        Ok(Self {
            pipeline: Pipeline::demanding(pack, demand)?,
            frames: Frames::load(pack)?,
            label: pack.label()?,
            least: default_least(pack)?,
            rules: rules(pack),
        })
    }
}

#[derive(Deserialize)]
struct Saying {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    explanation: String,
}

fn rules(pack: &Pack) -> BTreeMap<String, String> {
    let saying = pack.text(SAYING).ok().and_then(|text| toml::from_str::<Saying>(&text).ok());
    let groups = saying.into_iter().flat_map(|saying| saying.group);
    groups.map(|group| (group.id, group.explanation)).collect()
}

/// An article, read anew.
pub struct Reread {
    pub doc: Document,
    pub record: Record,
    pub facts: Vec<(NamedNode, FactRef)>,
    /// From the names that the article alone gives to those of the store.
    renames: BTreeMap<String, String>,
}

/// What the store has of an article, and what reading it anew gives.
pub struct Source {
    pub iri: NamedNode,
    pub header: Header,
    pub maker: Maker,
    pub reread: std::result::Result<Reread, Reading>,
}

impl Source {
    /// Reads the article with this IRI.
    pub fn read(ground: &Ground, iri: &NamedNode) -> Self {
        let header = (ground.headers)(iri).unwrap_or_default();
        let run = NamedNode::new_unchecked(format!("{}#extraction", iri.as_str()));
        let maker = Maker {
            program: ground.literal(run.as_ref(), rdfs::LABEL),
            pack: ground.literal(run.as_ref(), tro::property::PACK),
        };
        let reread = Reread::new(ground, iri, &header);
        Self { iri: iri.clone(), header, maker, reread }
    }

    /// The least confidence that facts had to have.
    pub fn least(&self, ground: &Ground) -> Option<f32> {
        let asked = self.header.least.as_ref().and_then(|least| least.parse().ok());
        asked.or_else(|| ground.reader.least())
    }
}

impl Reread {
    fn new(ground: &Ground, iri: &NamedNode, header: &Header) -> std::result::Result<Self, Reading> {
        let article = article(ground, iri).ok_or(Reading::NoText)?;
        if article.text.chars().count() > ground.reader.longest {
            return Err(Reading::TooLong);
        }
        let ready = ground.reader.ready().ok_or(Reading::NoPack)?;
        let recorder = Recorder::on();
        let doc = Document { record: recorder.clone(), ..Document::new(article) };
        let doc = ready.pipeline.resume(doc);
        let facts = named(&doc, ground.base);
        let renames = header.renames.iter().map(|rename| (rename.from.clone(), rename.to.clone())).collect();
        Ok(Self { doc, record: recorder.take(), facts, renames })
    }

    /// The IRI of a thing in the store.
    pub fn iri(&self, ground: &Ground, thing: &Thing) -> NamedNode {
        let own = ground.base.entity(thing.kind, &slug(&thing.slug));
        self.renames.get(own.as_str()).map_or(own, NamedNode::new_unchecked)
    }

    pub fn named(&self, ground: &Ground, thing: &Thing) -> Named {
        let iri = self.iri(ground, thing);
        let known = ground.quads(Some(iri.as_ref()), None, None, None).next().is_some();
        let label = if known { ground.label(iri.as_ref()) } else { thing.name.clone() };
        Named { iri: iri.into_string(), label }
    }

    pub fn all_named(&self, ground: &Ground, things: &[Thing]) -> Vec<Named> {
        things.iter().map(|thing| self.named(ground, thing)).collect()
    }

    pub fn entities(&self, ground: &Ground, entities: &[EntityRef]) -> Vec<Named> {
        self.all_named(ground, &Thing::all(&self.doc, entities))
    }

    /// The facts that an IRI names.
    pub fn facts_of(&self, iri: NamedNodeRef<'_>) -> Vec<FactRef> {
        self.facts.iter().filter(|(own, _)| own.as_ref() == iri).map(|(_, fact)| *fact).collect()
    }
}

/// The article as the graph has it: all that its reading depends on.
fn article(ground: &Ground, iri: &NamedNode) -> Option<Article> {
    let id = ground.base.article_id(iri.as_str())?;
    let literal = |property| ground.literal(iri.as_ref(), property);
    let date = literal(schema::DATE_PUBLISHED).and_then(|date| date.parse().ok());
    let lang = literal(schema::IN_LANGUAGE);
    let plain = Article::new(id, literal(nif::IS_STRING)?);
    Some(Article { title: literal(schema::HEADLINE), date, lang: lang.unwrap_or_else(|| plain.lang.clone()), ..plain })
}
