//! `trojka explain`: why the graph says what it says.

use super::gazetteer::GazetteerArg;
use super::io::{BaseArg, StoreArg, print};
use super::{Global, Outcome};
use crate::error::{Error, Result};
use crate::explain::{Asked, Explanation, Ground, Reader, explain, object, predicate, text, thing};
use crate::graph::Base;
use crate::query::on_deep_stack;
use crate::store::Store;
use oxigraph::model::Triple;
use std::io::IsTerminal;

/// Says why the graph says something: the article and sentence, the words, the frame, who is meant by which words and
/// why, what was rejected, and how sure it is.
///
/// A term is an IRI, a prefixed name (tro:consultedWith), or a path below the base: id/person/ana-kos,
/// article/x#event-1a2b. Of three terms the second is a property and the third may be a literal ("Ana Kos"@sl).
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// A thing, a fact or a place in an article; or subject, predicate and object of a triple.
    #[arg(required = true, num_args = 1..=3, value_name = "TERM")]
    pub terms: Vec<String>,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub gazetteer: GazetteerArg,
    /// How many facts are explained in full where a triple has more.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub limit: usize,
    /// Form of the answer: text on a terminal and JSON otherwise, unless it is given.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
}

impl Explain {
    /// # Errors
    /// [`Error::Usage`] for terms that are none; [`Error::Store`] when the store cannot be used or says nothing of them.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let store = Store::open(&self.store.store, self.base.get()?.as_ref())?;
        let asked = self.asked(store.base())?;
        let reader = Reader::new(self.gazetteer.pack(global, store.base())?);
        let answer = on_deep_stack(|| answer(&store, &reader, &asked, self.limit))
            .map_err(|error| Error::Query(format!("no thread can be started: {error}")))?;
        let answer = answer.map_err(|unknown| Error::store(&self.store.store, unknown))?;
        let terminal = std::io::stdout().is_terminal();
        let format = self.format.unwrap_or(if terminal { Format::Text } else { Format::Json });
        print(&match format {
            Format::Json => serde_json::to_string_pretty(&answer).expect("only strings, numbers and lists") + "\n",
            Format::Text => {
                let style = if terminal { text::Style::Terminal } else { text::Style::Plain };
                text::text(&answer, store.base().as_str(), style)
            }
        })?;
        Ok(Outcome::Done)
    }

    fn asked(&self, base: &Base) -> Result<Asked> {
        let asked = match self.terms.as_slice() {
            [one] => thing(one, base).map(Asked::Thing),
            [subject, property, value] => thing(subject, base).and_then(|subject| {
                Ok(Asked::Triple(Triple::new(subject, predicate(property, base)?, object(value, base)?)))
            }),
            _ => Err("give one term, or three: subject, predicate and object".to_owned()),
        };
        asked.map_err(Error::Usage)
    }
}

fn answer(
    store: &Store,
    reader: &Reader,
    asked: &Asked,
    most: usize,
) -> std::result::Result<Explanation, crate::explain::Unknown> {
    let ground = Ground {
        dataset: store.dataset(),
        base: store.base(),
        reader,
        headers: &|graph| store.header(graph.as_ref()).cloned(),
        lang: "en",
        most,
    };
    explain(&ground, asked)
}
