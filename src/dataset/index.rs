//! Quads as numbers, sorted in six orders so that every pattern is one range of one of them.

use super::terms::Id;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A quad: subject, predicate, object, graph.
pub(super) type Row = [Id; 4];

/// The orders, each as the places of [`Row`] in the order of comparison. Every set of bound places is a prefix of one.
const ORDERS: [[usize; 4]; 6] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2], [3, 1, 2, 0], [3, 2, 0, 1]];

/// Below this many rows a binary search is as quick as a table of starts.
const TABLE_FROM: usize = 1 << 14;

/// Rows in all orders.
#[derive(Default)]
pub(super) struct Index {
    orders: [Order; ORDERS.len()],
}

/// Rows in one order, their numbers in the order of comparison.
#[derive(Default)]
struct Order {
    rows: Vec<Row>,
    /// For each first number the place of its first row, and the end; empty for few rows.
    starts: Vec<u32>,
}

/// Where the rows of a pattern lie.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub order: usize,
    pub rows: Range<usize>,
}

impl Index {
    pub fn new(rows: &[Row]) -> Self {
        let mut orders: [Order; ORDERS.len()] = Default::default();
        orders.par_iter_mut().zip(ORDERS).for_each(|(order, places)| {
            let mut rows: Vec<Row> = rows.iter().map(|row| places.map(|place| row[place])).collect();
            rows.par_sort_unstable();
            *order = Order::new(rows);
        });
        Self { orders }
    }

    pub fn len(&self) -> usize {
        self.orders[0].rows.len()
    }

    pub fn contains(&self, row: &Row) -> bool {
        !self.orders[0].range(row).is_empty()
    }

    /// Which order has the rows with these numbers (`None` for any) together.
    pub fn order_of(pattern: &[Option<Id>; 4]) -> usize {
        let bound = pattern.iter().flatten().count();
        let has = |places: &[usize; 4]| places[..bound].iter().all(|&place| pattern[place].is_some());
        ORDERS.iter().position(has).expect("every set of places is a prefix of an order")
    }

    pub fn find(&self, pattern: &[Option<Id>; 4]) -> Place {
        let order = Self::order_of(pattern);
        let mut prefix = [0; 4];
        let mut length = 0;
        for place in ORDERS[order] {
            let Some(id) = pattern[place] else { break };
            prefix[length] = id;
            length += 1;
        }
        Place { order, rows: self.orders[order].range(&prefix[..length]) }
    }

    /// The row at a place, in the order's own sequence.
    pub fn sorted(&self, order: usize, at: usize) -> &Row {
        &self.orders[order].rows[at]
    }

    /// All rows as subject, predicate, object, graph.
    pub fn rows(&self) -> &[Row] {
        &self.orders[0].rows
    }

    /// This index without some rows and with those of another, which it does not have.
    pub fn merged(&self, without: &FxHashSet<Row>, with: &Self) -> Self {
        let mut orders: [Order; ORDERS.len()] = Default::default();
        orders.par_iter_mut().enumerate().for_each(|(order, merged)| {
            let (old, new) = (&self.orders[order].rows, &with.orders[order].rows);
            let mut rows = Vec::with_capacity(old.len() + new.len());
            let mut new = new.iter().peekable();
            for row in old.iter().filter(|row| without.is_empty() || !without.contains(&straight(order, row))) {
                while let Some(next) = new.next_if(|next| *next < row) {
                    rows.push(*next);
                }
                rows.push(*row);
            }
            rows.extend(new);
            *merged = Order::new(rows);
        });
        Self { orders }
    }

    /// The same with other numbers, which are in the same order as the old ones.
    pub fn renumbered(&self, numbers: &[Id]) -> Self {
        let mut orders: [Order; ORDERS.len()] = Default::default();
        orders.par_iter_mut().zip(&self.orders).for_each(|(order, old)| {
            let rows = old.rows.iter().map(|row| row.map(|id| numbers[id as usize])).collect();
            *order = Order::new(rows);
        });
        Self { orders }
    }
}

/// A row of an order as subject, predicate, object, graph.
pub(super) fn straight(order: usize, row: &Row) -> Row {
    let mut quad = [0; 4];
    for (number, place) in row.iter().zip(ORDERS[order]) {
        quad[place] = *number;
    }
    quad
}

impl Order {
    fn new(rows: Vec<Row>) -> Self {
        let mut starts = Vec::new();
        if rows.len() >= TABLE_FROM {
            let most = rows.last().map_or(0, |row| row[0] as usize);
            starts = vec![0_u32; most + 2];
            for row in &rows {
                starts[row[0] as usize + 1] += 1;
            }
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
        }
        Self { rows, starts }
    }

    /// The rows that begin with `prefix`.
    fn range(&self, prefix: &[Id]) -> Range<usize> {
        let Some((&first, rest)) = prefix.split_first() else { return 0..self.rows.len() };
        let mut range = self.first(first);
        for (at, &id) in rest.iter().enumerate() {
            let rows = &self.rows[range.clone()];
            let start = rows.partition_point(|row| row[at + 1] < id);
            let end = start + rows[start..].partition_point(|row| row[at + 1] == id);
            range = range.start + start..range.start + end;
        }
        range
    }

    fn first(&self, id: Id) -> Range<usize> {
        if self.starts.is_empty() {
            let start = self.rows.partition_point(|row| row[0] < id);
            return start..start + self.rows[start..].partition_point(|row| row[0] == id);
        }
        match (self.starts.get(id as usize), self.starts.get(id as usize + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }
}
