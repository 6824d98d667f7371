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

fn context() -> serde_json::Map<String, serde_json::Value> {
    let file = ontology::file("context/trojka.jsonld").expect("is there");
    let context: serde_json::Value = serde_json::from_str(&file.text).expect("is JSON");
    context["@context"].as_object().expect("an object").clone()
}

#[test]
fn the_context_names_object_properties_as_such() {
    let context = context();
    for quad in quads().iter().filter(|q| q.predicate == rdf::TYPE) {
        let Term::NamedNode(class) = &quad.object else { continue };
        let Some(name) = quad.subject.to_string().strip_prefix(&format!("<{}", tro::NAMESPACE)).map(str::to_owned)
        else {
            continue;
        };
        let term = context.get(&format!("tro:{}", name.trim_end_matches('>'))).map(|term| &term["@type"]);
        match class.as_str().rsplit('#').next() {
            Some("ObjectProperty") => assert_eq!(term.and_then(|kind| kind.as_str()), Some("@id"), "{name}"),
            Some("DatatypeProperty") => assert_ne!(term.and_then(|kind| kind.as_str()), Some("@id"), "{name}"),
            _ => {}
        }
    }
}

/// Every property of the first article and of the ontology has a short name; one whose values are all IRIs, or all of one
/// datatype, has that as its type.
#[test]
fn the_context_is_whole() {
    let context = context();
    let article = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/articles/poklukar-balla-tirana/4-graph.nq"
    ))
    .expect("is there");
    let article = oxttl::NQuadsParser::new().for_slice(&article).map(|quad| quad.expect("N-Quads"));
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in article.chain(quads()).filter(|quad| quad.predicate != rdf::TYPE) {
        let kind = match &quad.object {
            Term::Literal(literal) if literal.language().is_some() => "text".to_owned(),
            Term::Literal(literal) => literal.datatype().as_str().to_owned(),
            _ => "@id".to_owned(),
        };
        values.entry(quad.predicate.into_string()).or_default().insert(kind);
    }
    assert!(values.len() > 60, "{}", values.len());
    for (property, kinds) in values {
        let short = compact(&context, &property).unwrap_or_else(|| panic!("{property} has no short name"));
        let told = context.get(&short).map(|term| term["@type"].as_str().expect("a type").to_owned());
        if kinds.contains("@id") {
            assert_eq!(told.as_deref(), Some("@id"), "{short}");
        } else if let (1, Some(told)) = (kinds.len(), told) {
            let expanded = told.replace("xsd:", "http://www.w3.org/2001/XMLSchema#");
            assert_eq!(kinds.first(), Some(&expanded), "{short}");
        } else {
            let plain = ["text", "http://www.w3.org/2001/XMLSchema#string"];
            assert!(kinds.len() > 1 || kinds.iter().all(|kind| plain.contains(&kind.as_str())), "{short}: {kinds:?}");
        }
    }
}

fn compact(context: &serde_json::Map<String, serde_json::Value>, iri: &str) -> Option<String> {
    let prefixes = context.iter().filter_map(|(prefix, space)| Some((prefix, iri.strip_prefix(space.as_str()?)?)));
    prefixes.min_by_key(|(_, rest)| rest.len()).map(|(prefix, rest)| format!("{prefix}:{rest}"))
}

/// A processor of JSON-LD reads with it what was meant.
#[test]
fn the_context_is_read_by_a_processor() {
    let context = context();
    for (name, term) in context.iter().filter(|(_, term)| term.is_object()) {
        let (prefix, local) = name.split_once(':').expect("a compact IRI");
        let space = context[prefix].as_str().expect("a prefix");
        let kind = term["@type"].as_str().expect("a type");
        let value = if kind == "@id" { "http://example.org/y" } else { "1" };
        let document = serde_json::json!({ "@context": context, "@id": "http://example.org/x", name.clone(): value });
        let text = document.to_string();
        let read: Result<Vec<Quad>, _> = oxjsonld::JsonLdParser::new().for_slice(&text).collect();
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.len(), 1, "{name}");
        assert_eq!(read[0].predicate.as_str(), format!("{space}{local}"));
        match &read[0].object {
            Term::NamedNode(node) => assert_eq!((kind, node.as_str()), ("@id", value), "{name}"),
            Term::Literal(literal) => {
                let (prefix, local) = kind.split_once(':').expect("a datatype");
                assert_eq!(
                    literal.datatype().as_str(),
                    format!("{}{local}", context[prefix].as_str().expect("a prefix"))
                );
            }
            other => panic!("{name}: {other}"),
        }
    }
}

/// Terms of the ontology's own: those that it says it defines.
fn own(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().filter(|quad| quad.predicate == rdfs::IS_DEFINED_BY).map(|quad| quad.subject.to_string()).collect()
}

#[test]
fn every_own_term_has_example_source_and_place() {
    let quads = quads();
    let own = own(&quads);
    assert!(own.len() > 390, "{}", own.len());
    let having = |predicate: NamedNodeRef<'_>| -> HashSet<String> {
        quads.iter().filter(|quad| quad.predicate == predicate).map(|quad| quad.subject.to_string()).collect()
    };
    let (examples, sources) = (having(skos::EXAMPLE), having(dcterms::SOURCE));
    let (modules, lists) = (having(dcterms::IS_PART_OF), having(skos::IN_SCHEME));
    for quad in quads.iter().filter(|quad| quad.subject.to_string().contains("/trojka/ontology#")) {
        assert!(own.contains(&quad.subject.to_string()), "{} does not say who defines it", quad.subject);
    }
    for term in &own {
        assert!(examples.contains(term), "example of {term}");
        assert!(sources.contains(term), "source of {term}");
        assert!(modules.contains(term) || lists.contains(term), "{term} is in no module or list");
    }
}

/// Examples in Turtle are Turtle, and what they say of terms is what the terms are for.
#[test]
fn examples_of_properties_use_them() {
    let quads = quads();
    let prefixes: String =
        trojka::graph::vocab::PREFIXES.iter().map(|(p, iri)| format!("PREFIX {p}: <{iri}>\n")).collect();
    let mut read = 0;
    for quad in quads.iter().filter(|quad| quad.predicate == skos::EXAMPLE) {
        let Term::Literal(example) = &quad.object else { panic!("{quad}") };
        if example.language().is_some() {
            continue;
        }
        let text = format!("{prefixes}{}", example.value());
        let of = Term::from(quad.subject.clone());
        if example.value().starts_with("SELECT") {
            spargebra::SparqlParser::new().parse_query(&text).unwrap_or_else(|e| panic!("{}: {e}", quad.subject));
        } else {
            let parser = oxttl::TurtleParser::new().with_base_iri("http://localhost:7878/").expect("an IRI");
            let triples: Vec<_> =
                parser.for_slice(&text).collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{}: {e}", quad.subject));
            let said: String = triples.iter().map(|triple| format!("{triple}\n")).collect();
            let concepts = quads.iter().filter(|q| q.predicate == skos::IN_SCHEME && q.object == of);
            let mut meant = concepts.map(|q| q.subject.to_string()).chain([of.to_string()]);
            assert!(meant.any(|term| said.contains(&term)), "the example of {} is without it", quad.subject);
            read += 1;
        }
    }
    assert!(read > 70, "{read}");
}

/// What SHACL Core cannot say: a code stands once in its list, a mode's once below its type.
#[test]
fn codes_stand_once_in_their_lists() {
    let quads = quads();
    let value = |subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>| {
        let found = quads.iter().find(|quad| quad.subject == *subject && quad.predicate == predicate);
        found.map(|quad| quad.object.to_string()).unwrap_or_default()
    };
    let mut seen = HashSet::new();
    for quad in quads.iter().filter(|quad| quad.predicate == skos::NOTATION) {
        let list = value(&quad.subject, skos::IN_SCHEME);
        let above = if list.contains("ModeScheme") { value(&quad.subject, skos::BROADER) } else { String::new() };
        assert!(seen.insert((list, above, quad.object.to_string())), "{} twice", quad.object);
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

/// PLOVER's manual contradicts itself on ACCUSE and prints nothing for vandalism.
#[test]
fn types_and_modes_have_their_intensity() {
    let quads = quads();
    let having = |predicate: NamedNodeRef<'_>| -> BTreeSet<String> {
        quads.iter().filter(|quad| quad.predicate == predicate).map(|quad| quad.subject.to_string()).collect()
    };
    let in_list = |list: &str| -> BTreeSet<String> {
        let of =
            quads.iter().filter(|quad| quad.predicate == skos::IN_SCHEME && quad.object.to_string().contains(list));
        of.map(|quad| quad.subject.to_string()).collect()
    };
    let (scored, sorted) = (having(tro::property::INTENSITY), having(tro::property::QUAD_CLASS));
    let coded: BTreeSet<_> = in_list("#EventTypeScheme").union(&in_list("#ModeScheme")).cloned().collect();
    let without: Vec<&str> = coded.difference(&scored).map(String::as_str).collect();
    let term = |name: &str| format!("<{}{name}>", tro::NAMESPACE);
    assert_eq!(without, [term("Accuse"), term("ProtestVandalize")]);
    assert_eq!(sorted, in_list("#EventTypeScheme"));
}
