//! Claims as a reader would take them.

use super::*;
use bellwether_coder::names::Names;
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use jiff::civil::date;

struct World {
    names: Names,
    actors: Registry,
    countries: Countries,
    gazetteer: Gazetteer,
}

fn world() -> &'static World {
    static WORLD: std::sync::OnceLock<World> = std::sync::OnceLock::new();
    WORLD.get_or_init(|| {
        let actors = Registry::embedded().expect("embedded");
        let countries = Countries::embedded().expect("embedded");
        let names = Names::new(&actors, &countries).expect("one automaton");
        World { names, actors, countries, gazetteer: Gazetteer::embedded().expect("embedded") }
    })
}

fn read(text: &str) -> Vec<Scope> {
    let world = world();
    let lists = Lists {
        names: &world.names,
        actors: &world.actors,
        countries: &world.countries,
        gazetteer: &world.gazetteer,
        natives: &[],
    };
    claims_of(text, lists, &Given::default())
}

#[track_caller]
fn one(text: &str) -> Scope {
    let mut all = read(text);
    assert_eq!(all.len(), 1, "{text}: {all:#?}");
    all.remove(0)
}

/// Actor, relation, measure, victims, low, high, countries, from, to.
fn short(scope: &Scope) -> String {
    let number = |n: Option<f64>| n.map_or("-".into(), |n| format!("{n}"));
    let actor = scope.actor.as_ref().map_or("-".into(), Party::id);
    let places: Vec<&str> = scope
        .place
        .admin1
        .iter()
        .map(String::as_str)
        .chain(scope.place.countries.iter().map(Iso3::as_str))
        .collect();
    let time = scope.time.map_or("-".into(), |time| {
        let to = if time.until_now { "..".to_owned() } else { time.to.to_string() };
        format!("{}/{to}", time.from)
    });
    format!(
        "{actor} {:?} {:?} {:?} {}..{} {} {time}",
        scope.relation,
        scope.measure,
        scope.victims,
        number(scope.amount.low),
        number(scope.amount.high),
        places.join("+")
    )
}

#[test]
fn who_did_what_to_how_many_where_and_when_is_read() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        (
            "Boko Haram killed at least 6,000 people in Nigeria in 2014",
            "boko-haram By Deaths ButOwn 6000..- NGA 2014-01-01/2014-12-31",
        ),
        (
            "In 2014, more than 5,000 civilians were killed by Boko Haram in Nigeria.",
            "boko-haram By Deaths Civilians 5001..- NGA 2014-01-01/2014-12-31",
        ),
        (
            "ISIS-K carried out 84 attacks in Afghanistan between 2017 and 2018.",
            "isis-k By Events All 84..84 AFG 2017-01-01/2018-12-31",
        ),
        (
            "Some 3,450 Boko Haram fighters were killed in Nigeria in 2014.",
            "boko-haram Against Deaths Own 3105..3795 NGA 2014-01-01/2014-12-31",
        ),
        (
            "Clashes between the LTTE and the army killed 900 people in Sri Lanka in 2007.",
            "ltte Involving Deaths All 855..945 LKA 2007-01-01/2007-12-31",
        ),
        (
            "The LTTE was involved in 400 clashes in Sri Lanka in 2006.",
            "ltte Involving Events All 380..420 LKA 2006-01-01/2006-12-31",
        ),
        (
            "IS-K had 600 to 800 fighters as of October 2018.",
            "isis-k By Fighters All 600..800  2018-10-01/2018-10-31",
        ),
        (
            "There were no attacks by the LTTE in Sri Lanka in 2012.",
            "ltte By Events All 0..0 LKA 2012-01-01/2012-12-31",
        ),
        (
            "Boko Haram killed nearly 5,000 people in Borno in 2014.",
            "boko-haram By Deaths ButOwn 4500..5000 NG.27+NGA 2014-01-01/2014-12-31",
        ),
        (
            "Boko Haram has killed dozens of soldiers in Nigeria since 2018.",
            "boko-haram By Deaths OtherSide 24..- NGA 2018-01-01/..",
        ),
        (
            "1,400 IS-K fighters surrendered from October 2019 to March 2020.",
            "isis-k Against Surrenders All 1350..1450  2019-10-01/2020-03-31",
        ),
        (
            "More than 60,000 people were killed in Sri Lanka between 1989 and 2009.",
            "- Involving Deaths All 60001..- LKA 1989-01-01/2009-12-31",
        ),
    ] {
        let scope = one(text);
        if short(&scope) != expected || !scope.unreadable.is_empty() {
            wrong.push(format!("{text}\n  {} {:?}\n  {expected}", short(&scope), scope.unreadable));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_claim_leaves_out_is_listed() {
    let words = |text: &str| one(text).missing.iter().map(|m| m.word).collect::<Vec<_>>();
    assert_eq!(
        words("84 attacks in Afghanistan between 2017 and 2018."),
        ["actor", "what-counts", "ends", "source"]
    );
    assert_eq!(
        words("Boko Haram killed at least 6,000 people."),
        ["victims", "place", "time", "source"]
    );
    assert_eq!(words("Boko Haram killed 5,000 civilians in Nigeria in 2014."), ["source"]);
    let scope = one("84 attacks in Afghanistan between 2017 and 2018.");
    assert_eq!(scope.missing[0].taken_as, None, "whose attacks is not guessed");
}

#[test]
fn a_sentence_with_two_numbers_holds_two_claims() {
    let all = read(
        "ISIS-K carried out 84 attacks in Afghanistan and 11 in Pakistan between 2017 and 2018.",
    );
    let all: Vec<String> = all.iter().map(short).collect();
    assert_eq!(
        all,
        [
            "isis-k By Events All 84..84 AFG 2017-01-01/2018-12-31",
            "isis-k By Events All 11..11 PAK 2017-01-01/2018-12-31"
        ]
    );
    let all = read(
        "IS-K had 600 to 800 fighters as of October 2018, down from 3,000 to 4,000 fighters in 2016.",
    );
    let all: Vec<String> = all.iter().map(short).collect();
    assert_eq!(
        all,
        [
            "isis-k By Fighters All 600..800  2018-10-01/2018-10-31",
            "isis-k By Fighters All 3000..4000  2016-01-01/2016-12-31"
        ]
    );
}

#[test]
fn the_group_is_the_one_of_the_sentence_before_and_that_is_said() {
    let all = read(
        "Boko Haram is active in Nigeria. The group killed 5,000 civilians in Nigeria in 2014.",
    );
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].actor.as_ref().map(Party::id).as_deref(), Some("boko-haram"));
    assert!(all[0].missing.iter().any(|m| m.word == "actor"), "{:?}", all[0].missing);
}

#[test]
fn what_no_dataset_tells_apart_is_listed() {
    let narrower = |text: &str| one(text).narrower;
    let suicide = narrower("Boko Haram carried out 90 suicide bombings in Nigeria in 2015.");
    assert!(suicide.iter().any(|word| word.contains("suicide")), "{suicide:?}");
    let town = narrower("Boko Haram killed 500 people in Maiduguri in 2014.");
    assert!(town.iter().any(|word| word.contains("Borno")), "{town:?}");
    let north = narrower("Boko Haram killed 500 people in northern Nigeria in 2014.");
    assert!(north.iter().any(|word| word.contains("northern")), "{north:?}");
}

#[test]
fn what_is_no_number_to_count_is_refused_with_a_reason() {
    let why = |text: &str| one(text).unreadable;
    assert!(!why("Boko Haram did not kill 6,000 people in Nigeria in 2014.").is_empty());
    assert!(!why("Jihadists killed 9,000 people in the Sahel in 2021.").is_empty());
    assert!(!why("Boko Haram killed 2,000 more people than in 2013.").is_empty());
    assert!(read("Boko Haram wants an Islamic state.").is_empty());
    assert!(read("Boko Haram was founded in 2002.").is_empty());
}

#[test]
fn a_round_number_allows_for_its_rounding() {
    let of = read::rounding;
    assert_eq!((of(84.0), of(115.0), of(9_367.0)), (0.0, 0.0, 0.0));
    assert_eq!((of(9_400.0), of(1_400.0), of(6_000.0)), (50.0, 50.0, 300.0));
    assert_eq!(of(0.0), 0.0);
}

#[test]
fn times_are_first_and_last_days() {
    let scope = one("Boko Haram killed 300 people in Nigeria from May to July 2014.");
    assert_eq!((scope.from(), scope.to()), (Some(date(2014, 5, 1)), Some(date(2014, 7, 31))));
}

/// Where the coder makes a statement of a claim's number, the two must not say different things of it.
#[test]
fn the_coders_statements_say_the_same_of_the_same_numbers() {
    use bellwether_coder::coded::ActorRelation;
    use bellwether_coder::input::Document;
    use bellwether_coder::{Options, World as Coder, code};

    let coder = Coder::embedded().expect("embedded");
    let (mut numbers, mut actors, mut times, mut relations) = (0, 0, 0, 0);
    for text in [
        "ISIS-K carried out 84 attacks in Afghanistan between 2017 and 2018.",
        "ISIS-K carried out 84 attacks in Afghanistan and 11 in Pakistan between 2017 and 2018.",
        "IS-K had 600 to 800 fighters as of October 2018, down from 3,000 to 4,000 fighters in 2016.",
        "1,400 IS-K fighters surrendered from October 2019 to March 2020.",
        "The Islamic State carried out 115 attacks between April 2020 and March 2021.",
        "Boko Haram killed at least 6,000 people in Nigeria in 2014.",
        "There were 300 attacks by Boko Haram in Nigeria in 2015.",
        "There were nearly 40 attacks against Boko Haram in Nigeria in 2016.",
        "Boko Haram had about 5,000 fighters in 2016.",
    ] {
        let scopes = read(text);
        let document = Document::plain(text.to_owned(), 0);
        for said in code(&document, &coder, &Options::default()).statements {
            let Some(quantity) = &said.quantity else { continue };
            let words = quantity.words.first().map_or("", |words| words.of(text));
            let own = scopes.iter().find(|scope| scope.amount_words == words);
            let Some(own) = own else { continue };
            assert!((own.amount.best - quantity.value.best).abs() < 1e-9, "{text}: {words}");
            assert_eq!(own.amount.qualifier, quantity.value.qualifier, "{text}: {words}");
            numbers += 1;
            let actor = said.actor.as_ref().and_then(|actor| actor.value.actor.clone());
            if let (Some(theirs), Some(ours)) = (actor, &own.actor) {
                assert_eq!(ours.id(), theirs, "{text}: {words}");
                actors += 1;
            }
            if let (Some(theirs), Some(ours)) = (&said.as_of, own.time) {
                assert_eq!(
                    (ours.from, ours.to),
                    (theirs.value.start, theirs.value.end),
                    "{text}: {words}"
                );
                times += 1;
            }
            let relation = said.relation.as_ref().map(|relation| match relation.value {
                ActorRelation::By | ActorRelation::Claimed => Relation::By,
                ActorRelation::Against => Relation::Against,
                ActorRelation::Involving => Relation::Involving,
            });
            if let Some(theirs) = relation.filter(|_| own.measure == Measure::Events) {
                assert_eq!(own.relation, theirs, "{text}: {words}");
                relations += 1;
            }
        }
    }
    assert!(
        numbers >= 7 && actors >= 6 && times >= 6 && relations >= 3,
        "compared: {numbers} numbers, {actors} actors, {times} times, {relations} relations"
    );
}
