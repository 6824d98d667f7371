//! Linked data.

use super::{Export, Source, check, record};
use crate::cli::target::{self, Gone};
use crate::error::{Error, Result};
use crate::export::layers::{Layer, Layers, texts};
use crate::export::rights::Licences;
use crate::export::{Dump, Form, Format, Rdf, Shape, Writer, verify, write};
use oxigraph::model::Quad;

/// # Errors
/// When the output cannot be written, or the verification finds a difference.
pub fn export(typed: &Export, format: Format, source: &Source<'_>) -> Result<()> {
    let (layers, note) = layers(typed, source)?;
    let dump =
        Dump { snapshot: source.snapshot, base: source.store.base(), selection: source.selection, layers: &layers };
    let shape = if format.has_graphs() { Shape::Graphs } else { Shape::Union };
    let quads = || dump.quads(shape, typed.rdf_version());
    let mut count = 0;
    let written = if typed.verify {
        let quads: Vec<Quad> = quads().collect();
        verify_first(&quads, format)?;
        count = quads.len();
        target::to(typed.output.as_deref(), |out| write(&quads, format, out))?
    } else {
        target::to(typed.output.as_deref(), |out| {
            let mut out = Writer::new(&[], format, out)?;
            for quad in quads() {
                out.write(&quad)?;
                count += 1;
            }
            out.finish()
        })?
    };
    let written = match written {
        Gone::CutOff => return Ok(()),
        Gone::File(written) => Some(written).filter(|_| !typed.no_record),
        Gone::Out => None,
    };
    if source.global.quiet && written.is_none() {
        return Ok(());
    }
    note.iter().for_each(|note| source.tell(note));
    if typed.verify {
        source.tell(&format!("{count} triples, read back and found equal"));
    }
    let hash = dump.hash(format.has_graphs());
    source.tell(&format!("{count} triples, RDFC-1.0 SHA-256 {hash}"));
    let Some(written) = written else { return Ok(()) };
    let version = if typed.rdf_version() == Rdf::V12 { ", in RDF 1.2" } else { "" };
    let selected = format!("{}; layers: {}{version}", source.selection.description, layers.names().join(", "));
    let file = record::file(typed, Form::Rdf(format), written, format!("{count} triples"));
    record::write(typed, source, vec![file], selected, Some((count as u64, hash)))
}

/// What the options mean, and how many texts have no licence, for people.
fn layers(typed: &Export, source: &Source<'_>) -> Result<(Layers, Option<String>)> {
    let asked = check::layers(typed)?;
    let base = source.store.base();
    let licences = Licences::load(&source.global.pack()?, &typed.text_of)?;
    let (open, texts) = texts(source.snapshot, source.selection, &licences);
    let (open_texts, closed) = (texts.open, texts.closed);
    if asked.is_empty() {
        let note = format!(
            "the texts of {closed} articles are written whose rights do not say that they may be passed on; --layers facts leaves texts out"
        );
        return Ok((Layers::all(base), (closed > 0).then_some(note)));
    }
    let note = format!(
        "{open_texts} articles are written with their text, {closed} without: their rights do not say that it may be passed on"
    );
    let note = asked.contains(&Layer::Text).then_some(note);
    Ok((Layers::some(base, &asked, open), note))
}

fn verify_first(quads: &[Quad], format: Format) -> Result<()> {
    let mut bytes = Vec::new();
    write(quads, format, &mut bytes).map_err(crate::cli::io::stdout_error)?;
    verify(quads, format, &bytes).map_err(|mismatch| Error::Query(mismatch.to_string()))
}
