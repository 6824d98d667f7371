use trojka::document::Document;
use trojka::entity::*;
use trojka::event::*;
use trojka::lang::Pack;
use trojka::pipeline::*;
use trojka::text::conllu;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let pack = Pack::shipped("sl").unwrap();
    if args[1].ends_with(".txt") {
        let p = Pipeline::standard(&pack).unwrap();
        for f in &args[1..] {
            let text = std::fs::read_to_string(f).unwrap();
            show(&p.run(trojka::article::Article::new(f.rsplit('/').next().unwrap(), text)));
        }
        return;
    }
    let blocks = conllu::read(std::path::Path::new(&args[1])).unwrap();
    let from: usize = args[2].parse().unwrap();
    let to: usize = args[3].parse().unwrap();
    let mut stages: Vec<Box<dyn Stage>> = vec![];
    let given = [Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names];
    stages.push(Box::new(MentionFinder::from_pack(&pack).unwrap()));
    stages.push(Box::new(Resolver::from_pack(&pack).unwrap()));
    stages.push(Box::new(Posts::from_pack(&pack).unwrap()));
    let p = Pipeline::starting_with(&given, stages).unwrap();
    for d in conllu::documents("x", blocks).into_iter().skip(from).take(to - from) {
        let d = p.resume(d);
        show(&d);
    }
}
fn show(d: &Document) {
    println!("##### {}", d.article.id);
    for (i, s) in d.sentences.iter().enumerate() {
        println!("[{}] {}", i + 1, d.slice(s.span));
        for m in d.mentions.iter().filter(|m| m.sentence == i) {
            if m.entities.is_empty() && m.form == MentionForm::Dropped {
                continue;
            }
            let e: Vec<String> =
                m.entities.iter().map(|&e| format!("{}/{}", d.entities[e].kind.as_str(), d.entities[e].name)).collect();
            println!("      {:?} {} = {}", m.form, d.slice(m.span), e.join(" + "));
        }
    }
    for p in &d.posts {
        println!(
            "  POST {} | {} | {:?} {:?} {}",
            d.entities[p.person].name,
            p.post,
            p.of.map(|o| d.entities[o].name.clone()),
            p.tense,
            p.rule
        );
    }
}
