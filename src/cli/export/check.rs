//! Options that do not fit together.

use super::Export;
use crate::error::{Error, Result};
use crate::export::layers::Layer;
use crate::export::table::Table;
use crate::export::{Form, Rdf};

/// # Errors
/// [`Error::Usage`] with the first thing that is wrong.
pub fn options(typed: &Export, form: Form) -> Result<()> {
    let refuse = |why: String| Err(Error::Usage(why));
    if !matches!(form, Form::Rdf(_)) {
        let of_rdf = [
            ("--layers", !typed.layers.is_empty()),
            ("--verify", typed.verify),
            ("--rdf 1.2", typed.rdf_version() == Rdf::V12),
        ];
        if let Some((option, _)) = of_rdf.into_iter().find(|(_, given)| *given) {
            return refuse(format!("{option} is for forms of RDF, not for {form}"));
        }
    }
    if !form.is_table() && typed.table.is_some() {
        return refuse(format!("--table is for csv and parquet, not for {form}"));
    }
    if typed.pairs && !(form.is_table() && typed.table.as_deref().is_none_or(|table| table == Table::Events.name())) {
        return refuse("--pairs is for the table of events as csv or parquet".into());
    }
    if form.is_table() && typed.table.is_none() && typed.output.is_none() {
        return refuse(format!("{form} needs --table, or a folder for all tables as --output"));
    }
    if matches!(form, Form::Rdf(_)) && typed.label_language.is_some() {
        return refuse(format!("--label-language is for tables, event data and networks, not for {form}"));
    }
    if typed.no_record && typed.output.is_none() {
        return refuse("--no-record goes with --output: standard output has no record".into());
    }
    if let Form::Rdf(format) = form
        && typed.rdf_version() == Rdf::V12
        && !format.has_triple_terms()
    {
        return refuse(format!("{form} cannot say RDF 1.2; choose another format or --rdf 1.1"));
    }
    let layers = layers(typed)?;
    if !typed.text_of.is_empty() && !layers.contains(&Layer::Text) {
        return refuse("--text-of goes with --layers that name text".into());
    }
    Ok(())
}

/// The layers that were named.
///
/// # Errors
/// For a layer that there is not.
pub fn layers(typed: &Export) -> Result<Vec<Layer>> {
    typed.layers.iter().map(|name| name.parse()).collect()
}
