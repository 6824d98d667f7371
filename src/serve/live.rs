//! What all requests share, and how it follows the data.

use super::Options;
use super::abilities::Abilities;
use super::dataset::Counted;
use super::desk::Desk;
use super::explain;
use super::page::{self, Summary, Text};
use super::problem::Problem;
use super::search;
use super::update::of_change;
use super::vocabulary::Vocabulary;
use crate::dataset::{Dataset, Edit};
use crate::error::Result;
use crate::explain::Reader;
use crate::graph::Base;
use crate::graph::vocab::tro;
use crate::query::{QueryError, Services};
use crate::search::Live;
use crate::store::{DEFAULT_GRAPH, Header, Store};
use jiff::Timestamp;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

/// How often the store's folder is looked at.
const PERIOD: Duration = Duration::from_secs(2);

/// What all requests share.
pub(super) struct Service {
    base: Base,
    /// To read; changes go through the store.
    pub dataset: Dataset,
    store: Arc<Mutex<Store>>,
    pub options: Options,
    pub desk: Desk,
    /// The servers that SERVICE may ask, and those from which LOAD may read.
    pub services: Services,
    pub sources: Services,
    pub text: Text,
    articles: RwLock<Arc<Vec<Summary>>>,
    pub vocabulary: Vocabulary,
    pub search: Live,
    /// Reads articles anew to explain facts.
    pub reader: Reader,
    /// Words of explanations, also in the language of the page.
    pub reasons: page::Reasons,
    pub counted: Counted,
    modified: Mutex<Timestamp>,
    /// Facts changed from which others follow.
    stale: AtomicBool,
    /// Tells this process from others in entity tags.
    process: u64,
}

impl Service {
    /// # Errors
    /// When the texts of the page cannot be used.
    pub fn start(store: Store, options: Options) -> Result<Arc<Self>> {
        let (base, dataset) = (store.base().clone(), store.dataset().clone());
        let text = page::words()?;
        let on_disk = store.is_on_disk();
        let service = Arc::new(Self {
            articles: RwLock::new(Arc::new(page::articles(&dataset, &base, &text))),
            search: search::start(&dataset, &options, &text.lang),
            reader: explain::reader(&options, &text.lang)?,
            reasons: page::reasons(&text.lang)?,
            text,
            vocabulary: Vocabulary::new(&base)?,
            counted: Counted::default(),
            modified: Mutex::new(Timestamp::now()),
            base,
            dataset,
            store: Arc::new(Mutex::new(store)),
            desk: Desk::new(&options),
            services: Services::new(options.allow_service.iter().cloned()),
            sources: Services::new(options.allow_load.iter().cloned()),
            options,
            stale: AtomicBool::new(false),
            process: RandomState::new().hash_one(0),
        });
        if on_disk {
            let weak = Arc::downgrade(&service);
            let follower = std::thread::Builder::new().name("follow".into()).spawn(move || follow(&weak));
            follower.map_err(|source| crate::error::Error::Network { what: "starting".into(), source })?;
        }
        Ok(service)
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    /// What the store remembers of a graph beside its triples.
    pub fn header(&self, graph: NamedNodeRef<'_>) -> Option<Header> {
        locked(&self.store, |store| store.header(graph).cloned())
    }

    /// The data set is as it is at least since then.
    pub fn modified(&self) -> Timestamp {
        *self.modified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_changed(&self) {
        *self.modified.lock().unwrap_or_else(PoisonError::into_inner) = Timestamp::now();
    }

    /// What the descriptions of the service say that it can do.
    pub fn abilities(&self) -> Abilities {
        Abilities {
            union_default_graph: self.options.union_default_graph,
            update: self.options.token.is_some(),
            federated_query: !self.options.allow_service.is_empty(),
            dereferences_iris: !self.options.allow_load.is_empty(),
            graph_store: true,
            property_features: vec![tro::search::MATCHES.into_owned(), tro::search::QUERY.into_owned()],
            extension_functions: Vec::new(),
        }
    }

    /// All articles, the newest first.
    pub fn articles(&self) -> Arc<Vec<Summary>> {
        Arc::clone(&self.articles.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Differs between any two states of the data, of any two processes.
    pub fn state(&self) -> String {
        format!("{:x}-{}", self.process, self.dataset.snapshot().version())
    }

    /// Changes the data set; all steps of the work take effect together, or none.
    pub async fn change<T: Send + 'static>(
        self: &Arc<Self>,
        text: &str,
        work: impl FnOnce(&mut Edit<'_>) -> std::result::Result<T, QueryError> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let store = Arc::clone(&self.store);
        let change = move || locked(&store, |store| store.change(work)).map_err(of_change);
        let (value, touched) = self.desk.change(text, change).await?;
        self.has_changed();
        self.search.changed(touched.clone());
        if touched.iter().any(|graph| self.is_article(graph)) {
            self.renew();
        }
        Ok(value)
    }

    fn is_article(&self, graph: &GraphName) -> bool {
        matches!(graph, GraphName::NamedNode(name) if self.base.article_id(name.as_str()).is_some())
    }

    /// Derives anew, in the background, what follows from facts that changed. Changes that come meanwhile are taken
    /// together.
    fn renew(self: &Arc<Self>) {
        if self.stale.swap(true, Ordering::AcqRel) {
            return;
        }
        let service = Arc::clone(self);
        let work = move || {
            locked(&service.store, |store| {
                service.stale.store(false, Ordering::Release);
                if let Err(error) = store.refresh_and_keep() {
                    tracing::error!(target: "trojka", %error, "what follows from the facts is not up to date");
                }
            });
            service.has_changed();
            let following =
                [service.base.ontology_graph(), service.base.identity_graph(), service.base.derived_graph()];
            service.search.changed(following.map(GraphName::from));
            service.list_articles();
        };
        if let Err(error) = std::thread::Builder::new().name("renew".into()).spawn(work) {
            self.stale.store(false, Ordering::Release);
            tracing::error!(target: "trojka", %error, "what follows from the facts is not up to date");
        }
    }

    fn list_articles(&self) {
        let articles = page::articles(&self.dataset, &self.base, &self.text);
        *self.articles.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(articles);
    }
}

/// The graph of a name that the store uses.
fn graph_name(name: NamedNode) -> GraphName {
    if name.as_str() == DEFAULT_GRAPH { GraphName::DefaultGraph } else { name.into() }
}

/// A change that was given up by unwinding has changed nothing, so the store can be used after it.
fn locked<T>(store: &Mutex<Store>, work: impl FnOnce(&mut Store) -> T) -> T {
    work(&mut store.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Takes over what other processes do to the folder, as long as the service lives.
fn follow(service: &Weak<Service>) {
    loop {
        std::thread::sleep(PERIOD);
        let Some(service) = service.upgrade() else { return };
        match locked(&service.store, Store::follow) {
            Ok(changed) if changed.is_empty() => {}
            Ok(changed) => {
                service.has_changed();
                service.search.changed(changed.into_iter().map(graph_name));
                service.list_articles();
                tracing::info!(target: "trojka", quads = service.dataset.len(), "the store was changed by another process");
            }
            Err(error) => tracing::error!(target: "trojka", %error, "the store's folder cannot be read"),
        }
    }
}
