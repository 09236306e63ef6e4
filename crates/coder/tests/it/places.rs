//! Events and statements with places from the gazetteer.

use bellwether_coder::input::Document;
use bellwether_coder::toponym::Geoparser;
use bellwether_coder::{Gazetted, Options, World, code};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;

#[test]
fn a_place_of_the_gazetteer_has_its_country_and_point() {
    let world = World::embedded().expect("embedded lists");
    let gazetteer = Gazetteer::embedded().expect("embedded gazetteer");
    let countries = Countries::embedded().expect("embedded countries");
    let geoparser = Geoparser::embedded(&gazetteer, &countries).expect("embedded models");
    let places = Gazetted { geoparser: &geoparser, gazetteer: &gazetteer };
    let options = Options { places: Some(&places), ..Options::default() };
    let text = "Gunmen killed 12 soldiers in Maiduguri, Nigeria, on 3 March 2021.";
    let coded = code(&Document::plain(text.to_owned(), 0), &world, &options);
    let place = coded.events.first().and_then(|event| event.place.clone()).expect("a place");
    assert_eq!(place.value.name, "Maiduguri");
    assert_eq!(place.value.country.map(|country| country.to_string()).as_deref(), Some("NGA"));
    assert!(place.value.geonameid.is_some() && place.value.point.is_some());
    assert_eq!(place.rule.as_str(), "place.gazetteer");
    let plain = code(&Document::plain(text.to_owned(), 0), &world, &Options::default());
    let place = plain.events.first().and_then(|event| event.place.clone()).expect("a place");
    assert_eq!((place.value.name.as_str(), place.value.point), ("Maiduguri", None));
}
