//! Names of places: trains, measures.
//!
//! - `geoparse train LGL.xml TR-NEWS.xml MODELS` trains on all articles and writes the models.
//! - `geoparse score LGL.xml TR-NEWS.xml [--quick]` measures models that did not see the articles: those
//!   learned from the other corpus, and, without `--quick`, those learned from four fifths of the sources of
//!   both. The models that ship with the program have seen all of them and are not measured.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::input::Document;
use bellwether_coder::toponym::corpus::{Article, parse};
use bellwether_coder::toponym::score::{Calibration, Counts};
use bellwether_coder::toponym::{Geoparser, Models, Shares, train};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Parts into which sources are divided, each measured by models of the others.
const FOLDS: usize = 5;
/// zstd's level for the files.
const LEVEL: i32 = 19;
/// Systems' published recognition F1 and share of matched places within 161 km, on LGL and on TR-News.
const PUBLISHED: [(&str, &str, f64, f64); 5] = [
    ("CamCoder", "lgl", 0.654, 0.717),
    ("CLAVIN", "lgl", 0.573, 0.701),
    ("Edinburgh", "lgl", 0.488, 0.817),
    ("published, first named", "tr-news", 0.695, 0.826),
    ("published, second named", "tr-news", 0.593, 0.825),
];
/// The best end-to-end F1 of nine published systems.
const BEST: [(&str, f64); 2] = [("lgl", 0.469), ("tr-news", 0.615)];

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A way of writing a text.
type Case = fn(&str) -> String;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let lab = Lab::new()?;
    match arguments.as_slice() {
        ["train", lgl, tr_news, models] => {
            let articles = [read(lgl, "lgl")?, read(tr_news, "tr-news")?].concat();
            lab.write(&articles, Path::new(models))
        }
        ["score", lgl, tr_news, rest @ ..] => {
            lab.score(&read(lgl, "lgl")?, &read(tr_news, "tr-news")?, rest.contains(&"--quick"))
        }
        _ => Err("usage: geoparse train LGL.xml TR-NEWS.xml MODELS | score LGL.xml TR-NEWS.xml [--quick]".into()),
    }
}

fn read(path: &str, name: &str) -> Outcome<Vec<Article>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(parse(&text, name).map_err(|error| format!("{path}: {error}"))?)
}

/// What all measurements share.
struct Lab {
    gazetteer: Gazetteer,
    countries: Countries,
}

/// A way of measuring a corpus.
#[derive(Clone, Copy)]
struct Way {
    corpus: &'static str,
    way: &'static str,
    /// Whether the other texts of a text's source are read, without their keys.
    known: bool,
}

/// What came of one way of measuring one corpus.
struct Row {
    corpus: &'static str,
    way: &'static str,
    counts: Counts,
    calibration: Calibration,
}

impl Lab {
    fn new() -> Outcome<Self> {
        Ok(Self { gazetteer: Gazetteer::embedded()?, countries: Countries::embedded()? })
    }

    fn geoparser(&self, models: Models) -> Outcome<Geoparser> {
        Ok(Geoparser::new(&self.gazetteer, &self.countries, models)?)
    }

    fn write(&self, articles: &[Article], out: &Path) -> Outcome<()> {
        let articles: Vec<&Article> = articles.iter().collect();
        let trained = train(&self.geoparser(Models::default())?, &self.gazetteer, &articles)?;
        let files = [
            ("first", &trained.first),
            ("sense", &trained.sense),
            ("rank", &trained.rank),
            ("last", &trained.last),
        ];
        for (name, text) in files {
            let path = out.join(format!("toponym-{name}.tsv.zst"));
            fs::write(&path, zstd::encode_all(text.as_bytes(), LEVEL)?)?;
            println!("toponym-{name}: {} features", text.lines().count() - 5);
        }
        Ok(())
    }

    fn trained(&self, articles: &[&Article]) -> Outcome<Geoparser> {
        let geoparser = self.geoparser(Models::default())?;
        let models = train(&geoparser, &self.gazetteer, articles)?.models()?;
        Ok(geoparser.with_models(models))
    }

    fn score(&self, lgl: &[Article], tr_news: &[Article], quick: bool) -> Outcome<()> {
        let corpora: [(&str, &[Article]); 2] = [("lgl", lgl), ("tr-news", tr_news)];
        let mut rows = Vec::new();
        for (at, &(name, articles)) in corpora.iter().enumerate() {
            let others: Vec<&Article> = corpora[1 - at].1.iter().collect();
            let geoparser = self.trained(&others)?;
            let tested: Vec<&Article> = articles.iter().collect();
            let mut measure = |way, known, case: Case| {
                self.measure(
                    &mut rows,
                    Way { corpus: name, way, known },
                    &geoparser,
                    &tested,
                    case,
                );
            };
            measure(STRICT, false, str::to_owned);
            measure("the same, with the source's other texts", true, str::to_owned);
            if !quick {
                measure("other corpus, in capitals", false, str::to_ascii_uppercase);
                measure("other corpus, in small letters", false, str::to_ascii_lowercase);
            }
        }
        if !quick {
            self.folds(&mut rows, &corpora)?;
        }
        report(&rows);
        Ok(())
    }

    /// Every fifth source is measured by models of the sources of the other four fifths, of both corpora.
    fn folds(&self, rows: &mut Vec<Row>, corpora: &[(&'static str, &[Article]); 2]) -> Outcome<()> {
        let all = || corpora.iter().flat_map(|(_, articles)| articles.iter());
        let mut fold_of: BTreeMap<&str, usize> = BTreeMap::new();
        all().for_each(|article| {
            fold_of.insert(&article.source, 0);
        });
        fold_of.values_mut().enumerate().for_each(|(at, fold)| *fold = at % FOLDS);
        for fold in 0..FOLDS {
            let here = |article: &&Article| fold_of[article.source.as_str()] == fold;
            let others: Vec<&Article> = all().filter(|article| !here(article)).collect();
            let geoparser = self.trained(&others)?;
            for (name, articles) in corpora {
                let tested: Vec<&Article> = articles.iter().filter(here).collect();
                for (way, known) in [(FOLDED, false), (FOLDED_KNOWN, true)] {
                    let way = Way { corpus: name, way, known };
                    self.measure(rows, way, &geoparser, &tested, str::to_owned);
                }
            }
        }
        Ok(())
    }

    fn measure(
        &self,
        rows: &mut Vec<Row>,
        Way { corpus, way, known }: Way,
        geoparser: &Geoparser,
        articles: &[&Article],
        case: Case,
    ) {
        let mut sources: BTreeMap<&str, Vec<(&Article, Document)>> = BTreeMap::new();
        for article in articles {
            let document = Document::plain(case(&article.text), 0);
            sources.entry(&article.source).or_default().push((article, document));
        }
        let begun = rows.iter().position(|row| row.corpus == corpus && row.way == way);
        let at = begun.unwrap_or_else(|| {
            let (counts, calibration) = (Counts::default(), Calibration::default());
            rows.push(Row { corpus, way, counts, calibration });
            rows.len() - 1
        });
        for documents in sources.values() {
            let read = if known { documents.as_slice() } else { &[] };
            let shares: Vec<Shares> = read
                .iter()
                .map(|(_, document)| geoparser.home([document], &self.gazetteer))
                .collect();
            for (number, (article, document)) in documents.iter().enumerate() {
                let mut home = Shares::default();
                let others = shares.iter().enumerate().filter(|(other, _)| *other != number);
                others.for_each(|(_, shares)| home.join(shares));
                let home = (shares.len() > 1).then_some(&home);
                let found = geoparser.find(document, &self.gazetteer, home);
                rows[at].counts.add(&article.places, &found);
                rows[at].calibration.add(&article.places, &found);
            }
        }
    }
}

/// Learned from the other corpus, each text read by itself, as the published systems read it: what the last
/// lines say.
const STRICT: &str = "learned from the other corpus";
const FOLDED: &str = "four fifths of the sources of both";
const FOLDED_KNOWN: &str = "four fifths, with the source's other texts";

fn report(rows: &[Row]) {
    println!(
        "| corpus | models | precision | recall | recognition F1 | within 161 km | same id | end to end F1 | as product | calibration error |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for row in rows {
        let counts = &row.counts;
        let (precision, recall) = counts.recognition();
        println!(
            "| {} | {} | {precision:.3} | {recall:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
            row.corpus,
            row.way,
            counts.recognition_f1(),
            counts.acc161(),
            counts.same_id(),
            counts.end_to_end_f1(),
            counts.product(),
            row.calibration.error(),
        );
    }
    println!(
        "\n| corpus | published | recognition F1 | within 161 km | product |\n|---|---|--:|--:|--:|"
    );
    for (name, corpus, f1, acc) in PUBLISHED {
        println!("| {corpus} | {name} | {f1:.3} | {acc:.3} | {:.3} |", f1 * acc);
    }
    for (corpus, best) in BEST {
        println!("| {corpus} | best of nine systems | | | {best:.3} |");
    }
    println!();
    for corpus in ["lgl", "tr-news"] {
        let row = rows.iter().find(|row| row.corpus == corpus && row.way == STRICT);
        if let Some(Row { counts, .. }) = row {
            println!(
                "geoparse corpus={corpus} end_to_end_f1={:.3} recognition_f1={:.3} acc161={:.3}",
                counts.end_to_end_f1(),
                counts.recognition_f1(),
                counts.acc161()
            );
        }
    }
}
