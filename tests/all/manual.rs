//! Manual pages and completions: every command has them, and the tools that read them find nothing wrong.

use crate::command::trojka;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The commands that `trojka --help` lists.
fn commands() -> BTreeSet<String> {
    let help = trojka(["--help"]).run().stdout;
    let listed = help.split("Commands:").nth(1).and_then(|rest| rest.split("\nOptions:").next()).expect("a list");
    let first = |line: &str| {
        let indented = line.starts_with("  ") && !line.starts_with("   ");
        indented.then(|| line.split_whitespace().next().expect("a word").to_owned())
    };
    let commands: BTreeSet<String> = listed.lines().filter_map(first).filter(|name| name != "help").collect();
    assert!(commands.contains("build") && commands.contains("serve"), "{help}");
    commands
}

fn pages(folder: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder).expect("a folder");
    files.map(|file| file.expect("a file").file_name().into_string().expect("UTF-8")).collect()
}

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("man1");
    let run = trojka(["man", "--out", out.to_str().expect("UTF-8")]).run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut expected: BTreeSet<String> = commands().iter().map(|name| format!("trojka-{name}.1")).collect();
    expected.insert("trojka.1".into());
    assert_eq!(pages(&out), expected);
    for name in &expected {
        let page = std::fs::read_to_string(out.join(name)).expect("a page");
        assert!(page.contains(".SH NAME") && page.contains(".SH \"EXIT STATUS\""), "{name}:\n{page}");
        check(&out.join(name));
    }
}

/// Asks the readers of manual pages that this machine has.
fn check(page: &Path) {
    let lint = Command::new("mandoc").args(["-Tlint", "-Wwarning"]).arg(page).output();
    let man = Command::new("man").args(["--warnings", "-l"]).arg(page).env("MANPAGER", "cat").output();
    for (reader, output) in [("mandoc", lint), ("man", man)] {
        match output {
            // Pages bear no date, so that they are the same whenever they are written.
            Ok(output) if reader == "mandoc" => {
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                let wrong: Vec<&str> = said.lines().filter(|line| !line.contains("missing date")).collect();
                assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            }
            Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{}", page.display()),
            Err(_) => eprintln!("{reader} is not installed: {} not checked by it", page.display()),
        }
    }
}

#[test]
fn a_page_of_one_command_goes_to_standard_output() {
    let page = trojka(["man", "serve"]).run().stdout;
    assert!(page.contains(".TH \"TROJKA-SERVE\" \"1\"") && page.contains("TROJKA_QUERY_TIMEOUT"), "{page}");
    let run = trojka(["man", "sevre"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("sevre") && run.stderr.contains("serve"), "{}", run.stderr);
}

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = trojka(["completions", shell]).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        for name in commands() {
            assert!(run.stdout.contains(&name), "{shell} does not know {name}");
        }
    }
}

#[test]
fn bash_completes_commands_flags_and_values() {
    let script = trojka(["completions", "bash"]).run().stdout;
    for (line, expected) in [
        ("trojka bui", Some("build")),
        ("trojka serve --query-time", Some("--query-timeout")),
        ("trojka completions fi", Some("fish")),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let ask = format!(
            "COMP_WORDS=({line}); COMP_CWORD={}; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}
             _trojka trojka '{last}' '{before}'; echo \"${{COMPREPLY[*]}}\"",
            words.len() - 1
        );
        let Ok(output) = Command::new("bash").args(["--norc", "-c", &format!("{script}\n{ask}")]).output() else {
            return eprintln!("bash is not installed: its completion is not checked");
        };
        let found = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.stderr, b"", "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(found.split_whitespace().next(), expected, "{line}: {found}");
    }
}
