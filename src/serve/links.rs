//! Links between a description, what it describes and its other forms, for the `Link` header (RFC 8288) and the page.

use crate::export::Format;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use percent_encoding::{CONTROLS, utf8_percent_encode};

/// Where one description stands.
#[derive(Debug, Clone)]
pub(super) struct Links {
    /// Path on this server, without query.
    pub path: String,
    /// IRI of the description in the data.
    pub canonical: String,
    /// What it describes.
    pub subject: String,
    /// From 1 on.
    pub page: usize,
    /// Whether a further page of the data follows.
    pub more: bool,
}

impl Links {
    pub fn new(path: &str, canonical: &str, subject: &str) -> Self {
        let owned = str::to_owned;
        Self { path: owned(path), canonical: owned(canonical), subject: owned(subject), page: 1, more: false }
    }

    /// The address of the same description in another form.
    pub fn alternate(&self, form: &str) -> String {
        format!("{}?format={form}", self.path)
    }

    /// The address of another page.
    pub fn at_page(&self, page: usize) -> String {
        if page == 1 { self.path.clone() } else { format!("{}?page={page}", self.path) }
    }

    /// Adds the header.
    pub fn put_on(&self, mut response: Response) -> Response {
        // A base may hold letters beyond ASCII, a header may not.
        let line = utf8_percent_encode(&self.line(), CONTROLS).to_string();
        if let Ok(value) = HeaderValue::from_str(&line) {
            response.headers_mut().insert(header::LINK, value);
        }
        response
    }

    fn line(&self) -> String {
        let described = match self.page {
            1 => format!("<{}>; rel=\"canonical\"", self.canonical),
            page => format!("<{}?page={page}>; rel=\"canonical\"", self.canonical),
        };
        let mut links = vec![described, format!("<{}>; rel=\"describes\"", self.subject)];
        for format in Format::ALL {
            let (address, media) = (self.alternate(format.name()), format.media_type());
            links.push(format!("<{address}>; rel=\"alternate\"; type=\"{media}\""));
        }
        links.push(format!("<{}>; rel=\"alternate\"; type=\"text/html\"", self.alternate("html")));
        links.push("</.well-known/void>; rel=\"describedby\"".to_owned());
        if self.page > 1 {
            links.push(format!("<{}>; rel=\"prev\"", self.at_page(self.page - 1)));
        }
        if self.more {
            links.push(format!("<{}>; rel=\"next\"", self.at_page(self.page + 1)));
        }
        links.join(", ")
    }
}
