//! schema.org, <https://schema.org/>.

super::terms! { "https://schema.org/";
    NEWS_ARTICLE = "NewsArticle",
    PERSON = "Person",
    COUNTRY = "Country",
    CITY = "City",
    PLACE = "Place",
    ORGANIZATION = "Organization",
    GOVERNMENT_ORGANIZATION = "GovernmentOrganization",
    HEADLINE = "headline",
    DATE_PUBLISHED = "datePublished",
    URL = "url",
    PUBLISHER = "publisher",
    AUTHOR = "author",
    IN_LANGUAGE = "inLanguage",
    GENDER = "gender",
    IDENTIFIER = "identifier",
    CONTAINED_IN_PLACE = "containedInPlace",
    SOFTWARE_VERSION = "softwareVersion",
    MALE = "Male",
    FEMALE = "Female",
    NATIONALITY = "nationality",
}
