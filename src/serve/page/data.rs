//! The same thing as data, in and beside a page.

use crate::export::Format;
use crate::serve::links::Links;
use crate::serve::resource::rdf;
use maud::{Markup, PreEscaped, html};
use oxigraph::model::{GraphName, Quad};

/// Quads that a page holds at most. A larger description is linked, not held.
const HELD: usize = 5000;

/// What a page says of itself as data.
pub(in crate::serve) struct Data {
    pub links: Links,
    /// JSON-LD in which no character ends or opens an element.
    json_ld: Option<String>,
}

impl Data {
    pub fn new(links: &Links, quads: &[Quad]) -> Self {
        let json_ld = (1..=HELD).contains(&quads.len()).then(|| in_html(quads)).flatten();
        Self { links: links.clone(), json_ld }
    }

    /// For the head of the page.
    pub fn head(&self) -> Markup {
        html! {
            link rel="canonical" href=(self.links.canonical);
            @for format in Format::ALL {
                link rel="alternate" type=(format.media_type()) href=(self.links.alternate(format.name())) title=(format.name());
            }
            @if self.links.page > 1 { link rel="prev" href=(self.links.at_page(self.links.page - 1)); }
            @if let Some(json) = &self.json_ld {
                script type="application/ld+json" { (PreEscaped(json)) }
            }
        }
    }

    /// For the foot of the page.
    pub fn foot(&self, name: &str) -> Markup {
        html! {
            span.data {
                (name) ": "
                @for format in Format::ALL { a href=(self.links.alternate(format.name())) { (format.name()) } " " }
            }
        }
    }
}

/// The union of the graphs as JSON-LD. `<`, `>` and `&` stand in strings only and are written as escapes, so that the
/// text can hold no tag, whatever the data say.
fn in_html(quads: &[Quad]) -> Option<String> {
    let union = quads.iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() });
    let bytes = rdf(union.collect(), Format::JsonLd, []).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};

    #[test]
    fn nothing_ends_the_script() {
        let node = NamedNode::new_unchecked("http://example.org/x");
        let hostile = "</script><script>alert(1)</script><!-- & ]]>";
        let quad = Quad::new(node.clone(), node, Literal::new_simple_literal(hostile), GraphName::DefaultGraph);
        let json = in_html(&[quad]).expect("JSON-LD");
        assert!(!json.contains(['<', '>', '&']), "{json}");
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert!(value.to_string().contains("</script><script>alert(1)"), "{value}");
    }
}
