//! Properties that the rules in `ontology/rules/` derive of Trojka's own ontology.

super::super::terms! { "https://w3id.org/trojka/ontology#";
    CURRENT_STATUS = "currentStatus",
    HAS_AGREEMENT_WITH = "hasAgreementWith",
    CONSULTED_WITH = "consultedWith",
    AGREED_WITH = "agreedWith",
    COOPERATED_WITH = "cooperatedWith",
    SUPPORTED = "supported",
    CONCEDED_TO = "concededTo",
    AIDED = "aided",
    REQUESTED_OF = "requestedOf",
    ACCUSED = "accused",
    REJECTED = "rejected",
    THREATENED = "threatened",
    PROTESTED_AGAINST = "protestedAgainst",
    SANCTIONED = "sanctioned",
    MOBILIZED_AGAINST = "mobilizedAgainst",
    COERCED = "coerced",
    ASSAULTED = "assaulted",
}
