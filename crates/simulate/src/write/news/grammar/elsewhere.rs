//! Sentences about what did not happen, may happen, or happened otherwise than was said first.

/// A second event that was prevented: foiled.
pub(crate) const FOILED: &[&str] = &[
    "security forces foiled a second attack {near_other} the same day, {who} said.",
    "a bomb found {near_other} was defused before it could explode.",
    "police said they had prevented an attack on a market {near_other}.",
    "an attempt to blow up a bridge {near_other} failed when the device did not go off.",
];

/// An event that is denied.
pub(crate) const NEGATED: &[&str] = &[
    "{who} denied reports that {many} soldiers had been abducted {near_other}.",
    "contrary to rumours, no one was killed {near_other}, {who} said.",
    "there was no attack {near_other}, {who} said, despite messages to that effect.",
    "reports of {many} deaths {near_other} were false, {who} said.",
];

/// A toll or an event that is only feared.
pub(crate) const FEARED: &[&str] = &[
    "officials fear the toll could rise to {feared}.",
    "{who} warned that as many as {feared} people might have died.",
    "had it happened an hour earlier, {feared} people could have been killed, {who} said.",
];

/// An event to come.
pub(crate) const FUTURE: &[&str] = &[
    "{group} has threatened further attacks {near_other}.",
    "{who} said troops would launch an operation {near_other} within days.",
    "{group} has vowed to strike {near_other} before the end of the month.",
    "the army plans to clear positions of {group} {near_other}, {who} said.",
];

/// Openings of stories about something that was prevented, with the mark of it.
pub(crate) const ALARM_FOILED: &[&str] = &[
    "security forces foiled a plot by {group} to attack a market {near_other}, {who} said {today}.",
    "police defused a bomb {near_other} {today}, and {who} blamed {group} for planting it.",
    "{who} said {today} that a suicide attack planned by {group} {near_other} had been prevented.",
    "soldiers seized explosives {near_other} {today} that were meant for an attack, {who} said.",
];

/// Openings of stories about something that is feared or announced.
pub(crate) const ALARM_FUTURE: &[&str] = &[
    "{group} threatened {today} to attack polling stations {near_other}.",
    "{who} warned {today} that {group} could strike {near_other} in the coming weeks.",
    "the army will begin an offensive against {group} {near_other} next week, {who} said {today}.",
    "security officials fear that {group} may attack {near_other} during the harvest festival.",
];

/// Openings of stories about something that never was.
pub(crate) const ALARM_NEGATED: &[&str] = &[
    "reports of an attack by {group} {near_other} were a false alarm, {who} said {today}.",
    "no one was killed {near_other}, {who} said {today}, denying a claim by {group}.",
    "an exercise {near_other} {today}, in which soldiers practised the response to a bomb attack, \
     caused a brief panic.",
    "{who} denied {today} that {group} had taken a police post {near_other}.",
];

/// What follows an alarm: foiled, future, negated.
pub(crate) const ALARM_MORE: [&[&str]; 3] = [
    &[
        "no one was hurt.",
        "there were no casualties.",
        "{many} people were detained for questioning, {who} said.",
        "\"Had it succeeded, dozens could have died,\" an official said.",
        "checkpoints were set up on the roads into the town.",
        "{group} did not comment.",
    ],
    &[
        "checkpoints were set up on the roads into the town.",
        "residents were told to avoid crowded places.",
        "{who} said {many} extra patrols would be sent.",
        "similar warnings in the past have come to nothing.",
        "\"If they come, many could die,\" a community leader said.",
    ],
    &[
        "no one was hurt.",
        "there were no casualties.",
        "messages on social networks had spoken of {many} dead.",
        "{group} did not comment.",
        "shops opened again after an hour.",
    ],
];

/// Headlines of alarms: foiled, future, negated.
pub(crate) const ALARM_HEADS: [&[&str]; 3] = [
    &["Attack foiled {near_other}, officials say", "Bomb defused {near_other}"],
    &["Fear of attacks {near_other}", "Warning of new violence {near_other}"],
    &["No attack {near_other}, officials say", "False alarm {near_other}"],
];

/// First sentences of a follow-up; {dead} is the new toll, {before} the old one.
pub(crate) const FOLLOW_UP: &[&str] = &[
    "the death toll from {thing} {place} {when} has {changed_perfect} to {toll}, {who} said.",
    "{dead} {are} now known to have died in {thing} {place} {when}, {who} said, {compared} {before}.",
    "{who} put the number of dead in {thing} {place} {when} at {toll}. Earlier reports had spoken of \
     {before}.",
    "the number of people killed in {thing} {place} {when} {changed_past} to {toll}, {compared} {before}, \
     according to {who}.",
];

/// First sentences of a follow-up in which something other than the toll is new.
pub(crate) const FOLLOW_UP_SAME: &[&str] = &[
    "new details have emerged about {thing} {place} {when}, in which {dead} died.",
    "{who} gave a fuller account of {thing} {place} {when} that killed {dead}.",
    "{thing} {place} {when} killed {dead}, {who} confirmed.",
];

/// Headlines of follow-ups.
pub(crate) const FOLLOW_UP_HEADS: &[&str] = &[
    "Toll from {headline} {place_head} now {toll_bare}",
    "Death toll in {place_head_town} {headline} {changed_now} to {toll_bare}",
    "{headline} {place_head}: officials put toll at {toll_bare}",
];

/// Corrections.
pub(crate) const CORRECTION: &[&str] = &[
    "an earlier version of this report said that {before} had been killed in {thing} {place} {when}. \
     The correct number is {toll_bare}, {who} said.",
    "a previous report on {thing} {place} {when} misstated the number of dead. It is {toll_bare}, \
     not {before_bare}.",
    "we reported that {before} had died in {thing} {place} {when}. {who} later put the toll at \
     {toll_bare}.",
];

/// Headlines of corrections.
pub(crate) const CORRECTION_HEADS: &[&str] =
    &["Correction: {headline} {place_head}", "Corrected: toll of {headline} {place_head}"];

/// How a roundup begins.
pub(crate) const ROUNDUP_OPEN: &[&str] = &[
    "violence continued in several parts of {land} over the past week.",
    "several security incidents were reported in {land} during the past week.",
    "{land} saw another week of violence.",
];

/// How a roundup goes from one incident to the next.
pub(crate) const ROUNDUP_NEXT: &[&str] = &["", "in a separate incident, ", "elsewhere, ", ""];

/// Headlines of roundups.
pub(crate) const ROUNDUP_HEADS: &[&str] =
    &["The week in {land}: a roundup", "{land} security roundup", "Week of violence in {land}"];
