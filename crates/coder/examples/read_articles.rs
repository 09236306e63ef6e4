//! How fast articles are read, end to end on one thread: bytes to documents, sentences, places of the gazetteer, events and
//! statements. `read_articles ARTICLES CORPUS.xml...` reads the articles of LGL or TR-News over and over until there
//! were so many, one at a time as a stream would bring them, and answers in JSON.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use std::error::Error;
use std::time::Instant;

use bellwether_coder::input::{Form, INPUT_LIMITS, read};
use bellwether_coder::token::Tokens;
use bellwether_coder::toponym::{Geoparser, corpus};
use bellwether_coder::{Gazetted, Options, World, code};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let wanted: usize = arguments.next().ok_or("read_articles ARTICLES CORPUS.xml...")?.parse()?;
    let mut texts: Vec<String> = Vec::new();
    for path in arguments {
        let xml = std::fs::read_to_string(&path)?;
        texts.extend(corpus::parse(&xml, &path)?.into_iter().map(|article| article.text));
    }
    if texts.is_empty() {
        return Err("no articles".into());
    }
    let world = World::embedded()?;
    let (gazetteer, countries) = (Gazetteer::embedded()?, Countries::embedded()?);
    let geoparser = Geoparser::embedded(&gazetteer, &countries)?;
    let places = Gazetted { geoparser: &geoparser, gazetteer: &gazetteer };
    let options = Options { written: Some("2021-04-14".parse()?), places: Some(&places) };
    // Counted beforehand: what is measured cuts each text into sentences once itself.
    let texts: Vec<(String, usize)> = texts
        .into_iter()
        .map(|text| {
            let count = Tokens::new(&text).sentences.len();
            (text, count)
        })
        .collect();
    let (mut sentences, mut found) = (0_usize, 0_usize);
    let start = Instant::now();
    for (text, count) in texts.iter().cycle().take(wanted) {
        for document in read(text.as_bytes(), Form::Text, None, &INPUT_LIMITS)? {
            sentences += count;
            let coded = code(&document, &world, &options);
            found += coded.events.len() + coded.statements.len();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{{\"articles\": {wanted}, \"sentences\": {sentences}, \"found\": {found}, \"seconds\": {seconds:.3}}}"
    );
    Ok(())
}
