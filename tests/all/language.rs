//! The invented language `zz`: what a pack must hold, learnt and read like any other, since `src/` knows no language.

use crate::command::trojka;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::coref;
use trojka::entity::gazetteer::Gazetteer;
use trojka::entity::role::Roles;
use trojka::event::frame::{Frames, example};
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};
use trojka::score::coref as chains;
use trojka::text::tokenise::Tokeniser;
use trojka::text::{Sentence, conllu, lemma, names, parser, tag};

const LANG: &str = "zz";
/// Two who meet, a place and their offices: no sentence that is learnt from has them together.
const TEXT: &str = "Ostramel vezar Tavik Melo toriv ke krovatel doralne Ralanne Dusone bo Zagormu.";

/// The packs with the models of `zz`, learnt once for all tests. `common` is that of every language.
struct Packs(tempfile::TempDir);

static PACKS: LazyLock<Packs> = LazyLock::new(|| {
    let packs = Packs::copied();
    packs.learn();
    packs
});

impl Packs {
    fn copied() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["common", LANG] {
            copy(&Path::new("data").join(name), &dir.path().join(name));
        }
        Self(dir)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn pack(&self) -> Pack {
        Pack::folder(self.path(), LANG).expect("a pack")
    }

    fn put(&self, model: &str, bytes: Vec<u8>) {
        let file = self.path().join(LANG).join("model").join(model);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("written");
    }

    /// Learns all models with small networks: those of `trojka train` are made for thousands of sentences.
    fn learn(&self) {
        let documents = treebank();
        let sentences: Vec<Sentence> = documents.iter().flat_map(|document| document.sentences.clone()).collect();
        let examples: Vec<_> = sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
        self.put("tagger.bin", tag::train(&examples, &tagger_plan(), |_, _| {}));
        let tokens = sentences.iter().flat_map(|sentence| &sentence.tokens);
        self.put("lemmatiser.bin", lemma::train(tokens, &lemma::Plan::default()));
        self.put("parser.bin", parser::train(&sentences, &parser_plan(), |_, _| {}));
        let gazetteer = Arc::new(Gazetteer::load(&self.pack()).expect("tables"));
        let data = names::Data { documents: &documents, others: &[], held_out: &documents };
        self.put("names.bin", names::train(data, &gazetteer, &names_plan(), |_, _| {}));
        self.put("coref.bin", self.learn_chains());
    }

    fn learn_chains(&self) -> Vec<u8> {
        let pack = self.pack();
        let tokeniser = Tokeniser::from_pack(&pack).expect("tables");
        let roles = Roles::load(&pack).expect("tables");
        let pipeline = Pipeline::partial(&pack, &[Layer::Tokens], Layer::Entities).expect("a pipeline");
        let gold = chains::read(&train("chains.jsonl"), &tokeniser).expect("chains");
        let examples: Vec<_> = gold
            .into_iter()
            .map(|gold| coref::example(&pipeline.resume(gold.document), &roles, &gold.chains))
            .collect();
        coref::train(&examples, &coref::Plan { least: 1, ..coref::Plan::default() }, |_, _| {})
    }
}

fn train(file: &str) -> PathBuf {
    Path::new("data").join(LANG).join("train").join(file)
}

fn treebank() -> Vec<Document> {
    conllu::documents("zz", conllu::read(&train("sentences.conllu")).expect("a treebank"))
}

fn tagger_plan() -> tag::Plan {
    let sizes = tag::Sizes { word: 24, recurrent: 16, layers: 1 };
    let few = tag::Plan { min_count: 1, min_analysis: 1, hide: 0.1, dropout: 0.1, ..tag::Plan::default() };
    tag::Plan { epochs: 20, rate: 1e-2, sizes, ..few }
}

fn parser_plan() -> parser::Plan {
    let sizes = parser::Sizes { word: 24, recurrent: 16, layers: 2, arc: 16, label: 16 };
    let few = parser::Plan { min_count: 1, hide: 0.1, dropout: 0.1, ..parser::Plan::default() };
    parser::Plan { epochs: 30, rate: 1e-2, sizes, ..few }
}

fn names_plan() -> names::Plan {
    let sizes = names::Sizes { word: 24, recurrent: 16, layers: 1 };
    let few = names::Plan { min_count: 1, hide: 0.1, ..names::Plan::default() };
    names::Plan { epochs: 20, rate: 1e-2, sizes, ..few }
}

/// Copies a folder with all below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in fs::read_dir(from).expect("a folder").map(|file| file.expect("a file")) {
        let target = to.join(file.file_name());
        match file.file_type().expect("a type").is_dir() {
            true => copy(&file.path(), &target),
            false => fs::copy(file.path(), target).map(drop).expect("copied"),
        }
    }
}

#[test]
fn a_sentence_of_an_invented_language_becomes_a_graph() {
    let dir = tempfile::tempdir().expect("a folder");
    let article = dir.path().join("first.txt");
    fs::write(&article, TEXT).expect("written");
    let (store, data) = (dir.path().join("store"), PACKS.path());
    let run = trojka(["build", "--lang", LANG, "--data"]).arg(data).arg(&article).arg("--store").arg(&store).run();
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let query = "PREFIX tro: <https://w3id.org/trojka/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        SELECT ?actor ?recipient ?place ?post ?wikidata ?sentence WHERE {
          ?event a tro:Consult ; tro:modality tro:Actual ; tro:actor ?a ; tro:recipient ?r ; sem:hasPlace ?p ;
            prov:wasDerivedFrom/nif:anchorOf ?sentence .
          ?a skos:prefLabel ?actor ; org:holds ?held . ?r skos:prefLabel ?recipient . ?p skos:prefLabel ?place .
          ?held skos:prefLabel ?post ; tro:jurisdiction ?country .
          ?country <http://www.w3.org/2002/07/owl#sameAs> ?wikidata . FILTER(CONTAINS(STR(?wikidata), 'wikidata') && LANG(?place) = 'zz') }";
    let run = trojka(["query", "--format", "csv", "-e", query, "--store"]).arg(&store).run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<&str> = run.stdout.lines().skip(1).collect();
    let expected = format!("Tavik Melo,Ralan Duso,Zagor,vezar,http://www.wikidata.org/entity/Q40,{TEXT}");
    assert_eq!(rows, [expected]);
}

#[test]
fn its_frames_match_their_examples() {
    let pack = PACKS.pack();
    let pipeline = Pipeline::partial(&pack, &[], Layer::Events).expect("a pipeline");
    let frames = Frames::load(&pack).expect("frames");
    let mut seen = 0;
    for frame in &frames.frames {
        for shown in &frame.examples {
            let doc = pipeline.run(Article::new("example", shown.text.as_str()));
            let found: Vec<_> = doc.events.iter().map(|event| example::readable(event, &doc)).collect();
            let fits = doc.events.iter().zip(&shown.events).all(|(found, event)| event.matches(found, &doc, true));
            assert!(fits && found.len() == shown.events.len(), "{:?} gave {found:?}", shown.text);
            seen += 1;
        }
        for counter in &frame.counters {
            let doc = pipeline.run(Article::new("counter", counter.text.as_str()));
            assert!(doc.events.is_empty(), "{}", counter.text);
        }
    }
    assert_eq!(seen, 2, "examples of data/zz");
}

#[test]
fn a_pack_without_a_model_says_which_one_is_missing() {
    let packs = Packs::copied();
    let run = trojka(["analyze", "--lang", LANG, "--data"]).arg(packs.path()).arg("-").input(TEXT).run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("language pack zz: zz/model/") && run.stderr.contains("is missing"), "{}", run.stderr);
    let run = trojka(["analyze", "--lang", LANG, "-"]).input(TEXT).run();
    assert!(
        run.stderr.contains("zz/pack.toml is missing") || run.stderr.contains("zz/pack.toml: is missing"),
        "{}",
        run.stderr
    );
}
