//! Reading and checking the tables of `data/<lang>/role/`.

use super::{Body, Effect, Group, GroupUse, Jurisdiction, OfficeName, Role, RoleKind, Roles, Usage};
use crate::entity::EntityKind;
use crate::error::Result;
use crate::lang::Pack;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};

impl Roles {
    /// # Errors
    /// When a table is missing, has a wrong number of columns, an unknown value or a noun twice.
    pub fn load(pack: &Pack) -> Result<Self> {
        let mut roles = HashMap::new();
        each_row(pack, "role/role.tsv", 6, |row| {
            let role = role(row)?;
            unique(roles.insert(role.lemma.clone(), role).is_none(), row[0])
        })?;
        let mut modifiers = HashMap::new();
        each_row(pack, "role/modifier.tsv", 2, |row| {
            unique(modifiers.insert(row[0].into(), effect(row[1])?).is_none(), row[0])
        })?;
        let mut bodies = HashMap::new();
        each_row(pack, "role/body.tsv", 4, |row| unique(bodies.insert(row[0].into(), body(row)?).is_none(), row[0]))?;
        let mut groups = HashMap::new();
        each_row(pack, "role/group.tsv", 3, |row| unique(groups.insert(row[0].into(), group(row)?).is_none(), row[0]))?;
        let mut endings = HashMap::new();
        each_row(pack, "role/ending.tsv", 4, |row| {
            let key = (row[0].into(), row[1].into(), row[2].into());
            unique(endings.insert(key, row[3].split(',').map(SmolStr::from).collect()).is_none(), row[0])
        })?;
        let mut offices = HashMap::new();
        each_row(pack, "role/office.tsv", 3, |row| {
            let name = OfficeName { same: optional(row[1]), body: optional(row[2]) };
            unique(offices.insert(row[0].into(), name).is_none(), row[0])
        })?;
        let words = toml::from_str(&pack.text("role/words.toml")?)
            .map_err(|error| pack.error("role/words.toml", None, error.message()))?;
        let saying = saying(pack)?;
        Ok(Self { roles, modifiers, bodies, offices, groups, saying, endings, words })
    }
}

/// The verbs of the table of saying, whatever each of them needs beside it.
fn saying(pack: &Pack) -> Result<HashSet<SmolStr>> {
    #[derive(Deserialize)]
    struct Table {
        group: Vec<Verbs>,
    }
    #[derive(Deserialize)]
    struct Verbs {
        #[serde(default)]
        verbs: Vec<SmolStr>,
    }
    let table: Table = toml::from_str(&pack.text("statement/verb.toml")?)
        .map_err(|error| pack.error("statement/verb.toml", None, error.message()))?;
    Ok(table.group.into_iter().flat_map(|group| group.verbs).collect())
}

/// Calls `take` for every row after the heading; `#` opens a comment line.
fn each_row(
    pack: &Pack,
    file: &str,
    columns: usize,
    mut take: impl FnMut(&[&str]) -> Result<(), String>,
) -> Result<()> {
    let text = pack.text(file)?;
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()).skip(1);
    for (index, line) in rows {
        let row: Vec<&str> = line.split('\t').collect();
        let problem = match row.len() == columns {
            true => take(&row),
            false => Err(format!("{} columns, expected {columns}", row.len())),
        };
        problem.map_err(|message| pack.error(file, Some(index + 1), message))?;
    }
    Ok(())
}

fn unique(new: bool, key: &str) -> Result<(), String> {
    if new { Ok(()) } else { Err(format!("{key} stands in the table twice")) }
}

fn optional(value: &str) -> Option<SmolStr> {
    (value != "-").then(|| value.into())
}

fn role(row: &[&str]) -> Result<Role, String> {
    Ok(Role {
        lemma: row[0].into(),
        gender: match row[1] {
            "Masc" => "Masc",
            "Fem" => "Fem",
            other => return Err(format!("unknown gender {other}")),
        },
        kind: match row[2] {
            "post" => RoleKind::Post,
            "description" => RoleKind::Description,
            "peer" => RoleKind::Peer,
            other => return Err(format!("unknown kind {other}")),
        },
        jurisdiction: match row[3] {
            "state" => Jurisdiction::State,
            "realm" => Jurisdiction::Realm,
            "organ" => Jurisdiction::Organ,
            "any" => Jurisdiction::Any,
            "none" => Jurisdiction::None,
            other => return Err(format!("unknown value {other} for whose office it is")),
        },
        partner: optional(row[4]),
        body: optional(row[5]).filter(|body| !body.contains('|')),
        seats_in: row[5].split('|').filter(|_| row[5].contains('|')).map(SmolStr::from).collect(),
    })
}

fn effect(value: &str) -> Result<Effect, String> {
    Ok(match value {
        "former" => Effect::Former,
        "acting" => Effect::Acting,
        "future" => Effect::Future,
        "drop" => Effect::Drop,
        other => return Err(format!("unknown effect {other}")),
    })
}

fn body(row: &[&str]) -> Result<Body, String> {
    let kind = match row[1] {
        "organisation" => EntityKind::Organisation,
        "country" => EntityKind::Country,
        "facility" => EntityKind::Facility,
        other => return Err(format!("unknown kind {other}")),
    };
    let usage = match row[2].trim_end_matches("-label") {
        "organ" => Usage::Organ,
        "body" => Usage::Body,
        "national" => Usage::National,
        "loose" => Usage::Loose,
        "definite" => Usage::Definite,
        "party" => Usage::Party,
        "group" => Usage::Group,
        "alias" => Usage::Alias,
        "label" => Usage::Label,
        other => return Err(format!("unknown use {other}")),
    };
    let means = optional(row[3]);
    if (usage == Usage::Alias) != means.is_some() {
        return Err("an alias, and only an alias, says what it means".into());
    }
    Ok(Body { kind, usage, label: row[2].ends_with("label"), means })
}

fn group(row: &[&str]) -> Result<Group, String> {
    let kind = match row[1] {
        "organisation" => EntityKind::Organisation,
        "place" => EntityKind::Place,
        other => return Err(format!("unknown kind {other}")),
    };
    let usage = match row[2] {
        "any" => GroupUse::Any,
        "told" => GroupUse::Told,
        "own" => GroupUse::Own,
        "party" => GroupUse::Party,
        "seat" => GroupUse::Seat,
        other => return Err(format!("unknown use {other}")),
    };
    Ok(Group { kind, usage })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_the_shipped_tables() {
        let pack = Pack::shipped("sl").expect("shipped");
        let roles = Roles::load(&pack).expect("tables are right");
        for role in roles.roles.values() {
            if let Some(partner) = &role.partner {
                let other = roles.role(partner).unwrap_or_else(|| panic!("{partner} has no row of its own"));
                assert_ne!(other.gender, role.gender, "{partner} and {}", role.lemma);
            }
            if let Some(body) = &role.body {
                assert!(roles.body(body).is_some(), "{body} has no row in body.tsv");
            }
        }
    }

    #[test]
    fn says_which_line_is_wrong() {
        let dir = tempfile::tempdir().expect("folder");
        std::fs::create_dir_all(dir.path().join("xx/role")).expect("folder");
        std::fs::write(dir.path().join("xx/pack.toml"), "").expect("file");
        std::fs::write(dir.path().join("xx/role/role.tsv"), "noun\nking\tMasc\tpost\tmoon\t-\t-\n").expect("file");
        let pack = Pack::folder(dir.path(), "xx").expect("pack");
        let error = Roles::load(&pack).expect_err("moon is no jurisdiction").to_string();
        assert!(error.contains("role/role.tsv:2") && error.contains("moon"), "{error}");
    }
}
