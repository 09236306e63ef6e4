//! Articles of a simulated world against what was planted in them.

mod article;
mod dress;
mod score;

use article::{Article, Told, articles};
use bellwether_coder::coded::{Coded, Event};
use bellwether_coder::input::Document;
use bellwether_coder::toponym::Geoparser;
use bellwether_coder::{Gazetted, Options, World, code};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use dress::{DRESSES, Dress, dressed};
use score::{Score, Share};

/// What reads the articles of one world: the registry with the world's own, as a store of it has.
struct Reader {
    world: World,
    geoparser: Geoparser,
    gazetteer: Gazetteer,
}

impl Reader {
    fn read(&self, document: &Document) -> Coded {
        let places = Gazetted { geoparser: &self.geoparser, gazetteer: &self.gazetteer };
        code(document, &self.world, &Options { written: None, places: Some(&places) })
    }
}

/// A world that no rule was written against, every `step`th of its articles, and who reads them.
fn world(seed: u64, step: usize) -> (Vec<Article>, Reader) {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("world");
    let articles = articles(&dir, seed, step);
    let own = dir.join("registry");
    let actors = Registry::embedded().and_then(|all| all.with_dir(&own.join("actors")));
    let countries = Countries::embedded().and_then(|all| all.with_dir(&own)).expect("countries");
    let gazetteer = Gazetteer::embedded().and_then(|all| all.with_dir(&own)).expect("places");
    let reader = Reader {
        world: World::new(&actors.expect("actors"), &countries).expect("words"),
        geoparser: Geoparser::embedded(&gazetteer, &countries).expect("models"),
        gazetteer,
    };
    (articles, reader)
}

/// Whether the event's sentence has words of this truth in it.
fn in_sentence(told: &Told, event: &Event) -> bool {
    let sentence = event.sentence.range();
    told.marks.iter().any(|(_, span, _)| sentence.contains(&span.range().start))
}

#[test]
fn what_was_planted_in_articles_is_found_and_little_else() {
    let (articles, reader) = world(1, 12);
    let mut score = Score::default();
    for article in &articles {
        let coded = reader.read(&article.document);
        score.add(article, &coded.events, &article.document.text, &in_sentence);
    }
    println!("{} articles: {score}", articles.len());
    if std::env::var_os("SHOW_WRONG").is_some() {
        println!("{}", score.wrong.join("\n"));
    }
    let floors = |what: &str, share: Share, floor: f64| {
        assert!(share.all >= 20 && share.value() >= floor, "{what}: {share}, floor {floor}");
    };
    floors("found", score.found, 0.97);
    floors("real", score.real, 0.87);
    floors("once", score.once, 0.90);
    for (field, precision, recall) in [
        ("date", 0.91, 0.90),
        ("place", 0.95, 0.95),
        ("side", 0.95, 0.87),
        ("tactic", 0.95, 0.90),
        ("killed", 0.94, 0.90),
        ("injured", 0.90, 0.88),
    ] {
        floors(field, score.precision[field], precision);
        floors(field, score.recall[field], recall);
    }
}

/// What an event says, in letters that do not depend on how the text is written.
fn said(event: &Event) -> String {
    let place = event.place.as_ref().map(|place| place.value.name.to_lowercase());
    let date = event.date.as_ref().map(|date| (date.value.start, date.value.end));
    let side = event.side_a.as_ref().and_then(|side| side.value.actor.clone());
    format!(
        "{} {date:?} {place:?} {side:?} {:?} {:?}",
        event.kind.value.code(),
        event.killed().map(|killed| killed.best()),
        event.injured().map(|injured| injured.best())
    )
}

#[test]
fn an_article_in_other_dress_says_the_same() {
    let (articles, reader) = world(2, 60);
    for dress in DRESSES {
        let mut same = Share::default();
        for article in &articles {
            let (plain, other) =
                (reader.read(&article.document), reader.read(&dressed(&article.document, dress)));
            let mut events: Vec<String> = other.events.iter().map(said).collect();
            for event in &plain.events {
                let own = said(event);
                let at = events.iter().position(|event| *event == own);
                same.add(at.is_some());
                match at {
                    Some(at) => drop(events.swap_remove(at)),
                    None => println!("{dress:?} lacks {own}"),
                }
            }
            for more in events {
                same.add(false);
                println!("{dress:?} has more {more}");
            }
        }
        println!("{dress:?}: {same} of events the same, of {} articles", articles.len());
        let floor = if dress == Dress::Capitals { 0.82 } else { 1.0 };
        assert!(same.all >= 40 && same.value() >= floor, "{dress:?}: {same}");
    }
}
