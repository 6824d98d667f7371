//! Trojka reads Slovene news articles and turns them into an RDF knowledge graph.
//!
//! The modules stand in the order in which an article flows through them; a later one may use an
//! earlier one, never the other way round. [`pipeline`] shows the whole flow on one page.
//!
//! The whole way, from a text to the answer of a query:
//!
//! ```
//! use trojka::article::Article;
//! use trojka::graph::{Base, Generator, emit};
//! use trojka::lang::Pack;
//! use trojka::pipeline::Pipeline;
//! use trojka::query::{Output, Question, on_deep_stack, write_results};
//! use trojka::store::{Change, Header, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//! // Read and analyse: a document gains layers, from tokens to facts.
//! let pipeline = Pipeline::standard(&Pack::shipped("sl")?)?;
//! let doc = pipeline.run(Article::new("prvi", "Ministrica Ana Kos se je v Zagrebu sestala z Ivanom Horvatom."));
//! assert_eq!(doc.events.len(), 1);
//!
//! // Emit: the article's named graph. Keep: in memory here, in a folder with `Store::open_for_writing`.
//! let base = Base::default();
//! let graph = base.article(&doc.article.id);
//! let quads = emit(&doc, &base, &Generator::default());
//! let mut store = Store::in_memory(base);
//! store.apply(vec![Change::new(graph, quads, Header::default())])?;
//!
//! // Ask.
//! let question = Question::new(
//!     "PREFIX tro: <https://w3id.org/trojka/ontology#>
//!      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
//!      SELECT ?who ?whom WHERE {
//!        ?event a tro:Consult ; tro:actor/skos:prefLabel ?who ; tro:recipient/skos:prefLabel ?whom }",
//! );
//! let csv = on_deep_stack(|| -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
//!     let output = Output::parse("csv").ok_or("a known form")?;
//!     let mut bytes = Vec::new();
//!     write_results(question.ask(store.dataset())?, output.into(), [], &question.dialect(), &mut bytes)?;
//!     Ok(String::from_utf8(bytes)?)
//! })??;
//! assert_eq!(csv, "who,whom\r\nAna Kos,Ivan Horvat\r\n");
//! # Ok(())
//! # }
//! ```
//!
//! A batch of files goes through [`article::read`], things that several articles speak of through [`identity`] (a
//! [`Store`](store::Store) on disk does it by itself when the program builds), and what the rules derive through
//! [`graph::derive`]. Models and tables of Slovene are part of the library; [`lang::Pack::folder`] takes others.

mod memory;

pub mod error;
pub mod finding;
pub mod span;

pub mod lang;

pub mod article;

pub mod text;

pub mod entity;

pub mod event;

pub mod document;
pub mod pipeline;

pub mod dataset;

pub mod graph;

pub mod identity;

pub mod store;

pub mod search;

pub mod export;

pub mod validate;

pub mod query;

pub mod explain;

pub mod score;

pub mod serve;

pub mod cli;
