//! Values of Trojka's own ontology.

super::super::terms! { "https://w3id.org/trojka/ontology#";
    ACTUAL = "Actual",
    PLANNED = "Planned",
    DESIRED = "Desired",
    POSSIBLE = "Possible",
    NEGATED = "Negated",
    EXISTING = "Existing",
    BEING_EXTENDED = "BeingExtended",
    RENEWED = "Renewed",
    PROPOSED = "Proposed",
    SIGNED = "Signed",
    REJECTED = "Rejected",
    TERMINATED = "Terminated",
    CURRENT = "Current",
    FORMER = "Former",
    ONE_THING = "OneThing",
    PERHAPS_ONE_THING = "PerhapsOneThing",
    TOPIC_SCHEME = "TopicScheme",
}
