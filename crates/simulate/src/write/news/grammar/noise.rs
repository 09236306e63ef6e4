//! Articles about nothing that matters here. Several use the words of violence for other things.

/// Headline, then sentences.
pub(crate) const NOISE: &[&[&str]] = &[
    &[
        "{town} beat {town2} in the cup",
        "{town} beat {town2} {score} on {day} to reach the next round of the cup.",
        "The hosts attacked from the start and the visitors' defence collapsed after the break.",
        "Their captain shot wide twice before the first goal.",
        "The second leg will be played next month.",
    ],
    &[
        "Budget to grow by {n} percent",
        "The finance ministry of {country} presented a budget on {day} that is {n} percent larger than \
         last year's.",
        "Spending on roads and schools is to rise, while fuel subsidies will be cut.",
        "The opposition attacked the plan as reckless.",
        "Parliament will vote on it in {n2} weeks.",
    ],
    &[
        "Heavy rain expected in {province}",
        "The weather service of {country} warned on {day} of heavy rain in {province}.",
        "Up to {n} millimetres may fall within {n2} hours.",
        "Farmers were advised to move their animals to higher ground.",
    ],
    &[
        "Ferry service to {town} resumes",
        "The ferry to {town} is running again after {n2} weeks of repairs, the harbour office said on {day}.",
        "Tickets will cost {n} crowns.",
        "A strike had delayed the work.",
    ],
    &[
        "{n2} die in bus accident near {town}",
        "{n2w} people were killed on {day} when a bus left the road near {town} in fog, police said.",
        "{n} others were injured.",
        "The driver had been at the wheel for more than ten hours, an official said.",
    ],
    &[
        "Film festival opens in {town}",
        "A film festival opened in {town} on {day} with {n} entries from {n2} countries.",
        "The opening film, a comedy about a bank raid, was well received; an earlier favourite bombed.",
        "The winners will be announced on Sunday.",
    ],
    &[
        "Cattle disease kills {n} animals",
        "A disease has killed {n} head of cattle in {province}, the agriculture office said on {day}.",
        "Officials called for calm and said the outbreak was contained.",
        "Vaccination teams have been sent to {n2} villages.",
    ],
    &[
        "Harbour dues raised in {town}",
        "The council of {town} voted on {day} to raise harbour dues by {n} percent.",
        "Traders said the decision would kill business.",
        "The new rates apply from next month.",
    ],
    &[
        "{town} hospital gets new wing",
        "A new wing with {n} beds was opened at the hospital of {town} on {day}.",
        "The work took {n2} years.",
        "The health minister called it a victory in the fight against infection.",
    ],
    &[
        "Fire destroys warehouse in {town}",
        "A fire destroyed a warehouse in {town} on {day}, the fire service said.",
        "No one was hurt, and a fault in the wiring was blamed.",
        "{n} tonnes of grain were lost.",
    ],
    &[
        "Chess: {town} hosts championship",
        "The national chess championship began in {town} on {day} with {n} players.",
        "The favourite launched an early assault on the king's side and won in {n2} moves more than planned.",
        "Play continues all week.",
    ],
    &[
        "Census counts {n} new households in {town}",
        "The statistics office of {country} published first results of its census on {day}.",
        "In {town}, {n} new households were counted.",
        "The full report will follow in {n2} months.",
    ],
];
