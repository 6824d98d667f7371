//! FOAF, <http://xmlns.com/foaf/0.1/>.

super::terms! { "http://xmlns.com/foaf/0.1/";
    PERSON = "Person",
}
