//! The head of the page: what the ontology says of itself.

use super::super::about::short;
use super::glossary::Glossary;
use crate::graph::vocab::{dcterms, owl, skos, tro};
use crate::serve::vocabulary::ontology_iri;
use maud::{Markup, html};
use oxigraph::model::{NamedNodeRef, Term};

pub(super) fn head(glossary: &Glossary) -> Markup {
    let words = glossary.words;
    html! {
        @for property in [dcterms::DESCRIPTION, skos::DEFINITION] {
            @if let Some(text) = glossary.text(ontology_iri(), property) { p.abstract { (text.value()) } }
        }
        dl.properties {
            @for (name, property) in [
                (&words.version, owl::VERSION_IRI), (&words.created, dcterms::CREATED), (&words.modified, dcterms::MODIFIED),
                (&words.creator, dcterms::CREATOR), (&words.license, dcterms::LICENSE), (&words.rights, dcterms::RIGHTS),
                (&words.changes, skos::CHANGE_NOTE),
            ] { dt { (name) } dd { (values(glossary, property)) } }
            dt { (words.namespace) }
            dd { code { "tro:" } " " code { (tro::NAMESPACE) } }
            dt { (words.data) }
            dd id="owl" { a href="/ontology/owl" { code { "/ontology/owl" } } }
            dt { (words.context) }
            dd { a href="/ontology/trojka.jsonld" { code { "/ontology/trojka.jsonld" } } }
        }
    }
}

/// Texts in the language of the page, and links.
fn values(glossary: &Glossary, property: NamedNodeRef<'_>) -> Markup {
    let told = glossary.objects(ontology_iri(), property);
    let text = glossary.text(ontology_iri(), property);
    html! {
        @if let Some(text) = text { (text.value()) " " }
        @for object in told {
            @if let Term::NamedNode(node) = object { a href=(glossary.href(node.as_str())) { (short(node.as_str())) } " " }
        }
    }
}
