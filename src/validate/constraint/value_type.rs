//! What kind of node a value is: <https://www.w3.org/TR/shacl/#core-components-value-type>.

use super::super::shapes::NodeKind;
use super::datatype::is_well_formed;
use oxigraph::model::Term;

/// <https://www.w3.org/TR/shacl/#DatatypeConstraintComponent>: literals that are ill-typed have no datatype.
pub fn has_datatype(value: &Term, datatype: &Term) -> bool {
    match (value, datatype) {
        (Term::Literal(value), Term::NamedNode(datatype)) => {
            value.datatype() == datatype.as_ref() && is_well_formed(value.value(), datatype.as_ref())
        }
        _ => false,
    }
}

/// <https://www.w3.org/TR/shacl/#NodeKindConstraintComponent>. A triple term is of no kind.
pub fn is_of_kind(value: &Term, kind: NodeKind) -> bool {
    match value {
        Term::NamedNode(_) => kind.iri,
        Term::BlankNode(_) => kind.blank,
        Term::Literal(_) => kind.literal,
        Term::Triple(_) => false,
    }
}
