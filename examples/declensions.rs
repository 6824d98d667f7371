//! Prints how the names of the gazetteer decline, for a person to review.
//!
//! ```text
//! cargo run --example declensions [-- LANG [BEGINNING OF KEYS]]
//! ```
//!
//! A line for each name: key, then nominative, genitive, locative and instrumental; variants parted by `/`. How long the
//! tables took to load goes to standard error.

use std::process::ExitCode;
use std::time::Instant;
use trojka::entity::gazetteer::{FormRole, Gazetteer};
use trojka::entity::inflect::InflectedForm;
use trojka::lang::Pack;
use trojka::text::{Case, Number};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let lang = args.next().unwrap_or_else(|| "sl".into());
    let wanted = args.next().unwrap_or_default();
    let start = Instant::now();
    let gazetteer = match Pack::shipped(&lang).and_then(|pack| Gazetteer::load(&pack)) {
        Ok(gazetteer) => gazetteer,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    eprintln!("loaded {} rows in {:?}", gazetteer.entries().len(), start.elapsed());
    for entry in gazetteer.entries().iter().filter(|entry| entry.key.starts_with(&wanted)) {
        for (role, forms) in gazetteer.declensions(&entry.key) {
            if matches!(role, FormRole::Name | FormRole::Alias) {
                let cells: Vec<String> =
                    [Case::Nom, Case::Gen, Case::Loc, Case::Ins].map(|case| in_case(&forms, case)).into();
                println!("{}\t{}", entry.key, cells.join("\t"));
            }
        }
    }
    ExitCode::SUCCESS
}

/// The forms of a case in the number of the dictionary form.
fn in_case(forms: &[InflectedForm], case: Case) -> String {
    let number = forms.first().map_or(Number::Sing, |form| form.number);
    let mut variants: Vec<&str> = Vec::new();
    for form in forms.iter().filter(|form| form.case == case && form.number == number) {
        if !variants.contains(&form.form.as_str()) {
            variants.push(&form.form);
        }
    }
    variants.join("/")
}
