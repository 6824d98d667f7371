//! What a pack is called where it has to be told from every other state of it: `sl 0.1.0 1f0c2a…`.

use super::{Pack, Shipped, Source};
use crate::error::{Error, Result};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::PathBuf;

/// Digits of the digest that are shown.
const DIGITS: usize = 12;

#[derive(Deserialize)]
struct Manifest {
    version: Option<String>,
}

impl Pack {
    /// Language, version, and the beginning of a digest of all files that readings depend on, with what a user adds. The
    /// same files have the same digest, whether they are built in or lie in a folder.
    ///
    /// Digests of files that are built in were made with the program; those of a folder are made now.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn label(&self) -> Result<String> {
        let manifest: Manifest =
            toml::from_str(&self.text("pack.toml")?).map_err(|error| self.error("pack.toml", None, error.message()))?;
        let version = manifest.version.map(|version| format!(" {version}")).unwrap_or_default();
        Ok(format!("{}{version} {}", self.lang, &self.digest()?[..DIGITS]))
    }

    /// SHA-256 of the paths and digests of the files, in their order, and of the additions.
    fn digest(&self) -> Result<String> {
        let mut paths = self.below("common/");
        paths.extend(self.below(&format!("{}/", self.lang)));
        paths.sort_unstable();
        let files: Vec<[u8; 32]> = paths.par_iter().map(|path| self.digest_of(path)).collect::<Result<_>>()?;
        let mut whole = Sha256::new();
        for (path, file) in paths.iter().zip(files) {
            whole.update(path.as_bytes());
            whole.update(file);
        }
        for addition in self.additions() {
            let mut addition = addition.clone();
            // Where the file lies does not matter.
            addition.path = PathBuf::new();
            whole.update(format!("{addition:?}"));
        }
        Ok(whole.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }

    fn digest_of(&self, path: &str) -> Result<[u8; 32]> {
        match &self.source {
            Source::Shipped => {
                let file = Shipped::get(path).ok_or_else(|| self.error(path, None, "is missing"))?;
                Ok(file.metadata.sha256_hash())
            }
            Source::Folder(dir) => {
                let path = dir.join(path);
                let bytes = std::fs::read(&path).map_err(|source| Error::file(&path, source))?;
                Ok(Sha256::digest(bytes).into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::addition::{Addition, Id};

    fn write(dir: &std::path::Path, path: &str, text: &str) {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }

    #[test]
    fn every_file_counts_and_nothing_else() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let label = || Pack::folder(dir.path(), "xx").and_then(|pack| pack.label()).expect("a pack");
        write(dir.path(), "xx/pack.toml", "lang = \"xx\"\nversion = \"7.0\"\n");
        write(dir.path(), "common/countries.tsv", "a\n");
        write(dir.path(), "yy/words.tsv", "a\n");
        let first = label();
        assert!(first.starts_with("xx 7.0 ") && first.len() == "xx 7.0 ".len() + DIGITS, "{first}");
        write(dir.path(), "yy/words.tsv", "b\n");
        assert_eq!(label(), first, "another language");
        write(dir.path(), "common/countries.tsv", "b\n");
        let second = label();
        assert_ne!(second, first, "a common file");
        write(dir.path(), "xx/words.tsv", "");
        assert_ne!(label(), second, "a new file");
    }

    #[test]
    fn what_is_built_in_has_the_digest_of_its_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
        let of = |pack: Result<Pack>| pack.and_then(|pack| pack.label()).expect("the Slovene pack");
        assert_eq!(of(Pack::shipped("sl")), of(Pack::folder(folder, "sl")));
    }

    #[test]
    fn what_a_user_adds_counts_wherever_it_lies() {
        let with = |path: &str, slug: &str| {
            let id = Id { kind: "organisation".into(), slug: slug.into() };
            let pack = Pack::shipped("sl").expect("shipped");
            pack.with_additions(vec![Addition::new(path.into(), 3, id)]).label().expect("shipped")
        };
        assert_eq!(with("a.ttl", "zps"), with("b.ttl", "zps"));
        assert_ne!(with("a.ttl", "zps"), with("a.ttl", "zpp"));
        assert_ne!(with("a.ttl", "zps"), Pack::shipped("sl").and_then(|pack| pack.label()).expect("shipped"));
    }
}
