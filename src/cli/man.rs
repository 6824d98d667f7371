//! `trojka man`: manual pages, made from the definition of the command line.

use super::io::print;
use super::{Global, Outcome, definition};
use crate::error::{Error, Result};
use clap::Command;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Section 1 of the manual: commands of users.
const SECTION: &str = "1";
/// What every command ends with.
const STATUS: [(&str, &str); 3] = [
    ("0", "Done."),
    ("1", "Some inputs failed and were named on standard error, the rest was kept; or the run was stopped."),
    ("2", "Wrong usage."),
];

/// Writes manual pages: the page of one command to standard output, or all pages into a folder.
///
/// Read one at once with `trojka man build | man -l -`; install all with
/// `trojka man --out ~/.local/share/man/man1`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Command whose page is written; that of the program when none is given.
    #[arg(value_name = "COMMAND")]
    pub of: Option<String>,
    /// Write the pages of all commands into this folder, which is made when it is not there.
    #[arg(short, long, value_name = "DIR", conflicts_with = "of")]
    pub out: Option<PathBuf>,
}

impl Man {
    /// # Errors
    /// When there is no such command, or a page cannot be written.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        // `help` has no page: it shows the others.
        let mut program = definition().disable_help_subcommand(true);
        program.build();
        match &self.out {
            Some(folder) => {
                let count = write_all(&program, folder)?;
                if !global.quiet {
                    eprintln!("{count} pages in {}", folder.display());
                }
            }
            None => print(&page(&program, find(&program, self.of.as_deref())?)?)?,
        }
        Ok(Outcome::Done)
    }
}

/// The commands that users see.
fn commands(program: &Command) -> impl Iterator<Item = &Command> {
    program.get_subcommands().filter(|command| !command.is_hide_set())
}

fn find<'c>(program: &'c Command, name: Option<&str>) -> Result<&'c Command> {
    let Some(name) = name else { return Ok(program) };
    commands(program).find(|command| command.get_name() == name).ok_or_else(|| {
        let known: Vec<_> = commands(program).map(Command::get_name).collect();
        Error::Usage(format!("there is no command {name:?}; there are {}", known.join(", ")))
    })
}

fn write_all(program: &Command, folder: &Path) -> Result<usize> {
    std::fs::create_dir_all(folder).map_err(|source| Error::file(folder, source))?;
    let mut count = 0;
    for command in std::iter::once(program).chain(commands(program)) {
        let path = folder.join(format!("{}.{SECTION}", title(command)));
        std::fs::write(&path, page(program, command)?).map_err(|source| Error::file(&path, source))?;
        count += 1;
    }
    Ok(count)
}

fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page in the macros of man(7).
fn page(program: &Command, command: &Command) -> Result<String> {
    let mut text = Vec::new();
    render(program, command, &mut text).map_err(|source| Error::file("manual page", source))?;
    let text = String::from_utf8(text).map_err(|error| Error::Usage(format!("manual page: {error}")))?;
    Ok(tidy(&text))
}

/// Without breaks beside vertical space, which do nothing, and without blanks at the ends of lines.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let is_space = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| matches!(*line, ".sp" | ""));
    let idle = |at: usize| lines[at] == ".br" && (is_space(at.checked_sub(1)) || is_space(Some(at + 1)));
    (0..lines.len()).filter(|&at| !idle(at)).flat_map(|at| [lines[at], "\n"]).collect()
}

fn render(program: &Command, command: &Command, text: &mut dyn Write) -> std::io::Result<()> {
    let version = program.get_version().unwrap_or_default();
    let man = clap_mangen::Man::new(command.clone()).section(SECTION);
    // No date, so that the same program writes the same bytes; `render_title` would leave the field out.
    let heading = title(command).to_uppercase();
    writeln!(text, r#".TH "{heading}" "{SECTION}" "" "Trojka {version}" "Trojka""#)?;
    man.render_name_section(text)?;
    man.render_synopsis_section(text)?;
    man.render_description_section(text)?;
    man.render_options_section(text)?;
    let whole = command.get_name() == program.get_name();
    if whole {
        man.render_subcommands_section(text)?;
    }
    let mut closing = Roff::default();
    closing.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in STATUS {
        closing.control("TP", []).text([bold(status)]).text([roman(meaning)]);
    }
    closing.control("SH", ["SEE ALSO"]);
    let mut others: Vec<&str> = if whole { commands(program).map(title).collect() } else { vec![title(program)] };
    others.sort_unstable();
    for (number, other) in others.iter().enumerate() {
        let end = if number + 1 == others.len() { "" } else { "," };
        closing.text([bold(*other), roman(format!("({SECTION}){end}"))]);
    }
    closing.to_writer(text)
}
