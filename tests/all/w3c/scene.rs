//! The data that a test starts from and what stands in the store after it.

use super::client::Client;
use super::library::{Case, Library, name_of, qt, quads, ut};
use super::outcome::{Form, Outcome, row};
use super::remote::Remote;
use super::same::Row;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, NamedNode, Quad, Term, Triple, vocab::rdfs};

/// One test with all that it is run with.
pub struct Scene<'a> {
    pub client: &'a Client,
    pub library: &'a Library,
    pub case: &'a Case,
    /// Endpoints that the test expects somewhere in the world.
    pub remote: &'a Remote,
}

impl Scene<'_> {
    /// A file of the test, its endpoints replaced by ours.
    pub fn text(&self, iri: &str) -> Result<String, String> {
        Ok(self.remote.replace(&self.library.text(iri)?))
    }

    /// A query or update, with the IRI of its file as the base of its relative IRIs.
    pub fn request(&self, iri: &str) -> Result<String, String> {
        Ok(format!("BASE <{iri}>\n{}", self.text(iri)?))
    }

    /// Empties the store and loads the data that the action names.
    pub fn load(&self, action: &Term) -> Result<(), String> {
        self.client.clear()?;
        let facts = &self.case.facts;
        for data in facts.all(action, qt("data")).chain(facts.all(action, ut("data"))) {
            self.add(None, name_of(&data))?;
        }
        for data in facts.all(action, qt("graphData")) {
            self.add(Some(name_of(&data)), name_of(&data))?;
        }
        for (graph, file) in self.named_data(action) {
            self.add(Some(&graph), &file)?;
        }
        Ok(())
    }

    /// Graphs with a name of their own: name and file.
    pub fn named_data(&self, action: &Term) -> Vec<(String, String)> {
        let facts = &self.case.facts;
        let pair = |data: Term| {
            let (file, label) = (facts.one(&data, ut("graph"))?, facts.one(&data, rdfs::LABEL)?);
            Some((name_of(&label).to_owned(), name_of(&file).to_owned()))
        };
        facts.all(action, ut("graphData")).filter_map(pair).collect()
    }

    /// Adds a file to a graph by the Graph Store Protocol.
    pub fn add(&self, graph: Option<&str>, file: &str) -> Result<(), String> {
        let (format, text) = (data_format(file)?, self.text(file)?);
        let (format, body) = match format {
            RdfFormat::Turtle => (format, format!("@base <{file}> .\n{text}").into_bytes()),
            RdfFormat::TriG | RdfFormat::NQuads => return self.add_dataset(&text, format, file),
            // The base of the file cannot be written before it.
            RdfFormat::RdfXml => (RdfFormat::NTriples, triples(&quads(text.as_bytes(), format, file)?)?),
            _ => (format, text.into_bytes()),
        };
        let content_type = [("content-type", format.media_type())];
        let answer = self.client.send("POST", &self.client.graph(graph), &content_type, Some(&body))?;
        answer.success().map(|_| ()).map_err(|why| format!("loading <{file}>: {why}"))
    }

    /// Adds a data set by an update: the Graph Store Protocol knows single graphs, which have no blank nodes in common.
    fn add_dataset(&self, text: &str, format: RdfFormat, file: &str) -> Result<(), String> {
        let quad = |quad: Quad| match &quad.graph_name {
            GraphName::DefaultGraph => format!("{} .\n", Triple::from(quad)),
            name => format!("GRAPH {name} {{ {} }}\n", Triple::from(quad.clone())),
        };
        let data: String = quads(text.as_bytes(), format, file)?.into_iter().map(quad).collect();
        let answer = self.client.change(&format!("INSERT DATA {{\n{data}}}"))?;
        answer.success().map(|_| ()).map_err(|why| format!("loading <{file}>: {why}"))
    }

    /// All quads of the store, read by a query, so that blank nodes are the same in all graphs.
    pub fn state(&self) -> Result<Vec<Row>, String> {
        const ALL: &str = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";
        let answer = self.client.ask(ALL, "application/sparql-results+json")?.success()?;
        match Outcome::read(&answer.body, Form::of_media_type(answer.media_type())?, "")? {
            Outcome::Solutions(solutions) => solutions.arranged(&["s", "p", "o", "g"].map(str::to_owned)),
            _ => Err("SELECT gave no solutions".into()),
        }
    }

    /// The quads that an update is to leave in the store.
    pub fn expected_state(&self, result: &Term) -> Result<Vec<Row>, String> {
        let mut rows = Vec::new();
        for data in self.case.facts.all(result, ut("data")) {
            rows.extend(self.rows(name_of(&data))?);
        }
        for (graph, file) in self.named_data(result) {
            let graph = Some(NamedNode::new(graph).map_err(|error| error.to_string())?.into());
            for mut row in self.rows(&file)? {
                row[3].clone_from(&graph);
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn rows(&self, file: &str) -> Result<Vec<Row>, String> {
        Ok(quads(self.text(file)?.as_bytes(), data_format(file)?, file)?.into_iter().map(row).collect())
    }
}

fn data_format(file: &str) -> Result<RdfFormat, String> {
    match Form::of_file(file)? {
        Form::Rdf(format) => Ok(format),
        Form::Results(_) => Err(format!("<{file}> is no data")),
    }
}

fn triples(quads: &[Quad]) -> Result<Vec<u8>, String> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(Vec::new());
    for quad in quads {
        serializer.serialize_triple(quad.as_ref()).map_err(|error| error.to_string())?;
    }
    serializer.finish().map_err(|error| error.to_string())
}
