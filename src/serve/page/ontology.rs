//! The documentation of the ontology, made from its graph: head, contents, terms by module and code list, terms of other
//! vocabularies, shapes, rules and questions, as LODE, pyLODE and WIDOCO lay it out.

mod entry;
mod glossary;
mod head;
mod section;
mod words;

pub(super) use entry::rows;
pub(in crate::serve) use glossary::{Glossary, anchor};
pub(in crate::serve) use words::{Languages, languages};

use super::about::short;
use super::data::Data;
use super::{View, layout};
use crate::graph::ontology::rules;
use crate::graph::question::questions;
use crate::graph::vocab::skos;
use crate::serve::vocabulary::ontology_iri;
use maud::{Markup, html};
use oxigraph::model::NamedNode;
use section::{Section, local};

/// `/ontology`: every term of Trojka's own, with the fragment of its IRI as id.
pub(super) fn page(view: &View, data: &Data, glossary: &Glossary) -> Markup {
    let (modules, lists) = (section::modules(glossary), section::lists(glossary));
    let sections: Vec<Section> = modules.into_iter().chain(lists).collect();
    let rest = section::rest(glossary, &sections);
    let count = sections.iter().map(|section| section.terms.len()).sum::<usize>() + rest.len();
    let words = glossary.words;
    let title = glossary.label(ontology_iri());
    let content = html! {
        div.ontology lang=(glossary.lang) {
            (languages_of(view, glossary, "/ontology"))
            h1 { (title) " " span.count { (count) " " (words.terms) } }
            (head::head(glossary))
            (contents(glossary, &sections))
            (all(glossary, &sections))
            (outside(glossary))
            h2 id="shapes" { (words.shapes) }
            (terms(glossary, &rest))
            h2 id="rules" { (words.rules) }
            p.chips { @for rule in rules() { a href={ "/ontology/rules/" (rule.stem()) } { code { (rule.stem()) } } " " } }
            h2 id="questions" { (words.questions) }
            (asked(glossary))
        }
    };
    layout::page(view, &title, Some(data), &content)
}

/// Links to the same page in the languages that there are.
pub(super) fn languages_of(view: &View, glossary: &Glossary, path: &str) -> Markup {
    let languages = view.service.vocabulary.languages();
    html! {
        nav.languages aria-label=(glossary.words.switch) {
            @for (lang, words) in languages {
                @let current = (lang == glossary.lang).then_some("page");
                a href={ (path) "?lang=" (lang) } hreflang=(lang) lang=(lang) aria-current=[current] { (words.name) }
            }
        }
    }
}

fn contents(glossary: &Glossary, sections: &[Section]) -> Markup {
    let words = glossary.words;
    let item = |section: &Section| {
        html! { li { a href={ "#" (section.id) } { (section.title) } " " span.count { (section.terms.len()) } } }
    };
    html! {
        nav.contents aria-label=(words.contents) {
            h2 { (words.contents) }
            h3 { (words.modules) }
            ul.plain { @for section in sections.iter().filter(|section| section.module.is_some()) { (item(section)) } }
            h3 { (words.lists) }
            ul.plain { @for section in sections.iter().filter(|section| section.module.is_none()) { (item(section)) } }
            ul.plain {
                @for (id, name) in [("outside", &words.outside), ("shapes", &words.shapes), ("rules", &words.rules), ("questions", &words.questions)] {
                    li { a href={ "#" (id) } { (name) } }
                }
            }
        }
    }
}

fn all(glossary: &Glossary, sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            section {
                h2 id=(section.id) { (section.title) }
                @if let Some(module) = section.module {
                    @if let Some(text) = glossary.definition(module.as_str()) { p.help { (text.value()) } }
                    dl.properties { (rows(glossary, module.as_str())) }
                }
                (terms(glossary, &section.terms))
            }
        }
    }
}

fn terms(glossary: &Glossary, terms: &[&NamedNode]) -> Markup {
    html! {
        dl.terms { @for &term in terms {
            @let name = local(term);
            dt id=(name) {
                span.label { (glossary.label(term.as_str())) }
                " " a href=(glossary.page_of(name)) { code { "tro:" (name) } }
                @for kind in glossary.kinds(term.as_str()) { " " span.kind { (kind) } }
            }
            dd {
                @if let Some(text) = glossary.definition(term.as_str()) { p { (text.value()) } }
                dl.properties { (rows(glossary, term.as_str())) }
            }
        } }
    }
}

fn outside(glossary: &Glossary) -> Markup {
    html! {
        section {
            h2 id="outside" { (glossary.words.outside) }
            @for (prefix, terms) in section::outside(glossary) {
                h3 { (prefix) }
                dl.terms.outside { @for term in terms {
                    dt {
                        span.label { (glossary.label(term.as_str())) }
                        " " a href=(term.as_str()) rel="noreferrer" { code { (short(term.as_str())) } }
                        @for kind in glossary.kinds(term.as_str()) { " " span.kind { (kind) } }
                    }
                    dd {
                        @if let Some(text) = glossary.text(term.as_str(), skos::SCOPE_NOTE) { p { (text.value()) } }
                        dl.properties { (rows(glossary, term.as_str())) }
                    }
                } }
            }
        }
    }
}

fn asked(glossary: &Glossary) -> Markup {
    html! {
        ul.plain { @for question in questions() {
            li { a href={ "/query/" (question.name) } { (question.in_language(glossary.lang).unwrap_or(&question.name)) } }
        } }
    }
}
