//! The terms of the ontology with their labels and definitions.

use super::data::Data;
use super::{View, layout};
use crate::graph::ontology::{files, rules};
use crate::graph::vocab::{rdfs, skos, tro};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedOrBlankNode};
use std::collections::{BTreeMap, BTreeSet};

/// `/ontology`: every term of Trojka's own, with the fragment of its IRI as id, then the rules.
pub(super) fn page(view: &View, data: &Data) -> Markup {
    let quads = view.service.vocabulary.quads();
    let mut terms = BTreeSet::new();
    let mut words = BTreeMap::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(term) = &quad.subject else { continue };
        if !term.as_str().starts_with(tro::NAMESPACE) {
            continue;
        }
        terms.insert(term);
        let rank = [rdfs::LABEL, skos::DEFINITION].iter().position(|p| quad.predicate == *p);
        if let (Some(rank), oxigraph::model::Term::Literal(literal)) = (rank, &quad.object) {
            let own = literal.language() == Some(view.text.lang.as_str());
            let known = words.entry((term, rank)).or_insert((own, literal.value()));
            if own {
                *known = (own, literal.value());
            }
        }
    }
    let word = |term: &NamedNode, rank| words.get(&(term, rank)).map_or("", |(_, word)| word);
    let content = html! {
        h1 { (view.text.ontology) " " span.count { (terms.len()) " " (view.text.terms) } }
        dl.terms {
            @for term in &terms {
                @let name = view.lookup.local(term.as_str());
                dt id=(name) { a href={ "/ontology/" (name) } { code { "tro:" (name) } } " " span { (word(term, 0)) } }
                dd { (word(term, 1)) }
            }
        }
        h2 { (view.text.rules) }
        p.chips { @for rule in rules() { a href={ "/ontology/rules/" (rule.stem()) } { code { (rule.stem()) } } " " } }
        h2 { (view.text.examples) }
        p.chips { @for question in files("queries/", ".rq") { a href={ "/query/" (question.stem()) } { code { (question.stem()) } } " " } }
    };
    layout::page(view, &view.text.ontology, Some(data), &content)
}
