//! Why two reports are linked, in words.

use bellwether_model::{PlacePrecision, Report};
use bellwether_store::{LinkKind, StoredLink, StoredReport};
use serde::Serialize;

/// Why two reports are linked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// All comparisons in one line, without their weights.
    pub words: String,
    /// The weight of all evidence together, in bits.
    pub bits: f64,
    /// Each comparison: its name, its words, its weight in bits.
    pub parts: Vec<(String, String, f64)>,
}

/// How many comparisons stand in the line: those of the two reports themselves, but for what they cite.
const SHOWN: usize = 5;

/// Says how two reports compare and what each comparison weighs.
#[must_use]
pub fn explain(link: &StoredLink, a: &StoredReport, b: &StoredReport) -> Comparison {
    let (a, b) = (&a.report, &b.report);
    let words = [
        ("when", when(a, b)),
        ("place", place(a, b)),
        ("who", who(a, b)),
        ("what", what(a, b)),
        ("toll", toll(a, b)),
        ("cited", cited(a, b)),
        ("third", "what they match in other datasets".to_owned()),
        ("rivals", "other reports that either could be instead".to_owned()),
        ("prior", "how often such reports have a counterpart".to_owned()),
    ];
    let kind = match link.kind {
        LinkKind::Same => None,
        LinkKind::PartOf => Some("the first sums up several days, this is one of them".to_owned()),
        LinkKind::Overlap => Some("their days and places overlap".to_owned()),
    };
    let line: Vec<String> =
        kind.into_iter().chain(words[..SHOWN].iter().map(|(_, words)| words.clone())).collect();
    Comparison {
        words: line.join(", "),
        bits: link.bits.iter().sum(),
        parts: words
            .into_iter()
            .zip(link.bits)
            .map(|((name, words), bits)| (name.to_owned(), words, bits))
            .collect(),
    }
}

fn when(a: &Report, b: &Report) -> String {
    let gap = if a.date.start() > b.date.end() {
        b.date.end().until(a.date.start())
    } else {
        a.date.end().until(b.date.start())
    };
    let days = gap.map_or(0, |span| span.get_days()).max(0);
    let exact = a.date.start() == a.date.end() && b.date.start() == b.date.end();
    match days {
        0 if exact => "same day".to_owned(),
        0 if a.date.start() == b.date.start() && a.date.end() == b.date.end() => {
            "same days".to_owned()
        }
        0 => "days that overlap".to_owned(),
        1 => "1 day apart".to_owned(),
        more => format!("{more} days apart"),
    }
}

fn place(a: &Report, b: &Report) -> String {
    let (one, other) = (&a.place, &b.place);
    let located = one.precision.is_located() && other.precision.is_located();
    if let (true, Some(from), Some(to)) = (located, one.point, other.point) {
        let km = from.distance_km(&to);
        let exact = one.precision == PlacePrecision::Exact && other.precision == one.precision;
        return match km {
            km if km < 0.05 && exact => "same place".to_owned(),
            km if km < 0.05 => "same point".to_owned(),
            km if km < 10.0 => format!("{km:.1} km apart"),
            km => format!("{km:.0} km apart"),
        };
    }
    let known = |unit: &Option<String>| unit.as_ref().map(|unit| unit.to_lowercase());
    if one.admin2.is_some() && known(&one.admin2) == known(&other.admin2) {
        "same district".to_owned()
    } else if one.admin1.is_some() && known(&one.admin1) == known(&other.admin1) {
        "same first-level unit".to_owned()
    } else {
        "one of them known to a unit or country only".to_owned()
    }
}

fn who(a: &Report, b: &Report) -> String {
    let names = |report: &Report| {
        let mut names = [report.side_a.name.to_lowercase(), report.side_b.name.to_lowercase()];
        names.sort_unstable();
        names
    };
    let (one, other) = (names(a), names(b));
    if one == other {
        "same sides".to_owned()
    } else if one.iter().any(|name| !name.is_empty() && other.contains(name)) {
        "one side the same".to_owned()
    } else {
        format!(
            "{} and {} against {} and {}",
            a.side_a.name, a.side_b.name, b.side_a.name, b.side_b.name
        )
    }
}

fn what(a: &Report, b: &Report) -> String {
    // In one ontology: where only one has a type of PLOVER, by the harmonised types of both.
    let (one, other) = match (&a.plover, &b.plover) {
        (Some(one), Some(other)) => (one.to_string(), other.to_string()),
        _ => (a.event_type.as_str().to_owned(), b.event_type.as_str().to_owned()),
    };
    if one == other { format!("both {one}") } else { format!("{one} against {other}") }
}

/// The column in which UCDP's datasets cite their sources.
const CITED: &str = "source_article";

fn cited(a: &Report, b: &Report) -> String {
    let plain = |report: &Report| {
        let words = report.extra.get(CITED)?;
        let letters = words.chars().filter(char::is_ascii_alphanumeric);
        Some(letters.map(|letter| letter.to_ascii_lowercase()).collect::<String>())
    };
    match (plain(a), plain(b)) {
        (Some(one), Some(other)) if one == other => "both cite the same".to_owned(),
        (Some(_), Some(_)) => "they cite different sources".to_owned(),
        _ => "not both say what they cite".to_owned(),
    }
}

fn toll(a: &Report, b: &Report) -> String {
    let text = |report: &Report| {
        report.deaths.total.map(|toll| {
            let (low, best, high) = (toll.low(), toll.best(), toll.high());
            if low == high { best.to_string() } else { format!("{low}–{high}") }
        })
    };
    match (text(a), text(b)) {
        (Some(one), Some(other)) if one == other => format!("both {one} deaths"),
        (Some(one), Some(other)) => format!("{one} against {other} deaths"),
        _ => "deaths not known to both".to_owned(),
    }
}
