//! `trojka export`: the store as linked data.

use super::io::{BaseArg, StoreArg, stdout_error, to_stdout};
use super::{Global, Outcome};
use crate::error::{Error, Result};
use crate::export::rdf11::lowered;
use crate::export::{Format, normal_form, verify, write};
use crate::store::Store;
use oxigraph::model::Quad;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes the whole store in one form of RDF; the same graph gives the same bytes.
///
/// Forms without named graphs (turtle, ntriples, rdfxml) hold the union of all graphs.
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
    #[arg(long, value_name = "FORMAT",
        value_parser = clap::builder::PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    pub format: String,
    /// File to write, in place of standard output. It appears when it is complete.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Read the export back with a second reader and compare the graphs before it is handed over.
    #[arg(long)]
    pub verify: bool,
}

impl Export {
    /// # Errors
    /// When the store or the output cannot be used, or when the verification finds a difference.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let format: Format = self.format.parse()?;
        let store = Store::open(&self.store.store, self.base.get()?.as_ref())?;
        let quads = normal_form(lowered(store.dataset().iter(), store.base()), format);
        if self.verify {
            check(&quads, format)?;
            if !global.quiet {
                eprintln!("{} triples, read back and found equal", quads.len());
            }
        }
        match &self.output {
            None => to_stdout(|out| write(&quads, format, out).map_err(stdout_error)),
            Some(path) => to_file(path, |out| write(&quads, format, out)),
        }?;
        Ok(Outcome::Done)
    }
}

fn check(quads: &[Quad], format: Format) -> Result<()> {
    let mut bytes = Vec::new();
    write(quads, format, &mut bytes).map_err(stdout_error)?;
    verify(quads, format, &bytes).map_err(|mismatch| Error::Query(mismatch.to_string()))
}

/// Writes beside the target and renames; a target that is no plain file (a device, a pipe) is written to directly.
fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    let failed = |error| Error::file(path, error);
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        return write(&mut out).and_then(|()| out.flush()).map_err(failed);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Temporary files are private by default; an export is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut out = BufWriter::new(builder.tempfile_in(folder).map_err(failed)?);
    write(&mut out).map_err(failed)?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
