//! Events and statements against labelled sentences of the project's own writing.
//!
//! A quarter of the sentences, by a hash of their words, is held out: rules were not mended on them, and they
//! are reported apart. `LABELLED_SHOW=1` prints what differs in the others; `LABELLED_RULES=1` prints how often
//! each rule was right in the held-out quarter, as `data/models/rules.toml` has it.
//!
//! A sentence begins a line; its labels follow, indented, one record a line, or `-` for none. A record is a
//! kind and fields `key=value`, several values parted by commas, `_` for a blank within a name. Statements:
//! `a` actor, `r` part of the actor (of a tally with an actor `by` unless given), `link`, `o` other party,
//! `m` measure (fighters, attacks or killed by kind unless given), `q` quantity `low..high`, `v` victims,
//! `t` time (`2018`, `2018-10`, a day, or two of them with a slash), `p` place, `trend`, `th` themes, `by`
//! who says so (`said:police`, `blamed:police>boko-haram`), `mark`. Events: PLOVER code, `a` and `b` sides,
//! `tgt` target class, `d` date, `p` place, `k` `i` `ab` `cap` victims as `count:group` (with `*` a part of
//! another group, with `!` on the attackers' side), `tac` tactic and `wpn` weapon (scored in sentences that
//! label them, `-` for none), `by`, `mark`. A party is its registry id, its name, or its
//! class with a country. A statement's actor that is only a class is not scored, nor is "said" without who.

mod records;
mod rules;
mod score;

use bellwether_coder::input::Document;
use bellwether_coder::{Options, World, code};
use records::{Labelled, Record};
use score::Scores;

/// The batches of statements.
const STATEMENTS: &[&str] = &[
    include_str!("statements-a.txt"),
    include_str!("statements-b.txt"),
    include_str!("statements-c.txt"),
    include_str!("statements-d.txt"),
    include_str!("statements-e.txt"),
    include_str!("statements-f.txt"),
    include_str!("statements-g.txt"),
    include_str!("statements-h.txt"),
];

/// The batches of events.
const EVENTS: &[&str] = &[
    include_str!("events-a.txt"),
    include_str!("events-b.txt"),
    include_str!("events-c.txt"),
    include_str!("events-d.txt"),
    include_str!("events-e.txt"),
    include_str!("events-f.txt"),
    include_str!("events-g.txt"),
];

/// The batches named by `LABELLED_ONLY=1,3`, counted from 1; all of them without it.
fn batches<'t>(texts: &[&'t str]) -> Vec<&'t str> {
    let only = std::env::var("LABELLED_ONLY").unwrap_or_default();
    let chosen: Vec<usize> = only.split(',').filter_map(|number| number.parse().ok()).collect();
    let keep = |index: usize| chosen.is_empty() || chosen.contains(&(index + 1));
    texts.iter().enumerate().filter(|(index, _)| keep(*index)).map(|(_, text)| *text).collect()
}

/// The least share of each field that must be right, in precision and in recall.
const SHARE_MIN: f64 = 0.90;

fn world() -> World {
    World::embedded().expect("embedded lists")
}

fn run(
    world: &World,
    set: &[Labelled],
    predict: impl Fn(&bellwether_coder::coded::Coded) -> Vec<Record>,
) -> (Scores, Scores) {
    let options =
        Options { written: Some("2021-04-14".parse().expect("a date")), ..Options::default() };
    let show = std::env::var_os("LABELLED_SHOW").is_some();
    let (mut seen, mut held) = (Scores::default(), Scores::default());
    for labelled in set {
        let document = Document::plain(labelled.sentence.clone(), 0);
        let mut found = predict(&code(&document, world, &options));
        if !labelled.with_means {
            found.iter_mut().for_each(Record::drop_means);
        }
        let held_out = labelled.is_held_out();
        let part = if held_out { &mut held } else { &mut seen };
        let all_right = part.add(&labelled.records, &found);
        if show && !held_out && !all_right {
            println!("{}", labelled.sentence);
            labelled.records.iter().for_each(|record| println!("  want {record}"));
            found.iter().for_each(|record| println!("  got  {record}"));
        }
    }
    (seen, held)
}

fn check(name: &str, seen: &Scores, held: &Scores) {
    seen.print(&format!("{name} written against"));
    held.print(&format!("{name} held out"));
    if std::env::var_os("LABELLED_RULES").is_some() {
        held.print_rules();
    }
    if std::env::var_os("LABELLED_SHOW").is_none() && std::env::var_os("LABELLED_ONLY").is_none() {
        seen.assert(name, SHARE_MIN);
    }
}

#[test]
fn statements_are_right_in_nine_of_ten_fields() {
    let set = records::read(&batches(STATEMENTS), records::Kind::Statement);
    let (seen, held) = run(&world(), &set, records::statements);
    println!("{} sentences", set.len());
    check("statements", &seen, &held);
}

#[test]
fn events_are_right_in_nine_of_ten_fields() {
    let set = records::read(&batches(EVENTS), records::Kind::Event);
    let (seen, held) = run(&world(), &set, records::events);
    println!("{} sentences", set.len());
    check("events", &seen, &held);
}
