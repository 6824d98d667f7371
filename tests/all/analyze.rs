//! `trojka analyze`: layers of CoNLL-U that are kept, and those that are made anew.

use crate::command::trojka;

const GIVEN: [&str; 6] = ["analyze", "--from", "conllu", "--given", "tokens,tags,lemmas,trees,names", "--format"];
/// Chains are always made anew.
const SAMPLE: &str = "# newdoc id = most
# global.Entity = eid-etype-head-other
# newpar id = most.1
# sent_id = most.1.1
# text = Ana gradi.
1\tAna\tAna\tPROPN\tNpfsn\tCase=Nom|Gender=Fem|Number=Sing\t2\tnsubj\t_\tEntity=(most.e1-person-1)|NER=B-per
2\tgradi\tgraditi\tVERB\tVmpr3s\tVerbForm=Fin\t0\troot\t_\tNER=O|SpaceAfter=No
3\t.\t.\tPUNCT\tZ\t_\t2\tpunct\t_\tNER=O

";

#[test]
fn given_layers_come_out_as_they_went_in() {
    let run = trojka(GIVEN).args(["conllu", "-"]).input(SAMPLE).run();
    assert_eq!((run.status, run.stdout.as_str()), (0, SAMPLE), "{}", run.stderr);
}

#[test]
fn a_faulty_file_is_named_and_the_next_one_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bad, good) = (folder.path().join("bad.conllu"), folder.path().join("good.conllu"));
    std::fs::write(&bad, "1\tAna\n").expect("written");
    std::fs::write(&good, SAMPLE).expect("written");
    let run = trojka(GIVEN).arg("conllu").arg(&bad).arg(&good).run();
    assert_eq!((run.status, run.stdout.as_str()), (1, SAMPLE), "{}", run.stderr);
    assert!(run.stderr.contains("bad.conllu:1: a word line has 10 columns, this one has 2"), "{}", run.stderr);
}

const TEXT: &str = "Nova pogodba

Ministrica Ana Kralj je v Celju podpisala pogodbo. Sosedje so jo pohvalili.
";

/// What the layers of a word line are, in the order of the columns.
fn columns<const N: usize>(conllu: &str, numbers: [usize; N]) -> Vec<[&str; N]> {
    let words = conllu.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    words.map(|line| numbers.map(|number| line.split('\t').nth(number).expect("ten columns"))).collect()
}

fn given(layers: &str, format: &str, input: &str) -> String {
    let run = trojka(["analyze", "--from", "conllu", "--given", layers, "--format", format, "-"]).input(input).run();
    assert_eq!(run.status, 0, "{layers}: {}", run.stderr);
    run.stdout
}

#[test]
fn our_own_layers_given_back_change_nothing() {
    let own = trojka(["analyze", "--format", "conllu", "-"]).input(TEXT).run().stdout;
    assert_eq!(columns(&own, [1]).len(), 16, "{own}");
    for layers in ["tokens", "tags", "lemmas", "trees", "names", "tags,trees", "tokens,tags,lemmas,trees,names"] {
        assert_eq!(given(layers, "conllu", &own), own, "{layers}");
    }
    let facts = |line: &str| {
        let mut analysis: serde_json::Value = serde_json::from_str(line).expect("JSON");
        analysis.as_object_mut().expect("an object").remove("title");
        analysis
    };
    let direct = trojka(["analyze", "-"]).input(TEXT).run().stdout;
    let through = given("tokens,tags,lemmas,trees,names", "jsonl", &own);
    assert_eq!(facts(&through), facts(&direct));
}

/// Values that our models never give here show which layer was taken.
const FOREIGN: &str = "# newdoc id = tuj
# text = Ana gradi most.
1\tAna\tlema-1\tINTJ\tI\tForeign=Yes\t4\tvocative\t_\tNER=O
2\tgradi\tlema-2\tINTJ\tI\tForeign=Yes\t4\tvocative\t_\tNER=B-misc
3\tmost\tlema-3\tINTJ\tI\tForeign=Yes\t4\tvocative\t_\tNER=I-misc|SpaceAfter=No
4\t.\tlema-4\tINTJ\tI\tForeign=Yes\t0\troot\t_\tNER=O

";

#[test]
fn each_layer_can_come_from_elsewhere() {
    let layers = [("lemmas", vec![2]), ("tags", vec![3, 4, 5]), ("trees", vec![6, 7]), ("names", vec![9])];
    for (layer, own) in &layers {
        let out = given(layer, "conllu", FOREIGN);
        for (word, (before, after)) in columns(FOREIGN, ALL).into_iter().zip(columns(&out, ALL)).enumerate() {
            for &number in own {
                assert_eq!(after[number], before[number], "{layer}, word {}", word + 1);
            }
        }
        for (other, numbers) in layers.iter().filter(|(other, _)| other != layer) {
            let changed = |&number: &usize| {
                columns(&out, ALL)
                    .iter()
                    .zip(columns(FOREIGN, ALL))
                    .any(|(after, before)| after[number] != before[number])
            };
            assert!(numbers.iter().all(changed), "{layer} given, {other} should be ours:\n{out}");
        }
    }
}

const ALL: [usize; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

#[test]
fn a_layer_that_is_not_there_is_named() {
    let bare = "# text = Ana gradi.\n1\tAna\t_\tPROPN\t_\t_\t_\t_\t_\t_\n2\tgradi\t_\tVERB\t_\t_\t_\t_\t_\t_\n";
    let run = trojka(["analyze", "--from", "conllu", "--given", "tags,trees", "-"]).input(bare).run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("-:1: the sentence has no trees, which --given says it has"), "{}", run.stderr);
    let run = trojka(["analyze", "--given", "tags", "-"]).input(TEXT).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--from conllu"), "{}", run.stderr);
}

const VISIT: &str = "Novice\n\nPredsednik vlade je danes obiskal Litvo. Litva je zavrnila predlog Latvije.\n";

#[test]
fn what_gave_no_fact_is_listed_with_the_reason() {
    let listing = trojka(["analyze", "--missed", "-"]).input(VISIT).run();
    assert_eq!(listing.status, 0, "{}", listing.stderr);
    assert!(listing.stdout.contains("Predsednik vlade je danes obiskal Litvo."), "{}", listing.stdout);
    assert!(listing.stdout.contains("no actor is linked"), "{}", listing.stdout);
    let lines = trojka(["analyze", "--missed", "--format", "jsonl", "-"]).input(VISIT).run();
    let first: serde_json::Value = serde_json::from_str(lines.stdout.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["reason"], &first["type"]), (&"no-actor".into(), &"CONSULT".into()), "{first}");
    assert_eq!(first["trigger"]["text"], "obiskal");
    let all = trojka(["analyze", "--missed=all", "--format", "jsonl", "-"]).input(VISIT).run();
    assert!(all.stdout.lines().count() >= lines.stdout.lines().count(), "{}", all.stdout);
}

#[test]
fn a_threshold_drops_facts_and_says_so() {
    let analysis = |least: &str| {
        let run = trojka(["analyze", "--min-confidence", least, "-"]).input(VISIT).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        serde_json::from_str::<serde_json::Value>(&run.stdout).expect("JSON")
    };
    let (kept, dropped) = (analysis("0"), analysis("1"));
    assert_eq!(
        (kept["events"].as_array().map(Vec::len), dropped["events"].as_array().map(Vec::len)),
        (Some(1), Some(0))
    );
    let reasons = dropped["missed"].as_array().expect("a list").iter().map(|missed| &missed["reason"]);
    assert!(reasons.into_iter().any(|reason| reason == "below-threshold"), "{}", dropped["missed"]);
    let wrong = trojka(["analyze", "--min-confidence", "2", "-"]).input(VISIT).run();
    assert!(wrong.status == 2 && wrong.stderr.contains("from 0 to 1"), "{}", wrong.stderr);
    let text = trojka(["analyze", "--format", "text", "-"]).input(VISIT).run();
    assert!(text.status == 2 && text.stderr.contains("--missed"), "{}", text.stderr);
}
