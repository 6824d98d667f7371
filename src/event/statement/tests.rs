use super::*;
use crate::entity::{EntityKind, MentionForm};
use crate::event::testing::Builder;
use std::sync::LazyLock;

const PAST: &str = "Gender=Masc|Number=Sing|VerbForm=Part";
const IS: &str = "Mood=Ind|Number=Sing|Person=3|Polarity=Pos|Tense=Pres|VerbForm=Fin";

static STAGE: LazyLock<Statements> =
    LazyLock::new(|| Statements::from_pack(&Pack::shipped("sl").expect("shipped")).expect("tables"));

fn run(builder: Builder) -> Vec<(String, usize)> {
    let mut doc = builder.build();
    STAGE.run(&mut doc);
    doc.statements.iter().map(|s| (doc.entities[s.speaker].name.clone(), s.sentence)).collect()
}

fn said(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|&(name, sentence)| (name.to_owned(), sentence)).collect()
}

#[test]
fn reported_speech_with_a_clause() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(&format!(
        "Kos Kos PROPN Case=Nom 3 nsubj
         je biti AUX {IS} 3 aux
         dejal dejati VERB {PAST} 0 root
         , , PUNCT _ 6 punct
         da da SCONJ _ 6 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 3 ccomp
         . . PUNCT _ 3 punct"
    ));
    b.mention(0..1, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 0)]));
}

#[test]
fn what_cannot_speak_says_nothing() {
    for (kind, speaks) in [(EntityKind::Organisation, true), (EntityKind::Agreement, false), (EntityKind::Topic, false)]
    {
        let mut b = Builder::default();
        let subject = b.entity(kind, "Mir");
        b.sentence(&format!(
            "Mir Mir PROPN Case=Nom 3 nsubj
             je biti AUX {IS} 3 aux
             dejal dejati VERB {PAST} 0 root
             , , PUNCT _ 6 punct
             da da SCONJ _ 6 mark
             dežuje deževati VERB Mood=Ind|VerbForm=Fin 3 ccomp
             . . PUNCT _ 3 punct"
        ));
        b.mention(0..1, MentionForm::Name, &[subject]);
        assert_eq!(!run(b).is_empty(), speaks, "{kind:?}");
    }
}

#[test]
fn what_is_denied_or_yet_to_come_is_not_said() {
    for (auxiliary, feats) in
        [("ni", IS.replace("Pos", "Neg")), ("bo", IS.replace("Pres", "Fut")), ("bi", "Mood=Cnd".into())]
    {
        let mut b = Builder::default();
        let kos = b.entity(EntityKind::Person, "Jan Kos");
        b.sentence(&format!(
            "Kos Kos PROPN Case=Nom 3 nsubj
             {auxiliary} biti AUX {feats} 3 aux
             povedal povedati VERB {PAST} 0 root
             , , PUNCT _ 6 punct
             da da SCONJ _ 6 mark
             dežuje deževati VERB Mood=Ind|VerbForm=Fin 3 ccomp"
        ));
        b.mention(0..1, MentionForm::Name, &[kos]);
        assert_eq!(run(b), said(&[]), "{auxiliary}");
    }
}

#[test]
fn a_quotation_over_two_sentences_is_said_in_both() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        "» » PUNCT _ 3 punct
         Hiša hiša NOUN Case=Nom 3 nsubj
         stoji stati VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 3 punct",
    );
    b.sentence(&format!(
        "Vrata vrata NOUN Case=Nom 3 nsubj
         so biti AUX {IS} 3 cop
         odprta odprt ADJ Case=Nom 0 root
         , , PUNCT _ 3 punct
         « « PUNCT _ 3 punct
         je biti AUX {IS} 7 aux
         dejal dejati VERB {PAST} 3 parataxis
         Kos Kos PROPN Case=Nom 7 nsubj
         . . PUNCT _ 3 punct"
    ));
    b.mention(7..8, MentionForm::Name, &[kos]);
    b.sentence("Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root");
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jan Kos", 1)]));
}

#[test]
fn a_quotation_may_run_over_a_paragraph() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        "\" \" PUNCT _ 3 punct
         Hiša hiša NOUN Case=Nom 3 nsubj
         stoji stati VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 3 punct",
    );
    b.sentence(&format!(
        "Vrata vrata NOUN Case=Nom 3 nsubj
         so biti AUX {IS} 3 cop
         odprta odprt ADJ Case=Nom 0 root
         , , PUNCT _ 3 punct
         \" \" PUNCT _ 3 punct
         je biti AUX {IS} 7 aux
         dejal dejati VERB {PAST} 3 parataxis
         Kos Kos PROPN Case=Nom 7 nsubj"
    ));
    b.paragraph();
    b.mention(7..8, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jan Kos", 1)]));
}

#[test]
fn a_word_set_apart_is_no_speech() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        "Kos Kos PROPN Case=Nom 2 nsubj
         gleda gledati VERB Mood=Ind|VerbForm=Fin 0 root
         » » PUNCT _ 4 punct
         trdo trd ADJ Case=Acc 6 amod
         « « PUNCT _ 4 punct
         mejo meja NOUN Case=Acc 2 obj",
    );
    b.mention(0..1, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[]));
}

#[test]
fn a_ministry_speaks_through_a_preposition() {
    let mut b = Builder::default();
    let ministry = b.entity(EntityKind::Organisation, "ministrstvo za promet");
    b.sentence(
        "Na na ADP Case=Loc 2 case
         ministrstvu ministrstvo NOUN Case=Loc 3 obl
         poudarjajo poudarjati VERB Mood=Ind|Number=Plur|Person=3|VerbForm=Fin 0 root
         , , PUNCT _ 6 punct
         da da SCONJ _ 6 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 3 ccomp",
    );
    b.mention(1..2, MentionForm::CommonNoun, &[ministry]);
    assert_eq!(run(b), said(&[("ministrstvo za promet", 0)]));
}

#[test]
fn two_speak_and_agree() {
    let mut b = Builder::default();
    let (kos, lah) = (b.entity(EntityKind::Person, "Jan Kos"), b.entity(EntityKind::Person, "Iva Lah"));
    b.sentence(
        "Ministra minister NOUN Case=Nom|Number=Dual 4 nsubj
         sta biti AUX Mood=Ind|Number=Dual|Person=3 4 aux
         se se PRON Reflex=Yes 4 expl
         strinjala strinjati VERB Gender=Masc|Number=Dual|VerbForm=Part 0 root
         , , PUNCT _ 7 punct
         da da SCONJ _ 7 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 4 ccomp",
    );
    b.mention(0..1, MentionForm::RoleNoun, &[kos, lah]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Iva Lah", 0)]));
}

#[test]
fn sources_behind_a_preposition() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        "Po po ADP Case=Loc 3 case
         Kosovih Kosov ADJ Case=Loc|Poss=Yes 3 amod
         ocenah ocena NOUN Case=Loc 4 obl
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root",
    );
    b.mention(1..2, MentionForm::PossessiveName, &[kos]);
    b.sentence(
        "To ta DET Case=Nom 5 nsubj
         po po ADP Case=Loc 3 case
         besedah beseda NOUN Case=Loc 5 obl
         Kosa Kos PROPN Case=Gen 3 nmod
         pomaga pomagati VERB Mood=Ind|VerbForm=Fin 0 root",
    );
    b.mention(3..4, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jan Kos", 1)]));
}

#[test]
fn a_medium_speaks_only_when_nobody_else_does() {
    let mut b = Builder::default();
    let (kos, paper) = (b.entity(EntityKind::Person, "Jan Kos"), b.entity(EntityKind::Organisation, "Jutro"));
    b.sentence(&format!(
        "Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root
         , , PUNCT _ 4 punct
         je biti AUX {IS} 4 aux
         dejal dejati VERB {PAST} 1 parataxis
         Kos Kos PROPN Case=Nom 4 nsubj
         , , PUNCT _ 7 punct
         poroča poročati VERB Mood=Ind|Number=Sing|Person=3|VerbForm=Fin 1 parataxis
         Jutro Jutro PROPN Case=Nom 7 nsubj"
    ));
    b.mention(4..5, MentionForm::Name, &[kos]);
    b.mention(7..8, MentionForm::Name, &[paper]);
    b.sentence(
        "Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root
         , , PUNCT _ 3 punct
         poroča poročati VERB Mood=Ind|Number=Sing|Person=3|VerbForm=Fin 1 parataxis
         Jutro Jutro PROPN Case=Nom 3 nsubj",
    );
    b.mention(3..4, MentionForm::Name, &[paper]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jutro", 1)]));
}

#[test]
fn a_heading_with_a_colon() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        "Kos Kos PROPN Case=Nom 3 nsubj
         : : PUNCT _ 1 punct
         Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root",
    );
    b.heading();
    b.mention(0..1, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 0)]));
}

#[test]
fn who_spoke_goes_on_without_a_subject() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    for subject in [true, false] {
        let who = if subject { "Kos Kos PROPN Case=Nom 3 nsubj" } else { "Potem potem ADV _ 3 advmod" };
        b.sentence(&format!(
            "{who}
             je biti AUX {IS} 3 aux
             opozoril opozoriti VERB {PAST} 0 root
             na na ADP Case=Acc 5 case
             dež dež NOUN Case=Acc 3 obl"
        ));
        if subject {
            b.mention(0..1, MentionForm::Name, &[kos]);
        }
    }
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jan Kos", 1)]));
}

#[test]
fn a_capital_speaks_for_its_country() {
    let mut b = Builder::default();
    let bern = b.entity(EntityKind::Place, "Bern");
    b.sentence(
        "Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root
         , , PUNCT _ 4 punct
         so biti AUX Mood=Ind|Number=Plur|Person=3 4 aux
         sporočili sporočiti VERB Gender=Masc|Number=Plur|VerbForm=Part 1 parataxis
         iz iz ADP Case=Gen 6 case
         Berna Bern PROPN Case=Gen 4 obl",
    );
    b.mention(5..6, MentionForm::Name, &[bern]);
    b.linked(bern, "bern");
    assert_eq!(run(b), said(&[("Švica", 0)]));
}

#[test]
fn spaces_tell_the_sides_of_straight_marks() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence("Dežuje deževati VERB Mood=Ind|VerbForm=Fin 0 root\n\" \" PUNCT _ 1 punct");
    b.sentence(&format!(
        "Hiša hiša NOUN Case=Nom 2 nsubj
         stoji stati VERB Mood=Ind|VerbForm=Fin 0 root
         , , PUNCT _ 2 punct
         je biti AUX {IS} 5 aux
         dejal dejati VERB {PAST} 2 parataxis
         Kos Kos PROPN Case=Nom 5 nsubj"
    ));
    b.mention(5..6, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 1)]), "a mark behind a word opens nothing");
}

#[test]
fn doubled_marks_quote_as_well() {
    let mut b = Builder::default();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    b.sentence(
        ", , PUNCT _ 4 punct
         , , PUNCT _ 4 punct
         Hiša hiša NOUN Case=Nom 4 nsubj
         stoji stati VERB Mood=Ind|VerbForm=Fin 0 root",
    );
    b.sentence(&format!(
        "Vrata vrata NOUN Case=Nom 3 nsubj
         so biti AUX {IS} 3 cop
         odprta odprt ADJ Case=Nom 0 root
         \" \" PUNCT _ 3 punct
         je biti AUX {IS} 6 aux
         dejal dejati VERB {PAST} 3 parataxis
         Kos Kos PROPN Case=Nom 6 nsubj"
    ));
    b.mention(6..7, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Jan Kos", 1)]));
}

#[test]
fn the_subject_of_the_clause_above_speaks_in_the_one_below() {
    let mut b = Builder::default();
    let (kos, lah) = (b.entity(EntityKind::Person, "Jan Kos"), b.entity(EntityKind::Person, "Ivo Lah"));
    b.sentence(&format!(
        "Lah Lah PROPN Case=Nom 3 nsubj
         je biti AUX {IS} 3 aux
         opozoril opozoriti VERB {PAST} 0 root
         na na ADP Case=Acc 5 case
         dež dež NOUN Case=Acc 3 obl"
    ));
    b.mention(0..1, MentionForm::Name, &[lah]);
    b.sentence(&format!(
        "Kos Kos PROPN Case=Nom 3 nsubj
         je biti AUX {IS} 3 aux
         presenetil presenetiti VERB {PAST} 0 root
         , , PUNCT _ 7 punct
         ko ko SCONJ _ 7 mark
         je biti AUX {IS} 7 aux
         dejal dejati VERB {PAST} 3 advcl
         , , PUNCT _ 10 punct
         da da SCONJ _ 10 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 7 ccomp"
    ));
    b.mention(0..1, MentionForm::Name, &[kos]);
    assert_eq!(run(b), said(&[("Ivo Lah", 0), ("Jan Kos", 1)]));
}

#[test]
fn what_is_expressed_may_be_a_noun() {
    for (noun, statements) in [("upanje", &[("Jan Kos", 0)][..]), ("roko", &[])] {
        let mut b = Builder::default();
        let kos = b.entity(EntityKind::Person, "Jan Kos");
        b.sentence(&format!(
            "Kos Kos PROPN Case=Nom 3 nsubj
             je biti AUX {IS} 3 aux
             izrazil izraziti VERB {PAST} 0 root
             {noun} {noun} NOUN Case=Acc 3 obj"
        ));
        b.mention(0..1, MentionForm::Name, &[kos]);
        assert_eq!(run(b), said(statements), "{noun}");
    }
}

#[test]
fn whose_opinion_is_told_speaks_too() {
    let mut b = Builder::default();
    let (kos, lah) = (b.entity(EntityKind::Person, "Jan Kos"), b.entity(EntityKind::Person, "Ivo Lah"));
    b.sentence(&format!(
        "Kos Kos PROPN Case=Nom 3 nsubj
         je biti AUX {IS} 3 aux
         omenil omeniti VERB {PAST} 0 root
         mnenje mnenje NOUN Case=Acc 3 obj
         Laha Lah PROPN Case=Gen 4 nmod
         , , PUNCT _ 8 punct
         da da SCONJ _ 8 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 4 acl"
    ));
    b.mention(0..1, MentionForm::Name, &[kos]);
    b.mention(4..5, MentionForm::Name, &[lah]);
    assert_eq!(run(b), said(&[("Jan Kos", 0), ("Ivo Lah", 0)]));
}

#[test]
fn a_participle_spelt_like_a_noun() {
    let mut b = Builder::default();
    let union = b.entity(EntityKind::Organisation, "podjetje Beta");
    b.sentence(&format!(
        "Podjetje podjetje NOUN Case=Nom|Gender=Neut 3 nsubj
         je biti AUX {IS} 3 aux
         sporočilo sporočilo NOUN Case=Nom|Gender=Neut 0 root
         , , PUNCT _ 6 punct
         da da SCONJ _ 6 mark
         dežuje deževati VERB Mood=Ind|VerbForm=Fin 3 acl"
    ));
    b.mention(0..1, MentionForm::CommonNoun, &[union]);
    assert_eq!(run(b), said(&[("podjetje Beta", 0)]));
}

#[test]
fn sources_whose_owner_is_unknown_are_nobodys() {
    let mut b = Builder::default();
    let body = b.entity(EntityKind::Organisation, "vlada");
    b.sentence(
        "Po po ADP Case=Loc 2 case
         ocenah ocena NOUN Case=Loc 5 obl
         poznavalcev poznavalec NOUN Case=Gen 2 nmod
         vlada vlada NOUN Case=Nom 5 nsubj
         molči molčati VERB Mood=Ind|VerbForm=Fin 0 root",
    );
    b.mention(3..4, MentionForm::CommonNoun, &[body]);
    assert_eq!(run(b), said(&[]));
}
