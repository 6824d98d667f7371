//! The folder of the W3C suites: which IRI a file has, and the tests that its manifests list.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNode, NamedOrBlankNode, Quad, Term, Triple, vocab::rdf};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Where the suites are published; a file of the folder has the IRI that it has there.
const BASE: &str = "https://w3c.github.io/rdf-tests/sparql/";

pub struct Library {
    folder: PathBuf,
}

impl Library {
    /// `None` where the suites are not there.
    pub fn find() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/w3c/sparql");
        folder.is_dir().then_some(Self { folder })
    }

    pub fn read(&self, iri: &str) -> Result<Vec<u8>, String> {
        let file = iri.strip_prefix(BASE).ok_or_else(|| format!("<{iri}> is no file of the suites"))?;
        std::fs::read(self.folder.join(file)).map_err(|error| format!("{file}: {error}"))
    }

    pub fn text(&self, iri: &str) -> Result<String, String> {
        String::from_utf8(self.read(iri)?).map_err(|_| format!("<{iri}> is not UTF-8"))
    }

    /// All tests that are listed in the manifests of a suite, in the order of folders and lists.
    ///
    /// Manifests are looked for in all folders, for the main ones leave some out. Tests of entailment regimes are for
    /// servers that reason, which no server here claims to do.
    pub fn cases(&self, suite: &str) -> Vec<Case> {
        let mut manifests = Vec::new();
        find_manifests(&self.folder.join(suite), &mut manifests);
        manifests.sort();
        let entailment = Path::new("entailment").as_os_str();
        manifests.retain(|path| path.parent().and_then(Path::file_name) != Some(entailment));
        manifests.iter().flat_map(|path| self.cases_in(path)).collect()
    }

    fn cases_in(&self, path: &Path) -> Vec<Case> {
        let file = path.strip_prefix(&self.folder).expect("found in it").to_string_lossy().replace('\\', "/");
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let iri = format!("{BASE}{file}");
        let quads = quads(&self.read(&iri).expect("found"), RdfFormat::Turtle, &iri).expect("manifest");
        let facts = Rc::new(Facts(quads.into_iter().map(Triple::from).collect()));
        let lists: Vec<Term> = facts.having(mf("entries")).collect();
        let entries = lists.iter().flat_map(|list| facts.list(list));
        let case = |test: Term| Case { folder: folder.clone(), facts: Rc::clone(&facts), test };
        entries.map(case).collect()
    }
}

fn find_manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("folder of the suites").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            find_manifests(&path, found);
        } else if name.starts_with("manifest") && name.ends_with(".ttl") {
            found.push(path);
        }
    }
}

pub fn quads(bytes: &[u8], format: RdfFormat, base: &str) -> Result<Vec<Quad>, String> {
    let parser = RdfParser::from_format(format).with_base_iri(base).map_err(|error| error.to_string())?;
    parser.for_slice(bytes).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// One test of a manifest.
pub struct Case {
    /// Such as `sparql11/aggregates`.
    pub folder: String,
    pub facts: Rc<Facts>,
    pub test: Term,
}

impl Case {
    pub fn iri(&self) -> &str {
        name_of(&self.test)
    }

    /// The class of the test, such as `QueryEvaluationTest`.
    pub fn kind(&self) -> String {
        let class = self.facts.one(&self.test, rdf::TYPE);
        class.map_or_else(String::new, |class| local_name(name_of(&class)).to_owned())
    }

    pub fn action(&self) -> Option<Term> {
        self.facts.one(&self.test, mf("action"))
    }

    pub fn result(&self) -> Option<Term> {
        self.facts.one(&self.test, mf("result"))
    }
}

/// The IRI of a term or the text of a literal; nothing for a blank node.
pub fn name_of(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        _ => "",
    }
}

pub fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// The triples of a document, followed from term to term.
pub struct Facts(pub Graph);

impl Facts {
    pub fn all<'a>(&'a self, subject: &Term, property: impl Into<NamedNode>) -> impl Iterator<Item = Term> + 'a {
        let property = property.into();
        let found = as_subject(subject).map(|subject| {
            let objects = self.0.objects_for_subject_predicate(&subject, &property);
            objects.map(|object| object.into_owned()).collect::<Vec<_>>()
        });
        found.unwrap_or_default().into_iter()
    }

    pub fn one(&self, subject: &Term, property: impl Into<NamedNode>) -> Option<Term> {
        self.all(subject, property).next()
    }

    /// What a property leads to, from wherever it is said.
    pub fn having(&self, property: NamedNode) -> impl Iterator<Item = Term> + '_ {
        let triples = self.0.iter().filter(move |triple| triple.predicate == property.as_ref());
        triples.map(|triple| triple.object.into_owned())
    }

    pub fn list(&self, head: &Term) -> Vec<Term> {
        let mut items = Vec::new();
        let mut next = Some(head.clone());
        while let Some(node) = next {
            items.extend(self.one(&node, rdf::FIRST));
            next = self.one(&node, rdf::REST);
        }
        items
    }
}

fn as_subject(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident = $namespace:literal;)*) => {
        $($(#[$doc])* pub fn $name(term: &str) -> NamedNode {
            NamedNode::new_unchecked(format!("{}{term}", $namespace))
        })*
    };
}

vocabulary! {
    /// Manifests.
    mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
    /// Tests of queries.
    qt = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
    /// Tests of updates.
    ut = "http://www.w3.org/2009/sparql/tests/test-update#";
    /// Sets of solutions as graphs.
    rs = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";
    /// Requests and responses.
    ht = "http://www.w3.org/2011/http#";
    /// Bodies.
    cnt = "http://www.w3.org/2011/content#";
    /// Service descriptions.
    sd = "http://www.w3.org/ns/sparql-service-description#";
}
