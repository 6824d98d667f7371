//! GraphML, <http://graphml.graphdrawing.org/specification.html>.

use super::Network;
use super::xml::Xml;
use std::io::{self, Write};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";

/// What is said of nodes and edges: for what, name and type; the name is the id of the key as well.
const KEYS: [(&str, &str, &str); 14] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "iso", "string"),
    ("node", "wikidata", "string"),
    ("edge", "kind", "string"),
    ("edge", "class", "string"),
    ("edge", "plover_code", "string"),
    ("edge", "modality", "string"),
    ("edge", "start", "string"),
    ("edge", "end", "string"),
    ("edge", "mutual", "boolean"),
    ("edge", "weight", "double"),
    ("edge", "articles", "string"),
    ("edge", "label", "string"),
];

pub fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.start("graphml", &[("xmlns", NAMESPACE)])?;
    for (of, name, kind) in KEYS {
        xml.empty("key", &[("id", &key(of, name)), ("for", of), ("attr.name", name), ("attr.type", kind)])?;
    }
    xml.start("graph", &[("id", "trojka"), ("edgedefault", "directed")])?;
    for (iri, node) in &network.nodes {
        xml.start("node", &[("id", iri)])?;
        data(&mut xml, "node", &[("label", &node.label)])?;
        data(&mut xml, "node", &node.attributes())?;
        xml.end("node")?;
    }
    for (at, (edge, weight)) in network.edges.iter().enumerate() {
        xml.start("edge", &[("id", &format!("e{at}")), ("source", &edge.source), ("target", &edge.target)])?;
        data(&mut xml, "edge", &edge.attributes())?;
        let mutual = if edge.mutual { "true" } else { "false" };
        let more = [
            ("start", edge.start.as_str()),
            ("end", &edge.end),
            ("mutual", mutual),
            ("weight", &weight.facts.to_string()),
            ("articles", &weight.article_ids()),
            ("label", &edge.class),
        ];
        data(&mut xml, "edge", &more)?;
        xml.end("edge")?;
    }
    xml.end("graph")?;
    xml.end("graphml")?;
    xml.finish()
}

/// What is not known is left out.
fn data(xml: &mut Xml<'_>, of: &str, values: &[(&str, &str)]) -> io::Result<()> {
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        xml.text("data", &[("key", &key(of, name))], value)?;
    }
    Ok(())
}

fn key(of: &str, name: &str) -> String {
    format!("{of}_{name}")
}
