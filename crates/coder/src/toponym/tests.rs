use super::corpus::{Marked, parse};
use super::score::{Calibration, Counts};
use super::*;
use crate::Span;
use crate::input::Document;
use bellwether_model::{PlacePrecision, Point};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::embedded().expect("embedded"));
static GEOPARSER: LazyLock<Geoparser> = LazyLock::new(|| {
    let countries = Countries::embedded().expect("embedded");
    Geoparser::embedded(&GAZETTEER, &countries).expect("embedded")
});

fn find(text: &str) -> Vec<Toponym> {
    GEOPARSER.find(&Document::plain(text.to_owned(), 0), &GAZETTEER, None)
}

/// The words of each name found, with its GeoNames id.
fn ids(text: &str) -> Vec<(String, u32)> {
    let found = find(text);
    let words = |toponym: &Toponym| toponym.span().of(text).to_owned();
    found.iter().map(|toponym| (words(toponym), toponym.geonameid.unwrap_or(0))).collect()
}

fn has(text: &str, name: &str, id: u32) {
    let found = ids(text);
    assert!(found.contains(&(name.to_owned(), id)), "{name} in {text:?}: {found:?}");
}

#[test]
fn what_stands_beside_a_name_tells_which_place_it_is() {
    has("The fire broke out in Paris, Texas, on Monday.", "Paris", 4_717_560);
    has("The fire broke out in Paris on Monday, the French police said.", "Paris", 2_988_507);
    has("He was arrested in Alexandria, La., on Friday.", "Alexandria", 4_314_550);
    has("Protesters gathered in Alexandria, Egypt, on Friday.", "Alexandria", 361_058);
}

#[test]
fn the_rest_of_the_text_tells_which_place_it_is() {
    let text = "Gunmen attacked a checkpoint near Jalalabad. Officials in Kabul said that the bodies were taken \
                to Nangarhar. Afghan forces closed the road to Torkham.";
    has(text, "Jalalabad", 1_139_715);
}

#[test]
fn areas_and_their_short_forms_have_ids_and_say_how_exact_they_are() {
    let text = "Two people died in Rapides Parish, Louisiana, and one in Kentucky. The U.S. government sent help.";
    let found = find(text);
    let one = |words: &str| {
        found
            .iter()
            .find(|toponym| toponym.span().of(text) == words)
            .unwrap_or_else(|| panic!("{words}: {found:?}"))
    };
    assert_eq!(
        (one("Rapides Parish").geonameid, one("Rapides Parish").precision),
        (Some(4_338_356), Some(PlacePrecision::Admin2))
    );
    assert_eq!(
        (one("Louisiana").geonameid, one("Louisiana").precision),
        (Some(4_331_987), Some(PlacePrecision::Admin1))
    );
    assert_eq!(
        (one("U.S.").geonameid, one("U.S.").precision),
        (Some(6_252_001), Some(PlacePrecision::Country))
    );
    assert!(found.iter().all(|toponym| (0.0..=1.0).contains(&toponym.confidence)));
}

#[test]
fn an_adjective_is_marked_as_one() {
    let found = find("Iraqi forces fought in Mosul, a city in northern Iraq.");
    let forms: Vec<(u32, Form)> =
        found.iter().map(|toponym| (toponym.start, toponym.form)).collect();
    assert!(forms.contains(&(0, Form::Adjective)), "{found:?}");
    assert!(found.iter().any(|toponym| toponym.name == "Iraq" && toponym.form == Form::Name));
}

#[test]
fn a_word_and_a_surname_are_no_places() {
    let text = "Mr. Lincoln said on Monday that he was reading. Lincoln did not say more.";
    assert!(ids(text).iter().all(|(name, _)| name != "reading"), "{:?}", ids(text));
    let found =
        find("The police said that the man was nice and had gone to a mobile home to split wood.");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn names_are_found_in_capitals_in_small_letters_and_in_other_scripts() {
    has("TWO MEN WERE KILLED IN KABUL, AFGHANISTAN, ON MONDAY.", "KABUL", 1_138_958);
    has("two men were killed in kabul, afghanistan, on monday.", "kabul", 1_138_958);
    let harkiv = GEOPARSER.read("Вибух у місті Харків у неділю.", &GAZETTEER);
    let named = |reading: &super::geoparser::Reading<'_>, id: u32| {
        let page = &reading.page;
        page.mentions.iter().any(|m| page.candidates(m).iter().any(|one| one.id == Some(id)))
    };
    assert!(named(&harkiv, 706_483), "the lookup knows no script");
    assert!(named(&GEOPARSER.read("爆炸发生在喀布尔。", &GAZETTEER), 1_138_958), "nor blanks");
}

#[test]
fn names_lead_to_their_bytes_and_never_overlap() {
    let text = "“Köln” and Zürich — São Paulo, Brazil; N’Djamena, Chad; New York City, New York.";
    let found = find(text);
    assert!(found.len() >= 4, "{found:?}");
    for pair in found.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?}");
    }
    assert!(found.iter().all(|toponym| !toponym.span().of(text).is_empty()));
    assert!(find("").is_empty() && find("\u{202e}\u{0}\u{200f}").is_empty());
}

#[test]
fn other_texts_of_a_source_tell_which_town_is_meant() {
    let others: Vec<Document> = [
        "Council meets in Sydney, Nova Scotia.",
        "Snow closes schools in Halifax, Nova Scotia, and Truro, Nova Scotia.",
    ]
    .map(|text| Document::plain(text.to_owned(), 0))
    .to_vec();
    let home = GEOPARSER.home(&others, &GAZETTEER);
    let text = "A man from Halifax was hurt in a fire on Sunday.";
    let document = Document::plain(text.to_owned(), 0);
    let found = GEOPARSER.find(&document, &GAZETTEER, Some(&home));
    let halifax = found.iter().find(|toponym| toponym.span().of(text) == "Halifax");
    assert_eq!(
        halifax.and_then(|toponym| toponym.admin1_id.as_deref()),
        Some("CA.07"),
        "{found:?}"
    );
}

#[test]
fn a_long_text_without_a_blank_is_read_in_the_time_of_its_length() {
    let text = "北京".repeat(50_000);
    let found = find(&text);
    assert!(found.len() <= 20_100);
}

fn marked(start: usize, end: usize, point: Option<(f64, f64)>) -> Marked {
    let point = point.and_then(|(latitude, longitude)| Point::new(latitude, longitude).ok());
    Marked { span: Span::new(start, end), geonameid: None, point }
}

#[test]
fn scores_agree_with_a_case_worked_by_hand() {
    // Four names in the key, one without a place. Found: three of them, one 300 km off, and one that is
    // none: precision 3/4, recall 3/4; of the two placed ones half are near; end to end 2 * 1 / 8.
    let toponym = |start: u32, end: u32, latitude: f64| Toponym {
        start,
        end,
        name: String::new(),
        geonameid: Some(1),
        kind: Kind::Place,
        form: Form::Name,
        point: Point::new(latitude, 0.0).expect("valid"),
        precision: None,
        country: None,
        admin1_id: None,
        recognised: 1.0,
        confidence: 0.75,
    };
    let key = [
        marked(0, 5, Some((10.0, 0.0))),
        marked(10, 15, Some((10.0, 0.0))),
        marked(20, 25, None),
        marked(30, 35, Some((0.0, 0.0))),
    ];
    let found =
        [toponym(0, 5, 11.0), toponym(10, 15, 12.7), toponym(20, 25, 0.0), toponym(30, 36, 0.0)];
    let mut counts = Counts::default();
    counts.add(&key, &found);
    assert!((counts.recognition_f1() - 0.75).abs() < 1e-9);
    assert!((counts.acc161() - 0.5).abs() < 1e-9);
    assert!((counts.end_to_end_f1() - 0.25).abs() < 1e-9);
    assert!((counts.product() - 0.375).abs() < 1e-9);
    assert!((counts.touched_recall() - 1.0).abs() < 1e-9);
    let mut calibration = Calibration::default();
    calibration.add(&key, &found);
    assert!((calibration.error() - (0.75 - 1.0 / 3.0)).abs() < 1e-6, "one of three is right");
}

#[test]
fn the_corpora_are_read_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/text/geoparsing");
    for (name, articles, places) in [("lgl", 588, 5_088), ("tr-news", 118, 1_319)] {
        let path = folder.join(format!("{name}.xml"));
        let Ok(xml) = std::fs::read_to_string(&path) else {
            println!("skipped: {name} is not beside the repository");
            continue;
        };
        let read = parse(&xml, name).expect("readable");
        assert_eq!(read.len(), articles, "{name}");
        let found: usize = read.iter().map(|article| article.places.len()).sum();
        assert!(
            found <= places && found + 5 >= places,
            "{name}: {found} of {places}; twice marked ones count once"
        );
    }
}
