//! The one test program. Each module tests one stage or one promise of the program.

#[path = "all/across.rs"]
mod across;

#[path = "all/clients.rs"]
mod clients;

#[path = "all/conllu.rs"]
mod conllu;

#[path = "all/coref.rs"]
mod coref;

#[path = "all/entity.rs"]
mod entity;

#[path = "all/evaluate.rs"]
mod evaluate;

#[path = "all/events.rs"]
mod events;

#[path = "all/explain.rs"]
mod explain;

#[path = "all/export.rs"]
mod export;

#[path = "all/facts.rs"]
mod facts;

#[path = "all/frames.rs"]
mod frames;

#[path = "all/frozen.rs"]
mod frozen;

#[path = "all/fuzz/mod.rs"]
mod fuzz;

#[path = "all/additions.rs"]
mod additions;

#[path = "all/gazetteer.rs"]
mod gazetteer;

#[path = "all/documents.rs"]
mod documents;

#[path = "all/manual.rs"]
mod manual;

#[path = "all/language.rs"]
mod language;

#[path = "all/history.rs"]
mod history;

#[path = "all/identity.rs"]
mod identity;

#[path = "all/graph/mod.rs"]
mod graph;

#[path = "all/read.rs"]
mod read;

#[path = "all/train.rs"]
mod train;

#[path = "all/bad_input.rs"]
mod bad_input;

#[path = "all/command.rs"]
mod command;

#[path = "all/keep.rs"]
mod keep;

#[path = "all/analyze.rs"]
mod analyze;

#[path = "all/tagger.rs"]
mod tagger;

#[path = "all/linked.rs"]
mod linked;

#[path = "all/search.rs"]
mod search;

#[path = "all/serve.rs"]
mod serve;

#[path = "all/change.rs"]
mod change;

#[path = "all/operations.rs"]
mod operations;

#[path = "all/tokenise.rs"]
mod tokenise;

#[path = "all/modality.rs"]
mod modality;

#[path = "all/times.rs"]
mod times;

#[path = "all/w3c/mod.rs"]
mod w3c;

#[path = "all/validate.rs"]
mod validate;
