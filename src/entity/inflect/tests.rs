use super::*;

fn inflector() -> Inflector {
    Inflector::load(&Pack::shipped("sl").expect("the pack is shipped")).expect("the tables are right")
}

fn hints(gender: Gender) -> Hints<'static> {
    Hints { gender: Some(gender), ..Hints::default() }
}

fn person(gender: Gender) -> Hints<'static> {
    Hints { gender: Some(gender), animate: Some(true), ..Hints::default() }
}

fn plural(gender: Gender) -> Hints<'static> {
    Hints { gender: Some(gender), number: Some(Number::Plur), ..Hints::default() }
}

/// The forms of one number in the order of the cases, variants parted by `/`.
fn row(forms: &[InflectedForm], number: Number) -> String {
    let mut cells: Vec<String> = Vec::new();
    for case in [Case::Nom, Case::Gen, Case::Dat, Case::Acc, Case::Loc, Case::Ins] {
        let variants: Vec<&str> =
            forms.iter().filter(|f| f.case == case && f.number == number).map(|f| f.form.as_str()).collect();
        cells.push(variants.join("/"));
    }
    cells.join(" ")
}

#[test]
fn declines_persons() {
    let inflector = inflector();
    let masculine = [
        ("Macron", "Macron Macrona Macronu Macrona Macronu Macronom"),
        ("Merz", "Merz Merza Merzu Merza Merzu Merzom"),
        ("Orban", "Orban Orbana Orbanu Orbana Orbanu Orbanom"),
        ("Steinmeier", "Steinmeier Steinmeierja Steinmeierju Steinmeierja Steinmeierju Steinmeierjem"),
        ("Tony", "Tony Tonyja Tonyju Tonyja Tonyju Tonyjem"),
        ("Balla", "Balla Balle Balli Ballo Balli Ballo"),
        ("Oto", "Oto Ota Otu Ota Otu Otom"),
        ("Aleš", "Aleš Aleša Alešu Aleša Alešu Alešem"),
        ("Brglez", "Brglez Brgleza Brglezu Brgleza Brglezu Brglezom"),
        ("Lisec", "Lisec Lisca Liscu Lisca Liscu Liscem"),
        ("Zelenski", "Zelenski Zelenskega Zelenskemu Zelenskega Zelenskem Zelenskim"),
        ("Vučić", "Vučić Vučića Vučiću Vučića Vučiću Vučićem"),
        ("Merkel", "Merkel Merkla Merklu Merkla Merklu Merklom"),
    ];
    for (name, expected) in masculine {
        assert_eq!(row(&inflector.expand(name, &person(Gender::Masc)), Number::Sing), expected);
    }
    let feminine = [
        ("Marjeta", "Marjeta Marjete Marjeti Marjeto Marjeti Marjeto"),
        ("Fajonova", "Fajonova Fajonove Fajonovi Fajonovo Fajonovi Fajonovo"),
        ("May", "May May May May May May"),
        ("Fajon", "Fajon Fajon Fajon Fajon Fajon Fajon"),
    ];
    for (name, expected) in feminine {
        assert_eq!(row(&inflector.expand(name, &person(Gender::Fem)), Number::Sing), expected);
    }
}

#[test]
fn declines_countries_and_places() {
    let inflector = inflector();
    let thing = |gender| Hints { animate: Some(false), ..hints(gender) };
    let singular = [
        ("Albanija", Gender::Fem, "Albanija Albanije Albaniji Albanijo Albaniji Albanijo"),
        ("Kosovo", Gender::Neut, "Kosovo Kosova Kosovu Kosovo Kosovu Kosovom"),
        ("Skopje", Gender::Neut, "Skopje Skopja Skopju Skopje Skopju Skopjem"),
        ("Maroko", Gender::Masc, "Maroko Maroka Maroku Maroko Maroku Marokom"),
        ("Peru", Gender::Masc, "Peru Peruja Peruju Peru Peruju Perujem"),
        ("Katar", Gender::Masc, "Katar Katarja Katarju Katar Katarju Katarjem"),
        ("Bruselj", Gender::Masc, "Bruselj Bruslja Bruslju Bruselj Bruslju Brusljem"),
        ("Dunaj", Gender::Masc, "Dunaj Dunaja Dunaju Dunaj Dunaju Dunajem"),
        ("Frontex", Gender::Masc, "Frontex Frontexa Frontexu Frontex Frontexu Frontexom"),
        ("Nato", Gender::Masc, "Nato Nata Natu Nato Natu Natom"),
    ];
    for (name, gender, expected) in singular {
        assert_eq!(row(&inflector.expand(name, &thing(gender)), Number::Sing), expected);
    }
    let forms = inflector.expand("Filipini", &plural(Gender::Masc));
    assert_eq!(row(&forms, Number::Plur), "Filipini Filipinov Filipinom Filipine Filipinih Filipini");
    let forms = inflector.expand("Benetke", &plural(Gender::Fem));
    assert_eq!(row(&forms, Number::Plur), "Benetke Benetk Benetkam Benetke Benetkah Benetkami");
}

#[test]
fn a_table_can_name_the_paradigm() {
    let inflector = inflector();
    let hints = Hints { paradigm: Some("fem-adjectival"), ..Hints::default() };
    assert_eq!(
        row(&inflector.expand("Hrvaška", &hints), Number::Sing),
        "Hrvaška Hrvaške Hrvaški Hrvaško Hrvaški/Hrvaškem Hrvaško"
    );
    assert!(inflector.knows_paradigm("masc-er"));
    assert!(!inflector.knows_paradigm("masc-nothing"));
}

#[test]
fn acronyms_keep_their_form_or_take_a_hyphen() {
    let forms = inflector().expand("EU", &Hints::default());
    let genitives: Vec<&str> = forms.iter().filter(|f| f.case == Case::Gen).map(|f| f.form.as_str()).collect();
    assert_eq!(genitives, ["EU", "EU-a", "EU-ja"]);
}

#[test]
fn adjectives_agree() {
    let forms = inflector().expand_adjective("albanski");
    let has =
        |form: &str, case, number, gender| forms.contains(&InflectedForm { form: form.into(), case, number, gender });
    assert!(has("albanski", Case::Nom, Number::Sing, Gender::Masc));
    assert!(has("albanskim", Case::Ins, Number::Sing, Gender::Masc));
    assert!(has("albanske", Case::Gen, Number::Sing, Gender::Fem));
    assert!(has("albanskega", Case::Gen, Number::Sing, Gender::Neut));
    assert!(has("albanskih", Case::Gen, Number::Plur, Gender::Fem));
    assert!(has("albansko", Case::Nom, Number::Sing, Gender::Neut));
}

#[test]
fn possessives() {
    let inflector = inflector();
    let of = |name, gender| inflector.possessive(name, &person(gender)).unwrap_or_default();
    assert_eq!(of("Poklukar", Gender::Masc), "Poklukarjev");
    assert_eq!(of("Trump", Gender::Masc), "Trumpov");
    assert_eq!(of("Merkel", Gender::Masc), "Merklov");
    assert_eq!(of("Balla", Gender::Masc), "Ballov");
    assert_eq!(of("Ursula", Gender::Fem), "Ursulin");
    assert_eq!(of("Marica", Gender::Fem), "Maričin");
    assert_eq!(of("Aleš", Gender::Masc), "Alešev");
    let forms = inflector.expand_possessive("Trump", &person(Gender::Masc));
    assert!(forms.iter().any(|f| f.form == "Trumpovega" && f.case == Case::Gen));
}

#[test]
fn phrases_agree() {
    let inflector = inflector();
    let row = |phrase: &str, shape: Option<&str>, hints: Hints| {
        let shape = shape.map(|shape| phrase::Role::parse_shape(shape).expect("a shape"));
        let forms = inflector.expand_phrase(phrase, shape.as_deref(), &hints);
        row(&forms, hints.number.unwrap_or(Number::Sing)).replace(' ', "_")
    };
    let thing = |gender| Hints { animate: Some(false), ..hints(gender) };
    assert_eq!(
        row("Evropska unija", None, thing(Gender::Fem)),
        "Evropska_unija_Evropske_unije_Evropski_uniji_Evropsko_unijo_Evropski_uniji_Evropsko_unijo"
    );
    assert_eq!(
        row("Bosna in Hercegovina", None, thing(Gender::Fem)),
        "Bosna_in_Hercegovina_Bosne_in_Hercegovine_Bosni_in_Hercegovini_Bosno_in_Hercegovino_\
         Bosni_in_Hercegovini_Bosno_in_Hercegovino"
    );
    assert_eq!(
        row("Združene države Amerike", Some("AN-"), plural(Gender::Fem)),
        "Združene_države_Amerike_Združenih_držav_Amerike_Združenim_državam_Amerike_Združene_države_Amerike_\
         Združenih_državah_Amerike_Združenimi_državami_Amerike"
    );
    assert_eq!(
        row("Zahodni Balkan", None, thing(Gender::Masc)),
        "Zahodni_Balkan_Zahodnega_Balkana_Zahodnemu_Balkanu_Zahodni_Balkan_Zahodnem_Balkanu_Zahodnim_Balkanom"
    );
    assert_eq!(
        row("Notranje ministrstvo", None, thing(Gender::Neut)),
        "Notranje_ministrstvo_Notranjega_ministrstva_Notranjemu_ministrstvu_Notranje_ministrstvo_\
         Notranjem_ministrstvu_Notranjim_ministrstvom"
    );
    assert_eq!(
        row("New York", Some("-N"), thing(Gender::Masc)),
        "New_York_New_Yorka_New_Yorku_New_York_New_Yorku_New_Yorkom"
    );
    assert_eq!(
        row("Svet Evrope", Some("N-"), thing(Gender::Masc)),
        "Svet_Evrope_Sveta_Evrope_Svetu_Evrope_Svet_Evrope_Svetu_Evrope_Svetom_Evrope"
    );
}

fn best(form: &str, case: Case, gender: Gender) -> String {
    let reading = Reading { case: Some(case), gender: Some(gender), number: Some(Number::Sing), ..Reading::default() };
    inflector().reduce(form, &reading).first().map(|c| c.nominative.clone()).unwrap_or_default()
}

#[test]
fn reduces_to_the_nominative() {
    let cases = [
        ("Poklukarja", Case::Gen, Gender::Masc, "Poklukar"),
        ("Steinmeierju", Case::Dat, Gender::Masc, "Steinmeier"),
        ("Macrona", Case::Acc, Gender::Masc, "Macron"),
        ("Ballo", Case::Ins, Gender::Masc, "Balla"),
        ("Taulantom", Case::Ins, Gender::Masc, "Taulant"),
        ("Merklom", Case::Ins, Gender::Masc, "Merkel"),
        ("Lisca", Case::Gen, Gender::Masc, "Lisec"),
        ("Zelenskega", Case::Gen, Gender::Masc, "Zelenski"),
        ("Alešem", Case::Ins, Gender::Masc, "Aleš"),
        ("Marjeto", Case::Acc, Gender::Fem, "Marjeta"),
        ("Fajonove", Case::Gen, Gender::Fem, "Fajonova"),
        ("Mayeve", Case::Gen, Gender::Fem, "Mayeva"),
        ("Sunakom", Case::Ins, Gender::Masc, "Sunak"),
        ("Putinu", Case::Dat, Gender::Masc, "Putin"),
        ("Netanjahuja", Case::Gen, Gender::Masc, "Netanjahu"),
        ("Conteju", Case::Dat, Gender::Masc, "Conte"),
        ("Tuska", Case::Gen, Gender::Masc, "Tusk"),
        ("Janez", Case::Nom, Gender::Masc, "Janez"),
    ];
    for (form, case, gender, expected) in cases {
        assert_eq!(best(form, case, gender), expected, "{form}");
    }
}

#[test]
fn first_names_guide_both_ways() {
    let inflector = inflector();
    let row = |name: &str| row(&inflector.expand(name, &person(Gender::Masc)), Number::Sing);
    assert_eq!(row("Peter"), "Peter Petra Petru Petra Petru Petrom");
    assert_eq!(row("Pavel"), "Pavel Pavla Pavlu Pavla Pavlu Pavlom");
    assert_eq!(row("Stane"), "Stane Staneta Stanetu Staneta Stanetu Stanetom");
    assert_eq!(row("Luka"), "Luka Luke Luki Luko Luki Luko");
    assert_eq!(row("Sven"), "Sven Svena Svenu Svena Svenu Svenom");
    for (form, case, expected) in [
        ("Petra", Case::Gen, "Peter"),
        ("Marka", Case::Gen, "Marko"),
        ("Jureta", Case::Acc, "Jure"),
        ("Matejem", Case::Ins, "Matej"),
        ("Igorju", Case::Dat, "Igor"),
    ] {
        let candidates = inflector.reduce(
            form,
            &Reading { case: Some(case), gender: Some(Gender::Masc), number: Some(Number::Sing), ..Reading::default() },
        );
        let firsts: Vec<&str> = candidates.iter().take(3).map(|c| c.nominative.as_str()).collect();
        assert!(firsts.contains(&expected), "{form}: {firsts:?}");
    }
    assert_eq!(inflector.first_names().get("Sabina").and_then(|name| name.gender), Some(Gender::Fem));
    assert_eq!(inflector.first_names().get("Vanja").map(|name| name.gender), Some(None));
    assert!(inflector.first_names().get("Rok").is_some_and(|name| name.common_word));
    assert!(inflector.first_names().len() > 1500);
}

#[test]
fn reduces_possessives() {
    let inflector = inflector();
    let reading = Reading { possessive: true, ..Reading::default() };
    for (form, expected) in [
        ("Poklukarjevih", "Poklukar"),
        ("Trumpovega", "Trump"),
        ("Trumpov", "Trump"),
        ("Merklove", "Merkel"),
        ("Ursulinim", "Ursula"),
        ("Macronove", "Macron"),
        ("Natalijini", "Natalija"),
    ] {
        assert_eq!(inflector.reduce(form, &reading)[0].nominative, expected, "{form}");
    }
    let petra = inflector.reduce("Petrovi", &reading);
    assert!(petra.iter().any(|c| c.nominative == "Peter"));
}

#[test]
fn reducing_undoes_expanding() {
    let inflector = inflector();
    let names = ["Poklukar", "Golob", "Kurz", "Rutte", "Meloni", "Varadkar", "Vučić", "Čaputova", "Marija", "Luka"];
    for name in names {
        for gender in [Gender::Masc, Gender::Fem] {
            for form in inflector.expand(name, &person(gender)).iter().filter(|f| f.number == Number::Sing) {
                let reading = Reading {
                    case: Some(form.case),
                    gender: Some(gender),
                    number: Some(form.number),
                    ..Reading::default()
                };
                let back = inflector.reduce(&form.form, &reading);
                assert!(back.iter().any(|c| c.nominative == name), "{name}: {form:?} gives {back:?}");
            }
        }
    }
}

#[test]
fn takes_any_input() {
    let inflector = inflector();
    for odd in ["", "a", "ß", "İ", "—", "123", "ǅ", "A-", "…\u{301}"] {
        for possessive in [false, true] {
            inflector.reduce(odd, &Reading { possessive, ..Reading::default() });
        }
        inflector.expand(odd, &Hints::default());
        inflector.expand_phrase(odd, None, &Hints::default());
    }
}
