//! The whole pipeline, from text to facts and to every form of output.

use super::{analyse, check, config, normal, texts};
use proptest::prelude::*;
use trojka::export::analysis::Analysis;

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn any_text_has_an_analysis(text in texts::text()) {
        let doc = analyse(&normal(&text));
        check::text(&doc);
        let line = Analysis::new(&doc, "http://localhost/").to_line();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
        prop_assert!(!line.contains('\n'));
    }

    #[test]
    fn an_analysis_is_the_same_again(text in texts::text()) {
        let line = || Analysis::new(&analyse(&text), "http://localhost/").to_line();
        prop_assert_eq!(line(), line());
    }
}
