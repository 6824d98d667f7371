//! `trojka remove`: withdraws articles.

use super::io::{BaseArg, StoreArg};
use super::{Global, Outcome};
use crate::article::safe_id;
use crate::error::Result;
use crate::store::{Change, Store};

/// Withdraws articles: their facts go, entities that others still mention stay.
#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Ids of articles, or their IRIs.
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<String>,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
}

impl Remove {
    /// # Errors
    /// When the store cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let mut store = Store::open_for_writing(&self.store.store, self.base.get()?.as_ref())?;
        let mut removals = Vec::new();
        let mut outcome = Outcome::Done;
        for name in &self.articles {
            let id = store.base().article_id(name).or_else(|| safe_id(name));
            match id.map(|id| store.base().article(&id)).filter(|graph| store.has_graph(graph.as_ref())) {
                Some(graph) => removals.push(Change::removal(graph)),
                None => {
                    eprintln!(
                        "trojka: there is no article {name:?} in {} [unknown-article]",
                        self.store.store.display()
                    );
                    outcome = Outcome::SomeFailed;
                }
            }
        }
        let count = removals.len();
        store.apply(removals)?;
        store.refresh()?;
        if !global.quiet && count > 0 {
            eprintln!("{count} {} removed", if count == 1 { "article" } else { "articles" });
        }
        Ok(outcome)
    }
}
