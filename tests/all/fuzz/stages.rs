//! Single stages with what no earlier stage would give them.

use super::{check, config, pack, pipeline, texts};
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::OnceLock;
use trojka::article::Article;
use trojka::document::Document;
use trojka::document::parts::LONGEST;
use trojka::entity::inflect::{Hints, Inflector, Reading};
use trojka::pipeline::{Layer, Pipeline};
use trojka::span::Span;
use trojka::text::conllu::{self, Reader};
use trojka::text::{Case, Feats, Gender, Name, NameClass, Number, Sentence, Token, Upos};

const GIVEN: [Layer; 5] = [Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names];

/// The stages behind names.
fn meaning() -> &'static Pipeline {
    static STAGES: OnceLock<Pipeline> = OnceLock::new();
    STAGES.get_or_init(|| Pipeline::partial(&pack(), &GIVEN, Layer::Statements).unwrap_or_else(|e| panic!("{e}")))
}

/// The stages behind tokens, up to names.
fn tagging() -> &'static Pipeline {
    static STAGES: OnceLock<Pipeline> = OnceLock::new();
    STAGES.get_or_init(|| Pipeline::partial(&pack(), &GIVEN[..1], Layer::Names).unwrap_or_else(|e| panic!("{e}")))
}

fn inflector() -> &'static Inflector {
    static INFLECTOR: OnceLock<Inflector> = OnceLock::new();
    INFLECTOR.get_or_init(|| Inflector::load(&pack()).unwrap_or_else(|error| panic!("{error}")))
}

const RELATIONS: &[&str] = &[
    "nsubj",
    "obj",
    "obl",
    "conj",
    "cc",
    "appos",
    "nmod",
    "amod",
    "acl",
    "advcl",
    "aux",
    "cop",
    "ccomp",
    "xcomp",
    "parataxis",
    "flat:name",
    "case",
    "punct",
    "expl",
    "fixed",
    "csubj",
    "iobj",
    "mark",
];
const FEATS: &[&str] = &[
    "_",
    "Case=Nom|Gender=Masc|Number=Sing",
    "Case=Gen|Gender=Fem|Number=Plur",
    "Case=Ins|Gender=Masc|Number=Dual",
    "Mood=Ind|Number=Sing|Person=3|VerbForm=Fin",
    "Gender=Masc|Number=Plur|VerbForm=Part",
    "VerbForm=Inf",
    "Polarity=Neg",
    "Case=Loc|Gender[psor]=Masc|Number[psor]=Dual|Person=3|Poss=Yes|PronType=Prs",
    "Reflex=Yes|Poss=Yes",
    "=",
    "a=b=c|d",
];
const WORDS: &[&str] = &[
    "minister",
    "vlada",
    "Slovenija",
    "slovenski",
    "sporazum",
    "podpisati",
    "dejati",
    "Novak",
    "Ana",
    "in",
    ",",
    ".",
    "»",
    "«",
    ":",
    "na",
    "ministrstvo",
    "kolega",
    "on",
    "ki",
    "da",
    "se",
    "biti",
    "Dunaj",
    "EU",
    "(",
    ")",
    "država",
    "predsednica",
    "z",
    "obiskati",
    "po",
    "beseda",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(WORDS).prop_map(str::to_owned), 1 => "\\PC{1,12}"]
}

fn token() -> impl Strategy<Value = (Token, prop::sample::Index)> {
    let parts =
        (word(), word(), select(&Upos::ALL[..]), select(FEATS), select(RELATIONS), any::<prop::sample::Index>());
    parts.prop_map(|(form, lemma, upos, feats, deprel, head)| {
        let (form, lemma, deprel) = (form.into(), lemma.into(), deprel.into());
        (Token { form, lemma, upos, feats: Feats::new(feats), deprel, ..Token::default() }, head)
    })
}

/// A sentence with some tree: each word hangs on a word that came before it in a random order, or on the root.
fn sentence() -> impl Strategy<Value = Vec<Token>> {
    let order = |tokens: &Vec<(Token, prop::sample::Index)>| Just((0..tokens.len()).collect::<Vec<_>>()).prop_shuffle();
    let tokens = proptest::collection::vec(token(), 1..25);
    tokens.prop_flat_map(move |tokens| (order(&tokens), Just(tokens))).prop_map(|(order, tokens)| {
        let (mut words, heads): (Vec<Token>, Vec<_>) = tokens.into_iter().unzip();
        for (place, &word) in order.iter().enumerate() {
            words[word].head = if place == 0 { 0 } else { order[heads[word].index(place)] + 1 };
        }
        words
    })
}

/// A document of such sentences, a space between any two words.
fn document(sentences: Vec<Vec<Token>>, names: Vec<(usize, usize, usize)>) -> Document {
    let mut doc = Document::new(Article::new("fuzz", ""));
    let (mut text, mut at) = (String::new(), 0);
    for mut tokens in sentences {
        for token in &mut tokens {
            let length = token.form.chars().count();
            token.span = Span::new(at, at + length);
            text.push_str(&token.form);
            text.push(' ');
            at += length + 1;
        }
        let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
        doc.sentences.push(Sentence { span, tokens, paragraph: doc.sentences.len() / 2, heading: false });
    }
    let layers = (doc.sentences, Document::new(Article::new("fuzz", text)));
    doc = layers.1;
    doc.sentences = layers.0;
    for (sentence, start, class) in names {
        let sentence = sentence % doc.sentences.len();
        let start = start % doc.sentences[sentence].tokens.len();
        let end = (start + 1 + class % 3).min(doc.sentences[sentence].tokens.len());
        let class = NameClass::ALL[class % 4];
        doc.names.push(Name { sentence, tokens: start..end, class, possessive: false, confidence: 0.5 });
    }
    doc.names.sort_by_key(|name| (name.sentence, name.tokens.start));
    doc.names.dedup_by(|next, name| next.sentence == name.sentence && next.tokens.start < name.tokens.end);
    doc
}

/// Words and figures of times, in any order and at any date.
const TIMES: &[&str] = &[
    "danes",
    "sinoči",
    "v",
    "torek",
    "torkov",
    "12.",
    "31.",
    "marca",
    "februarja",
    "leta",
    "2024",
    "0000",
    "9999",
    "99.",
    "od",
    "do",
    "med",
    "in",
    "pred",
    "čez",
    "po",
    "ob",
    "14.",
    "uri",
    "24.00",
    "25.61",
    "prejšnji",
    "naslednji",
    "zadnjih",
    "prvih",
    "treh",
    "9999",
    "letih",
    "tednov",
    "dni",
    "pozneje",
    "prej",
    "konec",
    "sredi",
    "začetku",
    "polovici",
    "drugi",
    "četrtletju",
    "stoletja",
    "90.",
    "let",
    "božič",
    "na",
    "noči",
    "za",
    "istega",
    "isti",
    ",",
    "(",
    ")",
    "–",
    "-",
    "/",
    "1.1.0001",
    "29.",
    "poleti",
    "lani",
    "letos",
    "kot",
    "več",
    "vsak",
    "zjutraj",
    "opolnoči",
    "je",
    "bo",
    "začel",
    "seja",
];

fn day() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    use jiff::civil::{Date, date};
    let edges = [Date::MIN, Date::MAX, date(1, 1, 1), date(9999, 12, 31), date(0, 2, 29), date(2024, 2, 29)];
    let any = (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day));
    prop_oneof![1 => Just(None), 2 => select(edges.to_vec()).prop_map(Some), 2 => any.prop_map(Some)]
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn any_words_of_time_have_a_value_or_none(
        words in proptest::collection::vec(select(TIMES), 1..30), date in day(), years in 1i16..=9999,
    ) {
        let mut article = Article::new("fuzz", words.join(" ").replace("9999", &format!("{years:04}")));
        article.date = date;
        let doc = pipeline().run(article);
        check::meaning(&doc);
    }

    #[test]
    fn any_trees_and_names_have_a_meaning(
        sentences in proptest::collection::vec(sentence(), 1..6),
        names in proptest::collection::vec((any::<usize>(), any::<usize>(), any::<usize>()), 0..10),
    ) {
        check::meaning(&meaning().resume(document(sentences, names)));
    }

    #[test]
    fn any_tokens_are_tagged_and_parsed(sentences in proptest::collection::vec(sentence(), 1..3)) {
        let doc = tagging().resume(document(sentences, Vec::new()));
        for token in doc.sentences.iter().flat_map(|sentence| &sentence.tokens) {
            prop_assert!(!token.lemma.is_empty() && !token.xpos.is_empty());
        }
        check::meaning(&doc);
    }

    #[test]
    fn any_word_declines(
        word in prop_oneof![word(), any::<String>()],
        case in select(Case::ALL), gender in select(Gender::ALL), number in select(Number::ALL), possessive: bool,
    ) {
        let reading = Reading { case: Some(case), gender: Some(gender), number: Some(number), possessive, animate: None };
        let reduced = inflector().reduce(&word, &reading);
        prop_assert!(reduced.iter().all(|candidate| !candidate.nominative.is_empty() && candidate.weight.is_finite()));
        let hints = Hints { gender: Some(gender), number: Some(number), ..Hints::default() };
        prop_assert!(!inflector().expand_phrase(&word, None, &hints).is_empty() || !word.is_empty());
        inflector().expand_adjective(&word);
        inflector().expand_possessive(&word, &hints);
    }

    #[test]
    fn conllu_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }

    #[test]
    fn damaged_conllu_is_read_or_refused(edits in texts::edits(), edits_again in texts::edits()) {
        let text = edits.iter().chain(&edits_again).fold(SAMPLE.to_owned(), |text, edit| edit.apply(&text));
        for doc in read(text.as_bytes()) {
            check::round_trip(&doc);
            check::meaning(&doc);
            check::meaning(&meaning().resume(doc));
        }
    }
}

const SAMPLE: &str = "# newdoc id = a
# text = Ana, županja, je prišla.
1\tAna\tAna\tPROPN\tNpfsn\tCase=Nom|Gender=Fem|Number=Sing\t6\tnsubj\t_\tNER=B-per|SpaceAfter=No
2\t,\t,\tPUNCT\tZ\t_\t3\tpunct\t_\tNER=O
3\tžupanja\tžupanja\tNOUN\tNcfsn\tCase=Nom|Gender=Fem|Number=Sing\t1\tappos\t_\tNER=O|SpaceAfter=No
4\t,\t,\tPUNCT\tZ\t_\t3\tpunct\t_\tNER=O
5\tje\tbiti\tAUX\tVa-r3s-n\tMood=Ind\t6\taux\t_\tNER=O
6-7\tprišla.\t_\t_\t_\t_\t_\t_\t_\t_
6\tprišla\tpriti\tVERB\tVmep-sf\tGender=Fem|Number=Sing|VerbForm=Part\t0\troot\t_\tNER=O|SpaceAfter=No
7\t.\t.\tPUNCT\tZ\t_\t6\tpunct\t_\tNER=O

# newpar
# text = Ne ve.
1\tNe\tne\tPART\tQ\tPolarity=Neg\t2\tadvmod\t_\t_
2\tve\tvedeti\tVERB\tVmpr3s\tNumber=Sing|Person=3|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\tZ\t_\t2\tpunct\t_\t_

";

fn read(bytes: &[u8]) -> Vec<Document> {
    let blocks = Reader::new("fuzz", bytes).collect::<Result<Vec<_>, _>>();
    blocks.map(|blocks| conllu::documents("fuzz", blocks)).unwrap_or_default()
}

#[test]
fn circles_and_endless_sentences_are_refused() {
    let circle = SAMPLE.replace("\t0\troot\t_\tNER", "\t1\troot\t_\tNER");
    let error = Reader::new("x", circle.as_bytes()).collect::<Result<Vec<_>, _>>().expect_err("a circle");
    assert_eq!(error.to_string(), "x:3: the heads of word 1 lead back to it, not to the root");
    let endless: String = (1..=5_001).map(|id| format!("{id}\ta\t_\t_\t_\t_\t_\t_\t_\t_\n")).collect();
    let error = Reader::new("x", endless.as_bytes()).collect::<Result<Vec<_>, _>>().expect_err("too long");
    assert_eq!(error.to_string(), "x:5001: a sentence has more than 5000 words");
    assert_eq!(pipeline().stages().count(), 14);
}

#[test]
fn names_are_the_same_in_all_parts_of_a_long_document() {
    let (head, body) = SAMPLE.split_once('\n').expect("a comment before the first sentence");
    let text = format!("{head}\n{}", body.repeat(LONGEST / 10 + 1));
    let doc = meaning().resume(read(text.as_bytes()).pop().expect("one document"));
    check::meaning(&doc);
    assert!(doc.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>() > LONGEST);
    let told = |sentence: usize| doc.mentions.iter().filter(move |m| m.sentence == sentence).flat_map(|m| &m.entities);
    assert!(told(0).count() > 0 && told(0).eq(told(doc.sentences.len() - 2)), "{:?}", doc.entities);
}
