//! The query box with example questions; `web/query.js` asks and shows the rows.

use super::data::Data;
use super::{View, layout};
use crate::graph::question::{Question, questions};
use maud::{Markup, html};

/// `/query`, and `/query/<name>` with that question chosen.
pub(super) fn form(view: &View, chosen: Option<(&str, &Data)>) -> Markup {
    let text = view.text;
    let questions = questions();
    let named = chosen.and_then(|(name, _)| questions.iter().find(|question| question.name == name));
    let shown = named.or(questions.first());
    let asked = |question: &Question| question.in_language(&text.lang).unwrap_or(&question.name).to_owned();
    let title = named.map_or(text.query.clone(), asked);
    let content = html! {
        h1 { (title) }
        p.help { (text.query_help) }
        form #ask action="/sparql" method="get" data-base=(view.service.base().as_str())
            data-running=(text.running) data-rows=(text.rows) data-empty=(text.no_rows)
            data-true=(text.true_word) data-false=(text.false_word) {
            label {
                span { (text.examples) }
                select #examples {
                    @for question in &questions {
                        option value=(question.query) selected[Some(question) == shown] { (asked(question)) }
                    }
                }
            }
            textarea #query name="query" rows="16" spellcheck="false" autocapitalize="off" aria-label=(text.query) {
                (shown.map_or("", |question| question.query.as_str()))
            }
            button type="submit" { (text.run) }
            span #state role="status" {}
        }
        div #result {}
        section {
            h2 { (text.examples) }
            ul.plain { @for question in &questions {
                li {
                    a href={ "/query/" (question.name) } { (question.label(&text.lang).unwrap_or(&question.name)) }
                    " " span.count { (question.keywords.join(", ")) }
                }
            } }
        }
        script src="/assets/query.js" defer {}
    };
    layout::page(view, &title, chosen.map(|(_, data)| data), &content)
}

/// Whether there is such a question.
pub(super) fn is_question(name: &str) -> bool {
    questions().iter().any(|question| question.name == name)
}
