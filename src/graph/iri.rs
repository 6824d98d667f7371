//! Names of things: every IRI that Trojka mints is made here.

use crate::entity::EntityKind;

/// Prefix of minted IRIs when no `--base` is given.
pub const DEFAULT_BASE: &str = "http://localhost:7878/";

/// `B id/<kind>/<slug>`.
pub fn entity_iri(base: &str, kind: EntityKind, slug: &str) -> String {
    format!("{base}id/{}/{slug}", kind.as_str())
}
