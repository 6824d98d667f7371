//! The flags of `serve` from the environment and from a file: each `--some-flag` may also be `TROJKA_SOME_FLAG`, or
//! `some-flag = …` in the TOML file that `--config` names. A flag that is typed goes before the environment, the
//! environment before the file, the file before the default.
//!
//! What the file says becomes the default of the flag before the command line is parsed.

use crate::error::{Error, Result};
use clap::builder::Str;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const SERVE: &str = "serve";
/// Flags that make no sense in a file.
const NOT_IN_FILE: [&str; 3] = ["config", "help", "version"];

/// The command line of the program with what the environment and a file add to it.
///
/// # Errors
/// When the file cannot be read, or says what no flag understands.
pub(in crate::cli) fn apply(command: Command, arguments: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let command = with_variables(command);
    match file(&command, arguments) {
        Some(path) => {
            let text = std::fs::read_to_string(&path).map_err(|error| Error::file(&path, error))?;
            with_file(command, &path, &text)
        }
        None => Ok(command),
    }
}

/// The command line with the variables that stand for its flags.
pub(in crate::cli) fn with_variables(command: Command) -> Command {
    command.mut_args(with_variable).mut_subcommand(SERVE, |serve| serve.mut_args(with_variable))
}

fn with_variable(arg: Arg) -> Arg {
    match variable(&arg) {
        Some(name) => arg.env(name),
        None => arg,
    }
}

/// The variable that stands for a flag.
fn variable(arg: &Arg) -> Option<String> {
    let long = arg.get_long().filter(|long| !["help", "version"].contains(long))?;
    Some(format!("TROJKA_{}", long.to_ascii_uppercase().replace('-', "_")))
}

/// The file that the arguments or the environment name. Arguments that are wrong are for the real parse to tell.
fn file(command: &Command, arguments: impl IntoIterator<Item = OsString>) -> Option<PathBuf> {
    let matches = command.clone().ignore_errors(true).try_get_matches_from(arguments).ok()?;
    matches.subcommand_matches(SERVE)?.get_one::<PathBuf>("config").cloned()
}

fn with_file(mut command: Command, path: &Path, text: &str) -> Result<Command> {
    let wrong = |at: usize, message: String| {
        let line = text[..at.min(text.len())].matches('\n').count() + 1;
        Error::Usage(format!("{}:{line}: {message}", path.display()))
    };
    let table = DeTable::parse(text)
        .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let Some(arg) = find(&command, name) else { return Err(wrong(key.span().start, unknown(&command, name))) };
        let values = values(arg, value).map_err(|(at, message)| wrong(at, format!("{name} {message}")))?;
        let id = arg.get_id().to_string();
        let set = |arg: Arg| arg.default_values(values.clone());
        let own =
            command.find_subcommand(SERVE).is_some_and(|serve| serve.get_arguments().any(|arg| *arg.get_id() == *id));
        command = if own {
            command.mut_subcommand(SERVE, |serve| serve.mut_arg(&id, set))
        } else {
            command.mut_arg(&id, set)
        };
    }
    Ok(command)
}

/// All flags that may stand in a file: those of `serve`, then those of every command.
pub(in crate::cli) fn keys(command: &Command) -> impl Iterator<Item = &Arg> {
    let serve = command.find_subcommand(SERVE).into_iter().flat_map(Command::get_arguments);
    let fits = |arg: &&Arg| arg.get_long().is_some_and(|long| !NOT_IN_FILE.contains(&long));
    serve.chain(command.get_arguments()).filter(fits)
}

fn find<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    keys(command).find(|arg| arg.get_long() == Some(name))
}

fn unknown(command: &Command, name: &str) -> String {
    let dashed = name.replace('_', "-");
    if name == "token" {
        "a token does not stand in this file; name its own file with token-file, or set TROJKA_TOKEN".to_owned()
    } else if dashed != name && find(command, &dashed).is_some() {
        format!("there is no setting {name:?}; it is called {dashed:?}")
    } else {
        let all: Vec<_> = keys(command).filter_map(Arg::get_long).collect();
        format!("there is no setting {name:?}; there are {}", all.join(", "))
    }
}

type Wrong = (usize, String);

/// What a flag takes, from what the file says.
fn values(arg: &Arg, value: &Spanned<DeValue<'_>>) -> Result<Vec<Str>, Wrong> {
    let at = value.span().start;
    match (value.get_ref(), arg.get_action()) {
        (DeValue::Boolean(on), ArgAction::SetTrue) => Ok(vec![on.to_string().into()]),
        (_, ArgAction::SetTrue) => Err((at, "must be true or false".to_owned())),
        (DeValue::Array(items), ArgAction::Append) => items.iter().map(|item| scalar(arg, item)).collect(),
        (DeValue::Array(_), _) => Err((at, "takes one value, not a list".to_owned())),
        _ => Ok(vec![scalar(arg, value)?]),
    }
}

fn scalar(arg: &Arg, value: &Spanned<DeValue<'_>>) -> Result<Str, Wrong> {
    let at = value.span().start;
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => number.to_string(),
            Err(_) => return Err((at, "is too large a number".to_owned())),
        },
        DeValue::Float(number) => number.to_string(),
        _ => return Err((at, "must be a text or a number".to_owned())),
    };
    check(arg, &text).map_err(|message| (at, message))?;
    Ok(text.into())
}

/// Lets the flag itself look at a value.
fn check(arg: &Arg, text: &str) -> Result<(), String> {
    let alone = Arg::new("value").long("value").value_parser(arg.get_value_parser().clone());
    let tried = Command::new("check").no_binary_name(true).arg(alone).try_get_matches_from([format!("--value={text}")]);
    let Err(error) = tried else { return Ok(()) };
    let told = error.to_string();
    let lines = told.lines().map(str::trim).take_while(|line| !line.is_empty());
    let told = lines.collect::<Vec<_>>().join(" ");
    let reason = told.split_once("--value <value>'").map_or(told.as_str(), |(_, reason)| reason);
    Err(format!("cannot be {text:?}: {}", reason.trim_start_matches([':', ' '])))
}
