//! The list of articles, and one article with its text, entities and facts.

use super::View;
use super::anchors::{Anchors, anchor};
use super::data::Data;
use super::fact::{self, cards};
use super::layout::{self, KINDS, entity, kind_name};
use super::lookup::Lookup;
use crate::graph::vocab::{itsrdf, nif, rdf, schema, tro};
use crate::span::{CharIndex, Span};
use maud::{Markup, html};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};

/// Articles on one page of the list.
const PAGE: usize = 50;
/// Code points of the text that stand for a title that there is not.
const OPENING: usize = 90;

/// A line of the list.
pub(in crate::serve) struct Summary {
    pub iri: NamedNode,
    pub title: String,
    /// ISO 8601.
    pub date: Option<String>,
    pub source: Option<String>,
    pub events: usize,
    pub statements: usize,
}

impl Summary {
    pub(super) fn new(lookup: &Lookup, iri: NamedNode) -> Self {
        let node = iri.as_ref();
        let count = |class| lookup.subjects(rdf::TYPE, class, Some(node)).len();
        let title = lookup.literal(node, schema::HEADLINE);
        let opening = || opening(&lookup.literal(node, nif::IS_STRING).unwrap_or_default());
        let publisher = lookup.nodes(node, schema::PUBLISHER).into_iter().next();
        Self {
            title: title.unwrap_or_else(opening),
            date: lookup.literal(node, schema::DATE_PUBLISHED),
            source: publisher.map(|publisher| lookup.label(publisher.as_ref())),
            events: count(tro::class::EVENT),
            statements: count(tro::class::STATEMENT),
            iri,
        }
    }
}

/// The first words of a text.
fn opening(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or("");
    let Some((cut, _)) = line.char_indices().nth(OPENING) else { return line.to_owned() };
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &line[..end])
}

/// `/`.
pub(super) fn list(view: &View, page: usize) -> Markup {
    let text = view.text;
    let all = &view.articles;
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let shown = all.iter().skip((page - 1) * PAGE).take(PAGE);
    let content = html! {
        h1 { (text.articles) " " span.count { (all.len()) } }
        @if all.is_empty() { p.empty { (text.no_articles) } }
        ul.articles {
            @for article in shown {
                li {
                    a.title href=(view.lookup.href(article.iri.as_ref())) { (article.title) }
                    p.meta {
                        @if let Some(date) = &article.date { time { (date) } }
                        @if let Some(source) = &article.source { span { (source) } }
                        span { (text.events) " " b { (article.events) } }
                        span { (text.statements) " " b { (article.statements) } }
                    }
                    p.chips {
                        @for (node, _) in fact::mentioned(view, &article.iri).iter().take(10) { (entity(&view.lookup, node)) " " }
                    }
                }
            }
        }
        @if pages > 1 {
            nav.pages {
                @if page > 1 { a rel="prev" href={ "/?page=" (page - 1) } { "← " (text.previous) } }
                span { (text.page) " " (page) " / " (pages) }
                @if page < pages { a rel="next" href={ "/?page=" (page + 1) } { (text.next) " →" } }
            }
        }
    };
    layout::page(view, &text.articles, None, &content)
}

/// `/article/…`.
pub(super) fn page(view: &View, iri: &NamedNode, data: &Data) -> Markup {
    let lookup = &view.lookup;
    let node = iri.as_ref();
    let summary = Summary::new(lookup, iri.clone());
    let text = lookup.literal(node, nif::IS_STRING).unwrap_or_default();
    let facts = fact::of_article(view, iri);
    let mut anchors = Anchors::new(lookup, iri);
    facts.iter().filter_map(fact::Fact::anchor).for_each(|id| anchors.stands(id));
    let text = marked(lookup, node, &text, &mut anchors);
    let content = html! {
        div.article {
            h1.headline { (summary.title) }
            p.meta {
                @if let Some(date) = &summary.date { time { (date) } }
                @if let Some(source) = &summary.source { span { (source) } }
                @if let Some(author) = lookup.literal(node, schema::AUTHOR) { span { (author) } }
                @for url in lookup.nodes(node, schema::URL) { a href=(url.as_str()) rel="noreferrer" { (view.text.original) } }
            }
            div.columns {
                section.text aria-label=(view.text.text) { (text) (anchors.rest()) (mentioned(view, iri)) }
                div.side-column {
                    @if facts.is_empty() { p.empty { (view.text.no_facts) } }
                    (cards(view, &facts, false))
                }
            }
        }
    };
    layout::page(view, &summary.title, Some(data), &content)
}

/// The entities of an article by kind.
fn mentioned(view: &View, iri: &NamedNode) -> Markup {
    let entities = fact::mentioned(view, iri);
    html! {
        section.mentioned {
            @for kind in KINDS {
                @let own: Vec<_> = entities.iter().filter(|(node, _)| view.lookup.kind(node.as_ref()) == Some(kind)).collect();
                @if !own.is_empty() {
                    h3 { (kind_name(view, kind)) }
                    p.chips { @for (node, count) in own { (entity(&view.lookup, node)) sup { (count) } " " } }
                }
            }
        }
    }
}

/// A mention in the text, by code points.
struct Mark {
    span: Span,
    target: NamedNode,
}

/// The text with its paragraphs, sentences (which bear the fragment of their IRI as id) and linked mentions.
fn marked(lookup: &Lookup, article: NamedNodeRef<'_>, text: &str, anchors: &mut Anchors) -> Markup {
    let index = CharIndex::new(text);
    let sentences = spans(lookup, article, nif::SENTENCE);
    let marks = marks(lookup, article);
    let paragraphs = paragraphs(text, &index, &sentences);
    for span in sentences.iter().copied().chain(marks.iter().map(|mark| mark.span)) {
        anchors.stands(&fragment(span));
    }
    let mut pieces = Pieces { text, index: &index, anchors };
    html! {
        @for paragraph in paragraphs {
            p { @for sentence in paragraph {
                span.sentence id=(fragment(sentence)) { (inside(lookup, &mut pieces, sentence, &marks)) } " "
            } }
        }
    }
}

fn inside(lookup: &Lookup, pieces: &mut Pieces, sentence: Span, marks: &[Mark]) -> Markup {
    let own: Vec<&Mark> = marks.iter().filter(|mark| sentence.contains(mark.span)).collect();
    let ends = std::iter::once(sentence.start).chain(own.iter().map(|mark| mark.span.end));
    let last = own.last().map_or(sentence.start, |mark| mark.span.end);
    html! {
        @for (before, mark) in ends.zip(&own) {
            (pieces.take(Span::new(before, mark.span.start)))
            @let kind = lookup.kind(mark.target.as_ref()).unwrap_or("other");
            // A mention may be a whole sentence, whose id stands already.
            @let id = (mark.span != sentence).then(|| fragment(mark.span));
            a.mention.{ "k-" (kind) } id=[id] href=(lookup.href(mark.target.as_ref())) title=(lookup.label(mark.target.as_ref())) {
                (pieces.take(mark.span))
            }
        }
        (pieces.take(Span::new(last, sentence.end)))
    }
}

/// The text in pieces, each with the anchors of what begins in it and has no element of its own.
struct Pieces<'t> {
    text: &'t str,
    index: &'t CharIndex,
    anchors: &'t mut Anchors,
}

impl Pieces<'_> {
    fn take(&mut self, piece: Span) -> Markup {
        let mut at = piece.start;
        let mut parts = Vec::new();
        for (start, id) in self.anchors.before(piece.end) {
            let start = start.max(at);
            parts.push((Span::new(at, start), id));
            at = start;
        }
        html! {
            @for (before, id) in &parts { (self.index.slice(self.text, *before)) (anchor(id)) }
            (self.index.slice(self.text, Span::new(at, piece.end)))
        }
    }
}

/// Sentences that stand in one paragraph, together. A text without sentences is one.
fn paragraphs(text: &str, index: &CharIndex, sentences: &[Span]) -> Vec<Vec<Span>> {
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    let mut end = 0;
    for &sentence in sentences {
        let between = index.slice(text, Span::new(end.min(sentence.start), sentence.start));
        match paragraphs.last_mut() {
            Some(last) if !between.contains('\n') => last.push(sentence),
            _ => paragraphs.push(vec![sentence]),
        }
        end = sentence.end;
    }
    if paragraphs.is_empty() && !index.is_empty() {
        paragraphs.push(vec![Span::new(0, index.len())]);
    }
    paragraphs
}

/// The spans of one class, in order, none overlapping the one before.
fn spans(lookup: &Lookup, article: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> Vec<Span> {
    let nodes = lookup.subjects(rdf::TYPE, class, Some(article));
    let mut spans: Vec<Span> = nodes.iter().filter_map(|node| span(lookup, node.as_ref())).collect();
    spans.sort_unstable();
    let mut end = 0;
    spans.retain(|span| {
        let after = span.start >= end;
        end = if after { span.end } else { end };
        after
    });
    spans
}

/// Linked mentions in order; of two that overlap the one that begins first, then the longer one.
fn marks(lookup: &Lookup, article: NamedNodeRef<'_>) -> Vec<Mark> {
    let graph = Some(GraphNameRef::from(article));
    let quads = lookup.dataset.quads_for_pattern(None, Some(itsrdf::TA_IDENT_REF), None, graph);
    let mut marks: Vec<Mark> = quads
        .filter_map(|quad| {
            let oxigraph::model::NamedOrBlankNode::NamedNode(mention) = quad.subject else { return None };
            Some(Mark { span: span(lookup, mention.as_ref())?, target: super::lookup::as_node(quad.object)? })
        })
        .collect();
    marks.sort_by(|one, other| {
        let key = |mark: &Mark| (mark.span.start, usize::MAX - mark.span.end);
        key(one).cmp(&key(other)).then_with(|| one.target.cmp(&other.target))
    });
    let mut end = 0;
    marks.retain(|mark| {
        let after = mark.span.start >= end;
        end = if after { mark.span.end } else { end };
        after
    });
    marks
}

fn span(lookup: &Lookup, node: NamedNodeRef<'_>) -> Option<Span> {
    let (start, end) = (lookup.number(node, nif::BEGIN_INDEX)?, lookup.number(node, nif::END_INDEX)?);
    (start < end).then(|| Span::new(start, end))
}

fn fragment(span: Span) -> String {
    format!("char={},{}", span.start, span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_sentences_by_paragraph() {
        let text = "Prva. Druga.\n\nTretja.";
        let spans = [Span::new(0, 5), Span::new(6, 12), Span::new(14, 21)];
        let groups = paragraphs(text, &CharIndex::new(text), &spans);
        assert_eq!(groups, [vec![spans[0], spans[1]], vec![spans[2]]]);
    }

    #[test]
    fn shortens_at_a_word() {
        assert_eq!(opening("Kratko.\nDrugo."), "Kratko.");
        let long = opening(&"beseda ".repeat(40));
        assert!(long.ends_with("beseda …") && long.chars().count() <= OPENING + 2, "{long}");
    }
}
