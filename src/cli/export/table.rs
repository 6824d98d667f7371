//! Tables.

use super::{Export, Source, record};
use crate::cli::target::{self, Gone};
use crate::error::{Error, Result};
use crate::export::Form;
use crate::export::record::File;
use crate::export::table::{Sheet, Table};
use std::path::Path;

/// # Errors
/// When a table cannot be written.
pub fn export(typed: &Export, sheet: Sheet, source: &Source<'_>) -> Result<()> {
    let form = if sheet == Sheet::Csv { Form::Csv } else { Form::Parquet };
    let facts = source.facts(typed)?;
    let mut files = Vec::new();
    let mut write = |table: Table, path: Option<&Path>| -> Result<()> {
        let pairs = typed.pairs && table == Table::Events;
        let mut rows = 0;
        let written = target::to(path, |out| {
            rows = sheet.write(table.columns(), table.rows(&facts, pairs), out)?;
            Ok(())
        })?;
        if written == Gone::CutOff {
            return Ok(());
        }
        source.tell(&format!("{}: {rows} rows", table.name()));
        if let (Gone::File(written), Some(path)) = (written, path) {
            files.push(record::named(path, form, written, format!("{rows} rows")));
        }
        Ok(())
    };
    match &typed.table {
        Some(name) => write(name.parse()?, typed.output.as_deref())?,
        None => {
            let folder = typed.output.as_deref().unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, error))?;
            for table in Table::ALL {
                write(table, Some(&folder.join(format!("{}.{form}", table.name()))))?;
            }
        }
    }
    finish(typed, source, files)
}

fn finish(typed: &Export, source: &Source<'_>, files: Vec<File>) -> Result<()> {
    let what = typed.table.as_deref().unwrap_or("events, posts and agreements");
    let pairs = if typed.pairs { ", a row for each actor and recipient" } else { "" };
    record::write(typed, source, files, format!("table of {what} from {}{pairs}", source.selection.description), None)
}
