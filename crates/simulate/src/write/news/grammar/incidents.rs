//! Sentences about one incident.

use crate::world::Method;

/// What armed people did to their target.
pub(crate) const fn deeds(method: Method) -> &'static [&'static str] {
    match method {
        Method::Ambush | Method::Firefight => &[
            "ambushed {target}",
            "opened fire on {target}",
            "fired on {target} from both sides of the road",
            "attacked {target} from hiding",
            "lay in wait for {target} and opened fire",
        ],
        Method::Raid => &[
            "attacked {target}",
            "stormed {target}",
            "raided {target}",
            "carried out a raid on {target}",
            "opened fire on {target}",
        ],
        Method::Shelling => &[
            "shelled {target}",
            "fired mortar rounds at {target}",
            "fired rockets at {target}",
            "bombarded {target}",
        ],
        Method::Bombing => &[
            "set off a bomb near {target}",
            "detonated a roadside bomb beside {target}",
            "blew up a vehicle next to {target}",
        ],
        Method::SuicideBombing => {
            &["sent a suicide bomber to {target}", "attacked {target} with a suicide bomber"]
        }
    }
}

/// What an explosive did, as the subject and its verb.
pub(crate) const fn blasts(method: Method) -> &'static [&'static str] {
    match method {
        Method::SuicideBombing => &[
            "a suicide bomber detonated explosives near {target}",
            "a suicide bomber struck {target}",
            "a suicide attacker set off an explosive vest at the entrance to {target}",
            "a suicide bomber drove a car packed with explosives towards {target}",
        ],
        _ => &[
            "a bomb went off near {target}",
            "a roadside bomb hit {target}",
            "an explosive device was detonated beside {target}",
            "a car bomb exploded outside {target}",
            "a bomb hidden in a cart exploded close to {target}",
        ],
    }
}

/// The incident as a noun with its article.
pub(crate) const fn things(method: Method) -> &'static [&'static str] {
    match method {
        Method::Firefight => &["a firefight", "a gun battle", "an exchange of fire"],
        Method::Ambush => &["an ambush", "an attack on a road", "a roadside ambush"],
        Method::Raid => &["a raid", "an armed attack", "an assault"],
        Method::Shelling => &["shelling", "a mortar attack", "rocket fire"],
        Method::Bombing => &["a bomb attack", "a bombing", "an explosion"],
        Method::SuicideBombing => &["a suicide bombing", "a suicide attack"],
    }
}

/// The incident as a noun for a second mention.
pub(crate) const fn things_again(method: Method) -> &'static [&'static str] {
    match method {
        Method::Firefight => &["the fighting", "the clash", "the gun battle"],
        Method::Ambush => &["the ambush", "the attack"],
        Method::Raid => &["the raid", "the attack", "the assault"],
        Method::Shelling => &["the shelling", "the bombardment"],
        Method::Bombing => &["the blast", "the bombing", "the explosion"],
        Method::SuicideBombing => &["the suicide bombing", "the blast", "the attack"],
    }
}

/// The incident in a headline, without an article.
pub(crate) const fn things_headline(method: Method) -> &'static [&'static str] {
    match method {
        Method::Firefight => &["firefight", "clash", "gun battle"],
        Method::Ambush => &["ambush", "roadside ambush"],
        Method::Raid => &["raid", "armed attack"],
        Method::Shelling => &["mortar attack", "shelling"],
        Method::Bombing => &["bomb attack", "blast", "bombing"],
        Method::SuicideBombing => &["suicide bombing", "suicide attack"],
    }
}

/// First sentences about an armed attack in which people died.
pub(crate) const LEAD_ARMED: &[&str] = &[
    "{attackers} {deed} {place} {when}, killing {dead}, {who} said.",
    "{dead} {were} killed {when} when {attackers} {deed} {place}, {who} said.",
    "{dead} {were} killed when {attackers} {deed} {place} {when}, according to {who}.",
    "{attackers} killed {dead} {when} in {thing} {place}, {who} said.",
    "{dead} {have} been killed in {thing} {place}, {who} said, after {attackers} {deed} {when}.",
    "{who} said {dead} {were} killed {place} {when} as {attackers} {deed}.",
    "{thing} {place} {when} left {dead} dead, according to {who}, who blamed {side}.",
    "{when}, {attackers} {deed} {place}, and {dead} {were} killed, {who} said.",
    "according to {who}, {attackers} {deed} {place} {when} and killed {dead}.",
];

/// First sentences about an explosion in which people died.
pub(crate) const LEAD_BLAST: &[&str] = &[
    "{dead} {were} killed {when} when {blast} {place}, {who} said.",
    "{blast} {place} {when}, killing {dead}, {who} said.",
    "{thing} {place} killed {dead} {when}, according to {who}.",
    "{who} said {dead} {were} killed {when} in {thing} {place}.",
    "{dead} died {place} {when} after {blast}, {who} said.",
    "{thing} that tore through {target} {place} {when} killed {dead}, {who} said.",
    "{when}, {blast} {place}; {dead} {were} killed, according to {who}.",
    "{dead} {have} been killed in {thing} {place}, {who} said. {blast} {when}.",
];

/// First sentences about a clash in which people died.
pub(crate) const LEAD_CLASH: &[&str] = &[
    "{dead} {were} killed {when} in clashes between {side_a} and {side_b} {place}, {who} said.",
    "fighting between {side_a} and {side_b} {place} {when} killed {dead}, according to {who}.",
    "{side_a} and {side_b} exchanged fire {place} {when}, and {dead} {were} killed, {who} said.",
    "{who} said {dead} {were} killed {when} as {side_a} fought {side_b} {place}.",
    "a gun battle between {side_a} and {side_b} {place} left {dead} dead {when}, {who} said.",
    "{dead} {were} killed {place} {when} when {side_a} clashed with {side_b}, {who} said.",
    "{side_a} fought {side_b} for several hours {place} {when}; {dead} {were} killed, {who} said.",
];

/// First sentences about an attack in which nobody died.
pub(crate) const LEAD_ARMED_BLOODLESS: &[&str] = &[
    "{attackers} {deed} {place} {when}, but {nobody} was killed, {who} said.",
    "{attackers} {deed} {place} {when}, {who} said. {no_deaths} were reported.",
    "{who} said {attackers} {deed} {place} {when} without causing {any_deaths}.",
    "{nobody} was killed when {attackers} {deed} {place} {when}, according to {who}.",
];

/// First sentences about an explosion in which nobody died.
pub(crate) const LEAD_BLAST_BLOODLESS: &[&str] = &[
    "{blast} {place} {when}, but {nobody} was killed, {who} said.",
    "{blast} {place} {when} without causing {any_deaths}, according to {who}.",
    "{who} said {blast} {place} {when}. {no_deaths} were reported.",
];

/// First sentences about a clash in which nobody died.
pub(crate) const LEAD_CLASH_BLOODLESS: &[&str] = &[
    "{side_a} and {side_b} exchanged fire {place} {when}, but {nobody} was killed, {who} said.",
    "{side_a} clashed with {side_b} {place} {when}, {who} said. {no_deaths} were reported.",
    "a clash between {side_a} and {side_b} {place} {when} ended without {any_deaths}, {who} said.",
];

/// First sentences about several bombings in one town within hours.
pub(crate) const LEAD_SERIES: &[&str] = &[
    "{series} bombs exploded within hours of one another {place} {when}, killing {dead}, {who} said.",
    "{dead} {were} killed {when} in {series} bombings {place}, {who} said.",
    "a series of {series} explosions {place} {when} killed {dead}, according to {who}.",
    "{who} said {series} bombs went off about an hour apart {place} {when}, and {dead} {were} killed.",
];

/// Headlines when people died.
pub(crate) const HEAD_LETHAL: &[&str] = &[
    "{toll} killed in {headline} {place_head}",
    "{headline} {place_head} kills {toll}",
    "{headline} leaves {toll} dead {place_head}",
    "{place_head_town}: {toll} dead in {headline}",
    "{toll} dead after {headline} {place_head}, officials say",
    "{headline} {place_head}: {toll} killed",
];

/// Headlines when nobody died.
pub(crate) const HEAD_BLOODLESS: &[&str] = &[
    "{headline} reported {place_head}",
    "{headline} {place_head}, no deaths",
    "{place_head_town}: {headline} ends without deaths",
];

/// How many were hurt; {injured} is a count with its noun.
pub(crate) const INJURED: &[&str] = &[
    "{injured} {were_injured} injured.",
    "{injured} {were_injured} reported wounded.",
    "{injured} {were_injured} taken to hospital with injuries, {who} said.",
    "hospital staff said {injured} {were_injured} treated for wounds.",
    "the health department put the number of wounded at {injured_number}.",
];

/// Who the dead were.
pub(crate) const SPLIT: &[&str] = &[
    "the dead included {split}, {who} said.",
    "among the dead were {split}.",
    "{who} gave the toll as {split}.",
    "{split} were among those killed, according to {who}.",
];

/// The group says that it did it.
pub(crate) const CLAIMED: &[&str] = &[
    "{group} claimed responsibility for {thing_again} in a message.",
    "responsibility for {thing_again} was claimed by {group}.",
    "in a statement sent to reporters, {group} said it was behind {thing_again}.",
    "{group} said its fighters were behind {thing_again}.",
    "a message posted on a channel used by {group} claimed responsibility.",
    "{group} later claimed {thing_again}; the claim could not be verified.",
    "{group} claimed {thing_again} and said it had killed {boast}.",
    "{group} put out a statement saying that {boast} had died in {thing_again}, a number that could not \
     be confirmed.",
];

/// Somebody says that the side did it.
pub(crate) const BLAMED: &[&str] = &[
    "{blamer} blamed {side} for {thing_again}.",
    "{blamer} accused {side} of being behind {thing_again}.",
    "{blamer} said {side} was responsible.",
    "{blamer} held {side} responsible, without offering evidence.",
    "suspicion fell on {side}, {blamer} said.",
];

/// The side that is blamed says that it did not.
pub(crate) const DENIED: &[&str] = &[
    "{side} denied any part in {thing_again}.",
    "{side} rejected the accusation.",
    "a spokesman for {side} denied involvement.",
    "{side} denied having anything to do with {thing_again}.",
];

/// Government forces say that they did it.
pub(crate) const CONFIRMED: &[&str] = &[
    "{army} confirmed that it was behind {thing_again}.",
    "{army} said {thing_again} was part of an operation against {target}.",
    "{thing_again} was confirmed by {army}.",
];

/// Nobody has said anything.
pub(crate) const OPEN: &[&str] = &[
    "no group immediately claimed responsibility.",
    "there was no immediate claim of responsibility.",
    "it was not clear who was behind {thing_again}.",
    "nobody has claimed {thing_again} so far.",
    "{state} declined to say who was responsible.",
];

/// What people saw or did; no fact beyond the incident's own.
pub(crate) const VOICES: &[&str] = &[
    "\"We heard a noise and then people were running,\" a shopkeeper said.",
    "\"It was over in minutes,\" said a teacher who lives nearby.",
    "a driver who passed the spot afterwards described burnt vehicles and scattered belongings.",
    "the road was closed for several hours.",
    "security was tightened across the province, {state} said.",
    "reporters were not allowed to reach the area.",
    "shops stayed shut and schools sent their pupils home.",
    "the account could not be confirmed independently.",
    "telephone lines to the area were down, and details were slow to emerge.",
    "an inquiry has been opened, {state} said.",
    "a curfew was imposed until further notice.",
    "\"We have asked for protection many times,\" a community leader said.",
    "relatives waited outside the district hospital for news.",
    "{state} promised to find those responsible.",
    "the motive was not known.",
    "helicopters were seen over the area until dark.",
    "schools in the area will stay closed until further notice.",
    "a clerk at the town hall said she had seen smoke from her window.",
    "the governor's office called for calm and said that reinforcements were on their way.",
    "few people ventured out the next morning.",
    "\"Nobody came to help us for hours,\" a farmer said.",
    "\"This road was safe until last year,\" said a bus driver.",
];

/// Where it is; {people} is the town's population.
pub(crate) const CONTEXT: &[&str] = &[
    "{town} is a town of about {people} people in {province}.",
    "{province} has seen repeated violence.",
    "{town}, where about {people} people live, lies in {country}'s {province}.",
    "{province} is one of the areas where {group} is active.",
    "the authorities in {province} declined to comment further.",
];

/// An older incident, told briefly; {when} is long ago.
pub(crate) const HISTORY: &[&str] = &[
    "{when}, {dead} {were} killed in {thing} {place}.",
    "{place}, {dead} {were} killed {when} in {thing}.",
    "{thing} {place} killed {dead} {when}.",
    "the area has not forgotten {thing} {place} {when} that killed {dead}.",
    "it came after {thing} {place} {when} in which {dead} died.",
    "{dead} died {when} in {thing} {place}, which was blamed on {side}.",
];
