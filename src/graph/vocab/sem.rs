//! Simple Event Model, <http://semanticweb.cs.vu.nl/2009/11/sem/>.

super::terms! { "http://semanticweb.cs.vu.nl/2009/11/sem/";
    EVENT = "Event",
    HAS_ACTOR = "hasActor",
    HAS_PLACE = "hasPlace",
}
