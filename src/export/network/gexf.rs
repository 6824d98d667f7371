//! GEXF 1.3, <https://gexf.net/schema.html>. All edges are directed, since readers such as networkx take no mixed graphs;
//! `mutual` says which hold in both directions.

use super::Network;
use super::xml::Xml;
use std::io::{self, Write};

const NAMESPACE: &str = "http://gexf.net/1.3";
const NODE: [&str; 3] = ["kind", "iso", "wikidata"];
const EDGE: [&str; 6] = ["kind", "class", "plover_code", "modality", "mutual", "articles"];

pub fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.start("gexf", &[("xmlns", NAMESPACE), ("version", "1.3")])?;
    xml.start("meta", &[])?;
    xml.text("creator", &[], concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")))?;
    xml.end("meta")?;
    let graph = [
        ("mode", "dynamic"),
        ("defaultedgetype", "directed"),
        ("timeformat", "date"),
        ("timerepresentation", "interval"),
    ];
    xml.start("graph", &graph)?;
    attributes(&mut xml, "node", &NODE)?;
    attributes(&mut xml, "edge", &EDGE)?;
    nodes(&mut xml, network)?;
    edges(&mut xml, network)?;
    xml.end("graph")?;
    xml.end("gexf")?;
    xml.finish()
}

fn attributes(xml: &mut Xml<'_>, class: &str, names: &[&str]) -> io::Result<()> {
    xml.start("attributes", &[("class", class), ("mode", "static")])?;
    for name in names {
        let kind = if *name == "mutual" { "boolean" } else { "string" };
        xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)])?;
    }
    xml.end("attributes")
}

fn nodes(xml: &mut Xml<'_>, network: &Network) -> io::Result<()> {
    xml.start("nodes", &[("count", &network.nodes.len().to_string())])?;
    for (iri, node) in &network.nodes {
        xml.start("node", &[("id", iri), ("label", &node.label)])?;
        values(xml, &node.attributes())?;
        xml.end("node")?;
    }
    xml.end("nodes")
}

fn edges(xml: &mut Xml<'_>, network: &Network) -> io::Result<()> {
    xml.start("edges", &[("count", &network.edges.len().to_string())])?;
    for (at, (edge, weight)) in network.edges.iter().enumerate() {
        let (id, facts) = (at.to_string(), weight.facts.to_string());
        let mut head = vec![
            ("id", id.as_str()),
            ("source", &edge.source),
            ("target", &edge.target),
            ("kind", edge.kind),
            ("label", &edge.class),
            ("weight", &facts),
        ];
        let days = [("start", edge.start.as_str()), ("end", edge.end.as_str())];
        head.extend(days.into_iter().filter(|(_, day)| !day.is_empty()));
        xml.start("edge", &head)?;
        let mutual = if edge.mutual { "true" } else { "false" };
        let articles = weight.article_ids();
        let more = [("mutual", mutual), ("articles", articles.as_str())];
        values(xml, &edge.attributes().into_iter().chain(more).collect::<Vec<_>>())?;
        xml.end("edge")?;
    }
    xml.end("edges")
}

/// What is not known is left out.
fn values(xml: &mut Xml<'_>, values: &[(&str, &str)]) -> io::Result<()> {
    xml.start("attvalues", &[])?;
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", name), ("value", value)])?;
    }
    xml.end("attvalues")
}
