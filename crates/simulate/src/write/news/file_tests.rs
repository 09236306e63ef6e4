use serde_json::Value;

use super::{
    checks::{Made, text},
    page,
};
use crate::{NewsParameters, Parameters};

#[test]
fn feeds_are_read_by_a_feed_reader_and_say_simulated() {
    let made = Made::seed(1);
    let articles = &made.articles;
    let outlets = made.summary.news.clone().expect("news").outlets;
    for (file, outlet) in [("feed.xml", &outlets[0]), ("atom.xml", &outlets[1])] {
        let text_of_file = made.read(file);
        let feed = feed_rs::parser::parse(text_of_file.as_bytes()).expect("a feed");
        assert_eq!(feed.entries.len(), 25);
        assert!(feed.title.expect("a title").content.contains("SIMULATED"));
        assert!(feed.generator.expect("a generator").content.contains("SIMULATED"));
        let latest: Vec<&Value> =
            articles.iter().rev().filter(|one| one["outlet"] == outlet.as_str()).take(25).collect();
        for (entry, article) in feed.entries.iter().zip(latest) {
            assert_eq!(entry.title.as_ref().expect("a title").content, text(article, "title"));
            assert_eq!(entry.links[0].href, text(article, "url"));
            let when = entry.published.expect("a time").format("%Y-%m-%dT%H:%M:%SZ").to_string();
            assert_eq!(when, text(article, "published"));
        }
    }
}

#[test]
fn files_hold_the_article_and_say_simulated() {
    let made = Made::seed(4);
    for article in made.articles.iter().take(20) {
        let (title, body) = (text(article, "title"), text(article, "text"));
        let plain = made.read(&format!("text/{}.txt", article["id"]));
        assert!(plain.starts_with(&format!("{title}\n\n{body}\n\n--\n")));
        assert!(plain.ends_with(&format!("{}\n", page::FOOTER)));
        let html = made.read(&format!("html/{}.html", article["id"]));
        for paragraph in body.split("\n\n") {
            assert!(html.contains(&format!("<p>{}</p>", page::escape(paragraph))));
        }
        assert!(html.contains("<meta name=\"generator\" content=\"bellwether-simulate (SIMULATED"));
        assert!(html.contains("<meta name=\"simulated\" content=\"true\">"));
        assert!(html.contains(page::FOOTER));
        assert_eq!(article["status"], "SIMULATED");
        assert!(text(article, "url").starts_with("https://simulated.invalid/"));
    }
}

#[test]
fn markup_in_a_text_stays_text() {
    assert_eq!(page::escape("<b>\"R&D\"</b>\u{7}'"), "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;&#39;");
}

#[test]
fn worlds_with_one_country_or_many_groups_are_told_as_well() {
    let base = Parameters { reports: 1_000, ..Parameters::default() };
    let small = Parameters { countries: 1, units: 2, towns: 2, groups: 3, ..base.clone() };
    let large = Parameters { countries: 25, towns: 600, groups: 300, ..base };
    let mut worlds = vec![(&small, 3), (&large, 3)];
    if cfg!(not(debug_assertions)) {
        worlds.extend([(&small, 40), (&large, 40)]);
    }
    for (parameters, outlets) in worlds {
        let news = NewsParameters {
            outlets,
            coverage: 10,
            copies: 10,
            noise: 60,
            errors: 50,
            text_files: 0,
            html_files: 0,
            ..NewsParameters::default()
        };
        let made = Made::new(&Parameters { news: Some(news), ..parameters.clone() });
        let summary = made.summary.news.expect("news");
        let noise = summary.noise as f64 / summary.originals as f64;
        assert!((0.55..0.65).contains(&noise), "{noise}");
    }
}
