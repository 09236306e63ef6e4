//! Sentences that state something about a group.

/// How many fighters.
pub(crate) const STRENGTH: &[&str] = &[
    "{body} put the strength of {group} at {range} as of {as_of}.",
    "{group} had {range} as of {as_of}, according to {body}.",
    "as of {as_of}, {group} had {range}, {body} said.",
    "{body} estimated that {group} counted {range} in {as_of}.",
];

/// How many fighters, and how many there were.
pub(crate) const STRENGTH_BEFORE: &[&str] = &[
    "{body} put the strength of {group} at {range} as of {as_of}, {trend} {before} in {before_when}.",
    "{group} had {range} as of {as_of}, {trend} {before} in {before_when}, according to {body}.",
    "as of {as_of}, {group} had {range}, {trend} {before} in {before_when}, {body} said.",
    "{body} estimated that {group} had {before} in {before_when} and {range} in {as_of}.",
];

/// Incidents in one place.
pub(crate) const TALLY_INCIDENTS: &[&str] = &[
    "{body} counted {n1} {adjective}attacks involving {group}{in1} {days}.",
    "{group} took part in {n1} {adjective}incidents{in1} {days}, according to {body}.",
    "{n1} {adjective}attacks involving {group} were recorded{in1} {days}, {body} said.",
    "{days}, {group} was involved in {n1} {adjective}attacks{in1}, {body} said.",
];

/// Incidents in two countries.
pub(crate) const TALLY_INCIDENTS_TWO: &[&str] = &[
    "{body} counted {n1} {adjective}attacks involving {group}{in1} and {n2}{in2} {days}.",
    "{group} took part in {n1} {adjective}incidents{in1} and {n2}{in2} {days}, according to {body}.",
    "{days}, {group} was involved in {n1} {adjective}attacks{in1} and {n2}{in2}, {body} said.",
];

/// Attacks on civilians.
pub(crate) const TALLY_ONE_SIDED: &[&str] = &[
    "{group} attacked civilians {n1} times{in1} {days}, according to {body}.",
    "{body} recorded {n1} attacks by {group} on civilians{in1} {days}.",
];

/// Attacks on civilians in two countries.
pub(crate) const TALLY_ONE_SIDED_TWO: &[&str] = &[
    "{group} attacked civilians {n1} times{in1} and {n2} times{in2} {days}, according to {body}.",
    "{body} recorded {n1} attacks by {group} on civilians{in1} and {n2}{in2} {days}.",
];

/// Civilians killed.
pub(crate) const TALLY_CIVILIANS: &[&str] = &[
    "{group} killed {n1} civilians{in1} {days}, according to {body}.",
    "{n1} civilians were killed by {group}{in1} {days}, {body} said.",
    "attacks by {group} on civilians claimed {n1} lives{in1} {days}, {body} said.",
];

/// Civilians killed in two countries.
pub(crate) const TALLY_CIVILIANS_TWO: &[&str] = &[
    "{group} killed {n1} civilians{in1} and {n2}{in2} {days}, according to {body}.",
    "{n1} civilians were killed by {group}{in1} and {n2}{in2} {days}, {body} said.",
];

/// Fighters killed.
pub(crate) const LOSSES: &[&str] = &[
    "{group} lost {n1} fighters {days}, according to {body}.",
    "{n1} members of {group} were killed {days}, {body} said.",
    "{body} said {n1} fighters of {group} had been killed {days}.",
];

/// Fighters who gave up.
pub(crate) const SURRENDERS: &[&str] = &[
    "{n1} fighters of {group} surrendered {days}, according to {body}.",
    "{body} said {n1} members of {group} had laid down their arms {days}.",
    "{days}, {n1} fighters of {group} gave themselves up, {body} said.",
];

/// The beginning.
pub(crate) const FORMED: &[&str] = &[
    "{group} was formed in {as_of}, according to {body}.",
    "{body} dates the founding of {group} to {as_of}.",
    "{group}, which was founded in {as_of}, is described by {body} as well organised.",
    "founded in {as_of}, {group} recruits mostly in rural areas, {body} said.",
];

/// Out of another group.
pub(crate) const SPLIT_FROM: &[&str] = &[
    "{group} broke away from {other} in {as_of}, according to {body}.",
    "{group} was formed in {as_of} as a splinter of {other}, {body} said.",
    "a faction of {other} left in {as_of} and became {group}, according to {body}.",
];

/// A branch of another group.
pub(crate) const ALLIED: &[&str] = &[
    "{group} has pledged allegiance to {other}, according to {body}.",
    "{body} describes {group} as a branch of {other}.",
    "{group} acts as the local branch of {other}, {body} said.",
];

/// Enemies.
pub(crate) const RIVALS: &[&str] = &[
    "{group} and {other} have fought each other for control of the roads, {body} said.",
    "{group} is a rival of {other}, according to {body}.",
];

/// What fills an analysis and states nothing.
pub(crate) const ANALYSIS_FILL: &[&str] = &[
    "analysts caution that such figures are hard to check.",
    "the group has not commented on the findings.",
    "the government says it is in control of the situation.",
    "the methods behind the estimate were not published.",
    "access to the area remains difficult for independent observers.",
    "the group finances itself by taxing the roads, residents say.",
    "observers disagree about what will come next.",
];

/// Headlines of analyses.
pub(crate) const ANALYSIS_HEADS: &[&str] = &[
    "What is known about {group}",
    "Background: {group}",
    "Monitors take stock of {group}",
    "New figures on {group}",
];
