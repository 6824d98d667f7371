//! Shapes, their examples, and the reports of `trojka validate`.

#[path = "validate/command.rs"]
mod command;
#[path = "validate/examples.rs"]
mod examples;
#[path = "validate/gate.rs"]
mod gate;
#[path = "validate/pyshacl.rs"]
mod pyshacl;
#[path = "validate/reading.rs"]
mod reading;
#[path = "validate/report.rs"]
mod report;

use std::path::{Path, PathBuf};
use trojka::dataset::Dataset;
use trojka::graph::{Base, ontology};
use trojka::validate::{self, Engine, Report, Scope, Severity, Shape, Shapes, Summary, ValidationResult};

/// What an example says it breaks: component, path (`-` for none), severity.
type Broken = (String, String, String);

/// One file below `ontology/examples/`.
struct Example {
    path: PathBuf,
    /// Its folder.
    shape: String,
    valid: bool,
    broken: Vec<Broken>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/examples")
}

fn examples() -> Vec<Example> {
    let entries = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).expect("readable").map(|entry| entry.expect("readable").path());
        let mut entries: Vec<_> = entries.collect();
        entries.sort();
        entries
    };
    let folders = entries(&folder()).into_iter().filter(|path| path.is_dir());
    folders.flat_map(|folder| entries(&folder)).map(Example::read).collect()
}

impl Example {
    fn read(path: PathBuf) -> Self {
        let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let shape = path.parent().map(name).unwrap_or_default();
        let valid = name(&path).starts_with("valid-");
        assert!(valid || name(&path).starts_with("invalid-"), "{}", path.display());
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut broken: Vec<Broken> =
            text.lines().filter_map(|line| broken(line.strip_prefix("# violates: ")?)).collect();
        broken.sort();
        assert_eq!(valid, broken.is_empty(), "{}", path.display());
        Self { path, shape, valid, broken }
    }

    /// The example with what it refers to.
    fn dataset(&self, background: &Dataset) -> Dataset {
        let dataset: Dataset = background.iter().collect();
        dataset.extend(triples(&self.path));
        dataset
    }
}

fn broken(line: &str) -> Option<Broken> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (severities, paths): (Vec<&str>, Vec<&str>) =
        words[1..].iter().partition(|word| ["sh:Warning", "sh:Info"].contains(word));
    let severity = severities.first().map_or("Violation", |severity| &severity["sh:".len()..]);
    Some((words.first()?.to_string(), paths.first().unwrap_or(&"-").to_string(), severity.to_owned()))
}

fn triples(path: &Path) -> Vec<oxigraph::model::Quad> {
    let text = std::fs::read_to_string(path).expect("readable");
    let triples = oxttl::TurtleParser::new().for_slice(&text).map(|triple| {
        let triple = triple.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        triple.in_graph(oxigraph::model::GraphName::DefaultGraph)
    });
    triples.collect()
}

/// The ontology and what the examples refer to.
fn background() -> Dataset {
    let dataset: Dataset = ontology::quads(&Base::default()).expect("the ontology parses").into_iter().collect();
    dataset.extend(triples(&folder().join("context.ttl")));
    dataset
}

fn shapes() -> Shapes {
    validate::shapes(&Base::default()).expect("the shapes are well-formed")
}

/// Everything that a validation finds.
#[derive(Default)]
struct Found {
    broken: Vec<Broken>,
    /// The shapes that asked, by their keys.
    targets: Vec<String>,
    /// Focus node, path, component, value and severity of each result.
    results: Vec<[String; 5]>,
}

impl Report for Found {
    fn shape(&mut self, _: &Shape, _: usize, _: usize) -> std::io::Result<()> {
        Ok(())
    }

    fn result(&mut self, result: &ValidationResult<'_>) -> std::io::Result<()> {
        let severity = result.severity.iri().as_str().rsplit('#').next().unwrap_or_default().to_owned();
        let (component, path) = (result.component, result.path_text().unwrap_or_else(|| "-".to_owned()));
        self.targets.push(result.target.key.clone());
        let value = result.value.map(ToString::to_string).unwrap_or_default();
        self.results.push([result.focus.to_string(), path.clone(), component.to_owned(), value, severity.clone()]);
        self.broken.push((format!("sh:{component}"), path, severity));
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> std::io::Result<()> {
        self.broken.sort();
        self.broken.dedup();
        self.results.sort();
        self.results.dedup();
        Ok(())
    }
}

fn validated(shapes: &Shapes, dataset: &Dataset) -> Found {
    let scope = Scope { least: Severity::Info, graphs: None };
    let mut found = Found::default();
    Engine::over(shapes, dataset.snapshot()).run(&scope, &mut found).expect("nothing is written");
    found
}
