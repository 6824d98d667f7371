use super::*;
use crate::score::fact::gold::parse;

const TEXT: &str = "Zunanja ministra Ana Žvan in Bor Trd sta se srečala v Mestu. Litva je zavrnila zahtevo Latvije. \
    Žvanova je dejala, da je sporazum podpisan.";

const ENTITIES: &str = r#"
    {"id": "a", "kind": "person", "name": "Ana Žvan", "surface": ["Ana Žvan", "Žvanova"]},
    {"id": "b", "kind": "person", "name": "Bor Trd", "surface": ["Bor Trd"]},
    {"id": "l", "kind": "country", "name": "Litva", "surface": ["Litva"]},
    {"id": "v", "kind": "country", "name": "Latvija", "surface": ["Latvije"]},
    {"id": "s", "kind": "agreement", "name": "sporazum", "surface": ["sporazum"]}"#;

const MEETING: &str = "Zunanja ministra Ana Žvan in Bor Trd sta se srečala v Mestu.";
const REFUSAL: &str = "Litva je zavrnila zahtevo Latvije.";
const SAYING: &str = "Žvanova je dejala, da je sporazum podpisan.";

fn sheet(facts: &str) -> Sheet {
    parse(&format!("{{\"entities\": [{ENTITIES}], {facts}}}"), TEXT).expect("good gold")
}

fn event(kind: &str, actor: &str, recipient: &str, modality: &str, sentence: &str) -> String {
    format!(
        r#""events": [{{"type": "{kind}", "actors": ["{actor}"], "recipients": ["{recipient}"],
            "modality": "{modality}", "evidence": "{sentence}"}}]"#
    )
}

fn f1(gold: &str, ours: &str, layer: Layer) -> Option<f64> {
    compare(&sheet(gold), &sheet(ours)).tally.layer(layer).f1()
}

#[test]
fn a_meeting_has_no_direction() {
    let gold = event("CONSULT", "a", "b", "actual", MEETING);
    let ours = event("CONSULT", "b", "a", "planned", MEETING);
    let result = compare(&sheet(&gold), &sheet(&ours));
    assert_eq!(result.tally.layer(Layer::Events).f1(), Some(1.0));
    assert_eq!(result.tally.modality.value(), Some(0.0));
    assert_eq!(result.tally.event_types[&EventType::Consult].right, 1);
    assert!(result.misses.is_empty(), "{:?}", result.misses);
}

#[test]
fn a_refusal_has_one() {
    let gold = event("REJECT", "l", "v", "actual", REFUSAL);
    let ours = event("REJECT", "v", "l", "actual", REFUSAL);
    assert_eq!(f1(&gold, &ours, Layer::Events), Some(0.0));
    assert_eq!(f1(&gold, &ours, Layer::EventsOverlap), Some(0.0));
    assert_eq!(f1(&gold, &ours, Layer::EventType), Some(1.0));
    assert_eq!(f1(&gold, &ours, Layer::ActorPairs), Some(1.0));
}

#[test]
fn another_type_between_the_same_two_is_only_a_pair() {
    let gold = event("REJECT", "l", "v", "actual", REFUSAL);
    let ours = event("ACCUSE", "l", "v", "actual", REFUSAL);
    let result = compare(&sheet(&gold), &sheet(&ours));
    assert_eq!(result.tally.layer(Layer::EventType).f1(), Some(0.0));
    assert_eq!(result.tally.layer(Layer::ActorPairs).f1(), Some(1.0));
    let spurious: Vec<_> = result.misses.iter().map(|miss| (miss.layer, miss.spurious)).collect();
    assert_eq!(spurious, [(Layer::Events, false), (Layer::Events, true)]);
    assert_eq!(result.misses[0].sentence, REFUSAL);
}

#[test]
fn posts_need_person_office_and_country() {
    let post = |of: &str| {
        format!(r#""posts": [{{"person": "a", "post": "zunanja ministrica", "of": "{of}", "evidence": "x"}}]"#)
    };
    assert_eq!(f1(&post("l"), &post("l"), Layer::Posts), Some(1.0));
    assert_eq!(f1(&post("l"), &post("v"), Layer::Posts), Some(0.0));
}

#[test]
fn parties_and_states_are_counted_on_matched_agreements() {
    let agreement = |parties: &str, status: &str| {
        format!(
            r#""agreements": [{{"agreement": "s", "parties": [{parties}], "status": "{status}", "evidence": "{SAYING}"}}]"#
        )
    };
    let gold = agreement(r#""l", "v""#, "signed");
    let ours = agreement(r#""l""#, "proposed");
    let result = compare(&sheet(&gold), &sheet(&ours));
    assert_eq!(result.tally.layer(Layer::Agreements).f1(), Some(1.0));
    assert_eq!(result.tally.layer(Layer::Parties), Counts { right: 1, spurious: 0, missed: 1 });
    assert_eq!(result.tally.agreement_states.value(), Some(0.0));
    assert_eq!(f1(&gold, r#""agreements": []"#, Layer::Parties), None);
}

#[test]
fn a_statement_is_a_speaker_and_a_sentence() {
    let said = |speaker: &str, sentence: &str| {
        format!(r#""statements": [{{"speaker": "{speaker}", "evidence": "{sentence}"}}]"#)
    };
    assert_eq!(f1(&said("a", SAYING), &said("a", SAYING), Layer::Statements), Some(1.0));
    assert_eq!(f1(&said("a", SAYING), &said("b", SAYING), Layer::Statements), Some(0.0));
    assert_eq!(f1(&said("a", SAYING), &said("a", MEETING), Layer::Statements), Some(0.0));
    assert_eq!(f1(&said("a", SAYING), &said("a", SAYING.trim_end_matches('.')), Layer::Statements), Some(1.0));
}

#[test]
fn entities_count_when_they_take_part() {
    let gold = event("REJECT", "l", "v", "actual", REFUSAL);
    let ours = event("REJECT", "l", "a", "actual", REFUSAL);
    assert_eq!(f1(&gold, &ours, Layer::Entities), Some(2.0 / 3.0));
}
