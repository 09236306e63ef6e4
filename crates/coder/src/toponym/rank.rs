//! Features of a candidate: is it what the name stands for here?

use super::candidate::{Candidate, Form, Kind};
use super::page::{Mention, Page};
use super::recognise::{Around, size, step, word};
use super::votes::{Shares, Votes};

/// The score of a candidate before anything else is known: larger and more populous things come first.
pub(super) fn prior(candidate: &Candidate) -> f32 {
    let kind = match candidate.kind {
        Kind::Continent | Kind::Country => 4.0,
        Kind::Admin1 => 3.0,
        Kind::Admin2 => 0.5,
        Kind::Place => 0.0,
    };
    let form = if candidate.form == Form::Other { -1.5 } else { 0.0 };
    0.6 * (candidate.population as f32 + 1.0).log10() + kind + form
}

/// How the first one among the candidates of a name stands to the others.
struct Order {
    /// For each candidate its place among those of its kind by inhabitants.
    by_size: Vec<usize>,
    /// Whether one is a country or a first-level unit by its own name.
    large: bool,
}

fn order(candidates: &[Candidate]) -> Order {
    let by_size = candidates
        .iter()
        .map(|one| {
            let larger = |two: &&Candidate| two.kind == one.kind && two.population > one.population;
            candidates.iter().filter(larger).count()
        })
        .collect();
    let large = candidates
        .iter()
        .any(|one| one.form != Form::Other && matches!(one.kind, Kind::Country | Kind::Admin1));
    Order { by_size, large }
}

/// The shares that a source's other texts give to a candidate's country and units.
pub(super) fn at_home(home: Option<&Shares>, candidate: &Candidate) -> Option<[f32; 3]> {
    let home = home.filter(|home| home.whole() > 0.0)?;
    Some(home.of(candidate).map(|share| share / home.whole()))
}

/// The features of all candidates of a mention.
pub(super) fn features(
    page: &Page<'_>,
    around: &Around,
    mention: &Mention,
    votes: &Votes,
    home: Option<&Shares>,
    sense: Option<&[f32]>,
) -> Vec<Vec<String>> {
    let candidates = page.candidates(mention);
    let order = order(candidates);
    let next: Vec<&Mention> = around.after(page, mention).collect();
    let previous: Vec<&Mention> = around.before(page, mention).collect();
    let held = |by: &[&Mention], one: &Candidate| {
        by.iter().any(|other| {
            page.candidates(other).iter().any(|two| two.form != Form::Adjective && two.holds(one))
        })
    };
    let next_holds = candidates.iter().any(|one| held(&next, one));
    let previous_holds = candidates.iter().any(|one| held(&previous, one));
    let sentence = page.sentence[mention.tokens.start];
    let before = word(page, sentence, mention.tokens.start.checked_sub(1));
    let after = word(page, sentence, Some(mention.tokens.end));
    let shares: Vec<[f32; 6]> =
        candidates.iter().map(|one| votes.shares(mention.name, one)).collect();
    let homes: Vec<Option<[f32; 3]>> = candidates.iter().map(|one| at_home(home, one)).collect();
    let most = |at: usize| shares.iter().map(|share| share[at]).fold(0.0, f32::max);
    let most_home = homes.iter().flatten().map(|share| share[1]).fold(0.0, f32::max);
    let (most_country, most_unit, most_second) = (most(0), most(1), most(2));
    candidates
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let kind = one.kind.name();
            let mut out = Vec::with_capacity(40);
            out.push(format!("kind|{kind}|{}", one.form.name()));
            out.push(format!("size|{kind}|{}", size(one.population)));
            out.push(format!("larger|{kind}|{}", order.by_size[at].min(5)));
            out.push(format!("large|{}|{kind}", order.large));
            out.push(format!("before|{before}|{kind}"));
            out.push(format!("after|{after}|{kind}"));
            out.push(format!("length|{}|{kind}", mention.tokens.len().min(3)));
            let share = shares[at];
            out.push(format!("country|{}|{kind}", step(share[0])));
            out.push(format!("unit|{}|{kind}", step(share[1])));
            out.push(format!("second|{}|{kind}", step(share[2])));
            out.push(format!("country-named|{}", step(share[3])));
            out.push(format!("unit-named|{}|{kind}", step(share[4])));
            out.push(format!("second-named|{}|{kind}", step(share[5])));
            out.push(format!("unit-size|{}|{}", step(share[1]), size(one.population)));
            let is_most = |share: f32, most: f32| most > 0.02 && share >= most;
            out.push(format!("most-country|{}", is_most(share[0], most_country)));
            out.push(format!("most-unit|{}|{kind}", is_most(share[1], most_unit)));
            out.push(format!("most-second|{}|{kind}", is_most(share[2], most_second)));
            if let Some(home) = homes[at] {
                out.push(format!("home-country|{}", step(home[0])));
                out.push(format!("home-unit|{}|{kind}", step(home[1])));
                out.push(format!("home-second|{}|{kind}", step(home[2])));
                out.push(format!("most-home|{}|{kind}", is_most(home[1], most_home)));
                out.push(format!("home-larger|{}|{}", step(home[1]), order.by_size[at].min(5)));
            }
            if next_holds {
                out.push(format!("next-holds|{}", held(&next, one)));
            }
            if previous_holds {
                out.push(format!("previous-holds|{}", held(&previous, one)));
            }
            if matches!(one.kind, Kind::Place | Kind::Admin2) {
                let near = votes.nearest_km(mention.name, one.point).map_or(9, |km| {
                    [25.0, 60.0, 161.0, 400.0, 1000.0, 3000.0]
                        .iter()
                        .filter(|&&far| km > far)
                        .count()
                });
                out.push(format!("near|{near}|{kind}"));
                out.push(format!("near-size|{near}|{}", size(one.population)));
            }
            if let Some(sense) = sense {
                out.push(format!("sense|{}", step(sense.get(at).copied().unwrap_or(0.0))));
            }
            out
        })
        .collect()
}
