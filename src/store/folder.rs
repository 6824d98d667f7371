//! The store's folder: which file holds which graph, loading all of them, changing some.

use super::disk::{Draft, UNFINISHED, sync_folder};
use super::graph_file::{self, Graph};
use super::listing::{Listing, State};
use super::lock::{self, Lock, Publishing};
use super::manifest::{self, Manifest};
use super::{Change, Graphs, Known};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::graph::Base;
use oxigraph::model::{NamedNode, NamedNodeRef};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const ENDING: &str = ".nq.zst";
/// Below these the graphs lie: articles, what the program itself adds, all others.
const PLACES: [&str; 3] = ["article", "graph", "other"];

pub(super) struct Folder {
    dir: PathBuf,
    base: Base,
    /// Held by writers only.
    lock: Option<Lock>,
    /// What is in memory.
    listing: Listing,
    /// When something was last put into or taken from each place, as of the listing.
    touched: [Option<SystemTime>; PLACES.len()],
}

/// What other processes did to a folder.
#[derive(Default)]
pub(super) struct News {
    pub read: Vec<Graph>,
    /// Files that went.
    pub gone: Vec<PathBuf>,
    listing: Listing,
    touched: [Option<SystemTime>; PLACES.len()],
}

impl Folder {
    pub fn open(dir: &Path, base: Option<&Base>) -> Result<Self> {
        let Some(manifest) = Manifest::read(dir)? else {
            let message = if dir.exists() { "is no store (it has no trojka.toml)" } else { "does not exist" };
            return Err(Error::store(dir, message));
        };
        manifest.check(dir, base)?;
        Ok(Self {
            dir: dir.to_path_buf(),
            base: manifest.base(dir)?,
            lock: None,
            listing: Listing::new(),
            touched: Default::default(),
        })
    }

    pub fn open_for_writing(dir: &Path, base: Option<&Base>) -> Result<Self> {
        if let Some(manifest) = Manifest::read(dir)? {
            manifest.check(dir, base)?;
        } else {
            refuse_foreign(dir)?;
        }
        create(dir, dir)?;
        let lock = Lock::take(dir)?;
        // Another process may have made it a store since.
        let manifest = match Manifest::read(dir)? {
            Some(manifest) => manifest,
            None => found(dir, &base.cloned().unwrap_or_default())?,
        };
        manifest.check(dir, base)?;
        for place in PLACES {
            create(dir, &dir.join(place))?;
            clear_unfinished(&dir.join(place));
        }
        Ok(Self {
            dir: dir.to_path_buf(),
            base: manifest.base(dir)?,
            lock: Some(lock),
            listing: Listing::new(),
            touched: Default::default(),
        })
    }

    pub fn path(&self) -> &Path {
        &self.dir
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    pub fn is_writable(&self) -> bool {
        self.lock.is_some()
    }

    pub fn release(&mut self) {
        self.lock = None;
    }

    /// Makes this process the one that writes, until [`release`](Self::release).
    pub fn lock(&mut self) -> Result<()> {
        if self.lock.is_none() {
            self.lock = Some(Lock::take(&self.dir)?);
        }
        Ok(())
    }

    /// As [`lock`](Self::lock), without waiting for another that writes.
    pub fn lock_now(&mut self) -> Result<()> {
        self.lock = Some(Lock::take_now(&self.dir)?);
        Ok(())
    }

    /// Loads all graphs and says what is known of them.
    pub fn load(&mut self, dataset: &Dataset) -> Result<Graphs> {
        let news = self.news()?.unwrap_or_default();
        self.adopt(&news);
        let mut graphs = Graphs::new();
        let mut edit = dataset.edit();
        let mut all = Vec::new();
        for Graph { name, header, content, quads, told } in news.read {
            if header.empty {
                edit.create(&NamedNode::new_unchecked(name.as_str()).into());
            }
            graphs.insert(name, Known { header, content, told });
            all.extend(quads);
        }
        edit.insert(all);
        edit.commit();
        Ok(graphs)
    }

    /// Whether something may have changed in the folder since the listing was made.
    pub fn is_touched(&self) -> bool {
        self.times() != self.touched || self.listing.is_empty()
    }

    fn times(&self) -> [Option<SystemTime>; PLACES.len()] {
        PLACES.map(|place| std::fs::metadata(self.dir.join(place)).and_then(|dir| dir.modified()).ok())
    }

    /// What changed in the folder since the listing was made; `None` when nothing did.
    pub fn news(&self) -> Result<Option<News>> {
        if !self.is_touched() {
            return Ok(None);
        }
        let touched = self.times();
        let listing = self.files()?;
        let changed: Vec<_> = listing
            .iter()
            .filter(|(path, state)| self.listing.get(*path) != Some(state))
            .map(|(path, _)| path)
            .collect();
        let read: Vec<_> = changed.par_iter().map(|path| self.read(path)).collect::<Result<_>>()?;
        let gone = self.listing.keys().filter(|path| !listing.contains_key(*path)).cloned().collect();
        Ok(Some(News { read: read.into_iter().flatten().collect(), gone, listing, touched }))
    }

    /// Holds news for known.
    pub fn adopt(&mut self, news: &News) {
        self.listing = news.listing.clone();
        self.touched = news.touched;
    }

    /// Writes the files of all changes; when one cannot be written, none takes its place.
    pub fn write(&mut self, changes: &[Change]) -> Result<()> {
        let drafts: Vec<Draft> = changes
            .par_iter()
            .filter(|change| !change.goes())
            .map(|change| self.draft(change))
            .collect::<Result<_>>()?;
        let failed = |error| Error::store(&self.dir, format!("cannot be written: {error}"));
        let _publishing = Publishing::wait(&self.dir)?;
        drafts.into_iter().try_for_each(Draft::publish).map_err(failed)?;
        for change in changes.iter().filter(|change| change.goes()) {
            match std::fs::remove_file(self.file(change.graph.as_ref())) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
                _ => {}
            }
        }
        PLACES.iter().try_for_each(|place| sync_folder(&self.dir.join(place))).map_err(failed)?;
        self.note(changes);
        Ok(())
    }

    /// Puts what was written into the listing. The times of the places are left: others may have written too.
    fn note(&mut self, changes: &[Change]) {
        for path in changes.iter().map(|change| self.file(change.graph.as_ref())).collect::<Vec<_>>() {
            match std::fs::metadata(&path) {
                Ok(metadata) => self.listing.insert(path, State::new(&metadata)),
                Err(_) => self.listing.remove(&path),
            };
        }
    }

    fn draft(&self, change: &Change) -> Result<Draft> {
        let path = self.file(change.graph.as_ref());
        let bytes = graph_file::encode(change).map_err(|error| Error::file(&path, error))?;
        Draft::write(path.clone(), &bytes)
            .map_err(|error| Error::store(&self.dir, format!("{} cannot be written: {error}", path.display())))
    }

    /// A file that went since the folder was listed is no graph.
    fn read(&self, file: &Path) -> Result<Option<Graph>> {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::file(file, error)),
        };
        let damaged = |message: String| Error::store(&self.dir, format!("{} is damaged: it {message}", file.display()));
        graph_file::decode(&bytes).map(Some).map_err(damaged)
    }

    fn files(&self) -> Result<Listing> {
        let mut files = Listing::new();
        for place in PLACES {
            let dir = self.dir.join(place);
            let entries = match std::fs::read_dir(&dir) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::file(dir, error)),
            };
            for entry in entries {
                let path = entry.map_err(|error| Error::file(&dir, error))?.path();
                if path.as_os_str().to_string_lossy().ends_with(ENDING)
                    && let Ok(metadata) = std::fs::metadata(&path)
                {
                    files.insert(path, State::new(&metadata));
                }
            }
        }
        Ok(files)
    }

    /// `B article/x` lies in `article/x.nq.zst`; a graph with a foreign name under a digest of it.
    pub fn file(&self, graph: NamedNodeRef<'_>) -> PathBuf {
        let local = graph.as_str().strip_prefix(self.base.as_str()).and_then(|path| path.split_once('/'));
        let name = |encoded| percent_decode_str(encoded).decode_utf8().ok().filter(|name| is_file_name(name));
        match local.and_then(|(place, encoded)| Some((place, name(encoded)?))) {
            Some((place, name)) if PLACES[..2].contains(&place) => self.dir.join(place).join(format!("{name}{ENDING}")),
            _ => {
                let name = blake3::hash(graph.as_str().as_bytes()).to_hex();
                self.dir.join(PLACES[2]).join(format!("{}{ENDING}", &name[..32]))
            }
        }
    }
}

fn is_file_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    name.len() <= 200 && name.chars().all(plain) && name.contains(char::is_alphanumeric)
}

/// A folder that holds something else does not become a store.
fn refuse_foreign(dir: &Path) -> Result<()> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::store(dir, format!("cannot be written: {error}"))),
    };
    let ours = |name: &str| name == lock::FILE || name == lock::PUBLISHING || name.ends_with(UNFINISHED);
    for entry in entries.flatten() {
        if !ours(&entry.file_name().to_string_lossy()) {
            return Err(Error::store(dir, "is neither empty nor a store (it has no trojka.toml)"));
        }
    }
    Ok(())
}

fn found(dir: &Path, base: &Base) -> Result<Manifest> {
    let manifest = Manifest::new(base);
    Draft::write(dir.join(manifest::FILE), manifest.to_toml().as_bytes())
        .and_then(Draft::publish)
        .and_then(|()| sync_folder(dir))
        .map_err(|error| Error::store(dir, format!("cannot be written: {error}")))?;
    Ok(manifest)
}

fn create(store: &Path, dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir).map_err(|error| Error::store(store, format!("cannot be made: {error}")))
}

fn clear_unfinished(dir: &Path) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == UNFINISHED) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
