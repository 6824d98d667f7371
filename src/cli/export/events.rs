//! Event data.

use super::{Export, Source, record};
use crate::cli::target::{self, Gone};
use crate::error::Result;
use crate::export::Form;
use crate::export::events::{cameo, polecat};

/// # Errors
/// When the output cannot be written.
pub fn polecat(typed: &Export, source: &Source<'_>) -> Result<()> {
    let facts = source.facts(typed)?;
    let mut count = 0;
    let written = target::to(typed.output.as_deref(), |out| {
        count = polecat::write(&facts, out)?;
        Ok(())
    })?;
    if written == Gone::CutOff {
        return Ok(());
    }
    source.tell(&format!("{count} events"));
    let Gone::File(written) = written else { return Ok(()) };
    let file = record::file(typed, Form::Polecat, written, format!("{count} events"));
    record::write(typed, source, vec![file], format!("events from {}", source.selection.description), None)
}

/// # Errors
/// When the output cannot be written.
pub fn cameo(typed: &Export, source: &Source<'_>) -> Result<()> {
    let facts = source.facts(typed)?;
    let mut count = cameo::Count::default();
    let written = target::to(typed.output.as_deref(), |out| {
        count = cameo::write(&facts, out)?;
        Ok(())
    })?;
    let cameo::Count { rows, coded, left_out } = count;
    if written == Gone::CutOff {
        return Ok(());
    }
    source.tell(&format!(
        "{rows} rows for {coded} events; {left_out} events are left out, which did not take place or have no code"
    ));
    let Gone::File(written) = written else { return Ok(()) };
    let file = record::file(typed, Form::Cameo, written, format!("{rows} rows"));
    record::write(
        typed,
        source,
        vec![file],
        format!("events with CAMEO codes from {}", source.selection.description),
        None,
    )
}
