//! Offices by name: which names mean one office, and which body alone has it.

use super::Roles;
use crate::entity::nominative;
use smol_str::SmolStr;

/// A row of `role/office.tsv`.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeName {
    /// The name by which offices are compared.
    pub same: Option<SmolStr>,
    /// Gazetteer key of the only body that has such an office.
    pub body: Option<SmolStr>,
}

impl Roles {
    /// The row of an office: of its whole name, else of the longest beginning of it that has one.
    pub fn office(&self, label: &str) -> Option<&OfficeName> {
        self.row(&self.in_masculine(label)).map(|(_, row)| row)
    }

    /// Whether the table has the office by its whole name.
    pub fn has_own_name(&self, label: &str) -> bool {
        let name = self.in_masculine(label);
        let listed = |row: &OfficeName| row.same.as_deref() == Some(&name);
        self.offices.contains_key(name.as_str()) || self.offices.values().any(listed)
    }

    /// Whether two names, each in the gender of its holder, mean one office.
    pub fn one_office(&self, left: &str, right: &str) -> bool {
        self.canonical(left) == self.canonical(right)
    }

    /// The name by which offices are compared.
    pub fn canonical(&self, label: &str) -> String {
        let name = self.in_masculine(label);
        match self.row(&name) {
            Some((beginning, OfficeName { same: Some(same), .. })) if beginning.len() == name.len() => same.to_string(),
            _ => name,
        }
    }

    fn row<'n>(&self, name: &'n str) -> Option<(&'n str, &OfficeName)> {
        let mut beginning = name;
        loop {
            if let Some(row) = self.offices.get(beginning) {
                return Some((beginning, row));
            }
            beginning = beginning.rsplit_once(' ')?.0.trim_end_matches(',');
        }
    }

    /// The name that a man's office would have: *notranja ministrica* is *notranji minister*.
    fn in_masculine(&self, label: &str) -> String {
        let words: Vec<&str> = label.split(' ').collect();
        let Some(at) = words.iter().position(|word| self.role(word).is_some()) else { return label.to_owned() };
        let role = self.role(words[at]).filter(|role| role.gender == "Fem");
        let Some(partner) = role.and_then(|role| role.partner.as_deref()) else { return label.to_owned() };
        let adjective = |word: &&str| {
            nominative::adjective_regendered(self, word, "Fem", "Masc").unwrap_or_else(|| (*word).to_owned())
        };
        let mut name: Vec<String> = words[..at].iter().map(adjective).collect();
        name.push(partner.to_owned());
        name.extend(words[at + 1..].iter().map(|&word| word.to_owned()));
        name.join(" ")
    }
}
