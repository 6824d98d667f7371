//! What articles say one after another: the states of an agreement over time, and what is left when one is withdrawn.

use crate::command::trojka;
use tempfile::TempDir;
use trojka::graph::question::questions;

const SIGNED: (&str, &str, &str) = (
    "podpis",
    "2024-03-01",
    "Slovenija in Albanija sta danes podpisali sporazum o varovanju meje. Notranja ministra sta se srečala v Ljubljani.",
);
const ENDED: (&str, &str, &str) = (
    "odpoved",
    "2025-06-10",
    "Slovenija je odpovedala sporazum o varovanju meje z Albanijo. Vlada je odločitev sprejela v torek.",
);
const VISIT: (&str, &str, &str) = (
    "obisk",
    "2024-09-05",
    "Notranji minister Bor Mlakar je obiskal Albanijo. Slovenija je obsodila napad na Albanijo.",
);

const STANDS: &str = "id/country/albanija> <https://w3id.org/trojka/ontology#hasAgreementWith> ";

/// A store of articles.
struct Kept(TempDir);

impl Kept {
    fn new(articles: &[(&str, &str, &str)]) -> Self {
        let kept = Self(TempDir::new().expect("a folder"));
        kept.build(articles);
        kept
    }

    fn build(&self, articles: &[(&str, &str, &str)]) {
        let line = |(id, date, text): &(&str, &str, &str)| {
            format!("{}\n", serde_json::json!({ "id": id, "date": date, "text": text }))
        };
        let input: String = articles.iter().map(line).collect();
        let run = trojka(["build", "--quiet", "-"]).arg("--store").arg(self.0.path()).input(input).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
    }

    fn remove(&self, (id, _, _): &(&str, &str, &str)) {
        let run = trojka(["remove", "--quiet", id]).arg("--store").arg(self.0.path()).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
    }

    /// Every quad, evidence included.
    fn quads(&self) -> String {
        trojka(["export", "--quiet", "--format", "nquads"]).arg("--store").arg(self.0.path()).run().stdout
    }

    /// What the question about the state on a day answers: status and since when.
    fn state_on(&self, day: &str) -> Vec<String> {
        let question = questions().into_iter().find(|question| question.name == "11-state-on-a-day").expect("is asked");
        let values = |line: &str| line.trim_start().starts_with("(\"");
        let asked = format!("    (\"sporazum o varovanju meje\"@sl \"{day}\"^^xsd:date)");
        let query: Vec<&str> =
            question.query.lines().map(|line| if values(line) { asked.as_str() } else { line }).collect();
        let call = trojka(["query", "--format", "csv", "-e", &query.join("\n")]).arg("--store").arg(self.0.path());
        let run = call.run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        let row = |line: &str| line.split(',').skip(1).take(2).collect::<Vec<_>>().join(" ");
        run.stdout.lines().skip(1).map(row).collect()
    }
}

#[test]
fn the_state_of_an_agreement_on_a_day_is_one_query() {
    let kept = Kept::new(&[ENDED, SIGNED, VISIT]);
    assert_eq!(kept.state_on("2024-02-29"), [""; 0]);
    assert_eq!(kept.state_on("2024-03-01"), ["podpisan 2024-03-01"]);
    assert_eq!(kept.state_on("2025-06-09"), ["podpisan 2024-03-01"]);
    assert_eq!(kept.state_on("2026-01-01"), ["odpovedan 2025-06-10"]);
    assert!(!kept.quads().contains(STANDS), "it is over");
    kept.remove(&ENDED);
    assert_eq!(kept.state_on("2026-01-01"), ["podpisan 2024-03-01"]);
    assert!(kept.quads().contains(STANDS), "it stands again");
}

#[test]
fn a_withdrawal_takes_back_exactly_what_the_article_alone_supported() {
    let all = [SIGNED, ENDED, VISIT];
    for withdrawn in &all {
        let others: Vec<_> = all.into_iter().filter(|article| article != withdrawn).collect();
        let kept = Kept::new(&all);
        kept.remove(withdrawn);
        assert!(kept.quads() == Kept::new(&others).quads(), "without {}", withdrawn.0);
        kept.build(std::slice::from_ref(withdrawn));
        assert!(kept.quads() == Kept::new(&all).quads(), "with {} again", withdrawn.0);
    }
}
