//! The token that a client shows to write: `Authorization: Bearer …` (RFC 6750, section 2.1).

use super::problem::Problem;
use axum::http::{HeaderMap, header};
use std::fmt;

/// A secret of the server. Only its digest is kept; two digests are compared in constant time.
#[derive(Clone)]
pub struct Token(blake3::Hash);

impl Token {
    /// The token of a text, without the end of line that files and shells leave behind it. `None` when nothing remains,
    /// or when it holds anything that no header can carry.
    ///
    /// ```
    /// use trojka::serve::Token;
    /// assert!(Token::new("tajno\n").is_some());
    /// assert!(Token::new("\n").is_none());
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        usable.then(|| Self(blake3::hash(text.as_bytes())))
    }

    /// Whether a request may write.
    ///
    /// # Errors
    /// 403 when the server has no token (`server` is `None`); 401 when the request shows none, or another one.
    pub fn authorise(server: Option<&Self>, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = server else {
            return Err(Problem::new(403, "writing is switched off: the server was started without a token"));
        };
        let missing = || Problem::new(401, "writing needs the header `Authorization: Bearer …`");
        let wrong = || Problem::new(401, "the token is not the one of this server");
        let mut shown = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(value), None) = (shown.next(), shown.next()) else { return Err(missing().with(ASK.0, ASK.1)) };
        let (scheme, secret) = split_scheme(value.as_bytes());
        if !scheme.eq_ignore_ascii_case(b"bearer") {
            return Err(missing().with(ASK.0, ASK.1));
        }
        // `Hash` compares in constant time.
        if blake3::hash(secret) == token.0 { Ok(()) } else { Err(wrong().with(ASK.0, WRONG)) }
    }
}

/// RFC 9110, section 11.6.1: a 401 says how to authenticate.
const ASK: (header::HeaderName, &str) = (header::WWW_AUTHENTICATE, "Bearer realm=\"trojka\"");
const WRONG: &str = "Bearer realm=\"trojka\", error=\"invalid_token\"";

fn split_scheme(value: &[u8]) -> (&[u8], &[u8]) {
    let at = value.iter().position(|&byte| byte == b' ').unwrap_or(value.len());
    (&value[..at], value[at..].trim_ascii())
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    fn status(server: Option<&str>, shown: &[&str]) -> u16 {
        let token = server.map(|text| Token::new(text).expect("usable"));
        let headers = shown.iter().map(|value| (header::AUTHORIZATION, value.parse().expect("header"))).collect();
        match Token::authorise(token.as_ref(), &headers) {
            Ok(()) => 200,
            Err(problem) => {
                let response = problem.into_response();
                assert_eq!(response.status() == 401, response.headers().contains_key(header::WWW_AUTHENTICATE));
                response.status().as_u16()
            }
        }
    }

    #[test]
    fn only_the_right_token_opens() {
        assert_eq!(status(None, &["Bearer x"]), 403);
        assert_eq!(status(Some("skrivnost\n"), &["Bearer skrivnost"]), 200);
        assert_eq!(status(Some("skrivnost"), &["bearer  skrivnost"]), 200);
        for shown in
            ["Bearer skrivnos", "Bearer skrivnostt", "Bearer", "Basic skrivnost", "skrivnost", "Bearer Skrivnost"]
        {
            assert_eq!(status(Some("skrivnost"), &[shown]), 401, "{shown}");
        }
        assert_eq!(status(Some("skrivnost"), &[]), 401);
        assert_eq!(status(Some("skrivnost"), &["Bearer skrivnost", "Bearer skrivnost"]), 401);
    }

    #[test]
    fn tokens_do_not_show() {
        for bad in ["", "\n", "\r\n", "a b", "č", "a\u{0}"] {
            assert!(Token::new(bad).is_none(), "{bad:?}");
        }
        let token = Token::new("skrivnost").expect("usable");
        assert!(!format!("{token:?}").contains("skriv"));
    }
}
