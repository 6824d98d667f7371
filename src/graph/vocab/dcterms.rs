//! DCMI Metadata Terms, <http://purl.org/dc/terms/>.

super::terms! { "http://purl.org/dc/terms/";
    SUBJECT = "subject",
    RIGHTS = "rights",
}
