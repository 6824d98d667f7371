//! DCMI Metadata Terms, <http://purl.org/dc/terms/>.

super::terms! { "http://purl.org/dc/terms/";
    SUBJECT = "subject",
    RIGHTS = "rights",
    TITLE = "title",
    DESCRIPTION = "description",
    CREATOR = "creator",
    CREATED = "created",
    MODIFIED = "modified",
    LICENSE = "license",
    SOURCE = "source",
    HAS_PART = "hasPart",
    IS_PART_OF = "isPartOf",
}
