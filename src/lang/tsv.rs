//! Tables of tab-separated columns with a heading line. `#` starts a comment line; cells are not quoted.

use crate::error::{Error, Result};

/// One table, read whole.
pub struct Table<'t> {
    file: &'t str,
    heading: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
    lang: &'t str,
}

/// One line of a table.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table<'t>,
    /// Counted from 1.
    pub line: usize,
    cells: &'t [&'t str],
}

impl<'t> Table<'t> {
    /// Reads the text of `file`; its heading must name every column of `columns`.
    ///
    /// # Errors
    /// [`Error::Pack`] with the line when a column is missing or a row has another number of cells than the heading.
    pub fn parse(lang: &'t str, file: &'t str, text: &'t str, columns: &[&str]) -> Result<Self> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let heading: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
        let mut table = Self { file, heading, rows: Vec::new(), lang };
        for column in columns {
            if !table.heading.contains(column) {
                return Err(table.error(1, format!("there is no column {column:?}")));
            }
        }
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() != table.heading.len() {
                let message = format!("has {} cells for {} columns", cells.len(), table.heading.len());
                return Err(table.error(line, message));
            }
            table.rows.push((line, cells));
        }
        Ok(table)
    }

    pub fn rows(&'t self) -> impl Iterator<Item = Row<'t>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    fn error(&self, line: usize, message: impl ToString) -> Error {
        Error::Pack { pack: self.lang.into(), file: self.file.into(), line: Some(line), message: message.to_string() }
    }
}

impl<'t> Row<'t> {
    /// The cell of a column; empty when the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        self.table.heading.iter().position(|name| *name == column).map_or("", |index| self.cells[index])
    }

    /// The cell, or `None` when it is empty or `-` (known to have none).
    pub fn some(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|cell| !matches!(*cell, "" | "-"))
    }

    /// The parts of a cell between `|`; none when it is empty or `-`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.some(column).into_iter().flat_map(|cell| cell.split('|')).map(str::trim).filter(|part| !part.is_empty())
    }

    /// An error about this row.
    pub fn error(&self, message: impl ToString) -> Error {
        self.table.error(self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_by_column() {
        let text = "# words\nkey\tname\n\na\tone|two\nb\t-\n";
        let table = Table::parse("zz", "t.tsv", text, &["name"]).expect("a table");
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].list("name").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!((rows[1].line, rows[1].some("name"), rows[1].get("absent")), (5, None, ""));
    }

    #[test]
    fn names_the_line_at_fault() {
        let error = Table::parse("zz", "t.tsv", "key\tname\na\n", &["key"]).err().expect("too few cells");
        assert_eq!(error.to_string(), "language pack zz: t.tsv:2: has 1 cells for 2 columns");
        let error = Table::parse("zz", "t.tsv", "key\n", &["name"]).err().expect("no such column");
        assert!(error.to_string().contains("name"), "{error}");
    }
}
