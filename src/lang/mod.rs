//! Language packs: everything that Trojka knows about a language is a file in `data/<code>/`.
//!
//! `src/` holds no word of any language. A [`Pack`] gives the stages their files; each stage reads and checks its own
//! tables. `data/common/` holds what no language owns. The packs are part of the program; a folder with the same layout
//! can stand in for them (`--data DIR`).

pub mod addition;
mod label;
pub mod tsv;

use crate::error::{Error, Result};
use addition::Addition;
use rust_embed::Embed;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Embed)]
#[folder = "data/"]
#[exclude = "articles/*"]
// The invented language is for tests.
#[exclude = "zz/*"]
struct Shipped;

/// Access to the files of one language and to the common ones.
#[derive(Debug, Clone)]
pub struct Pack {
    /// ISO 639-1 code, the folder's name.
    pub lang: String,
    source: Source,
    additions: Arc<[Addition]>,
}

#[derive(Debug, Clone)]
enum Source {
    Shipped,
    Folder(PathBuf),
}

impl Pack {
    /// The pack that is built into the program.
    ///
    /// # Errors
    /// When no pack of that language is shipped.
    pub fn shipped(lang: &str) -> Result<Self> {
        Self { lang: lang.into(), source: Source::Shipped, additions: Arc::default() }.checked()
    }

    /// A pack in a folder laid out like `data/` (so `DIR/common` and `DIR/<lang>`).
    ///
    /// # Errors
    /// When the folder holds no `<lang>/pack.toml`.
    pub fn folder(dir: impl Into<PathBuf>, lang: &str) -> Result<Self> {
        Self { lang: lang.into(), source: Source::Folder(dir.into()), additions: Arc::default() }.checked()
    }

    /// The same pack with entities that a user adds to its gazetteer.
    #[must_use]
    pub fn with_additions(self, additions: Vec<Addition>) -> Self {
        Self { additions: additions.into(), ..self }
    }

    /// Entities that a user adds to the gazetteer.
    pub fn additions(&self) -> &[Addition] {
        &self.additions
    }

    fn checked(self) -> Result<Self> {
        self.read("pack.toml")?;
        Ok(self)
    }

    /// A file of the language, by its path below `data/<lang>/`.
    ///
    /// # Errors
    /// [`Error::Pack`] when the file is missing, [`Error::File`] when it cannot be read.
    pub fn read(&self, file: &str) -> Result<Cow<'static, [u8]>> {
        self.load(&format!("{}/{file}", self.lang))
    }

    /// A file that no language owns, by its path below `data/common/`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_common(&self, file: &str) -> Result<Cow<'static, [u8]>> {
        self.load(&format!("common/{file}"))
    }

    /// As [`read`](Self::read), for text.
    ///
    /// # Errors
    /// Also when the file is not UTF-8.
    pub fn text(&self, file: &str) -> Result<String> {
        String::from_utf8(self.read(file)?.into_owned()).map_err(|_| self.error(file, None, "is not UTF-8"))
    }

    /// As [`read_common`](Self::read_common), for text.
    ///
    /// # Errors
    /// Also when the file is not UTF-8.
    pub fn text_common(&self, file: &str) -> Result<String> {
        String::from_utf8(self.read_common(file)?.into_owned()).map_err(|_| self.error(file, None, "is not UTF-8"))
    }

    /// The files below a folder of the language, sorted, as paths for [`read`](Self::read). Empty when there is none.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let top = format!("{}/", self.lang);
        let mut files = self.below(&format!("{top}{}/", folder.trim_end_matches('/')));
        files.sort_unstable();
        files.iter().map(|path| path[top.len()..].to_owned()).collect()
    }

    /// The files below a folder of the whole, as paths for [`load`](Self::load).
    fn below(&self, prefix: &str) -> Vec<String> {
        match &self.source {
            Source::Shipped => Shipped::iter().map(Cow::into_owned).filter(|path| path.starts_with(prefix)).collect(),
            Source::Folder(dir) => {
                let mut found = Vec::new();
                walk(&dir.join(prefix), prefix.trim_end_matches('/'), &mut found);
                found
            }
        }
    }

    /// An [`Error::Pack`] about one of this pack's files.
    pub fn error(&self, file: &str, line: Option<usize>, message: impl ToString) -> Error {
        Error::Pack { pack: self.lang.clone(), file: file.into(), line, message: message.to_string() }
    }

    fn load(&self, path: &str) -> Result<Cow<'static, [u8]>> {
        let missing = || self.error(path, None, "is missing");
        match &self.source {
            Source::Shipped => Shipped::get(path).map(|file| file.data).ok_or_else(missing),
            Source::Folder(dir) => match std::fs::read(dir.join(path)) {
                Ok(bytes) => Ok(Cow::Owned(bytes)),
                Err(source) if source.kind() == std::io::ErrorKind::NotFound => Err(missing()),
                Err(source) => Err(Error::file(dir.join(path), source)),
            },
        }
    }
}

fn walk(dir: &std::path::Path, prefix: &str, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &name, found),
            Ok(_) => found.push(name),
            Err(_) => {}
        }
    }
}
