//! What a query gives: read from a response or from the file that says what is expected.

use super::library::{Facts, name_of, quads, rs};
use super::same::{self, Row};
use super::value::by_value;
use oxigraph::io::RdfFormat;
use oxigraph::model::{
    BlankNode, GraphName, Literal, Quad, Term, Triple,
    vocab::{rdf, xsd},
};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use std::collections::HashSet;

/// How an outcome is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Results(QueryResultsFormat),
    Rdf(RdfFormat),
}

impl Form {
    pub fn of_file(iri: &str) -> Result<Self, String> {
        let extension = iri.rsplit_once('.').map_or("", |(_, extension)| extension);
        QueryResultsFormat::from_extension(extension)
            .map(Self::Results)
            .or_else(|| RdfFormat::from_extension(extension).map(Self::Rdf))
            .ok_or_else(|| format!("<{iri}> is in no known format"))
    }

    pub fn of_media_type(media_type: &str) -> Result<Self, String> {
        QueryResultsFormat::from_media_type(media_type)
            .map(Self::Results)
            .or_else(|| RdfFormat::from_media_type(media_type).map(Self::Rdf))
            .ok_or_else(|| format!("{media_type:?} is no format of results"))
    }
}

pub enum Outcome {
    Boolean(bool),
    Solutions(Solutions),
    Graph(Vec<Row>),
}

pub struct Solutions {
    pub variables: Vec<String>,
    pub rows: Vec<Row>,
    /// The file says in which order they are expected.
    pub ordered: bool,
}

impl Outcome {
    pub fn read(bytes: &[u8], form: Form, base: &str) -> Result<Self, String> {
        match form {
            Form::Results(QueryResultsFormat::Csv) => Solutions::from_csv(bytes).map(Self::Solutions),
            Form::Results(format) => from_results(bytes, format),
            Form::Rdf(format) => Self::from_rdf(quads(bytes, format, base)?),
        }
    }

    /// A graph may be a set of solutions, or stand for itself.
    fn from_rdf(quads: Vec<Quad>) -> Result<Self, String> {
        let facts = Facts(quads.iter().cloned().map(Triple::from).collect());
        let is_set = |triple: &Quad| triple.predicate == rdf::TYPE && triple.object == rs("ResultSet").into();
        let Some(set) = quads.iter().find(|quad| is_set(quad)).map(|quad| Term::from(quad.subject.clone())) else {
            return Ok(Self::Graph(quads.into_iter().map(row).collect()));
        };
        if let Some(boolean) = facts.one(&set, rs("boolean")) {
            return Ok(Self::Boolean(name_of(&boolean) == "true"));
        }
        Solutions::from_facts(&facts, &set).map(Self::Solutions)
    }

    /// Says what differs from what is expected.
    pub fn compare(&self, actual: &Self, rule: Rule) -> Result<(), String> {
        match (self, actual) {
            (Self::Boolean(one), Self::Boolean(other)) if one == other => Ok(()),
            (Self::Boolean(one), Self::Boolean(other)) => Err(format!("expected {one}, got {other}")),
            (Self::Graph(one), Self::Graph(other)) => same_rows(one, other, rule),
            (Self::Solutions(one), Self::Solutions(other)) => one.compare(other, rule),
            _ => Err("the result is of another kind than expected".into()),
        }
    }
}

/// How strictly results are compared.
#[derive(Clone, Copy, Default)]
pub struct Rule {
    /// Repetitions may be missing, as REDUCED allows.
    pub lax: bool,
    /// Literals count by their form, not by their value.
    pub forms: bool,
}

pub fn row(quad: Quad) -> Row {
    let graph = match quad.graph_name {
        GraphName::NamedNode(node) => Some(node.into()),
        GraphName::BlankNode(node) => Some(node.into()),
        GraphName::DefaultGraph => None,
    };
    vec![Some(quad.subject.into()), Some(quad.predicate.into()), Some(quad.object), graph]
}

/// Compares graphs or data sets, which hold each triple once.
pub fn same_rows(expected: &[Row], actual: &[Row], rule: Rule) -> Result<(), String> {
    judge(&without_repetition(expected), &without_repetition(actual), rule, same::in_any_order)
}

fn judge(expected: &[Row], actual: &[Row], rule: Rule, same: fn(&[Row], &[Row]) -> bool) -> Result<(), String> {
    if same(expected, actual) || (!rule.forms && same(&by_value(expected), &by_value(actual))) {
        return Ok(());
    }
    Err(difference(expected, actual))
}

fn without_repetition(rows: &[Row]) -> Vec<Row> {
    let mut seen = HashSet::new();
    rows.iter().filter(|row| seen.insert(*row)).cloned().collect()
}

/// The numbers of rows, and one that only one side has.
fn difference(expected: &[Row], actual: &[Row]) -> String {
    let (one, other): (Vec<String>, Vec<String>) =
        (by_value(expected).iter().map(show).collect(), by_value(actual).iter().map(show).collect());
    let only = |these: &[String], those: &[String]| these.iter().find(|row| !those.contains(row)).cloned();
    let example = match (only(&one, &other), only(&other, &one)) {
        (Some(one), Some(other)) => format!("such as {one} expected, {other} got"),
        (Some(one), None) => format!("missing {one}"),
        (None, Some(other)) => format!("too much {other}"),
        (None, None) => "in another order or number, or with other blank nodes".into(),
    };
    format!("expected {} rows, got {}: {example}", one.len(), other.len())
}

fn show(row: &Row) -> String {
    let cell = |cell: &Option<Term>| match cell {
        Some(Term::BlankNode(_)) => "[]".to_owned(),
        Some(term) => term.to_string(),
        None => "-".to_owned(),
    };
    format!("({})", row.iter().map(cell).collect::<Vec<_>>().join(" "))
}

fn from_results(bytes: &[u8], format: QueryResultsFormat) -> Result<Outcome, String> {
    let output = QueryResultsParser::from_format(format).for_slice(bytes).map_err(|error| error.to_string())?;
    match output {
        SliceQueryResultsParserOutput::Boolean(value) => Ok(Outcome::Boolean(value)),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
            let rows = solutions.map(|row| row.map(|row| row.values().to_vec()).map_err(|error| error.to_string()));
            let rows = rows.collect::<Result<_, String>>()?;
            Ok(Outcome::Solutions(Solutions { variables, rows, ordered: false }))
        }
    }
}

impl Solutions {
    /// CSV has no types: a field is a text, a number or the label of a blank node
    /// (<https://www.w3.org/TR/sparql11-results-csv-tsv/#csv>).
    fn from_csv(bytes: &[u8]) -> Result<Self, String> {
        let mut reader = csv::Reader::from_reader(bytes);
        let variables = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
        let cell = |field: &str| match field.strip_prefix("_:") {
            Some(label) => BlankNode::new(label).ok().map(Term::from),
            None if field.parse::<f64>().is_ok() => Some(Literal::new_typed_literal(field, xsd::DOUBLE).into()),
            None => (!field.is_empty()).then(|| Literal::from(field).into()),
        };
        let rows = reader
            .records()
            .map(|row| row.map(|row| row.iter().map(cell).collect()).map_err(|error| error.to_string()));
        let rows = rows.collect::<Result<_, String>>()?;
        Ok(Self { variables, rows, ordered: false })
    }

    fn from_facts(facts: &Facts, set: &Term) -> Result<Self, String> {
        let variables: Vec<String> =
            facts.all(set, rs("resultVariable")).map(|name| name_of(&name).to_owned()).collect();
        let mut rows = Vec::new();
        for solution in facts.all(set, rs("solution")) {
            let mut row = vec![None; variables.len()];
            for binding in facts.all(&solution, rs("binding")) {
                let variable = facts.one(&binding, rs("variable")).ok_or("a binding without a variable")?;
                let place = variables.iter().position(|name| name == name_of(&variable));
                row[place.ok_or("a variable that is not listed")?] = facts.one(&binding, rs("value"));
            }
            let index = facts.one(&solution, rs("index")).and_then(|index| name_of(&index).parse::<usize>().ok());
            rows.push((index, row));
        }
        let ordered = !rows.is_empty() && rows.iter().all(|(index, _)| index.is_some());
        rows.sort_by_key(|(index, _)| *index);
        Ok(Self { variables, rows: rows.into_iter().map(|(_, row)| row).collect(), ordered })
    }

    fn compare(&self, actual: &Self, rule: Rule) -> Result<(), String> {
        let rows = actual.arranged(&self.variables)?;
        if rule.lax && rows.len() <= self.rows.len() {
            return same_rows(&self.rows, &rows, rule);
        }
        judge(&self.rows, &rows, rule, if self.ordered { same::in_order } else { same::in_any_order })
    }

    /// The rows with their columns in the order of the given variables.
    pub fn arranged(&self, variables: &[String]) -> Result<Vec<Row>, String> {
        let place = |name: &String| self.variables.iter().position(|variable| variable == name);
        let places: Option<Vec<usize>> = variables.iter().map(place).collect();
        match places {
            Some(places) if places.len() == self.variables.len() => {
                Ok(self.rows.iter().map(|row| places.iter().map(|&at| row[at].clone()).collect()).collect())
            }
            _ => Err(format!("expected the variables {variables:?}, got {:?}", self.variables)),
        }
    }
}

/// The media type of a form as it is asked for.
pub fn accept(form: Form) -> &'static str {
    match form {
        Form::Results(format) => format.media_type().split(';').next().unwrap_or_default(),
        Form::Rdf(format) => format.media_type(),
    }
}

/// Whether a response is in a form for a kind of result, by the names of the protocol manifest.
pub fn fits(kind: &str, form: Form) -> bool {
    use QueryResultsFormat::{Json, Xml};
    matches!(
        (kind, form),
        ("boolean", Form::Results(Json | Xml)) | ("tabular", Form::Results(_)) | ("RDF", Form::Rdf(_))
    )
}
