//! Morphological features as in the FEATS column of CoNLL-U.

use std::sync::Arc;

/// A sorted `Name=Value|Name=Value` list; empty where CoNLL-U writes `_`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Feats(Option<Arc<str>>);

impl Feats {
    /// Takes a CoNLL-U FEATS column; `_` and the empty string mean no features.
    pub fn new(column: &str) -> Self {
        match column {
            "" | "_" => Self(None),
            text => Self(Some(text.into())),
        }
    }

    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("_")
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The value of one feature, e.g. `get("Case") == Some("Gen")`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|(key, value)| (key == name).then_some(value))
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.as_deref().unwrap_or("").split('|').filter_map(|pair| pair.split_once('='))
    }
}

impl std::fmt::Display for Feats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
