//! The query box with example questions; `web/query.js` asks and shows the rows.

use super::{View, layout};
use crate::graph::question::questions;
use maud::{Markup, html};

/// `/query`.
pub(super) fn form(view: &View) -> Markup {
    let text = view.text;
    let questions = questions();
    let first = questions.first().map(|question| question.query.as_str()).unwrap_or("");
    let content = html! {
        h1 { (text.query) }
        p.help { (text.query_help) }
        form #ask action="/sparql" method="get" data-base=(view.service.base().as_str())
            data-running=(text.running) data-rows=(text.rows) data-empty=(text.no_rows)
            data-true=(text.true_word) data-false=(text.false_word) {
            label {
                span { (text.examples) }
                select #examples {
                    @for question in &questions {
                        option value=(question.query) { (question.in_language(&text.lang).unwrap_or(&question.name)) }
                    }
                }
            }
            textarea #query name="query" rows="16" spellcheck="false" autocapitalize="off" aria-label=(text.query) { (first) }
            button type="submit" { (text.run) }
            span #state role="status" {}
        }
        div #result {}
        script src="/assets/query.js" defer {}
    };
    layout::page(view, &text.query, None, &content)
}
