//! Networks.

use super::{Export, Source, record};
use crate::cli::target::{self, Gone};
use crate::error::Result;
use crate::export::Form;
use crate::export::network::Network;

/// # Errors
/// When the output cannot be written.
pub fn export(typed: &Export, form: Form, source: &Source<'_>) -> Result<()> {
    let network = Network::collect(&source.facts(typed)?);
    let written = target::to(typed.output.as_deref(), |out| match form {
        Form::Gexf => network.write_gexf(out),
        _ => network.write_graphml(out),
    })?;
    let extent = format!("{} nodes, {} edges", network.nodes.len(), network.edges.len());
    if written == Gone::CutOff {
        return Ok(());
    }
    source.tell(&extent);
    let Gone::File(written) = written else { return Ok(()) };
    let file = record::file(typed, form, written, extent);
    record::write(typed, source, vec![file], format!("network of {}", source.selection.description), None)
}
