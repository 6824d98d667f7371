//! The index: entries of many graphs in memory, replaced graph by graph.

use super::analyse::{Analyser, SAME_PLACE};
use super::highlight::highlights;
use super::lemmas::Lemmas;
use super::meaning::{Dictionary, Meaning};
use super::plan::{Sought, plan};
use super::question::{self, Clause};
use super::top::{self, Points, Top};
use super::{Entry, Filter, Hit, SearchError};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{DocAddress, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Bytes of the writer, the least that it works with: what it holds before it makes a piece of the index of it.
const HEAP: usize = 15_000_000;
const TOKENIZER: &str = "lines";

/// Labels, headlines and sentences that can be found.
pub struct Index {
    lemmas: Arc<Lemmas>,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
}

struct Writer {
    writer: IndexWriter,
    analyser: Analyser,
}

/// The fields of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Folded forms, and those in lower case that have marks, at their places.
    pub forms: Field,
    /// Folded lemmas at the places of the forms.
    pub lemmas: Field,
    /// Which form has which lemma.
    pub pairs: Field,
    graph: Field,
    key: Field,
    thing: Field,
    text: Field,
    language: Field,
}

impl Index {
    /// An index of nothing.
    ///
    /// # Errors
    /// When memory or threads are short.
    pub fn new(lemmas: Arc<Lemmas>) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        index.tokenizers().register(TOKENIZER, Lines);
        let writer =
            Mutex::new(Writer { writer: index.writer_with_num_threads(1, HEAP)?, analyser: Analyser::default() });
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { lemmas, fields, reader, writer })
    }

    /// Makes the entries of some graphs what is given; all at once for whoever searches.
    ///
    /// # Errors
    /// When memory is short.
    pub fn replace_all(&self, graphs: impl IntoIterator<Item = (GraphName, Vec<Entry>)>) -> Result<(), SearchError> {
        let Writer { writer, analyser } = &mut *self.writer();
        for (graph, entries) in graphs {
            let graph = graph_text(graph.as_ref());
            writer.delete_term(Term::from_field_text(self.fields.graph, &graph));
            for entry in &entries {
                writer.add_document(self.document(entry, &graph, analyser))?;
            }
        }
        writer.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// Makes the entries of a graph what is given.
    ///
    /// # Errors
    /// As [`replace_all`](Self::replace_all).
    pub fn replace(&self, graph: GraphNameRef<'_>, entries: Vec<Entry>) -> Result<(), SearchError> {
        self.replace_all([(graph.into_owned(), entries)])
    }

    /// Forgets a graph.
    ///
    /// # Errors
    /// As [`replace_all`](Self::replace_all).
    pub fn remove(&self, graph: GraphNameRef<'_>) -> Result<(), SearchError> {
        self.replace(graph, Vec::new())
    }

    /// As [`replace_all`](Self::replace_all), for many graphs: what comes out is in one piece, which is smaller and quicker.
    ///
    /// # Errors
    /// As [`replace_all`](Self::replace_all).
    pub fn fill(&self, graphs: impl IntoIterator<Item = (GraphName, Vec<Entry>)>) -> Result<(), SearchError> {
        // Pieces that are being put together in the background cannot be put together here.
        self.writer().writer.set_merge_policy(Box::new(NoMergePolicy));
        self.replace_all(graphs)?;
        let Writer { writer, .. } = &mut *self.writer();
        let segments = writer.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
            writer.garbage_collect_files().wait()?;
        }
        writer.set_merge_policy(Box::<LogMergePolicy>::default());
        self.reader.reload()?;
        Ok(())
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Entries, each as often as there are graphs with it.
    pub fn len(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the index, without the writer's.
    pub fn size(&self) -> usize {
        self.reader.searcher().space_usage().map_or(0, |usage| usage.total().get_bytes() as usize)
    }

    /// The best hits, the best first, with the words that were found marked. All words must be there; where no text has
    /// all of them, those with any are found.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn search(&self, text: &str, limit: usize, filter: &Filter) -> Result<Vec<Hit>, SearchError> {
        self.answer(text, limit, filter, true)
    }

    /// All hits or the best of them, the best first, without highlights. All words must be there.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn find(&self, text: &str, limit: Option<usize>) -> Result<Vec<Hit>, SearchError> {
        self.answer(text, limit.unwrap_or(usize::MAX), &Filter::default(), false)
    }

    fn answer(&self, text: &str, limit: usize, filter: &Filter, for_people: bool) -> Result<Vec<Hit>, SearchError> {
        let clauses = question::parse(text)?;
        let searcher = self.reader.searcher();
        let dictionary = Dictionary { searcher: &searcher, pairs: self.fields.pairs };
        let sought =
            clauses.iter().map(|clause| self.sought(clause, &dictionary)).collect::<tantivy::Result<Vec<_>>>()?;
        let mut found = Vec::new();
        for all in [true, false] {
            if found.is_empty() && limit > 0 && (all || for_people) {
                found = self.best(&searcher, &sought, all, limit, filter)?;
            }
        }
        let mut hits = found
            .into_iter()
            .map(|(points, address)| self.hit(&searcher, points, address))
            .collect::<tantivy::Result<Vec<Hit>>>()?;
        if for_people {
            for hit in &mut hits {
                hit.highlights = highlights(&hit.text, &sought, &dictionary)?;
            }
        }
        hits.sort_by(|one, other| {
            let key = |hit: &Hit| (hit.kind, hit.text.len(), hit.text.clone(), hit.thing.clone());
            other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
        });
        Ok(hits)
    }

    fn best(
        &self,
        searcher: &Searcher,
        sought: &[Sought],
        all: bool,
        limit: usize,
        filter: &Filter,
    ) -> tantivy::Result<Vec<(Points, DocAddress)>> {
        let Some(query) = plan(sought, all, &self.fields)? else { return Ok(Vec::new()) };
        let graph = |graph: &GraphName| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.fields.graph, &graph_text(graph.as_ref()));
            (Occur::MustNot, Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        };
        let mut parts: Vec<_> = filter.without.iter().map(graph).collect();
        parts.push((Occur::Must, query));
        searcher.search(&BooleanQuery::new(parts), &Top { limit, kinds: filter.kinds.clone() })
    }

    fn sought(&self, clause: &Clause, dictionary: &Dictionary<'_>) -> tantivy::Result<Sought> {
        let meaning = |word: &String| Meaning::of(word, &self.lemmas, dictionary);
        Ok(Sought {
            words: clause.words.iter().map(meaning).collect::<tantivy::Result<_>>()?,
            piece: clause.piece.as_ref().map(meaning).transpose()?,
            prefix: clause.prefix,
            excluded: clause.excluded,
        })
    }

    fn document(&self, entry: &Entry, graph: &str, analyser: &mut Analyser) -> TantivyDocument {
        let terms = analyser.terms(entry, &self.lemmas);
        let fields = &self.fields;
        let mut document = TantivyDocument::with_capacity(terms.forms.len() * 3 + entry.text.len() * 2);
        document.add_text(fields.forms, &terms.forms);
        document.add_text(fields.lemmas, &terms.lemmas);
        document.add_text(fields.pairs, &terms.pairs);
        document.add_text(fields.graph, graph);
        document.add_u64(fields.key, top::key(entry.thing.as_str(), entry.kind, &entry.text));
        document.add_text(fields.thing, entry.thing.as_str());
        document.add_text(fields.text, &entry.text);
        if let Some(language) = &entry.language {
            document.add_text(fields.language, language);
        }
        document
    }

    fn hit(&self, searcher: &Searcher, points: Points, address: DocAddress) -> tantivy::Result<Hit> {
        let document: TantivyDocument = searcher.doc(address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str().map(str::to_owned));
        let key = document.get_first(self.fields.key).and_then(|value| value.as_u64()).unwrap_or_default();
        Ok(Hit {
            thing: NamedNode::new_unchecked(text(self.fields.thing).unwrap_or_default()),
            kind: top::kind(key),
            highlights: Vec::new(),
            text: text(self.fields.text).unwrap_or_default(),
            language: text(self.fields.language),
            graph: text(self.fields.graph).as_deref().map_or(GraphName::DefaultGraph, graph_name),
            score: points as f32 / 1000.0,
        })
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let lines = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing.set_fieldnorms(option != IndexRecordOption::Basic))
    };
    let fields = Fields {
        forms: schema.add_text_field("forms", lines(IndexRecordOption::WithFreqsAndPositions)),
        lemmas: schema.add_text_field("lemmas", lines(IndexRecordOption::WithFreqsAndPositions)),
        pairs: schema.add_text_field("pairs", lines(IndexRecordOption::Basic)),
        graph: schema.add_text_field("graph", STRING | STORED),
        key: schema.add_u64_field(top::KEY, FAST | STORED),
        thing: schema.add_text_field("thing", STORED),
        text: schema.add_text_field("text", STORED),
        language: schema.add_text_field("language", STORED),
    };
    (schema.build(), fields)
}

/// Stands for the default graph, being no IRI.
const DEFAULT_GRAPH: &str = "default";

/// The name of a graph as a term, that of a blank node with `_:`.
fn graph_text(graph: GraphNameRef<'_>) -> String {
    match graph {
        GraphNameRef::NamedNode(node) => node.as_str().to_owned(),
        GraphNameRef::BlankNode(node) => node.to_string(),
        GraphNameRef::DefaultGraph => DEFAULT_GRAPH.to_owned(),
    }
}

fn graph_name(text: &str) -> GraphName {
    match text.strip_prefix("_:") {
        Some(id) => oxigraph::model::BlankNode::new_unchecked(id).into(),
        None if text == DEFAULT_GRAPH => GraphName::DefaultGraph,
        None => NamedNode::new_unchecked(text).into(),
    }
}

/// Takes a text for [`Terms`](super::analyse::Terms).
#[derive(Debug, Clone)]
struct Lines;

struct LineStream<'t> {
    lines: std::str::Lines<'t>,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'t> = LineStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> LineStream<'t> {
        LineStream { lines: text.lines(), token: Token::default() }
    }
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(line) = self.lines.next() else { return false };
        let same = line.strip_prefix(SAME_PLACE);
        if same.is_none() {
            self.token.position = self.token.position.wrapping_add(1);
        }
        self.token.text.clear();
        self.token.text.push_str(same.unwrap_or(line));
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
