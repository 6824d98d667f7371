//! Flags, environment, file.

use crate::command::{Call, Run, trojka};
use std::collections::BTreeSet;
use std::path::PathBuf;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("temporary folder"))
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("writable");
        path
    }

    /// `trojka serve` with a configuration file.
    fn serve(&self, config: &str) -> Call {
        trojka(["serve", "--config"]).arg(self.file("trojka.toml", config))
    }
}

/// What a command was refused for.
fn refused(run: Run, status: i32) -> String {
    assert_eq!(run.status, status, "{}", run.stderr);
    run.stderr
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let place = Place::new();
    let file = "store = \"/nowhere/file\"\n";
    let told = refused(place.serve(file).run(), 1);
    assert!(told.contains("/nowhere/file"), "{told}");
    let told = refused(place.serve(file).variable("TROJKA_STORE", "/nowhere/environment").run(), 1);
    assert!(told.contains("/nowhere/environment"), "{told}");
    let call = place.serve(file).variable("TROJKA_STORE", "/nowhere/environment");
    let told = refused(call.args(["--store", "/nowhere/flag"]).run(), 1);
    assert!(told.contains("/nowhere/flag"), "{told}");
    let config = place.file("other.toml", "store = \"/nowhere/named-by-environment\"");
    let told = refused(trojka(["serve"]).variable("TROJKA_CONFIG", config.to_str().expect("UTF-8")).run(), 1);
    assert!(told.contains("/nowhere/named-by-environment"), "{told}");
    let told = refused(trojka(["serve"]).run(), 2);
    assert!(told.contains("--store"), "{told}");
}

#[test]
fn what_a_file_says_wrong_is_told_with_its_line() {
    let place = Place::new();
    for (line, part) in [
        ("query-timeout = \"soon\"", "query-timeout cannot be \"soon\": must be a number of seconds"),
        ("query-timeout = 0", "must be above 0"),
        ("query-timeout = true", "must be a text or a number"),
        ("query-timeout = [1, 2]", "takes one value, not a list"),
        ("query-memory = \"1 apple\"", "must be a size"),
        ("allow-service = [\"example.org\", \"http://example.org/\"]", "must be a host"),
        ("log-format = \"xml\"", "text"),
        ("default-graph = 3", "union"),
        ("bind = \"everywhere\"", "bind cannot be"),
        ("quiet = \"yes\"", "must be true or false"),
        ("query_timeout = 3", "it is called \"query-timeout\""),
        ("querytimeout = 3", "there is no setting \"querytimeout\"; there are store,"),
        ("config = \"x\"", "there is no setting"),
        ("token = \"x\"", "token-file"),
        ("[limits]", "there is no setting \"limits\""),
        ("queue = ", ""),
        ("queue = 3\nqueue = 4", "duplicate"),
    ] {
        let told = refused(place.serve(&format!("# one\nidle-timeout = 5\n{line}\n")).run(), 2);
        let at = if line.contains('\n') { 4 } else { 3 };
        assert!(told.contains(&format!("trojka.toml:{at}: ")) && told.contains(part), "{line}: {told}");
    }
    let told = refused(trojka(["serve", "--config", "/nowhere/trojka.toml"]).run(), 1);
    assert!(told.contains("/nowhere/trojka.toml"), "{told}");
}

#[test]
fn the_example_file_has_every_flag() {
    let example = include_str!("../../../deploy/trojka.toml");
    let setting = |line: &str| {
        let line = line.strip_prefix("# ")?;
        let key = line.split_once(" = ")?.0;
        key.chars().all(|c| c.is_ascii_lowercase() || c == '-').then(|| format!("{line}\n"))
    };
    let set: String = example.lines().filter_map(setting).collect();
    let table: toml::Table = set.parse().unwrap_or_else(|error| panic!("{error}"));
    let help = trojka(["serve", "--help"]).run().stdout;
    let flag = |line: &str| {
        let name =
            line.trim_start().split_once("--")?.1.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()?;
        (line.starts_with("      --") || line.starts_with("  -")).then(|| name.to_owned())
    };
    let mut flags: BTreeSet<String> = help.lines().filter_map(flag).collect();
    for name in ["config", "help", "version"] {
        flags.remove(name);
    }
    assert!(flags.len() > 25, "{flags:?}");
    assert_eq!(table.keys().cloned().collect::<BTreeSet<_>>(), flags);
    for name in &flags {
        let variable = format!("[env: TROJKA_{}=", name.to_uppercase().replace('-', "_"));
        assert!(help.contains(&variable), "{variable} in {help}");
    }
    let place = Place::new();
    let told = refused(place.serve(&set).run(), 1);
    assert!(!told.contains("trojka.toml:") && told.contains("/etc/trojka/token"), "the settings are all good: {told}");
}

#[test]
fn tokens_come_from_the_environment_or_a_file() {
    let place = Place::new();
    let token = place.file("token", "skrivnost\n");
    let no_store = place.file("no-store", "");
    let serve = || trojka(["serve", "--store"]).arg(&no_store);
    let told = refused(serve().arg("--token-file").arg(&token).run(), 1);
    assert!(told.contains("no-store"), "{told}");
    let told = refused(serve().arg("--token-file").arg(&token).variable("TROJKA_TOKEN", "druga").run(), 2);
    assert!(told.contains("two tokens") && !told.contains("druga"), "{told}");
    for empty in ["", "\n", "dve besedi"] {
        let told = refused(serve().variable("TROJKA_TOKEN", empty).run(), 2);
        assert!(told.contains("TROJKA_TOKEN") && !told.contains("besedi"), "{told}");
        let told = refused(serve().arg("--token-file").arg(place.file("empty", empty)).run(), 2);
        assert!(told.contains("empty"), "{told}");
    }
    let told = refused(serve().args(["--token", "x"]).run(), 2);
    assert!(told.contains("--token"), "there is no such flag: {told}");
}
