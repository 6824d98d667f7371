use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use rio_api::parser::TriplesParser;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use trojka::event::EventType;
use trojka::event::plover::{CONTEXTS, modes};
use trojka::graph::ontology::{self, File};
use trojka::graph::vocab::{dcterms, foaf, itsrdf, nif, org, owl, prov, rdf, rdfs, schema, sem, skos, tro};
use trojka::graph::{Base, derive};
use trojka::identity::Reason;

fn quads() -> Vec<Quad> {
    ontology::quads(&Base::default()).expect("the ontology parses")
}

/// Language tags of the literals that a term has under a predicate.
fn languages(quads: &[Quad], predicates: &[NamedNodeRef<'_>]) -> HashMap<NamedOrBlankNode, BTreeSet<String>> {
    let mut found: HashMap<_, BTreeSet<String>> = HashMap::new();
    for quad in quads.iter().filter(|q| predicates.iter().any(|p| q.predicate == *p)) {
        if let Term::Literal(literal) = &quad.object {
            let tag = literal.language().unwrap_or("").to_owned();
            found.entry(quad.subject.clone()).or_default().insert(tag);
        }
    }
    found
}

fn both() -> BTreeSet<String> {
    ["en", "sl"].map(str::to_owned).into()
}

#[test]
fn every_term_of_the_graph_has_label_and_definition_in_both_languages() {
    let quads = quads();
    let labels = languages(&quads, &[rdfs::LABEL]);
    let definitions = languages(&quads, &[skos::DEFINITION, skos::SCOPE_NOTE]);
    let vocabularies = [
        dcterms::ALL,
        foaf::ALL,
        itsrdf::ALL,
        nif::ALL,
        org::ALL,
        owl::ALL,
        prov::ALL,
        schema::ALL,
        sem::ALL,
        skos::ALL,
        tro::class::ALL,
        tro::property::ALL,
        tro::search::ALL,
        tro::derived::ALL,
        tro::value::ALL,
    ];
    let coded = EventType::ALL
        .into_iter()
        .flat_map(|kind| modes(kind).iter().filter_map(move |mode| tro::code::mode(kind, mode)))
        .chain(CONTEXTS.iter().filter_map(|context| tro::code::context(context)));
    let terms = vocabularies.into_iter().flatten().map(|term| term.into_owned()).chain(coded);
    for term in terms {
        let term = NamedOrBlankNode::from(term);
        assert_eq!(labels.get(&term), Some(&both()), "label of {term}");
        assert_eq!(definitions.get(&term), Some(&both()), "definition of {term}");
    }
}

/// Nothing is defined that the program does not know: a misspelt term in either place shows.
#[test]
fn codes_in_the_files_are_those_that_the_program_writes() {
    let quads = quads();
    let in_scheme = |scheme: &str| -> BTreeSet<String> {
        let scheme = format!("<{}{scheme}>", tro::NAMESPACE);
        let members = quads.iter().filter(|q| q.predicate == skos::IN_SCHEME && q.object.to_string() == scheme);
        members.map(|q| q.subject.to_string()).collect()
    };
    let modes: BTreeSet<_> = EventType::ALL
        .into_iter()
        .flat_map(|kind| modes(kind).iter().filter_map(move |mode| tro::code::mode(kind, mode)))
        .map(|node| node.to_string())
        .collect();
    let contexts = CONTEXTS.iter().filter_map(|c| tro::code::context(c)).map(|n| n.to_string()).collect();
    let types: BTreeSet<_> = EventType::ALL.map(|kind| tro::code::event_class(kind).to_string()).into();
    assert_eq!(in_scheme("ModeScheme"), modes);
    assert_eq!(in_scheme("ContextScheme"), contexts);
    assert_eq!(in_scheme("EventTypeScheme"), types);
    let reasons: BTreeSet<_> = Reason::ALL.map(|reason| reason.concept().to_string()).into();
    assert_eq!(in_scheme("ReasonScheme"), reasons);
}

#[test]
fn event_types_have_their_codes() {
    let quads = quads();
    for kind in EventType::ALL {
        let class = NamedOrBlankNode::from(tro::code::event_class(kind).into_owned());
        let values = |predicate: NamedNodeRef<'_>| -> Vec<String> {
            let of = quads.iter().filter(|q| q.subject == class && q.predicate == predicate);
            of.map(|q| q.object.to_string()).collect()
        };
        assert_eq!(values(skos::NOTATION), [format!("\"{}\"", kind.code())]);
        let roots = values(tro::property::CAMEO_ROOT);
        assert!(!roots.is_empty() && roots.iter().all(|root| root.len() == 4), "{class}: {roots:?}");
    }
}

#[test]
fn files_parse_alike_with_two_parsers_and_hold_no_blank_nodes() {
    let mut terms: BTreeMap<String, String> = BTreeMap::new();
    for folder in ["core/", "codes/", "alignments/", "shapes/"] {
        for file in ontology::files(folder, ".ttl") {
            let ours: HashSet<String> = oxttl::TurtleParser::new()
                .for_slice(&file.text)
                .map(|triple| triple.unwrap_or_else(|e| panic!("{}: {e}", file.path)).to_string())
                .collect();
            assert_eq!(without_names(&ours), without_names(&read_with_rio(&file)), "{}", file.path);
            assert!(folder == "shapes/" || !ours.iter().any(|triple| triple.contains("_:")), "{}", file.path);
            for line in ours.iter().filter(|triple| triple.contains(skos::DEFINITION.as_str())) {
                let subject = line.split(' ').next().unwrap_or_default().to_owned();
                let before = terms.insert(subject.clone(), file.path.clone());
                assert!(before.is_none_or(|path| path == file.path), "{subject} is defined twice");
            }
        }
    }
    assert!(terms.len() > 150);
}

/// Lines with all blank nodes called the same, since each reader names them as it likes.
fn without_names(triples: &HashSet<String>) -> Vec<String> {
    let blank = |word: &str| if word.starts_with("_:") { "_:".to_owned() } else { word.to_owned() };
    let mut lines: Vec<_> = triples.iter().map(|t| t.split(' ').map(blank).collect::<Vec<_>>().join(" ")).collect();
    lines.sort_unstable();
    lines
}

fn read_with_rio(file: &File) -> HashSet<String> {
    let mut found = HashSet::new();
    rio_turtle::TurtleParser::new(file.text.as_bytes(), None)
        .parse_all(&mut |triple| {
            found.insert(triple.to_string());
            Ok::<_, rio_turtle::TurtleError>(())
        })
        .unwrap_or_else(|e| panic!("{}: {e}", file.path));
    found
}

/// Otherwise one pass over the rules would not be enough.
#[test]
fn no_rule_reads_what_a_rule_derives() {
    let derived: BTreeSet<&str> = tro::derived::ALL
        .iter()
        .chain(&[tro::property::FORMERLY_HELD, org::HOLDS, org::HELD_BY, tro::class::MINISTER])
        .map(|term| term.as_str())
        .collect();
    let mut written = BTreeSet::new();
    for rule in ontology::rules() {
        let query = expanded(&rule);
        let (template, pattern) = query.split_once("WHERE").expect("a CONSTRUCT query with WHERE");
        for term in &derived {
            assert!(!pattern.contains(&format!("<{term}>")), "{} reads {term}", rule.path);
            if template.contains(&format!("<{term}>")) {
                written.insert(*term);
            }
        }
    }
    assert_eq!(written, derived, "rules and vocabulary speak of the same properties");
}

/// The query with its prefixes written out.
fn expanded(rule: &File) -> String {
    let mut text: String = rule.text.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>().join("\n");
    for (prefix, namespace) in [("tro:", tro::NAMESPACE), ("org:", org::NAMESPACE), ("skos:", skos::NAMESPACE)] {
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(prefix) {
            let name: String = rest[at + prefix.len()..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
            out += &format!("{}<{namespace}{name}>", &rest[..at]);
            rest = &rest[at + prefix.len() + name.len()..];
        }
        text = out + rest;
    }
    text
}

#[test]
fn the_ontology_alone_derives_nothing() {
    let store = trojka::dataset::Dataset::new();
    store.extend(quads());
    assert_eq!(derive::derived(&store, &Base::default()).expect("rules run"), []);
}

#[test]
fn the_context_names_object_properties_as_such() {
    let file = ontology::file("context/trojka.jsonld").expect("is there");
    let context: serde_json::Value = serde_json::from_str(&file.text).expect("is JSON");
    for quad in quads().iter().filter(|q| q.predicate == rdf::TYPE) {
        let Term::NamedNode(class) = &quad.object else { continue };
        let Some(name) = quad.subject.to_string().strip_prefix(&format!("<{}", tro::NAMESPACE)).map(str::to_owned)
        else {
            continue;
        };
        let term = &context["@context"][format!("tro:{}", name.trim_end_matches('>'))]["@type"];
        match class.as_str().rsplit('#').next() {
            Some("ObjectProperty") => assert_eq!(term, "@id", "{name}"),
            Some("DatatypeProperty") => assert_ne!(term, "@id", "{name}"),
            _ => {}
        }
    }
}
