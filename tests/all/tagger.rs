//! A tagger learnt from a handful of our own sentences.

use trojka::article::Article;
use trojka::document::Document;
use trojka::lang::Pack;
use trojka::pipeline::Stage;
use trojka::text::conllu::{Reader, documents};
use trojka::text::tag::{self, Plan, Sizes, Tagger};
use trojka::text::{Sentence, Token};

/// Form, part of speech, tag, features.
const SENTENCES: &[&[[&str; 4]]] = &[
    &[
        ["Županja", "NOUN", "Ncfsn", "Case=Nom|Gender=Fem|Number=Sing"],
        ["vidi", "VERB", "Vmpr3s", "Number=Sing|VerbForm=Fin"],
        ["cesto", "NOUN", "Ncfsa", "Case=Acc|Gender=Fem|Number=Sing"],
        [".", "PUNCT", "Z", "_"],
    ],
    &[
        ["Cesta", "NOUN", "Ncfsn", "Case=Nom|Gender=Fem|Number=Sing"],
        ["vodi", "VERB", "Vmpr3s", "Number=Sing|VerbForm=Fin"],
        ["v", "ADP", "Sa", "Case=Acc"],
        ["vas", "NOUN", "Ncfsa", "Case=Acc|Gender=Fem|Number=Sing"],
        [".", "PUNCT", "Z", "_"],
    ],
];

fn sentences() -> Vec<Sentence> {
    let mut text = String::new();
    for sentence in SENTENCES {
        for (number, [form, upos, xpos, feats]) in sentence.iter().enumerate() {
            text += &format!("{}\t{form}\t_\t{upos}\t{xpos}\t{feats}\t_\t_\t_\t_\n", number + 1);
        }
        text.push('\n');
    }
    let blocks = Reader::new("own", text.as_bytes()).collect::<Result<_, _>>().expect("valid");
    documents("own", blocks).remove(0).sentences
}

fn examples() -> Vec<Vec<Token>> {
    // Each sentence several times: what occurs once or twice says nothing to the learner.
    let once = sentences().into_iter().map(|sentence| sentence.tokens);
    std::iter::repeat_n(once.collect::<Vec<_>>(), 8).flatten().collect()
}

fn plan() -> Plan {
    let sizes = Sizes { word: 24, recurrent: 16, layers: 2 };
    Plan { epochs: 60, sizes, rate: 1e-2, hide: 0.1, dropout: 0.1, min_count: 1, ..Plan::default() }
}

fn train() -> Vec<u8> {
    tag::train(&examples(), &plan(), |_, _| {})
}

#[test]
fn learns_its_sentences_and_gives_the_same_bytes_again() {
    let bytes = train();
    assert!(bytes == train(), "two runs differ");
    let tagger = Tagger::from_bytes(bytes.into()).expect("own model");
    let mut document = Document::new(Article::new("own", ""));
    document.sentences = sentences();
    for token in document.sentences.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
        (token.xpos, token.upos, token.feats) = Default::default();
    }
    tagger.run(&mut document);
    assert_eq!(document.sentences, sentences());
}

#[test]
fn a_missing_or_faulty_model_is_one_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("sl/model");
    std::fs::create_dir_all(&model).expect("a folder");
    std::fs::write(folder.path().join("sl/pack.toml"), "").expect("written");
    let pack = Pack::folder(folder.path(), "sl").expect("a pack");
    let message = || Tagger::from_pack(&pack).err().expect("refused").to_string();
    assert_eq!(message(), "language pack sl: sl/model/tagger.bin: is missing");
    std::fs::write(model.join("tagger.bin"), "no model").expect("written");
    assert_eq!(message(), "language pack sl: model/tagger.bin: is not a model file of this version of the program");
}
