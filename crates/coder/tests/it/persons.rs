//! No person's name stands in anything that the coder gives out.

use bellwether_coder::input::Document;
use bellwether_coder::{Options, World, code};

const GIVEN: &[&str] =
    &["Hamid", "Tarek", "Amina", "Yusuf", "Olena", "Ibrahim", "Maria", "Daoud", "Chen", "Rosa"];
const FAMILY: &[&str] = &[
    "Osmani", "Velkari", "Okonjo", "Brandvik", "Salahov", "Mbetu", "Quintero", "Farzan", "Dlamir",
    "Haskell",
];
const SENTENCES: &[&str] = &[
    "{} was killed when gunmen attacked his house in Harun on Monday.",
    "Police spokesman {} said 12 soldiers were killed in Selvi.",
    "{}, a spokesman for the Kestrel Front, claimed responsibility for the bombing in Taren.",
    "The army blamed {} and his men for the ambush near Belkor.",
    "Gunmen abducted {}, a teacher, and two aid workers in Omdara.",
    "General {} said the Kestrel Front had 600 to 800 fighters as of October 2018.",
    "The Kestrel Front, led by {}, was formed in 2015 as a splinter of the Harbour Liberation Army.",
    "A bomb exploded outside the home of {} in Taren, wounding {} and three guards.",
    "{} fought in the army of Selvi before he joined the Kestrel Front in 2016.",
    "According to {}, the group carried out 84 attacks between 2017 and 2018.",
    "{} and {} were shot dead near {}'s farm on Tuesday.",
    "Residents in {}'s village said soldiers burned 20 houses.",
    "Governor {} denied that {} had been assassinated.",
    "Commander {} of the Red Dune Brigades threatened to attack polling stations.",
    "In {}, the movement has lost its best-known voice, said {}.",
    "The trial of {} opened on Monday; {} is accused of killing 20 people in 2014.",
    "Fighters loyal to {} clashed with fighters loyal to {} in Omdara.",
    "Colonel {} told reporters that {} Front fighters had fled.",
];

#[test]
fn no_value_holds_a_persons_name() {
    let world = World::embedded().expect("embedded lists");
    let options =
        Options { written: Some("2021-04-14".parse().expect("a date")), ..Options::default() };
    let (mut names, mut fields) = (0_usize, 0_usize);
    for (index, sentence) in SENTENCES.iter().enumerate() {
        for shift in 0..10 {
            for form in 0..2 {
                let mut text = (*sentence).to_owned();
                let mut used = Vec::new();
                let mut turn = index + shift;
                while text.contains("{}") {
                    let (given, family) = (GIVEN[turn % 10], FAMILY[(turn * 3 + shift) % 10]);
                    let name =
                        if form == 0 { format!("{given} {family}") } else { family.to_owned() };
                    text = text.replacen("{}", &name, 1);
                    used.extend([given, family]);
                    turn += 1;
                }
                // "NAME Front" is an organisation's name that a text may give.
                if sentence.contains("{} Front") {
                    continue;
                }
                let coded = code(&Document::plain(text.clone(), 0), &world, &options);
                let steps = coded.events.iter().flat_map(bellwether_coder::coded::Event::explain);
                let steps = steps.chain(
                    coded.statements.iter().flat_map(bellwether_coder::coded::Statement::explain),
                );
                for step in steps {
                    fields += 1;
                    let words: Vec<&str> = step.words.iter().map(|span| span.of(&text)).collect();
                    for name in &used {
                        assert!(!step.value.contains(name), "{text}: {step:?}");
                        assert!(
                            !words.iter().any(|words| words.contains(name)),
                            "{text}: {step:?} {words:?}"
                        );
                    }
                }
                let json = serde_json::to_string(&coded).expect("JSON");
                assert!(!used.iter().any(|name| json.contains(name)), "{text}: {json}");
                names += used.len();
            }
        }
    }
    assert!(names > 300 && fields > 1_000, "{names} names, {fields} fields");
}
