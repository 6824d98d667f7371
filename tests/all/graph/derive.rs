use super::sample;
use oxigraph::model::{Quad, Term, Triple};
use std::collections::BTreeSet;
use trojka::dataset::Dataset;
use trojka::document::Document;
use trojka::event::{AgreementStatus, EventType, Modality, Tense};
use trojka::graph::vocab::{org, prov, rdf, tro};
use trojka::graph::{Base, Generator, derive, emit, ontology};

fn dataset(docs: &[Document]) -> Dataset {
    let base = Base::default();
    let store = Dataset::new();
    store.extend(ontology::quads(&base).expect("the ontology parses"));
    for doc in docs {
        store.extend(emit(doc, &base, &Generator::default()));
    }
    store
}

/// What the rules derive from these documents, as `subject predicate object` by local names.
fn facts(docs: &[Document]) -> BTreeSet<String> {
    let (base, store) = (Base::default(), dataset(docs));
    let first = derive::derived(&store, &base).expect("rules run");
    assert_eq!(derive::derive(&store, &base).expect("rules run"), first.len());
    assert_eq!(derive::derived(&store, &base).expect("rules run"), first, "a second pass finds nothing new");
    first.iter().filter(|quad| quad.predicate != rdf::REIFIES).map(line).collect()
}

fn line(quad: &Quad) -> String {
    let local = |term: String| term.trim_end_matches('>').rsplit(['/', '#']).next().unwrap_or_default().to_owned();
    format!(
        "{} {} {}",
        local(quad.subject.to_string()),
        local(quad.predicate.to_string()),
        local(quad.object.to_string())
    )
}

fn set(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

fn dated(id: &str, date: &str) -> Document {
    let mut doc = sample::meeting(id);
    doc.article.date = Some(date.parse().expect("a date"));
    doc
}

#[test]
fn derives_from_actual_events_posts_and_agreements() {
    assert_eq!(
        facts(&[sample::meeting("a")]),
        set(&[
            "ana-kos consultedWith peter-dolinec",
            "peter-dolinec consultedWith ana-kos",
            "ana-kos holds notranja-ministrica-jezerje",
            "notranja-ministrica-jezerje heldBy ana-kos",
            "peter-dolinec holds notranji-minister-brdo",
            "notranji-minister-brdo heldBy peter-dolinec",
            "ana-kos type Minister",
            "peter-dolinec type Minister",
            "zan-bele formerlyHeld predsednik-zan-bele",
            "sporazum-o-varovanju-meje currentStatus BeingExtended",
            "brdo hasAgreementWith jezerje",
            "jezerje hasAgreementWith brdo",
        ])
    );
}

#[test]
fn every_derived_triple_leads_to_its_evidence() {
    let mut docs = vec![dated("early", "2025-03-01"), dated("late", "2025-04-01")];
    for (day, kind) in (10..).zip(EventType::ALL) {
        let mut doc = dated(kind.code(), &format!("2025-03-{day}"));
        doc.events[0].kind = kind;
        docs.push(doc);
    }
    let store = dataset(&docs);
    let derived = derive::derived(&store, &Base::default()).expect("rules run");
    let (evidence, facts): (Vec<_>, Vec<_>) = derived.iter().partition(|quad| quad.predicate == rdf::REIFIES);
    let mut predicates = BTreeSet::new();
    for fact in facts {
        let triple = Term::from(Triple::new(fact.subject.clone(), fact.predicate.clone(), fact.object.clone()));
        let behind: Vec<_> = evidence.iter().filter(|quad| quad.object == triple).collect();
        assert!(!behind.is_empty(), "nothing is behind {fact}");
        for reifier in behind {
            for said in [prov::WAS_DERIVED_FROM, tro::property::FRAME, tro::property::CONFIDENCE] {
                let found = store.quads_for_pattern(Some(reifier.subject.as_ref()), Some(said), None, None);
                assert!(found.count() > 0, "{} lacks {said}", reifier.subject);
            }
        }
        predicates.insert(fact.predicate.clone());
    }
    let of_others = [rdf::TYPE, org::HOLDS, org::HELD_BY, tro::property::FORMERLY_HELD];
    assert_eq!(predicates.len(), tro::derived::ALL.len() + of_others.len(), "{predicates:?}");
    let reified: BTreeSet<_> = evidence.iter().map(|quad| quad.object.to_string()).collect();
    assert_eq!(reified.len(), derived.len() - evidence.len(), "only what is derived has evidence");
}

#[test]
fn only_what_supports_a_triple_is_its_evidence() {
    let mut later = dated("later", "2025-09-01");
    later.agreements[0].status = AgreementStatus::Terminated;
    let found = derive::derived(&dataset(&[dated("early", "2025-03-01"), later]), &Base::default()).expect("rules run");
    let status = |quad: &&Quad| quad.predicate == rdf::REIFIES && quad.object.to_string().contains("currentStatus");
    let behind: Vec<String> = found.iter().filter(status).map(|quad| quad.subject.to_string()).collect();
    assert!(matches!(&behind[..], [one] if one.contains("article/later#state-")), "{behind:?}");
}

#[test]
fn every_type_but_retreat_has_its_direct_property_from_actual_events_only() {
    for kind in EventType::ALL {
        for modality in [Modality::Actual, Modality::Planned, Modality::Desired, Modality::Possible, Modality::Negated]
        {
            let mut doc = sample::meeting("a");
            (doc.posts, doc.agreements) = (vec![], vec![]);
            doc.events.truncate(1);
            (doc.events[0].kind, doc.events[0].modality) = (kind, modality);
            let found = facts(&[doc]);
            let symmetric = matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate);
            let expected = match (kind, modality) {
                (EventType::Retreat, _) => 0,
                (_, Modality::Actual) => 1 + usize::from(symmetric),
                _ => 0,
            };
            assert_eq!(found.len(), expected, "{kind:?} {modality:?}: {found:?}");
            assert!(expected == 0 || found.iter().any(|l| l.starts_with("ana-kos ") && l.ends_with(" peter-dolinec")));
        }
    }
}

#[test]
fn a_meeting_without_recipients_joins_its_actors() {
    let mut doc = sample::meeting("a");
    let event = &mut doc.events[0];
    event.actors.append(&mut event.recipients);
    let found = facts(&[doc]);
    assert!(found.contains("ana-kos consultedWith peter-dolinec"), "{found:?}");
    assert!(!found.contains("ana-kos consultedWith ana-kos"), "{found:?}");
}

#[test]
fn the_latest_state_of_an_agreement_counts() {
    let mut later = dated("later", "2025-09-01");
    later.agreements[0].status = AgreementStatus::Terminated;
    let found = facts(&[dated("early", "2025-03-01"), later, sample::meeting("undated")]);
    assert!(found.contains("sporazum-o-varovanju-meje currentStatus Terminated"), "{found:?}");
    assert_eq!(found.iter().filter(|l| l.contains("currentStatus")).count(), 1, "{found:?}");
    assert!(!found.iter().any(|l| l.contains("hasAgreementWith")), "{found:?}");
}

#[test]
fn a_later_article_ends_a_tenure_and_another_renews_it() {
    let mut end = dated("end", "2025-09-01");
    end.posts[0].tense = Tense::Former;
    let found = facts(&[dated("early", "2025-03-01"), end.clone()]);
    assert!(found.contains("ana-kos formerlyHeld notranja-ministrica-jezerje"), "{found:?}");
    assert!(!found.contains("ana-kos holds notranja-ministrica-jezerje"), "{found:?}");
    assert!(!found.contains("ana-kos type Minister"), "{found:?}");
    let found = facts(&[dated("early", "2025-03-01"), end, dated("again", "2026-01-01")]);
    assert!(found.contains("ana-kos holds notranja-ministrica-jezerje"), "{found:?}");
    assert!(!found.contains("ana-kos formerlyHeld notranja-ministrica-jezerje"), "{found:?}");
}

#[test]
fn nobody_holds_a_post_and_held_it_before_at_the_same_time() {
    for (current, over) in [(Some("2025-03-01"), Some("2025-03-01")), (None, None), (Some("2025-03-01"), None)] {
        let doc = |id: &str, day: Option<&str>| day.map_or_else(|| sample::meeting(id), |day| dated(id, day));
        let mut end = doc("end", over);
        end.posts[0].tense = Tense::Former;
        let found = facts(&[doc("early", current), end]);
        assert!(found.contains("ana-kos holds notranja-ministrica-jezerje"), "{current:?} {over:?} {found:?}");
        assert!(!found.contains("ana-kos formerlyHeld notranja-ministrica-jezerje"), "{current:?} {over:?} {found:?}");
    }
}

#[test]
fn the_deputy_of_a_minister_is_no_minister() {
    let mut doc = sample::meeting("a");
    doc.posts[0].post = "namestnica ministra".into();
    doc.posts[1].post = "minister za promet".into();
    let found = facts(&[doc]);
    assert!(!found.contains("ana-kos type Minister"), "{found:?}");
    assert!(found.contains("peter-dolinec type Minister"), "{found:?}");
}
