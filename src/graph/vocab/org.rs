//! The Organization Ontology, <http://www.w3.org/ns/org#>.

super::terms! { "http://www.w3.org/ns/org#";
    ORGANIZATION = "Organization",
    POST = "Post",
    MEMBERSHIP = "Membership",
    MEMBER = "member",
    /// From a tenure to the post; the contract's name, not among the terms of the W3C recommendation.
    POST_OF_TENURE = "post",
    POST_IN = "postIn",
    HOLDS = "holds",
    HELD_BY = "heldBy",
    SUB_ORGANIZATION_OF = "subOrganizationOf",
}
