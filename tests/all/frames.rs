//! Every example and counter-example of every frame, read by the whole pipeline.

use trojka::article::Article;
use trojka::event::frame::{Frames, example};
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

#[test]
fn examples_match_and_counter_examples_do_not() {
    let pack = Pack::shipped("sl").unwrap();
    let frames = Frames::load(&pack).unwrap();
    let pipeline = Pipeline::partial(&pack, &[], Layer::Events).unwrap();
    let mut wrong = Vec::new();
    for frame in &frames.frames {
        let file = format!("data/sl/frame/{}.toml", frame.id);
        for shown in &frame.examples {
            let doc = pipeline.run(Article::new("example", shown.text.as_str()));
            let found: Vec<_> = doc.events.iter().filter(|event| event.kind == frame.kind).collect();
            let mutual = frame.kind.is_mutual();
            let all = shown.events.len() == found.len()
                && shown.events.iter().all(|event| found.iter().any(|found| event.matches(found, &doc, mutual)));
            if !all {
                let found: Vec<_> = found.into_iter().map(|event| example::readable(event, &doc)).collect();
                wrong.push(format!("{file}:{}: {:?} gave {found:?}", shown.line, shown.text));
            }
        }
        for counter in &frame.counters {
            let doc = pipeline.run(Article::new("counter", counter.text.as_str()));
            if let Some(event) = doc.events.iter().find(|event| event.frame == frame.id) {
                let found = example::readable(event, &doc);
                wrong.push(format!(
                    "{file}:{}: {:?} gave {found:?}, but {}",
                    counter.line, counter.text, counter.because
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences of frames fail:\n{}", wrong.len(), wrong.join("\n"));
}
