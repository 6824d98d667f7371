//! Taking entities out of a document, or giving them other numbers, in all its layers at once.

use super::Document;
use crate::entity::EntityRef;
use crate::event::About;

impl Document {
    /// Puts `new[old]` in the place of every reference to an entity. The entities themselves stay where they are.
    pub fn renumber(&mut self, new: &[EntityRef]) {
        self.lists().for_each(|list| rename(list, new));
        rename(&mut self.groups, new);
        for held in &mut self.holdings {
            held.person = new[held.person];
            held.office.of = held.office.of.map(|of| new[of]);
        }
        self.home_country = self.home_country.map(|country| new[country]);
        for post in &mut self.posts {
            post.person = new[post.person];
            post.of = post.of.map(|of| new[of]);
        }
        for agreement in &mut self.agreements {
            agreement.agreement = new[agreement.agreement];
            rename(&mut agreement.parties, new);
        }
        for event in &mut self.events {
            for list in [&mut event.actors, &mut event.recipients, &mut event.via, &mut event.attributed_to] {
                rename(list, new);
            }
            event.place = event.place.map(|place| new[place]);
            if let Some(About::Entity(entity)) = &mut event.about {
                *entity = new[*entity];
            }
        }
        for statement in &mut self.statements {
            statement.speaker = new[statement.speaker];
        }
    }

    /// Removes the entities that `keep` does not hold; no fact may speak of them. Mentions of them point to nothing.
    pub fn retain_entities(&mut self, keep: &[bool]) {
        self.lists().for_each(|list| list.retain(|&entity| keep[entity]));
        self.groups.retain(|&group| keep[group]);
        let mut next = 0;
        let mut new = Vec::with_capacity(keep.len());
        for &kept in keep {
            new.push(next);
            next += usize::from(kept);
        }
        self.renumber(&new);
        let mut flags = keep.iter();
        self.entities.retain(|_| *flags.next().expect("one flag for each entity"));
    }

    /// What mentions and chains mean.
    fn lists(&mut self) -> impl Iterator<Item = &mut Vec<EntityRef>> {
        let mentions = self.mentions.iter_mut().map(|mention| &mut mention.entities);
        let chains = self.chains.iter_mut().flat_map(|chain| {
            let told = chain.mentions.iter_mut().map(|mention| &mut mention.entities);
            std::iter::once(&mut chain.entities).chain(told)
        });
        mentions.chain(chains)
    }

    /// Removes the groups without a name that take part in no fact.
    pub fn drop_idle_groups(&mut self) {
        if self.groups.is_empty() {
            return;
        }
        let mut keep = vec![true; self.entities.len()];
        for &group in &self.groups {
            keep[group] = false;
        }
        for entity in self.in_facts() {
            keep[entity] = true;
        }
        self.retain_entities(&keep);
    }

    /// The entities that posts, agreements, events and statements speak of, and the country at home.
    fn in_facts(&self) -> Vec<EntityRef> {
        let mut found: Vec<EntityRef> = self.home_country.into_iter().collect();
        found.extend(self.holdings.iter().flat_map(|held| [Some(held.person), held.office.of]).flatten());
        found.extend(self.posts.iter().flat_map(|post| [Some(post.person), post.of]).flatten());
        for agreement in &self.agreements {
            found.push(agreement.agreement);
            found.extend(&agreement.parties);
        }
        for event in &self.events {
            for list in [&event.actors, &event.recipients, &event.via, &event.attributed_to] {
                found.extend(list);
            }
            found.extend(event.place);
            if let Some(About::Entity(entity)) = event.about {
                found.push(entity);
            }
        }
        found.extend(self.statements.iter().map(|statement| statement.speaker));
        found
    }
}

fn rename(entities: &mut [EntityRef], new: &[EntityRef]) {
    for entity in entities {
        *entity = new[*entity];
    }
}
