//! The whole flow on one page.
//!
//! A [`Stage`] says which layers of the [`Document`] it needs and which it gives; a pipeline that cannot work is
//! refused when it is put together, with the missing layers named.
//!
//! ```
//! use trojka::article::Article;
//! use trojka::document::Document;
//! use trojka::lang::Pack;
//! use trojka::pipeline::{Layer, Pipeline, Stage};
//!
//! # fn main() -> trojka::error::Result<()> {
//! let pack = Pack::shipped("sl")?;
//! let tokens = Pipeline::partial(&pack, &[], Layer::Tokens)?;
//! let doc = tokens.run(Article::new("prvi", "Dr. Ana Kos je prišla. Govorila je o vodi."));
//! assert_eq!(doc.sentence_text(0), "Dr. Ana Kos je prišla.");
//!
//! // A stage of one's own that comes before what it needs.
//! struct Roots;
//! impl Stage for Roots {
//!     fn name(&self) -> &'static str {
//!         "roots"
//!     }
//!     fn needs(&self) -> &'static [Layer] {
//!         &[Layer::Trees]
//!     }
//!     fn gives(&self) -> &'static [Layer] {
//!         &[]
//!     }
//!     fn run(&self, doc: &mut Document) {
//!         let roots = doc.sentences.iter().flat_map(|s| &s.tokens).filter(|token| token.head == 0).count();
//!         doc.note("roots", "roots", None, format!("{roots} roots"));
//!     }
//! }
//! let error = Pipeline::new(vec![Box::new(Roots)]).err().expect("there are no trees");
//! assert!(error.to_string().contains("Trees"));
//! # Ok(())
//! # }
//! ```

use crate::article::Article;
use crate::document::{Document, parts};
use crate::entity::coref::Coreference;
use crate::entity::gazetteer::Gazetteer;
use crate::entity::mentions::MentionFinder;
use crate::entity::resolve::Resolver;
use crate::entity::role::Roles;
use crate::error::{Error, Result};
use crate::event::agreement::Agreements;
use crate::event::confidence::{Confidences, Demand};
use crate::event::frame::Frames;
use crate::event::matching::EventRecogniser;
use crate::event::post::Posts;
use crate::event::statement::Statements;
use crate::lang::Pack;
use crate::text::lemma::Lemmatiser;
use crate::text::names::NameFinder;
use crate::text::parser::Parser;
use crate::text::tag::Tagger;
use crate::text::time::Times;
use crate::text::tokenise::Tokeniser;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The layers of a document, in the order in which they come to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Sentences and their tokens with spans and forms.
    Tokens,
    /// UPOS, XPOS and features.
    Tags,
    /// Dictionary forms.
    Lemmas,
    /// Heads and relations.
    Trees,
    /// Proper names with their classes.
    Names,
    /// Time expressions with their values.
    Times,
    /// Words that stand for somebody or something.
    Mentions,
    /// Entities, and the links from mentions to them.
    Entities,
    /// Chains of mentions, and links of those that the rules for entities left open.
    Coreference,
    /// Who holds which office.
    Posts,
    /// Agreements with parties and states.
    Agreements,
    /// Who says what.
    Statements,
    /// Who does what to whom. Needs to know who speaks where.
    Events,
    /// Confidences of all facts calibrated, those below the threshold dropped.
    Confidence,
}

/// One step of the analysis.
pub trait Stage: Send + Sync {
    /// For messages and timings.
    fn name(&self) -> &'static str;
    /// Layers that a document must have before.
    fn needs(&self) -> &'static [Layer];
    /// Layers that it has afterwards.
    fn gives(&self) -> &'static [Layer];
    /// Adds its layers. Anything odd becomes a finding on the document; there is always a result.
    fn run(&self, doc: &mut Document);
}

/// Makes a stage from the tables of a language pack.
type Make = fn(&Tables) -> Result<Box<dyn Stage>>;

/// All stages in their order, each with the (last) layer that it gives.
const STAGES: &[(Layer, Make)] = &[
    (Layer::Tokens, |tables| Ok(Box::new(Tokeniser::from_pack(tables.pack)?))),
    (Layer::Tags, |tables| Ok(Box::new(Tagger::from_pack(tables.pack)?))),
    (Layer::Lemmas, |tables| Ok(Box::new(Lemmatiser::load(tables.pack)?))),
    (Layer::Trees, |tables| Ok(Box::new(Parser::load(tables.pack)?))),
    (Layer::Names, |tables| Ok(Box::new(NameFinder::load(tables.pack, tables.gazetteer()?)?))),
    (Layer::Times, |tables| Ok(Box::new(Times::load(tables.pack)?))),
    (Layer::Mentions, |tables| Ok(Box::new(MentionFinder::new(tables.roles()?, tables.gazetteer()?)))),
    (Layer::Entities, |tables| Ok(Box::new(Resolver::new(tables.roles()?, tables.gazetteer()?)))),
    (Layer::Coreference, |tables| Ok(Box::new(Coreference::load(tables.pack, tables.roles()?)?))),
    (Layer::Posts, |tables| Ok(Box::new(Posts::new(tables.roles()?)))),
    (Layer::Agreements, |tables| Ok(Box::new(Agreements::new(tables.pack, tables.roles()?, tables.gazetteer()?)?))),
    (Layer::Statements, |tables| Ok(Box::new(Statements::new(tables.pack, tables.gazetteer()?)?))),
    (Layer::Events, |tables| {
        // The frames first: another thread loads the gazetteer meanwhile.
        let frames = Frames::load(tables.pack)?;
        Ok(Box::new(EventRecogniser::new(tables.pack, frames, tables.gazetteer()?.as_ref())?))
    }),
    (Layer::Confidence, |tables| Ok(Box::new(Confidences::new(tables.pack, tables.demand)?))),
];

/// A language pack with the tables that several stages share, each loaded once and only when it is needed.
struct Tables<'p> {
    pack: &'p Pack,
    demand: Demand,
    roles: Shared<Roles>,
    gazetteer: Shared<Gazetteer>,
}

impl<'p> Tables<'p> {
    fn new(pack: &'p Pack, demand: Demand) -> Self {
        Self { pack, demand, roles: Shared::default(), gazetteer: Shared::default() }
    }

    fn roles(&self) -> Result<Arc<Roles>> {
        self.roles.get(|| Roles::load(self.pack))
    }

    fn gazetteer(&self) -> Result<Arc<Gazetteer>> {
        self.gazetteer.get(|| Gazetteer::load(self.pack))
    }
}

/// A table that the first thread which needs it loads while the others wait.
struct Shared<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Shared<T> {
    fn get(&self, load: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = &*table {
            return Ok(Arc::clone(loaded));
        }
        Ok(Arc::clone(table.insert(Arc::new(load()?))))
    }
}

/// A stage with the time that it has taken.
struct Timed {
    stage: Box<dyn Stage>,
    loading: Duration,
    /// Nanoseconds over all documents and threads.
    running: AtomicU64,
}

impl Timed {
    fn new(stage: Box<dyn Stage>, loading: Duration) -> Self {
        Self { stage, loading, running: AtomicU64::new(0) }
    }

    fn run(&self, doc: &mut Document) {
        let start = Instant::now();
        self.stage.run(doc);
        self.running.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
    }
}

/// How long a stage has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Its name.
    pub stage: &'static str,
    /// From the start of its loading to the end. Stages load side by side, and wait for tables that they share.
    pub loading: Duration,
    /// Over all documents, summed over threads.
    pub running: Duration,
}

/// Stages in an order in which each finds what it needs.
pub struct Pipeline {
    stages: Vec<Timed>,
}

impl Pipeline {
    /// # Errors
    /// [`Error::Pipeline`] when a stage needs a layer that none before it gives.
    pub fn new(stages: Vec<Box<dyn Stage>>) -> Result<Self> {
        Self::starting_with(&[], stages)
    }

    /// A pipeline for documents that already have some layers (read from CoNLL-U, say).
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn starting_with(given: &[Layer], stages: Vec<Box<dyn Stage>>) -> Result<Self> {
        Self::of(given, stages.into_iter().map(|stage| Timed::new(stage, Duration::ZERO)).collect())
    }

    fn of(given: &[Layer], stages: Vec<Timed>) -> Result<Self> {
        let mut ready = given.to_vec();
        for stage in stages.iter().map(|timed| &timed.stage) {
            let missing: Vec<_> = stage.needs().iter().filter(|layer| !ready.contains(layer)).collect();
            if !missing.is_empty() {
                return Err(Error::Pipeline(format!(
                    "stage {} needs {missing:?}, which no stage before it gives",
                    stage.name()
                )));
            }
            ready.extend_from_slice(stage.gives());
        }
        Ok(Self { stages })
    }

    /// The stages of a language pack, from text to facts.
    ///
    /// # Errors
    /// When a file of the pack is missing or wrong.
    pub fn standard(pack: &Pack) -> Result<Self> {
        Self::demanding(pack, Demand::default())
    }

    /// As [`standard`](Self::standard), with a threshold of one's own for what is kept.
    ///
    /// # Errors
    /// As [`standard`](Self::standard).
    pub fn demanding(pack: &Pack, demand: Demand) -> Result<Self> {
        Self::leading(pack, &[], Layer::Confidence, demand)
    }

    /// The stages that lead from documents which have the layers `given` up to and including the layer `last`.
    ///
    /// # Errors
    /// As [`standard`](Self::standard); [`Error::Pipeline`] when a layer that is needed is neither given nor made.
    pub fn partial(pack: &Pack, given: &[Layer], last: Layer) -> Result<Self> {
        Self::leading(pack, given, last, Demand::default())
    }

    /// As [`partial`](Self::partial), with a threshold for what is kept.
    ///
    /// # Errors
    /// As [`partial`](Self::partial).
    pub fn leading(pack: &Pack, given: &[Layer], last: Layer, demand: Demand) -> Result<Self> {
        let due = STAGES.iter().filter(|(gives, _)| *gives <= last && !given.contains(gives));
        let tables = Tables::new(pack, demand);
        let load = |make: &Make| {
            let start = Instant::now();
            make(&tables).map(|stage| Timed::new(stage, start.elapsed()))
        };
        let stages = std::thread::scope(|scope| {
            let loading: Vec<_> = due.map(|(_, make)| scope.spawn(|| load(make))).collect();
            let joined = loading.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
            joined.collect::<Result<Vec<Timed>>>()
        })?;
        Self::of(given, stages)
    }

    /// Reads an article through all stages.
    pub fn run(&self, article: Article) -> Document {
        self.resume(Document::new(article))
    }

    /// Runs all stages over a document that may have layers already.
    pub fn resume(&self, mut doc: Document) -> Document {
        let of_meaning = |timed: &Timed| timed.stage.gives().iter().any(|&layer| layer >= Layer::Mentions);
        let (of_text, of_meaning) =
            self.stages.split_at(self.stages.iter().position(of_meaning).unwrap_or(self.stages.len()));
        of_text.iter().for_each(|stage| stage.run(&mut doc));
        let whole = of_meaning.iter().any(|timed| timed.stage.gives().contains(&Layer::Events));
        parts::read(doc, |part| {
            of_meaning.iter().for_each(|stage| stage.run(part));
            if whole {
                part.drop_idle_groups();
            }
        })
    }

    /// The stages in their order.
    pub fn stages(&self) -> impl Iterator<Item = &dyn Stage> {
        self.stages.iter().map(|timed| timed.stage.as_ref())
    }

    /// The time that each stage has taken so far.
    pub fn timings(&self) -> Vec<Timing> {
        let timing = |timed: &Timed| Timing {
            stage: timed.stage.name(),
            loading: timed.loading,
            running: Duration::from_nanos(timed.running.load(Ordering::Relaxed)),
        };
        self.stages.iter().map(timing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Needy;

    impl Stage for Needy {
        fn name(&self) -> &'static str {
            "needy"
        }
        fn needs(&self) -> &'static [Layer] {
            &[Layer::Trees]
        }
        fn gives(&self) -> &'static [Layer] {
            &[Layer::Names]
        }
        fn run(&self, _: &mut Document) {}
    }

    #[test]
    fn refuses_a_pipeline_that_lacks_a_layer() {
        let error = Pipeline::new(vec![Box::new(Needy)]).err().expect("no stage gives trees");
        assert!(error.to_string().contains("Trees"), "{error}");
        assert!(Pipeline::starting_with(&[Layer::Trees], vec![Box::new(Needy)]).is_ok());
    }
}
