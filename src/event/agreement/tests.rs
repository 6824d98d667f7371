use super::*;
use crate::event::testing::Builder;
use crate::event::{AgreementStatus, Post, Tense};

const NOM: &str = "Case=Nom|Gender=Masc|Number=Sing";
const GEN: &str = "Case=Gen|Gender=Masc|Number=Sing";
const ACC: &str = "Case=Acc|Gender=Masc|Number=Sing";
const LOC: &str = "Case=Loc|Gender=Masc|Number=Sing";
const INS: &str = "Case=Ins|Gender=Fem|Number=Sing";
const PAST: &str = "Gender=Masc|Number=Sing|VerbForm=Part";

fn run(doc: &mut Document) -> Vec<(String, Vec<String>, AgreementStatus)> {
    Agreements::from_pack(&Pack::shipped("sl").expect("shipped")).expect("tables").run(doc);
    let name = |&entity: &EntityRef| doc.entities[entity].name.clone();
    doc.agreements.iter().map(|a| (name(&a.agreement), a.parties.iter().map(name).collect(), a.status)).collect()
}

fn agreement(name: &str, parties: &[&str], status: AgreementStatus) -> (String, Vec<String>, AgreementStatus) {
    (name.into(), parties.iter().map(|&party| party.into()).collect(), status)
}

fn signed_with(b: &mut Builder, auxiliary: &str, feats: &str, litva: EntityRef, fins: EntityRef) {
    b.sentence(&format!(
        "Litva Litva PROPN Case=Nom 3 nsubj
         {auxiliary} biti AUX {feats} 3 aux
         podpisala podpisati VERB {PAST} 0 root
         ribiški ribiški ADJ {ACC} 5 amod
         sporazum sporazum NOUN {ACC} 3 obj
         s z ADP Case=Ins 7 case
         Finsko Finska PROPN {INS} 5 nmod
         . . PUNCT _ 3 punct"
    ));
    b.mention(0..1, MentionForm::Name, &[litva]);
    b.mention(6..7, MentionForm::Name, &[fins]);
}

fn two() -> (Builder, EntityRef, EntityRef) {
    let mut b = Builder::default();
    let litva = b.entity(EntityKind::Country, "Litva");
    let finska = b.entity(EntityKind::Country, "Finska");
    (b, litva, finska)
}

#[test]
fn the_verb_tells_state_and_party() {
    let present = "Mood=Ind|Tense=Pres|Polarity=Pos";
    for (auxiliary, feats, status) in [
        ("je", present, AgreementStatus::Signed),
        ("bo", "Mood=Ind|Tense=Fut", AgreementStatus::Proposed),
        ("ni", "Mood=Ind|Tense=Pres|Polarity=Neg", AgreementStatus::Proposed),
    ] {
        let (mut b, litva, finska) = two();
        signed_with(&mut b, auxiliary, feats, litva, finska);
        let mut doc = b.build();
        assert_eq!(run(&mut doc), [agreement("ribiški sporazum s Finsko", &["Finska", "Litva"], status)]);
    }
}

#[test]
fn adds_mentions_and_an_entity_that_events_can_point_to() {
    let (mut b, litva, finska) = two();
    signed_with(&mut b, "je", "Mood=Ind|Tense=Pres", litva, finska);
    let mut doc = b.build();
    run(&mut doc);
    let entity = doc.agreements[0].agreement;
    assert_eq!(
        (doc.entities[entity].kind, doc.entities[entity].slug.as_str()),
        (EntityKind::Agreement, "ribiski-sporazum-s-finsko")
    );
    let mention = doc.mentions.iter().find(|m| m.entities == [entity]).expect("a mention");
    assert_eq!(doc.slice(mention.span), "ribiški sporazum s Finsko");
    assert!(doc.mentions.is_sorted_by_key(|m| m.span.start));
}

#[test]
fn without_is_not_there_and_a_bare_everyday_word_is_none() {
    let mut b = Builder::default();
    b.sentence(&format!(
        "Odšli oditi VERB {PAST} 0 root
         so biti AUX _ 1 aux
         brez brez ADP Case=Gen 5 case
         ribiškega ribiški ADJ {GEN} 5 amod
         sporazuma sporazum NOUN {GEN} 1 obl"
    ));
    b.sentence(&format!(
        "Prišlo priti VERB {PAST} 0 root
         je biti AUX _ 1 aux
         do do ADP Case=Gen 4 case
         dogovora dogovor NOUN {GEN} 1 obl"
    ));
    assert_eq!(run(&mut b.build()), []);
}

#[test]
fn signatories_stand_for_their_countries() {
    let (mut b, litva, finska) = two();
    let kos = b.entity(EntityKind::Person, "Jan Kos");
    let lah = b.entity(EntityKind::Person, "Iva Lah");
    b.sentence(&format!(
        "Kos Kos PROPN Case=Nom 3 nsubj
         je biti AUX Mood=Ind|Tense=Pres 3 aux
         dogovoril dogovoriti VERB {PAST} 0 root
         z z ADP Case=Ins 5 case
         Lahovo Lahov ADJ Case=Ins 3 obl
         razširitev razširitev NOUN Case=Acc|Gender=Fem|Number=Sing 3 obj
         obstoječega obstoječ ADJ {GEN} 8 amod
         sporazuma sporazum NOUN {GEN} 6 nmod
         o o ADP Case=Loc 10 case
         prometu promet NOUN {LOC} 8 nmod"
    ));
    b.mention(0..1, MentionForm::Name, &[kos]);
    b.mention(4..5, MentionForm::Name, &[lah]);
    let mut doc = b.build();
    for (person, of) in [(kos, litva), (lah, finska)] {
        let (post, rule) = ("minister".into(), "test".into());
        doc.posts.push(Post { person, post, of: Some(of), tense: Tense::Current, sentence: 0, rule, confidence: 1.0 });
    }
    let found = run(&mut doc);
    assert_eq!(found, [agreement("sporazum o prometu", &["Finska", "Litva"], AgreementStatus::BeingExtended)]);
    assert_eq!(doc.agreements[0].subjects, ["promet"]);
}

#[test]
fn wordings_of_one_agreement_stay_together_and_others_apart() {
    let (mut b, litva, finska) = two();
    signed_with(&mut b, "je", "Mood=Ind|Tense=Pres", litva, finska);
    b.sentence(&format!(
        "Sporazum sporazum NOUN {NOM} 2 nsubj
         velja veljati VERB Mood=Ind|Tense=Pres 0 root"
    ));
    b.sentence(&format!(
        "Trgovinski trgovinski ADJ {NOM} 2 amod
         sporazum sporazum NOUN {NOM} 4 nsubj
         še še PART _ 4 advmod
         pripravljajo pripravljati VERB Mood=Ind|Tense=Pres 0 root"
    ));
    b.sentence(&format!(
        "Nov nov ADJ {NOM} 3 amod
         ribiški ribiški ADJ {NOM} 3 amod
         dogovor dogovor NOUN {NOM} 4 nsubj
         pride priti VERB Mood=Ind|Tense=Pres 0 root"
    ));
    let found = run(&mut b.build());
    let names: Vec<_> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["ribiški sporazum s Finsko", "trgovinski sporazum", "nov ribiški dogovor"]);
    assert_eq!(found[1].2, AgreementStatus::Proposed);
}

#[test]
fn topics_are_given_one_by_one_in_the_nominative() {
    let mut b = Builder::default();
    b.sentence(&format!(
        "Sporazum sporazum NOUN {NOM} 0 root
         o o ADP Case=Loc 4 case
         policijskem policijski ADJ Case=Loc|Gender=Neut|Number=Sing 4 amod
         sodelovanju sodelovanje NOUN Case=Loc|Gender=Neut|Number=Sing 1 nmod
         na na ADP Case=Loc 6 case
         področju področje NOUN Case=Loc|Gender=Neut|Number=Sing 4 nmod
         azila azil NOUN {GEN} 6 nmod
         in in CCONJ _ 9 cc
         prometa promet NOUN {GEN} 7 conj
         velja veljati VERB Mood=Ind|Tense=Pres 1 acl"
    ));
    let mut doc = b.build();
    let found = run(&mut doc);
    assert_eq!(found[0].0, "sporazum o policijskem sodelovanju na področju azila in prometa");
    assert_eq!(doc.agreements[0].subjects, ["policijsko sodelovanje", "azil", "promet"]);
}
