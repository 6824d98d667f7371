//! `trojka evaluate` from outside.

use assert_cmd::Command;
use std::fs;

const GOLD: &str = r#"{"doc": "one", "entities": [{"id": "e1", "kind": "country", "name": "Litva", "surface": ["Litva"]}],
    "statements": [{"speaker": "e1", "evidence": "Litva molči."}]}"#;

fn evaluate() -> Command {
    let mut command = Command::cargo_bin("trojka").expect("the program is built");
    command.arg("evaluate");
    command
}

#[test]
fn scores_a_folder_by_group() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join("dev")).expect("a folder");
    fs::write(dir.path().join("dev/one.json"), GOLD).expect("gold");
    fs::write(dir.path().join("dev/one.txt"), "Litva molči.").expect("text");
    let output = evaluate().args(["--format", "json", "--gold"]).arg(dir.path()).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let names: Vec<_> = record["groups"].as_array().expect("groups").iter().map(|group| &group["name"]).collect();
    assert_eq!(names, ["dev", "all"]);
    let statements = &record["groups"][0]["layers"]["statements"];
    assert_eq!(statements["right"].as_u64().unwrap() + statements["missed"].as_u64().unwrap(), 1);
}

#[test]
fn scores_the_analysis_of_another_system() {
    let gold = "# newdoc\n# layers = morph,lemma,dep,ner\n\
        1\tLitva\tLitva\tPROPN\tNpfsn\tCase=Nom\t2\tnsubj\t_\tNER=B-loc\n\
        2\tmolči\tmolčati\tVERB\tVmpr3s\t_\t0\troot\t_\tNER=O|SpaceAfter=No\n\
        3\t.\t.\tPUNCT\tZ\t_\t2\tpunct\t_\tNER=O\n";
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (gold_file, system_file) = (dir.path().join("gold.conllu"), dir.path().join("system.conllu"));
    fs::write(&gold_file, gold).expect("gold");
    let score = |system: &str| {
        fs::write(&system_file, system).expect("system");
        let mut command = evaluate();
        command.args(["--format", "json", "--conllu"]).arg(&gold_file).arg("--system").arg(&system_file);
        command.output().expect("it runs")
    };
    let other = gold.replace("molčati", "molčeti").replace("B-loc", "B-per").replace("\t2\tnsubj", "\t3\tnsubj");
    let record: serde_json::Value = serde_json::from_slice(&score(&other).stdout).expect("JSON");
    let right = |measure: &str| (record[measure]["f1"].as_f64().expect("a number") * 3.0).round();
    assert_eq!(["Tokens", "UPOS", "Lemmas", "UAS", "LAS", "Names"].map(right), [3.0, 3.0, 2.0, 2.0, 2.0, 0.0]);
    let more = score(&format!("{gold}\n{gold}"));
    assert!(String::from_utf8_lossy(&more.stderr).contains("system.conllu: 2 documents where gold has 1"));
}

#[test]
fn names_the_file_that_is_missing_or_wrong() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join("one.json"), GOLD).expect("gold");
    let no_text = evaluate().arg("--gold").arg(dir.path()).assert().failure();
    assert!(String::from_utf8_lossy(&no_text.get_output().stderr).contains("one.txt"));
    fs::write(dir.path().join("one.txt"), "Litva molči.").expect("text");
    fs::write(dir.path().join("one.json"), GOLD.replace("e1", "e2").replacen("e2", "e1", 1)).expect("gold");
    let unknown = evaluate().arg("--gold").arg(dir.path()).assert().failure();
    let message = String::from_utf8_lossy(&unknown.get_output().stderr).into_owned();
    assert!(message.contains("one.json") && message.contains("e2"), "{message}");
}

#[test]
fn lists_names_with_another_lemma() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (folder, name, text) in [
        ("raw", "a.txt", "Dunaj leži ob Donavi."),
        ("ner", "a.tsv", "0\t5\tDunaj\tDunav\tLOC\tX\n14\t20\tDonava\tDonava\tORG\tY\n"),
    ] {
        let folder = dir.path().join(folder).join("topic");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), text).expect("a file");
    }
    let output = evaluate().arg("--misses").arg("--slavicner").arg(dir.path()).output().expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("~\ttopic/a\t0-5\tLOC\tDunaj\tDunaj\tDunav"), "{printed}");
    assert!(printed.contains("-\ttopic/a\t14-20\tORG\tDonavi\t\tDonava"), "{printed}");
}

#[test]
fn tells_what_confidences_are_worth() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = "Litva je sporočila, da dežuje.";
    fs::write(dir.path().join("one.json"), GOLD.replace("Litva molči.", text)).expect("gold");
    fs::write(dir.path().join("one.txt"), text).expect("text");
    let run = |options: &[&str]| {
        let output = evaluate().args(options).arg("--gold").arg(dir.path()).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let record: serde_json::Value =
        serde_json::from_str(&run(&["--reliability", "--curve", "--format", "json"])).expect("JSON");
    let band = &record["reliability"][0];
    assert_eq!((&band["layer"], &band["found"], &band["right"]), (&"statements".into(), &1.into(), &1.into()));
    let steps = record["curve"].as_array().expect("steps");
    assert_eq!(steps.iter().filter(|step| step["layer"].is_null()).count(), 20);
    assert_eq!(steps[0]["least"], 0.0);
    assert_eq!(run(&["--calibration"]), "[curve]\nstatements = [[0.900, 1.000]]\n");
    let none = run(&["--min-confidence", "1", "--format", "json"]);
    let none: serde_json::Value = serde_json::from_str(&none).expect("JSON");
    assert_eq!(none["groups"][0]["layers"]["statements"]["missed"], 1, "{none}");
}

#[test]
fn scores_chains() {
    let gold = r#"{"id": "one", "tokens": ["Minister", "Jan", "Novak", "je", "odšel", ".", "Novak", "molči", "."],
        "chains": [[{"tokens": [0, 1, 2]}, {"tokens": [6]}]]}"#;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("gold.jsonl");
    fs::write(&file, gold.replace('\n', " ")).expect("gold");
    let score = |options: &[&str]| {
        let output =
            evaluate().args(options).args(["--format", "json", "--coref"]).arg(&file).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        rows.as_array().expect("rows").clone()
    };
    let given = score(&["--given-mentions"]);
    assert_eq!(given.len(), 4);
    assert!(given.iter().all(|row| row["conll"] == 1.0), "{given:?}");
    let own = score(&[]);
    let (chains, entities) = (&own[0], &own[8]);
    assert_eq!((own.len(), &chains["chains"], &entities["chains"]), (12, &"chains".into(), &"entities".into()));
    assert!([chains, entities].iter().all(|row| row["MUC"]["recall"] == 1.0), "{own:?}");
    fs::write(&file, "{}").expect("gold");
    evaluate().arg("--coref").arg(&file).assert().failure();
}
