//! PROV-O, <http://www.w3.org/ns/prov#>.

super::terms! { "http://www.w3.org/ns/prov#";
    BUNDLE = "Bundle",
    ACTIVITY = "Activity",
    WAS_DERIVED_FROM = "wasDerivedFrom",
    WAS_GENERATED_BY = "wasGeneratedBy",
}
