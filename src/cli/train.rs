//! `trojka train`: models from annotated sentences.

use super::jackknife::annotate;
use super::{Global, Outcome};
use crate::article::Article;
use crate::document::Document;
use crate::entity;
use crate::entity::gazetteer::Gazetteer;
use crate::entity::role::Roles;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::coref::{self, GoldChains};
use crate::text::conllu::{self, Block};
use crate::text::token::Token;
use crate::text::tokenise::Tokeniser;
use crate::text::{Sentence, lemma, names, parser, tag};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Makes a model from CoNLL-U files. The same files, options and program give the same bytes.
#[derive(Debug, clap::Args)]
pub struct Train {
    /// Which model to make.
    #[arg(long, value_enum)]
    pub component: Component,
    /// Sentences to learn from; those that lack the layer to be learnt are passed over. May be given several times.
    #[arg(long, required = true, value_name = "FILE")]
    pub train: Vec<PathBuf>,
    /// Sentences held out, to which the confidence of names is fitted.
    #[arg(long, value_name = "FILE")]
    pub dev: Vec<PathBuf>,
    /// Sentences whose names follow other guidelines than those to be learnt; they teach what the words are like.
    #[arg(long, value_name = "FILE")]
    pub other: Vec<PathBuf>,
    /// With coref: a folder with gold facts; what its files are called by is not learnt from.
    #[arg(long, value_name = "DIR")]
    pub except: Option<PathBuf>,
    /// The model file to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// How often to go through the sentences, when not as often as has proved best.
    #[arg(long, value_name = "NUMBER")]
    pub epochs: Option<usize>,
    /// With the tagger: write not a model but the one file given, each of so many parts tagged by models of the others.
    #[arg(long, value_name = "PARTS", value_parser = clap::value_parser!(u16).range(2..=100))]
    pub jackknife: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Component {
    /// Part of speech, MULTEXT-East tag and features.
    Tagger,
    /// Lemmas.
    Lemmatiser,
    /// Heads and relations.
    Parser,
    /// Proper names.
    Names,
    /// Coreference; its `--train` files hold one document a line with `tokens` and `chains`.
    Coref,
}

impl Train {
    /// # Errors
    /// When a file cannot be read or written, or when no sentence has the layer to be learnt.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let written = match (self.jackknife, self.component) {
            (None, _) => self.model(global)?,
            (Some(folds), Component::Tagger) => self.tagged(folds.into())?.into_bytes(),
            (Some(_), _) => return Err(Error::Usage("--jackknife goes with --component tagger only".into())),
        };
        std::fs::write(&self.out, &written).map_err(|source| Error::file(&self.out, source))?;
        if !global.quiet {
            eprintln!("{}: {} bytes", self.out.display(), written.len());
        }
        Ok(Outcome::Done)
    }

    fn model(&self, global: &Global) -> Result<Vec<u8>> {
        match self.component {
            Component::Tagger => self.tagger(global.quiet),
            Component::Lemmatiser => self.lemmatiser(),
            Component::Parser => self.parser(global.quiet),
            Component::Names => self.names(global),
            Component::Coref => self.coref(global),
        }
    }

    fn tagged(&self, folds: usize) -> Result<String> {
        match &self.train[..] {
            [file] => annotate(file, folds, &self.tagger_plan()),
            _ => Err(Error::Usage("--jackknife takes one --train file".into())),
        }
    }

    fn tagger_plan(&self) -> tag::Plan {
        let plan = tag::Plan::default();
        tag::Plan { epochs: self.epochs.unwrap_or(plan.epochs), ..plan }
    }

    fn tagger(&self, quiet: bool) -> Result<Vec<u8>> {
        let documents = read(&self.train, |block| block.layers.morph)?;
        let sentences = documents.into_iter().flat_map(|document| document.sentences);
        let examples: Vec<Vec<Token>> = sentences.map(|sentence| sentence.tokens).collect();
        let plan = self.tagger_plan();
        Ok(tag::train(&examples, &plan, |epoch, loss| tell(quiet, epoch, plan.epochs, loss)))
    }

    fn lemmatiser(&self) -> Result<Vec<u8>> {
        let documents = read(&self.train, |block| block.layers.morph && block.layers.lemma)?;
        let sentences = documents.iter().flat_map(|document| &document.sentences);
        let mut plan = lemma::Plan::default();
        plan.epochs = self.epochs.unwrap_or(plan.epochs);
        Ok(lemma::train(sentences.flat_map(|sentence| &sentence.tokens), &plan))
    }

    fn parser(&self, quiet: bool) -> Result<Vec<u8>> {
        let documents = read(&self.train, |block| block.layers.dep)?;
        let sentences: Vec<Sentence> = documents.into_iter().flat_map(|document| document.sentences).collect();
        let mut plan = parser::Plan::default();
        plan.epochs = self.epochs.unwrap_or(plan.epochs);
        Ok(parser::train(&sentences, &plan, |epoch, loss| tell(quiet, epoch, plan.epochs, loss)))
    }

    fn coref(&self, global: &Global) -> Result<Vec<u8>> {
        let pack = global.pack()?;
        let gold = read_chains(&pack, &self.train, self.except.as_deref())?;
        let roles = Roles::load(&pack)?;
        let examples: Vec<_> =
            gold.par_iter().map(|gold| entity::coref::example(&gold.document, &roles, &gold.chains)).collect();
        let mut plan = entity::coref::Plan::default();
        plan.epochs = self.epochs.unwrap_or(plan.epochs);
        Ok(entity::coref::train(&examples, &plan, |epoch, loss| tell(global.quiet, epoch, plan.epochs, loss)))
    }

    fn names(&self, global: &Global) -> Result<Vec<u8>> {
        let documents = read(&self.train, |block| block.layers.ner)?;
        let read_some = |files: &[PathBuf]| match files {
            [] => Ok(Vec::new()),
            files => read(files, |block| block.layers.ner),
        };
        let (others, held_out) = (read_some(&self.other)?, read_some(&self.dev)?);
        let mut plan = names::Plan::default();
        plan.epochs = self.epochs.unwrap_or(plan.epochs);
        let gazetteer = Arc::new(Gazetteer::load(&global.pack()?)?);
        let data = names::Data { documents: &documents, others: &others, held_out: &held_out };
        Ok(names::train(data, &gazetteer, &plan, |epoch, loss| tell(global.quiet, epoch, plan.epochs, loss)))
    }
}

/// The names of the files in a folder, without their endings.
fn stems(folder: &Path) -> Result<HashSet<String>> {
    let error = |source| Error::file(folder, source);
    let files = std::fs::read_dir(folder).map_err(error)?.collect::<std::io::Result<Vec<_>>>().map_err(error)?;
    Ok(files.iter().filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned())).collect())
}

/// The documents of some files with annotated chains, read up to the layer of entities.
fn read_chains(pack: &Pack, files: &[PathBuf], except: Option<&Path>) -> Result<Vec<GoldChains>> {
    let tokeniser = Tokeniser::from_pack(pack)?;
    let except = except.map(stems).transpose()?.unwrap_or_default();
    let mut gold = Vec::new();
    for file in files {
        gold.extend(coref::read(file, &tokeniser)?);
    }
    gold.retain(|gold| !except.contains(gold.document.article.id.as_str()));
    if gold.is_empty() {
        return Err(Error::Usage("no document to learn from".into()));
    }
    let pipeline = Pipeline::partial(pack, &[Layer::Tokens], Layer::Entities)?;
    gold.par_iter_mut().for_each(|gold| {
        let bare = std::mem::replace(&mut gold.document, Document::new(Article::new("", "")));
        gold.document = pipeline.resume(bare);
    });
    Ok(gold)
}

fn tell(quiet: bool, epoch: usize, epochs: usize, loss: f32) {
    if !quiet {
        eprintln!("epoch {epoch} of {epochs}: loss {loss:.3}");
    }
}

/// The documents of some files, with those sentences only that have a layer.
fn read(files: &[PathBuf], has: fn(&Block) -> bool) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for file in files {
        let blocks = conllu::read(file)?.into_iter().filter(has).collect();
        documents.extend(conllu::documents("train", blocks));
    }
    if documents.is_empty() {
        let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        return Err(Error::Usage(format!("{}: no sentence has the layer to learn", files.join(", "))));
    }
    Ok(documents)
}
