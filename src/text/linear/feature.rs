//! Features as 64-bit hashes.

/// A feature: the hash of a template number and the values that fill it.
pub type FeatureId = u64;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(state: u64, value: u64) -> u64 {
    let folded = u128::from(state ^ value).wrapping_mul(u128::from(MULTIPLIER | 1));
    ((folded >> 64) as u64) ^ (folded as u64).rotate_left(23)
}

/// The feature of a template, which tells apart equal values in different roles, and its values.
pub fn feature(template: u16, values: &[u64]) -> FeatureId {
    let start = mix(MULTIPLIER, u64::from(template) + 1);
    mix(values.iter().fold(start, |state, &value| mix(state, value)), values.len() as u64)
}

/// A number for a string, the same on every machine and in every run.
pub fn string_id(text: &str) -> u64 {
    let mut state = 0xCBF2_9CE4_8422_2325 ^ text.len() as u64;
    for chunk in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(word));
    }
    mix(state, 1)
}

/// A reusable list of features that numbers its templates by position, so that templates can be added freely.
#[derive(Debug, Default)]
pub struct Features {
    list: Vec<FeatureId>,
    template: u16,
}

impl Features {
    pub fn clear(&mut self) {
        self.list.clear();
        self.template = 0;
    }

    /// Adds the next template, filled with these values.
    pub fn push(&mut self, values: &[u64]) {
        self.list.push(feature(self.template, values));
        self.template += 1;
    }

    /// Adds the next template only if it applies; its number is used up either way.
    pub fn push_if(&mut self, applies: bool, values: &[u64]) {
        if applies {
            self.list.push(feature(self.template, values));
        }
        self.template += 1;
    }

    /// Adds the next template once for each value (a bag).
    pub fn push_each(&mut self, values: impl IntoIterator<Item = u64>) {
        for value in values {
            self.list.push(feature(self.template, &[value]));
        }
        self.template += 1;
    }

    /// Keeps only the features for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(FeatureId) -> bool) {
        self.list.retain(|&id| keep(id));
    }

    pub fn as_slice(&self) -> &[FeatureId] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_order_and_number_of_values_matter() {
        let all =
            [feature(0, &[1, 2]), feature(0, &[2, 1]), feature(1, &[1, 2]), feature(0, &[1]), feature(0, &[1, 0])];
        for (i, a) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|b| a != b));
        }
    }

    #[test]
    fn strings_that_differ_in_padding_or_length_differ() {
        assert_ne!(string_id(""), string_id("\0"));
        assert_ne!(string_id("vlada"), string_id("vlade"));
        assert_ne!(string_id("ministrstvo"), string_id("ministrstva"));
    }
}
