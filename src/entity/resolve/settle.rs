//! Whose body it is when the words do not say: *ministrstvo za zdravje* is that of the country where the article is at
//! home, so that it is the same in every article.

use super::context::Context;
use super::{link, names};
use crate::entity::gazetteer::FormRole;
use crate::entity::{EntityKind, EntityRef, nominative};

/// Gives bodies without a country, of the kinds that the gazetteer knows, to the country that the article means.
pub fn bodies(context: &mut Context) {
    let Some(home) = context.home(|_| true) else { return };
    for entity in 0..context.doc.entities.len() {
        if let Some(label) = ownerless(context, entity)
            && let Some(body) = own_row(context, home, &label).or_else(|| link::body_entity(context, home, &label))
            && body != entity
        {
            names::merge(context, body, entity);
        }
    }
}

/// The name of an organisation that may be a body of some country.
fn ownerless(context: &Context, entity: EntityRef) -> Option<String> {
    let own = &context.doc.entities[entity];
    let organ = context.infos[entity].organ.as_ref();
    let owned = own.gazetteer.is_some() || organ.is_some_and(|organ| organ.country.is_some());
    let label = organ.map_or_else(|| nominative::lower_first(&own.name), |organ| organ.label.clone());
    (own.kind == EntityKind::Organisation && !owned).then_some(label)
}

/// A body of the country that the gazetteer lists by name: *državni zbor*.
fn own_row(context: &mut Context, home: EntityRef, label: &str) -> Option<EntityRef> {
    let home = context.doc.entities[home].gazetteer.as_deref()?;
    let of_home = |key: &str| {
        let entry = context.gazetteer.entry(key);
        entry.is_some_and(|entry| entry.kind == EntityKind::Organisation && entry.country.as_deref() == Some(home))
    };
    let hit = context.gazetteer.named(label).into_iter().find(|hit| hit.role != FormRole::Body && of_home(&hit.key))?;
    link::entity_of(context, &hit.key)
}
