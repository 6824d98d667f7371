//! `trojka analyze`, as far as it needs no model: all layers are given.

use crate::command::trojka;

const GIVEN: [&str; 6] = ["analyze", "--from", "conllu", "--given", "tokens,tags,lemmas,trees,names", "--format"];
const SAMPLE: &str = "# newdoc id = most
# newpar id = most.1
# sent_id = most.1.1
# text = Ana gradi.
1\tAna\tAna\tPROPN\tNpfsn\tCase=Nom|Gender=Fem|Number=Sing\t2\tnsubj\t_\tNER=B-per
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
