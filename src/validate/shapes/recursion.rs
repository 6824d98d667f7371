//! Shapes that refer to themselves. SHACL leaves open what they mean
//! (<https://www.w3.org/TR/shacl/#shapes-recursion>), so they are refused.

use super::{ShapeAt, Shapes, ShapesGraph};
use crate::error::Result;

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// # Errors
/// With the shape that refers to itself.
pub fn check(shapes: &Shapes, graph: &ShapesGraph) -> Result<()> {
    let mut states = vec![State::New; shapes.shapes.len()];
    (0..states.len()).try_for_each(|at| visit(shapes, graph, at, &mut states))
}

fn visit(shapes: &Shapes, graph: &ShapesGraph, at: ShapeAt, states: &mut [State]) -> Result<()> {
    match states[at] {
        State::Done => return Ok(()),
        State::Open => {
            let node = &shapes.terms[shapes.shapes[at].node];
            return Err(graph.wrong_node(node, "the shape refers to itself, and SHACL does not say what that means"));
        }
        State::New => {}
    }
    states[at] = State::Open;
    for inner in shapes.shapes[at].constraints.iter().flat_map(|constraint| constraint.shapes()) {
        visit(shapes, graph, inner, states)?;
    }
    states[at] = State::Done;
    Ok(())
}
