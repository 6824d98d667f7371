//! Events: the frames of the pack, and matching on small trees written by hand.

use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::{Entity, EntityKind, Mention, MentionForm, MentionType};
use trojka::event::frame::{Frames, example};
use trojka::event::matching::EventRecogniser;
use trojka::lang::Pack;
use trojka::pipeline::Stage;
use trojka::span::Span;
use trojka::text::time::Times;
use trojka::text::{Feats, Sentence, Token, Upos};

/// Builds a document from lines `form lemma UPOS FEATS head deprel [kind:Name[+kind:Name]]`, one for each token; the last
/// column is a mention headed by the token (`!` before it: a dropped subject).
fn document(tree: &str) -> Document {
    let rows: Vec<Vec<&str>> =
        tree.lines().map(|line| line.split_whitespace().collect()).filter(|row: &Vec<&str>| !row.is_empty()).collect();
    let text = rows.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ");
    let mut doc = Document::new(Article::new("test", text));
    let mut tokens = Vec::new();
    let mut start = 0;
    for (index, row) in rows.iter().enumerate() {
        let span = Span::new(start, start + row[0].chars().count());
        start = span.end + 1;
        tokens.push(Token {
            span,
            form: row[0].into(),
            lemma: row[1].into(),
            upos: Upos::parse(row[2]).expect("a universal tag"),
            xpos: "".into(),
            feats: Feats::new(row[3]),
            head: row[4].parse().expect("a number"),
            deprel: row[5].into(),
        });
        if let Some(meant) = row.get(6) {
            let mention = mention(&mut doc, meant, index, span);
            doc.mentions.push(mention);
        }
    }
    let span = Span::new(0, start.saturating_sub(1));
    doc.sentences.push(Sentence { span, tokens, paragraph: 0, heading: false });
    doc
}

fn mention(doc: &mut Document, meant: &str, head: usize, span: Span) -> Mention {
    let dropped = meant.starts_with('!');
    let entities = meant.trim_start_matches('!').split('+').map(|entity| {
        let (kind, name) = entity.split_once(':').expect("kind:Name");
        let kind = match kind {
            "person" => EntityKind::Person,
            "country" => EntityKind::Country,
            "place" => EntityKind::Place,
            "agreement" => EntityKind::Agreement,
            _ => EntityKind::Organisation,
        };
        let name = name.replace('_', " ");
        doc.intern_entity(Entity {
            kind,
            slug: name.to_lowercase(),
            name,
            alt_names: Vec::new(),
            gender: None,
            gazetteer: None,
        })
    });
    let entities = entities.collect();
    Mention {
        sentence: 0,
        tokens: head..head + 1,
        head,
        span,
        lemma: String::new(),
        class: MentionType::Misc,
        form: if dropped { MentionForm::Dropped } else { MentionForm::Name },
        entities,
        confidence: 1.0,
    }
}

/// The events of a tree in their readable form.
fn events(tree: &str) -> Vec<String> {
    let recogniser = EventRecogniser::from_pack(&Pack::shipped("sl").unwrap()).unwrap();
    let mut doc = document(tree);
    recogniser.run(&mut doc);
    doc.events.iter().map(|event| example::readable(event, &doc)).collect()
}

#[test]
fn the_frames_of_the_pack_load() {
    let frames = Frames::load(&Pack::shipped("sl").unwrap()).unwrap();
    assert!(frames.frames.len() >= 16 && frames.triggers().len() >= 200);
}

#[test]
fn a_reflexive_verb_with_its_preposition() {
    let met = "
        Ana Ana PROPN Case=Nom|Number=Sing 4 nsubj person:Ana_Kovač
        se se PRON Case=Acc 4 expl
        je biti AUX Tense=Pres|Polarity=Pos 4 aux
        sestala sestati VERB Number=Sing|VerbForm=Part 0 root
        z z ADP Case=Ins 6 case
        Ivanom Ivan PROPN Case=Ins 4 obl person:Ivan_Horvat
        v v ADP Case=Loc 8 case
        Tirani Tirana PROPN Case=Loc 4 obl place:Tirana
    ";
    assert_eq!(events(met), ["CONSULT actual: Ana Kovač -> Ivan Horvat; place Tirana"]);
    let planned = met.replace("je biti AUX Tense=Pres", "bo biti AUX Tense=Fut");
    assert_eq!(events(&planned), ["CONSULT planned: Ana Kovač -> Ivan Horvat; place Tirana"]);
    let negated = met.replace("je biti AUX Tense=Pres|Polarity=Pos", "ni biti AUX Tense=Pres|Polarity=Neg");
    assert_eq!(events(&negated), ["CONSULT negated: Ana Kovač -> Ivan Horvat; place Tirana"]);
    let conditional = met.replace("je biti AUX Tense=Pres", "bi biti AUX Mood=Cnd");
    assert_eq!(events(&conditional), ["CONSULT possible: Ana Kovač -> Ivan Horvat; place Tirana"]);
}

#[test]
fn a_called_for_act_has_the_one_called_upon_as_its_actor() {
    let found = events(
        "
        Ana Ana PROPN Case=Nom|Number=Sing 3 nsubj person:Ana_Kovač
        je biti AUX Tense=Pres 3 aux
        pozvala pozvati VERB Number=Sing|VerbForm=Part 0 root
        Nemčijo Nemčija PROPN Case=Acc 3 obj country:Nemčija
        naj naj SCONJ _ 6 mark
        podpre podpreti VERB Number=Sing|VerbForm=Fin|Tense=Pres 3 ccomp
        Poljsko Poljska PROPN Case=Acc 6 obj country:Poljska
    ",
    );
    assert_eq!(found, ["REQUEST actual: Ana Kovač -> Nemčija", "SUPPORT desired: Nemčija -> Poljska"]);
}

#[test]
fn control_coordination_and_modal_verbs() {
    let found = events(
        "
        Slovenija Slovenija PROPN Case=Nom|Number=Sing 2 nsubj country:Slovenija
        želi želeti VERB Number=Sing|Tense=Pres|VerbForm=Fin 0 root
        obiskati obiskati VERB VerbForm=Inf 2 xcomp
        Malto Malta PROPN Case=Acc 3 obj country:Malta
        in in CCONJ _ 6 cc
        podpira podpirati VERB Number=Sing|Tense=Pres|VerbForm=Fin 2 conj
        Ciper Ciper PROPN Case=Acc 6 obj country:Ciper
    ",
    );
    assert_eq!(found, ["CONSULT desired: Slovenija -> Malta", "SUPPORT actual: Slovenija -> Ciper"]);
}

#[test]
fn a_relative_clause_takes_its_antecedent() {
    let object = events(
        "
        predsednik predsednik NOUN Case=Nom 0 root person:Ivan_Horvat
        ki ki SCONJ _ 4 mark
        ga on PRON Case=Acc|Person=3|PronType=Prs|Variant=Short 4 obj
        podpira podpirati VERB Number=Sing|Tense=Pres|VerbForm=Fin 1 acl
        Malta Malta PROPN Case=Nom 4 nsubj country:Malta
    ",
    );
    assert_eq!(object, ["SUPPORT actual: Malta -> Ivan Horvat"]);
    let subject = events(
        "
        predsednik predsednik NOUN Case=Nom 0 root person:Ivan_Horvat
        ki ki SCONJ _ 3 mark
        podpira podpirati VERB Number=Sing|Tense=Pres|VerbForm=Fin 1 acl
        Malto Malta PROPN Case=Acc 3 obj country:Malta
    ",
    );
    assert_eq!(subject, ["SUPPORT actual: Ivan Horvat -> Malta"]);
}

#[test]
fn the_passive_turns_subject_and_agent() {
    let found = events(
        "
        Ana Ana PROPN Case=Nom 4 nsubj person:Ana_Kovač
        je biti AUX Tense=Pres 4 aux
        bila biti AUX VerbForm=Part 4 cop
        aretirana aretiran ADJ Case=Nom|VerbForm=Part 0 root
        s z ADP Case=Gen 6 case
        strani stran NOUN Case=Gen 4 obl
        Malte Malta PROPN Case=Gen 6 nmod country:Malta
    ",
    );
    assert_eq!(found, ["COERCE actual: Malta -> Ana Kovač"]);
}

#[test]
fn an_event_noun_with_both_its_sides() {
    let between = events(
        "
        Srečanje srečanje NOUN Case=Nom 7 nsubj
        med med ADP Case=Ins 3 case
        Ano Ana PROPN Case=Ins 1 nmod person:Ana_Kovač
        in in CCONJ _ 5 cc
        Ivanom Ivan PROPN Case=Ins 3 conj person:Ivan_Horvat
        bo biti AUX Tense=Fut 7 aux
        potekalo potekati VERB VerbForm=Part 0 root
        v v ADP Case=Loc 9 case
        Gradcu Gradec PROPN Case=Loc 7 obl place:Gradec
    ",
    );
    assert_eq!(between, ["CONSULT planned: Ana Kovač -> Ivan Horvat; place Gradec"]);
    let called = events(
        "
        slovensko slovenski ADJ Case=Acc 3 amod country:Slovenija
        malteško malteški ADJ Case=Acc 1 conj country:Malta
        sodelovanje sodelovanje NOUN Case=Acc 4 obj
        okrepiti okrepiti VERB VerbForm=Inf 0 root
    ",
    );
    assert_eq!(called, ["COOPERATE actual: Slovenija -> Malta"]);
}

#[test]
fn a_dropped_subject_is_the_one_that_was_found_for_it() {
    let found = events(
        "
        Obiskal obiskati VERB Number=Sing|VerbForm=Part 0 root !person:Ivan_Horvat
        je biti AUX Tense=Pres 1 aux
        Malto Malta PROPN Case=Acc 1 obj country:Malta
    ",
    );
    assert_eq!(found, ["CONSULT actual: Ivan Horvat -> Malta"]);
}

#[test]
fn speech_attributes_and_does_not_change() {
    let recogniser = EventRecogniser::from_pack(&Pack::shipped("sl").unwrap()).unwrap();
    let mut doc = document(
        "
        Malta Malta PROPN Case=Nom 3 nsubj country:Malta
        je biti AUX Tense=Pres 3 aux
        napadla napasti VERB Number=Sing|VerbForm=Part 0 root
        Ciper Ciper PROPN Case=Acc 3 obj country:Ciper
        je biti AUX Tense=Pres 6 aux
        dejala dejati VERB Number=Sing|VerbForm=Part 3 parataxis
        Ana Ana PROPN Case=Nom 6 nsubj person:Ana_Kovač
    ",
    );
    recogniser.run(&mut doc);
    let named: Vec<_> = doc.events[0].attributed_to.iter().map(|&e| doc.entities[e].name.as_str()).collect();
    assert_eq!(named, ["Ana Kovač"]);
}

#[test]
fn days_count_from_the_article_and_only_when_its_day_is_known() {
    let pack = Pack::shipped("sl").unwrap();
    let recogniser = EventRecogniser::from_pack(&pack).unwrap();
    let times = Times::load(&pack).unwrap();
    let date = |words: &str, day: Option<jiff::civil::Date>| {
        let mut doc = document(&format!(
            "Malta Malta PROPN Case=Nom 3 nsubj country:Malta
             je biti AUX Tense=Pres 3 aux
             napadla napasti VERB Number=Sing|VerbForm=Part 0 root
             Ciper Ciper PROPN Case=Acc 3 obj country:Ciper
             {words}"
        ));
        doc.article.date = day;
        times.run(&mut doc);
        recogniser.run(&mut doc);
        doc.events[0].date.as_ref().map(|date| date.value.clone())
    };
    let weekday = |lemma: &str, preposition: &str| {
        format!("{preposition} {preposition} ADP Case=Acc 6 case\nx {lemma} NOUN Case=Acc|Number=Sing 3 obl")
    };
    // A Thursday.
    let day = Some(jiff::civil::date(2024, 3, 14));
    assert_eq!(date("x včeraj ADV _ 3 advmod", day).as_deref(), Some("2024-03-13"));
    assert_eq!(date("x včeraj ADV _ 4 advmod", day), None, "of what it hangs on");
    assert_eq!(date(&weekday("torek", "v"), day).as_deref(), Some("2024-03-12"));
    assert_eq!(date(&weekday("četrtek", "v"), day).as_deref(), Some("2024-03-14"));
    assert_eq!(date(&weekday("petek", "v"), day).as_deref(), Some("2024-03-08"));
    assert_eq!(date(&weekday("petek", "iz"), day), None, "of a noun");
    assert_eq!(date(&weekday("torek", "v"), None), None);
}

#[test]
fn a_wrong_frame_is_named_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("zz/pack.toml", "lang = \"zz\"\n");
    let head = "explanation = \"x\"\ntype = \"AID\"\n";
    let example = "[[example]]\ntext = \"x\"\nevents = []\n";
    for (frame, line, says) in [
        (format!("{head}colour = \"red\"\n"), 3, "colour"),
        (format!("{head}mode = \"visit\"\n[[predicate]]\nverbs = [\"ab\"]\nactor = \"nom\"\n{example}"), 3, "mode"),
        (format!("{head}[[predicate]]\nverbs = [\"ab\"]\nactor = \"akk\"\n{example}"), 5, "akk"),
        (format!("{head}[[predicate]]\nverbs = [\"ab\"]\nrecipient = \"dat\"\n{example}"), 3, "actor"),
        (format!("{head}[[predicate]]\nnouns = [\"ab\"]\nactor = \"acc\"\n{example}"), 3, "accusative"),
        (format!("{head}[[predicate]]\nverbs = [\"ab\"]\nactor = \"nom\"\n"), 2, "example"),
    ] {
        write("zz/frame/aid/ab.toml", &frame);
        let message = Frames::load(&Pack::folder(dir.path(), "zz").unwrap()).unwrap_err().to_string();
        assert!(message.contains(&format!("frame/aid/ab.toml:{line}:")) && message.contains(says), "{message}");
    }
}
