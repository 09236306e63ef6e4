//! Sentences about protests, riots and strategic developments.

use crate::world::UnrestKind;

/// What was done; the words that say of which kind it was.
pub(crate) const fn unrest_deeds(kind: UnrestKind) -> &'static [&'static str] {
    match kind {
        UnrestKind::Protest => {
            &["marched peacefully", "held a rally", "staged a sit-in", "protested peacefully"]
        }
        UnrestKind::Dispersed => &[
            "were driven apart by police with tear gas",
            "were dispersed by police during a march",
            "were stopped by police on a march",
        ],
        UnrestKind::Excessive => &[
            "were shot at by police during a protest",
            "came under fire from police at a rally",
            "were met with live rounds from police at a march",
        ],
        UnrestKind::Riot => &[
            "clashed with police and burned tyres",
            "threw stones and set shops on fire",
            "rioted and blocked the main road",
        ],
        UnrestKind::Mob => &[
            "attacked a man accused of theft",
            "beat a suspected thief",
            "chased and attacked a driver",
        ],
        UnrestKind::Looting => {
            &["looted shops", "carried off grain and fuel", "set fire to a storehouse"]
        }
        UnrestKind::Agreement => &[
            "signed an agreement with elders",
            "agreed to a local ceasefire",
            "reached a deal on safe passage",
        ],
        UnrestKind::Arrests => &[
            "arrested several members of",
            "detained suspected supporters of",
            "rounded up men said to belong to",
        ],
    }
}

/// First sentences.
pub(crate) const fn unrest_leads(kind: UnrestKind) -> &'static [&'static str] {
    match kind {
        UnrestKind::Protest | UnrestKind::Dispersed | UnrestKind::Excessive | UnrestKind::Riot => {
            &[
                "{crowd} {deed} {place} {when} {cause}, {who} said.",
                "{crowd} {deed} {when} {place}, according to {who}.",
                "{who} said that {crowd} {deed} {place} {when}.",
            ]
        }
        UnrestKind::Mob => &[
            "an angry crowd {deed} {place} {when}, {who} said.",
            "a mob {deed} {place} {when}, according to {who}.",
        ],
        UnrestKind::Looting | UnrestKind::Agreement => &[
            "{group} {deed} {place} {when}, {who} said.",
            "{who} said that {group} {deed} {place} {when}.",
        ],
        UnrestKind::Arrests => &[
            "police {deed} {group} {place} {when}, {who} said.",
            "security forces {deed} {group} {place} {when}, according to {who}.",
        ],
    }
}

/// Headlines.
pub(crate) const fn unrest_heads(kind: UnrestKind) -> &'static [&'static str] {
    match kind {
        UnrestKind::Protest => &["Protest {place_head}", "Residents march {place_head}"],
        UnrestKind::Dispersed => {
            &["Police break up protest {place_head}", "March halted {place_head}"]
        }
        UnrestKind::Excessive => &["Police open fire on protest {place_head}"],
        UnrestKind::Riot => &["Riot {place_head}", "Demonstrators and police clash {place_head}"],
        UnrestKind::Mob => &["Mob attack {place_head}", "Crowd turns violent {place_head}"],
        UnrestKind::Looting => &["Looting reported {place_head}", "Armed group loots {place_head}"],
        UnrestKind::Agreement => {
            &["Agreement reached {place_head}", "Elders announce deal {place_head}"]
        }
        UnrestKind::Arrests => &["Arrests {place_head}", "Suspects held {place_head}"],
    }
}

/// Why people were in the street.
pub(crate) const CAUSES: &[&str] = &[
    "over the price of fuel",
    "over unpaid wages",
    "against power cuts",
    "against a new tax on market stalls",
    "to demand the return of seized land",
];

/// Who died.
pub(crate) const UNREST_DEAD: &[&str] =
    &["{dead} {were} killed, {who} said.", "{who} said that {dead} had died."];

/// Nobody did.
pub(crate) const UNREST_BLOODLESS: &[&str] =
    &["{no_deaths} were reported.", "{who} said there were {no_deaths}."];

/// What follows.
pub(crate) const UNREST_MORE: &[&str] = &[
    "shops in the centre stayed shut until the evening.",
    "the district council appealed for calm.",
    "calm had returned by nightfall.",
    "the governor's office did not comment.",
    "the road to the harbour was closed for some hours.",
];
