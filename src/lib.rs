//! Trojka reads Slovene news articles and turns them into an RDF knowledge graph.
//!
//! The modules stand in the order in which an article flows through them; a later one may use an
//! earlier one, never the other way round. [`pipeline`] shows the whole flow on one page.

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

pub mod score;

pub mod serve;

pub mod cli;
