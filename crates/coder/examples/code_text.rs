//! Reads sentences, one a line, from standard input and prints what the coder makes of each:
//! `code_text [YYYY-MM-DD] < FILE`. With `--speed` as the first argument it prints only how many sentences it
//! read a second, over as many rounds as take some seconds.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::input::Document;
use bellwether_coder::token::Tokens;
use bellwether_coder::{Options, World, code};
use std::error::Error;
use std::io::Read;
use std::time::Instant;

/// Seconds that a measurement takes at least.
const SECONDS_MIN: f64 = 5.0;

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1);
    let world = World::embedded()?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    if argument.as_deref() == Some("--speed") {
        return speed(&world, text);
    }
    let written = argument.map(|day| day.parse()).transpose()?;
    let options = Options { written, ..Options::default() };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let document = Document::plain(line.to_owned(), 0);
        let coded = code(&document, &world, &options);
        println!("{line}");
        for event in &coded.events {
            print("event", &event.explain(), line);
        }
        for statement in &coded.statements {
            print("statement", &statement.explain(), line);
        }
    }
    Ok(())
}

fn print(what: &str, steps: &[bellwether_coder::coded::Step], text: &str) {
    println!("  {what}");
    for step in steps {
        let words: Vec<&str> = step.words.iter().map(|span| span.of(text)).collect();
        println!(
            "    {} = {}  <- {:?} [{} {:.2}]",
            step.field, step.value, words, step.rule, step.confidence
        );
    }
}

fn speed(world: &World, text: String) -> Result<(), Box<dyn Error>> {
    let sentences = Tokens::new(&text).sentences.len();
    let document = Document::plain(text, 0);
    let options = Options { written: Some("2021-04-14".parse()?), ..Options::default() };
    let (start, mut rounds, mut found) = (Instant::now(), 0_usize, 0_usize);
    while start.elapsed().as_secs_f64() < SECONDS_MIN {
        let coded = code(&document, world, &options);
        found += coded.events.len() + coded.statements.len();
        rounds += 1;
    }
    let rate = (sentences * rounds) as f64 / start.elapsed().as_secs_f64();
    println!(
        "coder sentences={sentences} found={} sentences_per_second_core={rate:.0}",
        found / rounds.max(1)
    );
    Ok(())
}
