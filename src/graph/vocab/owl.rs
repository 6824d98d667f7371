//! OWL 2, <http://www.w3.org/2002/07/owl#>.

super::terms! { "http://www.w3.org/2002/07/owl#";
    SAME_AS = "sameAs",
    DIFFERENT_FROM = "differentFrom",
}
