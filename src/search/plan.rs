//! From what is looked for to a query of tantivy's.

use super::index::Fields;
use super::meaning::Meaning;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// What the form itself adds to the score of a lemma: a text with the word as it was typed stands before others.
const FORM: f32 = 2.0;
/// What the marks on letters add, where they were typed.
const MARKS: f32 = 0.5;
/// What words that say little add.
const LITTLE: f32 = 0.2;
/// Ways to read a phrase that are tried.
const READINGS: usize = 32;

/// A clause with what its words may mean.
#[derive(Debug, Clone)]
pub struct Sought {
    /// One for each word.
    pub words: Vec<Meaning>,
    /// Of the words as one.
    pub piece: Option<Meaning>,
    pub prefix: bool,
    pub excluded: bool,
}

impl Sought {
    /// Whether a text may lack it: a single word that holds others together.
    fn is_optional(&self) -> bool {
        matches!(self.words.as_slice(), [only] if only.function_word && !self.prefix)
    }
}

/// Texts that have all that is sought, or else any of it, and nothing that is excluded. `None` when nothing is sought.
pub fn plan(sought: &[Sought], all: bool, fields: &Fields) -> tantivy::Result<Option<Box<dyn Query>>> {
    let only_optional = sought.iter().filter(|clause| !clause.excluded).all(Sought::is_optional);
    let (mut needed, mut further) = (Vec::new(), Vec::new());
    for clause in sought {
        let query = clause_query(clause, fields)?;
        if clause.excluded {
            further.push((Occur::MustNot, query));
        } else if clause.is_optional() && !only_optional {
            further.push((Occur::Should, boosted(query, LITTLE)));
        } else {
            needed.push((if all { Occur::Must } else { Occur::Should }, query));
        }
    }
    if needed.is_empty() {
        return Ok(None);
    }
    further.push((Occur::Must, Box::new(BooleanQuery::new(needed))));
    Ok(Some(Box::new(BooleanQuery::new(further))))
}

fn clause_query(clause: &Sought, fields: &Fields) -> tantivy::Result<Box<dyn Query>> {
    let Some(first) = clause.words.first() else { return Ok(Box::new(tantivy::query::EmptyQuery)) };
    if clause.prefix {
        return beginning(&first.form, fields);
    }
    let mut ways = Vec::new();
    match clause.words.as_slice() {
        [only] => ways.extend(word(only, fields)),
        words => ways.extend(phrase(words, fields)),
    }
    ways.extend(clause.piece.iter().map(|piece| lemma(piece, fields)));
    Ok(Box::new(BooleanQuery::union(ways)))
}

fn word(word: &Meaning, fields: &Fields) -> Vec<Box<dyn Query>> {
    let mut ways = vec![lemma(word, fields), boosted(term(fields.forms, &word.form), FORM)];
    ways.extend(word.marked.iter().map(|marked| boosted(term(fields.forms, marked), MARKS)));
    ways
}

/// The best of the lemmas counts: several that fit say no more than one.
fn lemma(word: &Meaning, fields: &Fields) -> Box<dyn Query> {
    let lemmas = word.lemmas.iter().map(|(lemma, weight)| boosted(term(fields.lemmas, lemma), *weight));
    Box::new(DisjunctionMaxQuery::new(lemmas.collect()))
}

/// The words side by side, in their forms or by their lemmas.
fn phrase(words: &[Meaning], fields: &Fields) -> Vec<Box<dyn Query>> {
    let side_by_side = |field, words: Vec<&str>| -> Box<dyn Query> {
        Box::new(PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect()))
    };
    let forms = side_by_side(fields.forms, words.iter().map(|word| word.form.as_str()).collect());
    let lemmas = readings(words).into_iter().map(|reading| side_by_side(fields.lemmas, reading)).collect();
    vec![boosted(forms, FORM), Box::new(DisjunctionMaxQuery::new(lemmas))]
}

/// One lemma for each word, in as many ways as are tried; of words with many lemmas the likeliest.
fn readings(words: &[Meaning]) -> Vec<Vec<&str>> {
    let mut lengths: Vec<usize> = words.iter().map(|word| word.lemmas.len()).collect();
    let product = |lengths: &[usize]| lengths.iter().fold(1_usize, |product, &length| product.saturating_mul(length));
    while product(&lengths) > READINGS {
        let Some(longest) = lengths.iter_mut().max() else { break };
        *longest -= 1;
    }
    let mut readings: Vec<Vec<&str>> = vec![Vec::new()];
    for (word, length) in words.iter().zip(lengths) {
        let mut longer = Vec::with_capacity(readings.len() * length);
        for reading in &readings {
            let lemmas = word.lemmas.iter().take(length).map(|(lemma, _)| lemma.as_str());
            longer.extend(lemmas.map(|lemma| [reading.as_slice(), &[lemma]].concat()));
        }
        readings = longer;
    }
    readings
}

/// Forms and lemmas that begin so; all count the same.
fn beginning(start: &str, fields: &Fields) -> tantivy::Result<Box<dyn Query>> {
    // Folded words are letters and digits only, which mean themselves in a pattern.
    let pattern = format!("{start}.*");
    let in_field = |field: Field| -> tantivy::Result<Box<dyn Query>> {
        Ok(Box::new(ConstScoreQuery::new(Box::new(RegexQuery::from_pattern(&pattern, field)?), 1.0)))
    };
    Ok(Box::new(DisjunctionMaxQuery::new(vec![in_field(fields.forms)?, in_field(fields.lemmas)?])))
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, factor: f32) -> Box<dyn Query> {
    if (factor - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, factor)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_a_bounded_number_of_readings() {
        let word = |count: usize| Meaning {
            form: "a".into(),
            marked: None,
            lemmas: (0..count).map(|lemma| (lemma.to_string(), 1.0)).collect(),
            function_word: false,
        };
        assert_eq!(readings(&[word(2), word(2)]), [["0", "0"], ["0", "1"], ["1", "0"], ["1", "1"]]);
        let words = vec![word(9); 20];
        let many = readings(&words);
        assert!((2..=READINGS).contains(&many.len()) && many.iter().all(|reading| reading.len() == 20));
    }
}
