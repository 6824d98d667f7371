//! What section 2 of the contract demands of an article's graph, whatever the article.

use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use trojka::document::Document;
use trojka::graph::vocab::{dcterms, foaf, itsrdf, nif, org, prov, rdf, rdfs, schema, skos, tro};
use trojka::graph::{Base, Generator, emit};

const LABELS: &[NamedNodeRef<'static>] = &[skos::PREF_LABEL, skos::ALT_LABEL, rdfs::LABEL];
const EVIDENCE: &[NamedNodeRef<'static>] =
    &[prov::WAS_DERIVED_FROM, tro::property::FRAME, tro::property::CONFIDENCE, tro::property::TRIGGER];
const SPAN: &[NamedNodeRef<'static>] =
    &[nif::BEGIN_INDEX, nif::END_INDEX, nif::ANCHOR_OF, nif::REFERENCE_CONTEXT, nif::LEMMA];

/// What a thing of a class may say; the article's and the event's properties stand in their own lists.
fn allowed(class: NamedNodeRef<'_>) -> Vec<NamedNodeRef<'static>> {
    use tro::{class as c, property as p};
    let more: &[&[NamedNodeRef<'static>]] = match class {
        schema::NEWS_ARTICLE => &[&[
            schema::HEADLINE,
            schema::DATE_PUBLISHED,
            schema::URL,
            schema::PUBLISHER,
            schema::AUTHOR,
            schema::IN_LANGUAGE,
            dcterms::RIGHTS,
            prov::WAS_GENERATED_BY,
        ]],
        nif::CONTEXT => &[&[nif::IS_STRING, nif::BEGIN_INDEX, nif::END_INDEX]],
        nif::SENTENCE => &[SPAN],
        nif::PHRASE => &[SPAN, &[itsrdf::TA_IDENT_REF, itsrdf::TA_CONFIDENCE]],
        prov::ACTIVITY => &[&[rdfs::LABEL, schema::SOFTWARE_VERSION]],
        foaf::PERSON => &[LABELS, &[schema::GENDER]],
        schema::PERSON | schema::COUNTRY | schema::PLACE | schema::ORGANIZATION => &[LABELS],
        org::ORGANIZATION => &[LABELS],
        schema::GOVERNMENT_ORGANIZATION => &[LABELS, &[p::JURISDICTION]],
        org::POST => &[LABELS, &[p::JURISDICTION]],
        org::MEMBERSHIP => &[EVIDENCE, &[org::MEMBER, org::POST_OF_TENURE, p::AS_OF, p::TENSE]],
        c::AGREEMENT => &[LABELS, &[p::PARTY, dcterms::SUBJECT, p::HAS_STATE]],
        c::AGREEMENT_STATE => &[EVIDENCE, &[p::STATUS, p::AS_OF]],
        c::STATEMENT => &[EVIDENCE, &[p::SPEAKER, p::QUOTE]],
        skos::CONCEPT => &[LABELS, &[skos::BROADER, skos::IN_SCHEME]],
        _ if class.as_str().starts_with(tro::NAMESPACE) => &[
            EVIDENCE,
            &[
                p::ACTOR,
                p::RECIPIENT,
                p::VIA,
                trojka::graph::vocab::sem::HAS_PLACE,
                p::DATE,
                p::DATE_PRECISION,
                p::NOT_BEFORE,
                p::NOT_AFTER,
                p::MODALITY,
                p::MODE,
                p::ABOUT,
                p::CONTEXT,
                p::HEADCOUNT,
                p::ATTRIBUTED_TO,
                p::PLOVER_CODE,
            ],
        ],
        other => panic!("{other} is no class of the contract"),
    };
    more.concat()
}

/// The article's graph, checked.
pub fn conforming(doc: &Document) -> Vec<Quad> {
    let base = Base::default();
    let quads = emit(doc, &base, &Generator::default());
    let graph = GraphName::from(base.article(&doc.article.id));
    for quad in &quads {
        assert_eq!(quad.graph_name, graph);
        assert!(quad.subject.is_named_node() && !quad.object.is_blank_node(), "{quad}");
        check_shape(&base, &quad.subject.to_string());
        check_shape(&base, &quad.object.to_string());
    }
    check_vocabulary(&quads);
    check_evidence(&quads);
    check_offsets(doc, &quads);
    quads
}

/// IRIs below the base have one of the shapes of the contract.
fn check_shape(base: &Base, term: &str) {
    let Some(path) = term.strip_prefix('<').and_then(|t| t.trim_end_matches('>').strip_prefix(base.as_str())) else {
        return;
    };
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let parts: Vec<&str> = path.split('/').collect();
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let good = match parts[..] {
        ["id", kind, slug] => {
            let kinds = ["person", "country", "place", "organisation", "agreement", "post", "topic", "facility"];
            fragment.is_none() && kinds.contains(&kind) && !slug.is_empty() && plain(slug)
        }
        ["article", id] => !id.is_empty() && fragment.is_none_or(is_fragment),
        _ => false,
    };
    assert!(good, "{term}");
}

fn is_fragment(fragment: &str) -> bool {
    if let Some((start, end)) = fragment.strip_prefix("char=").and_then(|range| range.split_once(',')) {
        return start.parse::<usize>().is_ok_and(|start| end.parse().is_ok_and(|end: usize| start <= end));
    }
    let facts = ["event-", "statement-", "tenure-", "state-"];
    fragment == "extraction"
        || facts
            .iter()
            .filter_map(|what| fragment.strip_prefix(what))
            .any(|hash| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Every subject has a class of the contract and only the properties that its classes have.
fn check_vocabulary(quads: &[Quad]) {
    let mut classes: HashMap<&NamedOrBlankNode, Vec<NamedNodeRef<'_>>> = HashMap::new();
    for quad in quads.iter().filter(|q| q.predicate == rdf::TYPE) {
        let Term::NamedNode(class) = &quad.object else { panic!("{quad}") };
        classes.entry(&quad.subject).or_default().push(class.as_ref());
    }
    for quad in quads.iter().filter(|q| q.predicate != rdf::TYPE) {
        let of = classes.get(&quad.subject).unwrap_or_else(|| panic!("{} has no class", quad.subject));
        assert!(of.iter().any(|class| allowed(*class).contains(&quad.predicate.as_ref())), "{quad}");
    }
}

/// Each event, tenure, state and statement leads to a sentence, a rule and a confidence.
fn check_evidence(quads: &[Quad]) {
    let sentences: BTreeSet<String> = of_class(quads, nif::SENTENCE).map(ToString::to_string).collect();
    for class in [tro::class::EVENT, org::MEMBERSHIP, tro::class::AGREEMENT_STATE, tro::class::STATEMENT] {
        for fact in of_class(quads, class) {
            let said = |predicate: NamedNodeRef<'_>| -> Vec<String> {
                let of = quads.iter().filter(|q| q.subject == *fact && q.predicate == predicate);
                of.map(|q| q.object.to_string()).collect()
            };
            let evidence = said(prov::WAS_DERIVED_FROM);
            assert!(!evidence.is_empty() && evidence.iter().all(|s| sentences.contains(s)), "{fact}: {evidence:?}");
            assert_eq!(said(tro::property::FRAME).len(), 1, "{fact}");
            assert_eq!(said(tro::property::CONFIDENCE).len(), 1, "{fact}");
        }
    }
}

pub fn of_class<'q>(quads: &'q [Quad], class: NamedNodeRef<'_>) -> impl Iterator<Item = &'q NamedOrBlankNode> {
    let class = Term::from(class.into_owned());
    quads.iter().filter(move |q| q.predicate == rdf::TYPE && q.object == class).map(|q| &q.subject)
}

/// `text[start:end]` is what `nif:anchorOf` says, in code points, and the IRI has the same offsets.
fn check_offsets(doc: &Document, quads: &[Quad]) {
    let text: Vec<char> = doc.article.text.chars().collect();
    for node in of_class(quads, nif::SENTENCE).chain(of_class(quads, nif::PHRASE)) {
        let said: BTreeMap<&str, &str> = quads
            .iter()
            .filter(|q| q.subject == *node)
            .filter_map(|q| match &q.object {
                Term::Literal(literal) => Some((q.predicate.as_str(), literal.value())),
                _ => None,
            })
            .collect();
        let number = |predicate: NamedNodeRef<'_>| said[predicate.as_str()].parse::<usize>().expect("a number");
        let (start, end) = (number(nif::BEGIN_INDEX), number(nif::END_INDEX));
        let words: String = text[start..end].iter().collect();
        assert_eq!(said[nif::ANCHOR_OF.as_str()], words, "{node}");
        assert!(node.to_string().ends_with(&format!("#char={start},{end}>")), "{node}");
    }
}
