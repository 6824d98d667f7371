//! Tokens and sentences of our own texts.

use proptest::prelude::*;
use trojka::lang::Pack;
use trojka::text::Sentence;
use trojka::text::tokenise::Tokeniser;

fn tokeniser() -> Tokeniser {
    Tokeniser::from_pack(&Pack::shipped("sl").expect("the Slovene pack")).expect("sound tables")
}

fn forms(sentence: &Sentence) -> String {
    sentence.tokens.iter().map(|token| token.form.as_str()).collect::<Vec<_>>().join(" ")
}

/// A text, and its sentences with a space between tokens.
const CASES: &[(&str, &[&str])] = &[
    ("Dr. Zajec je 12. marca obiskal Ptuj.", &["Dr. Zajec je 12. marca obiskal Ptuj ."]),
    ("Gostil ga je J. Novak. Odšel je.", &["Gostil ga je J. Novak .", "Odšel je ."]),
    ("Cena je 1.250,50 evra (npr. v Celju).", &["Cena je 1.250,50 evra ( npr. v Celju ) ."]),
    ("Kupili so jabolka, hruške itd. Potem so odšli.", &["Kupili so jabolka , hruške itd.", "Potem so odšli ."]),
    ("To je bilo leta 1987. Dež je padal.", &["To je bilo leta 1987 .", "Dež je padal ."]),
    ("Prišli so 3. 5. 2021 ob 15.30.", &["Prišli so 3. 5. 2021 ob 15.30 ."]),
    ("»Kdaj pridete?« je vprašal župan.", &["» Kdaj pridete ? « je vprašal župan ."]),
    ("»Ne vem.« Nato je umolknil.", &["» Ne vem . «", "Nato je umolknil ."]),
    ("Rekla je: \"Grem.\" Šla je.", &["Rekla je : \" Grem . \"", "Šla je ."]),
    ("Pri ATM-ju in RTVS-ja ni bilo 5-letnega dečka.", &["Pri ATM-ju in RTVS-ja ni bilo 5 - letnega dečka ."]),
    (
        "Piši na ana.kos@posta.si ali glej www.zgled.si/novice.",
        &["Piši na ana.kos@posta.si ali glej www.zgled.si/novice ."],
    ),
    ("No ... Mogoče!? Da.", &["No . . .", "Mogoče ! ?", "Da ."]),
    ("Podjetje Kamen d.o.o. gradi most.", &["Podjetje Kamen d.o.o. gradi most ."]),
    (
        "Naslov brez pike\n\nPrvi odstavek.\nDrugi odstavek.",
        &["Naslov brez pike", "Prvi odstavek .", "Drugi odstavek ."],
    ),
    ("Vrstica se\nnadaljuje tukaj.", &["Vrstica se nadaljuje tukaj ."]),
    ("O'Hara je 👩‍🚀 iz Žalca.", &["O'Hara je 👩‍🚀 iz Žalca ."]),
];

#[test]
fn splits_as_the_treebank_does() {
    let tokeniser = tokeniser();
    for (text, expected) in CASES {
        let found: Vec<String> = tokeniser.sentences(text).iter().map(forms).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn headings_stand_alone_and_have_no_final_mark() {
    let sentences = tokeniser().sentences("Most je odprt\n\nŽupan je vesel. Ljudje tudi.\n\nKonec.");
    let seen: Vec<_> = sentences.iter().map(|sentence| (sentence.paragraph, sentence.heading)).collect();
    assert_eq!(seen, [(0, true), (1, false), (1, false), (2, false)]);
    assert!(!tokeniser().sentences("Samo naslov")[0].heading);
}

#[test]
fn long_lines_without_spaces_or_stops_are_read() {
    let tokeniser = tokeniser();
    for part in ["a.", "www.", "\"", "1.", "a@", "č-", "»«", "http://x/"] {
        let text = part.repeat(20_000);
        let tokens: usize = tokeniser.sentences(&text).iter().map(|sentence| sentence.tokens.len()).sum();
        assert!(tokens > 0, "{part}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Tokens stand in order, do not overlap, and leave out nothing but white space and invisible characters.
    #[test]
    fn covers_any_text(text in "(\\PC|[ .\"»«!?\\n0-9a-zA-Zčšž-]){0,80}") {
        let chars: Vec<char> = text.chars().collect();
        let mut covered = vec![false; chars.len()];
        let mut end = 0;
        for sentence in tokeniser().sentences(&text) {
            prop_assert!(!sentence.tokens.is_empty());
            for token in &sentence.tokens {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                end = token.span.end;
                let form: String = chars[token.span.start..token.span.end].iter().collect();
                prop_assert_eq!(form.as_str(), token.form.as_str());
                covered[token.span.start..token.span.end].fill(true);
            }
        }
        for (c, covered) in chars.iter().zip(covered) {
            prop_assert!(covered || c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'), "{c:?} is lost");
        }
    }
}
