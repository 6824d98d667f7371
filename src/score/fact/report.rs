//! Scores added up over articles, for people and as a record.

use super::count::{Counts, Layer, Share, Tally};
use super::layer::{Comparison, Miss};
use super::reliability::{self, Band, Judged, Step};
use super::table::{cells, percent, table};
use comfy_table::Table;
use serde::Serialize;
use std::fmt::Write;

/// The group that holds every article.
const EVERYTHING: &str = "all";

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Table,
    Json,
}

/// The scores of each group of articles and of all together.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    pub groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misses: Option<Vec<ArticleMisses>>,
    /// Over all articles, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Vec<Band>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Vec<Step>>,
    #[serde(skip)]
    judged: Vec<Judged>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub name: String,
    #[serde(flatten)]
    pub tally: Tally,
}

#[derive(Debug, Clone, Serialize)]
pub struct ArticleMisses {
    pub article: String,
    pub misses: Vec<Miss>,
}

impl Report {
    /// A report that also lists what went wrong, or does not.
    pub fn new(with_misses: bool) -> Self {
        Self { misses: with_misses.then(Vec::new), ..Self::default() }
    }

    /// Adds an article to its group and to all.
    pub fn add(&mut self, group: &str, article: &str, comparison: Comparison) {
        for name in [group, EVERYTHING] {
            *self.group(name) += &comparison.tally;
        }
        self.judged.extend(comparison.judged);
        if let Some(list) = &mut self.misses {
            list.push(ArticleMisses { article: article.to_owned(), misses: comparison.misses });
        }
    }

    /// Adds how often facts of a band of confidence are right.
    pub fn tell_reliability(&mut self) {
        self.reliability = Some(reliability::bands(&self.judged));
    }

    /// Adds what thresholds of confidence do to precision and recall.
    pub fn tell_curve(&mut self) {
        let all = self.groups.iter().find(|group| group.name == EVERYTHING).map(|group| group.tally.clone());
        let all = all.unwrap_or_default();
        self.curve = Some(reliability::curve(&self.judged, |layer| all.layer(layer).gold()));
    }

    /// The table `confidence/calibration.toml` that the facts so far give, when their confidences are raw.
    pub fn calibration(&self) -> String {
        reliability::calibration(&self.judged)
    }

    fn group(&mut self, name: &str) -> &mut Tally {
        let place = match self.groups.iter().position(|group| group.name == name) {
            Some(found) => found,
            None => {
                // "all" stays last.
                let last = self.groups.last().is_some_and(|group| group.name == EVERYTHING);
                let place = self.groups.len() - usize::from(last);
                self.groups.insert(place, Group { name: name.to_owned(), tally: Tally::default() });
                place
            }
        };
        &mut self.groups[place].tally
    }

    /// The report as it is printed, with a line feed at the end.
    pub fn print(&self, format: Format) -> String {
        match format {
            Format::Json => {
                serde_json::to_string_pretty(self).expect("a report has only strings, numbers and lists") + "\n"
            }
            Format::Table => self.tables(),
        }
    }

    fn tables(&self) -> String {
        let mut text = String::new();
        for list in self.misses.iter().flatten() {
            write_misses(&mut text, list);
        }
        // With a single group, "all" says the same again.
        let groups = if self.groups.len() == 2 { &self.groups[..1] } else { &self.groups[..] };
        for group in groups {
            let plural = if group.tally.articles == 1 { "" } else { "s" };
            let _ =
                writeln!(text, "{} ({} article{plural})\n{}\n", group.name, group.tally.articles, layers(&group.tally));
        }
        if let Some(group) = groups.last() {
            let _ = writeln!(text, "events (strict) by type, {}\n{}", group.name, types(&group.tally));
        }
        if let Some(bands) = &self.reliability {
            let _ = writeln!(text, "\nright by confidence\n{}", reliability::band_table(bands));
        }
        if let Some(steps) = &self.curve {
            let _ = writeln!(text, "\nby threshold of confidence\n{}", reliability::curve_table(steps));
        }
        text
    }
}

fn write_misses(text: &mut String, list: &ArticleMisses) {
    let _ = writeln!(text, "{}", list.article);
    for miss in &list.misses {
        let sign = if miss.spurious { '+' } else { '-' };
        let _ = writeln!(text, "  {sign} {}: {}", miss.layer.label(), miss.fact);
        if !miss.sentence.is_empty() {
            let _ = writeln!(text, "      {}", miss.sentence);
        }
    }
    text.push('\n');
}

fn layers(tally: &Tally) -> Table {
    let mut table = table(&["layer", "precision", "recall", "F1", "right", "found", "gold"]);
    for layer in Layer::ALL {
        table.add_row(row(layer.label(), tally.layer(layer)));
        let share = match layer {
            Layer::Parties => Some(("agreement states", tally.agreement_states)),
            Layer::ActorPairs => Some(("modality", tally.modality)),
            _ => None,
        };
        if let Some((label, share)) = share {
            table.add_row(share_row(label, share));
        }
    }
    table
}

fn types(tally: &Tally) -> Table {
    let mut table = table(&["type", "precision", "recall", "F1", "right", "found", "gold"]);
    for (kind, &counts) in &tally.event_types {
        table.add_row(row(kind.code(), counts));
    }
    table
}

fn row(label: &str, counts: Counts) -> Vec<String> {
    std::iter::once(label.to_owned()).chain(cells(counts)).collect()
}

fn share_row(label: &str, share: Share) -> Vec<String> {
    let value = format!("{} right", percent(share.value()));
    vec![
        label.to_owned(),
        String::new(),
        String::new(),
        value,
        share.right.to_string(),
        share.of.to_string(),
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(right: usize) -> Comparison {
        let mut comparison = Comparison::default();
        comparison.tally.articles = 1;
        comparison.tally.layers.insert(Layer::Posts, Counts::of(2, 2, right));
        comparison
    }

    #[test]
    fn groups_add_up_and_all_comes_last() {
        let mut report = Report::new(false);
        report.add("dev", "one", comparison(2));
        report.add("written", "two", comparison(1));
        report.add("dev", "three", comparison(0));
        let names: Vec<_> = report.groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["dev", "written", "all"]);
        assert_eq!(report.groups[0].tally.layer(Layer::Posts).right, 2);
        assert_eq!(report.groups[2].tally.layer(Layer::Posts).f1(), Some(0.5));
        let table = report.print(Format::Table);
        assert!(table.contains("| posts") && table.contains("50.0"), "{table}");
    }

    #[test]
    fn the_record_has_numbers_and_keys() {
        let mut report = Report::new(true);
        report.add("dev", "one", comparison(1));
        let record: serde_json::Value = serde_json::from_str(&report.print(Format::Json)).expect("JSON");
        assert_eq!(record["groups"][0]["layers"]["posts"]["f1"], 0.5);
        assert_eq!(record["groups"][0]["articles"], 1);
        assert_eq!(record["misses"][0]["article"], "one");
    }
}
