//! CoNLL-U in and out.

use std::io::Cursor;
use trojka::error::Result;
use trojka::pipeline::Layer;
use trojka::text::conllu::{self, Block, Reader};

const SAMPLE: &str = "# newdoc id = a
# newpar id = a.1
# sent_id = a.1.1
# text = Župan je prišel.
1\tŽupan\tžupan\tNOUN\tNcmsn\tCase=Nom|Gender=Masc|Number=Sing\t3\tnsubj\t_\tNER=O
2\tje\tbiti\tAUX\tVa-r3s-n\tMood=Ind\t3\taux\t_\tNER=O
3\tprišel\tpriti\tVERB\tVmep-sm\t_\t0\troot\t_\tNER=O|SpaceAfter=No
4\t.\t.\tPUNCT\tZ\t_\t3\tpunct\t_\tNER=O

# newpar id = a.2
# sent_id = a.2.2
# text = Horvatova Ana
1\tHorvatova\tHorvatov\tADJ\tAspfsn\t_\t2\tamod\t_\tNER=B-deriv-per
2\tAna\tAna\tPROPN\tNpfsn\t_\t0\troot\t_\tNER=B-per

# newdoc
# text = Ne.
1\tNe\tne\tPART\tQ\tPolarity=Neg\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\tZ\t_\t1\tpunct\t_\t_

";

fn blocks(text: &str) -> Result<Vec<Block>> {
    Reader::new("x.conllu", Cursor::new(text)).collect()
}

#[test]
fn builds_documents_with_spans_in_code_points() {
    let read = blocks(SAMPLE).unwrap();
    assert_eq!(conllu::given_layers(&read), [Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees]);
    let docs = conllu::documents("x", read);
    assert_eq!(docs.len(), 2);
    assert_eq!(docs[0].article.text, "Župan je prišel.\n\nHorvatova Ana");
    assert_eq!((docs[0].article.id.as_str(), docs[1].article.id.as_str()), ("a", "x-2"));
    let ana = &docs[0].sentences[1].tokens[1];
    assert_eq!(docs[0].slice(ana.span), "Ana");
    assert_eq!(docs[0].sentence_text(0), "Župan je prišel.");
    assert!(docs[0].names[0].possessive && !docs[0].names[1].possessive);
    assert_eq!(docs[0].sentences[1].paragraph, 1);
}

#[test]
fn what_is_written_reads_back_the_same() {
    let docs = conllu::documents("x", blocks(SAMPLE).unwrap());
    let mut out = Vec::new();
    conllu::write_document(&docs[0], &mut out).unwrap();
    let written = String::from_utf8(out).unwrap();
    assert_eq!(written, SAMPLE[..SAMPLE.find("# newdoc\n").unwrap()]);
}

#[test]
fn chains_read_and_write_as_in_corefud() {
    let word = |id: usize, misc: &str| format!("{id}\tx\tx\tNOUN\tN\t_\t0\troot\t_\t{misc}\n");
    let misc = [
        "Entity=(a_1.e1-person-2(a_1.e2-place-1)",
        "Entity=(a_1.e4-other-1)a_1.e1)(a_1.e3-event-1",
        "_",
        "Entity=(a_1.e2-place-1)a_1.e3)|SpaceAfter=No",
        "Entity=(a_1.e1-person-1)",
    ];
    let words: String = misc.iter().enumerate().map(|(at, misc)| word(at + 1, misc)).collect();
    let head = "# newdoc id = a-1\n# global.Entity = eid-etype-head-other\n# newpar id = a-1.1\n# sent_id = a-1.1.1\n";
    let text = format!("{head}# text = x x x xx\n{words}\n");
    let docs = conllu::documents("x", blocks(&text).unwrap());
    let told = |number: usize| {
        let mentions = docs[0].chains[number].mentions.iter();
        mentions.map(|told| (told.tokens.clone(), told.head)).collect::<Vec<_>>()
    };
    assert_eq!(told(0), [(0..2, 1), (4..5, 4)]);
    assert_eq!(told(1), [(0..1, 0), (3..4, 3)]);
    assert_eq!((told(2), told(3)), (vec![(1..4, 1)], vec![(1..2, 1)]));
    let mut out = Vec::new();
    conllu::write_document(&docs[0], &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), text);
}

#[test]
fn brackets_of_others_are_passed_over() {
    let word = |id: usize, misc: &str| format!("{id}\tx\tx\tNOUN\tN\t_\t0\troot\t_\t{misc}\n");
    let text =
        word(1, "Entity=(e1[1/2]-person-1(e2-abstract-7-x:y") + &word(2, "Entity=e9)e2)(") + &word(3, "Entity=(e3");
    let docs = conllu::documents("x", blocks(&text).unwrap());
    assert_eq!(docs[0].chains.len(), 1);
    let told = &docs[0].chains[0].mentions[0];
    assert_eq!((told.tokens.clone(), told.head), (0..2, 1));
}

#[test]
fn text_is_put_together_from_forms_when_the_comment_disagrees() {
    let text = "# text = something else\n1\tNe\tne\tPART\tQ\t_\t0\troot\t_\tSpaceAfter=No\n2\t,\t,\tPUNCT\tZ\t_\t1\tpunct\t_\t_\n3\thvala\thvala\tINTJ\tI\t_\t1\tx\t_\t_\n";
    let docs = conllu::documents("x", blocks(text).unwrap());
    assert_eq!(docs[0].article.text, "Ne, hvala");
}

#[test]
fn multiword_and_empty_nodes_are_tolerated() {
    let text = "1-2\tdelam\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdel\t_\tNOUN\t_\t_\t_\t_\t_\t_\n2\tam\t_\tX\t_\t_\t_\t_\t_\t_\n2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n3\tše\t_\tPART\t_\t_\t_\t_\t_\t_\n";
    let read = blocks(text).unwrap();
    let docs = conllu::documents("x", read);
    let tokens = &docs[0].sentences[0].tokens;
    assert_eq!(docs[0].article.text, "delam še");
    assert_eq!((tokens[0].span, tokens[2].span.start), (tokens[1].span, 6));
}

#[test]
fn features_are_put_into_the_order_of_conllu() {
    let read =
        |feats: &str| blocks(&format!("1\tdva\t_\tNUM\t_\t{feats}\t_\t_\t_\t_\n")).unwrap()[0].tokens[0].feats.clone();
    let sorted = "Case=Nom|Number=Dual|NumForm=Word";
    assert_eq!(read("NumForm=Word|Case=Nom|Number=Dual").as_str(), sorted);
    assert_eq!(read(sorted).as_str(), sorted);
    assert!(read("_").is_empty());
}

#[test]
fn faults_name_file_and_line() {
    let wrong = [
        ("1\tA\ta\tNOUN\n", "x.conllu:1: a word line has 10 columns, this one has 4"),
        ("\n# c\n2\tA\t_\t_\t_\t_\t_\t_\t_\t_\n", "x.conllu:3: the id is \"2\" where 1 is due"),
        ("1\tA\t_\tNOUN\t_\t_\tx\t_\t_\t_\n", "x.conllu:1: the head \"x\" is not a number"),
        ("1\tA\t_\tNOUM\t_\t_\t0\t_\t_\t_\n", "x.conllu:1: \"NOUM\" is not a universal part of speech"),
        ("1\tA\t_\tNOUN\t_\t_\t7\t_\t_\t_\n", "x.conllu:1: word 1 has the head 7, but the sentence ends at 1"),
        ("1\tA\t_\tNOUN\t_\t_\t1\t_\t_\t_\n", "x.conllu:1: the heads of word 1 lead back to it, not to the root"),
        (
            "1\tA\t_\tX\t_\t_\t2\t_\t_\t_\n2\tB\t_\tX\t_\t_\t3\t_\t_\t_\n3\tC\t_\tX\t_\t_\t2\t_\t_\t_\n",
            "x.conllu:1: the heads of word 2 lead back to it, not to the root",
        ),
    ];
    for (text, message) in wrong {
        assert_eq!(blocks(text).unwrap_err().to_string(), message);
    }
}
