//! What confidences are worth: how often facts of a band of confidence are right, how precision and recall trade with a
//! threshold, and which mapping would make confidences mean the share that is right.

use super::count::{Counts, Layer};
use super::table::{cells, table};
use comfy_table::Table;
use serde::Serialize;
use std::fmt::Write;

/// A fact that was found, with its confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    pub layer: Layer,
    /// 0 to 1.
    pub confidence: f32,
    /// By the strict measure.
    pub right: bool,
}

/// The layers of which each fact has a confidence.
pub const JUDGED: [Layer; 4] = [Layer::Posts, Layer::Agreements, Layer::Events, Layer::Statements];

/// The lower ends of the bands.
const BANDS: [f32; 8] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Facts of one layer whose confidence lies in `from..to` (1 included in the last band).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    pub layer: Layer,
    pub from: f32,
    pub to: f32,
    pub found: usize,
    pub right: usize,
    /// Mean confidence.
    pub confidence: f32,
}

/// The bands in which something was found, by layer.
pub fn bands(judged: &[Judged]) -> Vec<Band> {
    let mut bands = Vec::new();
    for layer in JUDGED {
        for (number, &from) in BANDS.iter().enumerate() {
            let to = BANDS.get(number + 1).copied().unwrap_or(1.0);
            let last = number + 1 == BANDS.len();
            let inside =
                |fact: &&Judged| fact.layer == layer && fact.confidence >= from && (last || fact.confidence < to);
            let here: Vec<&Judged> = judged.iter().filter(inside).collect();
            let (found, right) = (here.len(), here.iter().filter(|fact| fact.right).count());
            let sum: f32 = here.iter().map(|fact| fact.confidence).sum();
            if found > 0 {
                bands.push(Band { layer, from, to, found, right, confidence: sum / found as f32 });
            }
        }
    }
    bands
}

/// The counts of what has at least some confidence; `None` stands for all layers together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub layer: Option<Layer>,
    pub least: f32,
    #[serde(flatten)]
    pub counts: Counts,
}

/// Thresholds in steps of a twentieth. `gold` gives the number of gold facts of a layer.
pub fn curve(judged: &[Judged], gold: impl Fn(Layer) -> usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for least in (0..20).map(|twentieth| twentieth as f32 / 20.0) {
        let mut all = Counts::default();
        for layer in JUDGED {
            let kept = || judged.iter().filter(|fact| fact.layer == layer && fact.confidence >= least);
            let counts = Counts::of(gold(layer), kept().count(), kept().filter(|fact| fact.right).count());
            all += counts;
            steps.push(Step { layer: Some(layer), least, counts });
        }
        steps.push(Step { layer: None, least, counts: all });
    }
    steps
}

/// The points of the rising curve that fits best (isotonic regression, by pooling adjacent violators): confidence, and
/// the share that is right. `prior` facts that are right as often as all of the layer keep small pools from extremes.
pub fn isotonic(judged: &[Judged], layer: Layer, prior: f64) -> Vec<(f32, f32)> {
    let mut facts: Vec<&Judged> = judged.iter().filter(|fact| fact.layer == layer).collect();
    facts.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let mean = facts.iter().filter(|fact| fact.right).count() as f64 / facts.len().max(1) as f64;
    let mut pools: Vec<Pool> = Vec::new();
    for alike in facts.chunk_by(|a, b| a.confidence == b.confidence) {
        let mut pool = Pool::of(alike);
        while let Some(before) = pools.pop_if(|before| before.share() >= pool.share()) {
            pool.add(&before);
        }
        pools.push(pool);
    }
    pools.iter().map(|pool| pool.point(prior, mean)).collect()
}

/// Facts that share one value of the curve.
struct Pool {
    right: f64,
    found: f64,
    /// Of the confidences.
    sum: f64,
}

impl Pool {
    fn of(facts: &[&Judged]) -> Self {
        let right = facts.iter().filter(|fact| fact.right).count() as f64;
        let sum = facts.iter().map(|fact| f64::from(fact.confidence)).sum();
        Self { right, found: facts.len() as f64, sum }
    }

    fn share(&self) -> f64 {
        self.right / self.found
    }

    fn add(&mut self, other: &Pool) {
        self.right += other.right;
        self.found += other.found;
        self.sum += other.sum;
    }

    fn point(&self, prior: f64, mean: f64) -> (f32, f32) {
        let share = (self.right + prior * mean) / (self.found + prior);
        ((self.sum / self.found) as f32, share as f32)
    }
}

/// Facts that are added to each pool in the curves that are printed.
const PRIOR: f64 = 4.0;

/// The curves of all layers as `confidence/calibration.toml` of a language pack has them. With the prior a curve may
/// fall a little where pools differ in size; it is levelled.
pub fn calibration(judged: &[Judged]) -> String {
    let mut text = String::from("[curve]\n");
    for layer in JUDGED {
        let mut highest: f32 = 0.0;
        let mut points: Vec<String> = Vec::new();
        let mut before = String::new();
        for (raw, right) in isotonic(judged, layer, PRIOR) {
            highest = highest.max(right);
            let raw = format!("{raw:.3}");
            if raw != before {
                points.push(format!("[{raw}, {highest:.3}]"));
                before = raw;
            }
        }
        if !points.is_empty() {
            let name = serde_json::to_value(layer).expect("a name");
            let _ = writeln!(text, "{} = [{}]", name.as_str().unwrap_or_default(), points.join(", "));
        }
    }
    text
}

/// The bands for people.
pub fn band_table(bands: &[Band]) -> Table {
    let mut table = table(&["layer", "confidence", "mean", "found", "right", "share right"]);
    for band in bands {
        table.add_row(vec![
            band.layer.label().to_owned(),
            if band.from == 0.0 {
                format!("below {:.1}", band.to)
            } else {
                format!("{:.1} to {:.1}", band.from, band.to)
            },
            format!("{:.2}", band.confidence),
            band.found.to_string(),
            band.right.to_string(),
            format!("{:.2}", band.right as f64 / band.found as f64),
        ]);
    }
    table
}

/// The steps for people.
pub fn curve_table(steps: &[Step]) -> Table {
    let mut table = table(&["layer", "least confidence", "precision", "recall", "F1", "right", "found", "gold"]);
    let mut layers: Vec<Option<Layer>> = JUDGED.into_iter().map(Some).collect();
    layers.push(None);
    for layer in layers {
        for step in steps.iter().filter(|step| step.layer == layer) {
            let threshold = [layer.map_or("all", Layer::label).to_owned(), format!("{:.2}", step.least)];
            table.add_row(threshold.into_iter().chain(cells(step.counts)));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(facts: &[(f32, bool)]) -> Vec<Judged> {
        facts.iter().map(|&(confidence, right)| Judged { layer: Layer::Events, confidence, right }).collect()
    }

    #[test]
    fn bands_hold_what_lies_in_them() {
        let bands = bands(&judged(&[(0.1, false), (0.3, true), (0.39, false), (0.9, true), (1.0, true)]));
        let seen: Vec<_> = bands.iter().map(|band| (band.from, band.found, band.right)).collect();
        assert_eq!(seen, [(0.0, 1, 0), (0.3, 2, 1), (0.9, 2, 2)]);
        assert!(band_table(&bands).to_string().contains("| events (strict) |  below 0.3 |"), "{}", band_table(&bands));
    }

    #[test]
    fn a_higher_threshold_keeps_less() {
        let facts = judged(&[(0.2, false), (0.5, true), (0.8, true)]);
        let steps = curve(&facts, |layer| if layer == Layer::Events { 4 } else { 0 });
        let at = |least: f32| {
            let found = steps.iter().find(|step| step.layer.is_none() && (step.least - least).abs() < 1e-6);
            found.expect("a step").counts
        };
        assert_eq!(at(0.0), Counts { right: 2, spurious: 1, missed: 2 });
        assert_eq!(at(0.5), Counts { right: 2, spurious: 0, missed: 2 });
        assert_eq!(at(0.7), Counts { right: 1, spurious: 0, missed: 3 });
        assert!(curve_table(&steps).to_string().contains("| all "));
    }

    #[test]
    fn the_isotonic_curve_rises() {
        let facts = judged(&[(0.1, false), (0.2, true), (0.3, false), (0.8, true), (0.9, true)]);
        let points = isotonic(&facts, Layer::Events, 0.0);
        assert!(points.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1), "{points:?}");
        assert_eq!(points[0], (0.1, 0.0));
        assert!((points[1].0 - 0.25).abs() < 1e-6 && points[1].1 == 0.5, "{points:?}");
        assert_eq!(points.last().map(|point| point.1), Some(1.0));
    }

    #[test]
    fn facts_of_one_confidence_are_one_point() {
        let points = isotonic(&judged(&[(0.5, false), (0.5, true), (0.5, true), (0.5, true)]), Layer::Events, 0.0);
        assert_eq!(points, [(0.5, 0.75)]);
        let text = calibration(&judged(&[(0.5, false), (0.5, true)]));
        assert_eq!(text, "[curve]\nevents = [[0.500, 0.500]]\n");
    }
}
