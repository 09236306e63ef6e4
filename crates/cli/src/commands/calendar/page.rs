//! A study in words.

use std::fmt::Write as _;

use super::study::{Found, Verdict};

/// Attacks shown on the page; JSON has all.
const SHOWN: usize = 40;

/// The page.
pub(super) fn render(found: &Found) -> String {
    let mut page = String::new();
    let kinds = found.kinds.join(", ");
    let _ = writeln!(
        page,
        "{} and dates of kind {kinds}: {} days before to {} days after each\n",
        found.actor, found.before_days, found.after_days
    );
    for country in &found.countries {
        let dates: Vec<String> = country.dates.iter().map(ToString::to_string).collect();
        let dates = if dates.is_empty() { "no date".to_owned() } else { dates.join(", ") };
        let _ = writeln!(
            page,
            "  {}  {} {} from {} to {}; {dates}",
            country.country, country.attacks, found.unit, country.from, country.to
        );
    }
    let near = found
        .baseline_days
        .map_or_else(|| "outside".to_owned(), |days| format!("up to {days} days around them"));
    let ratio = found.rate_ratio.map_or_else(|| "not defined".to_owned(), |r| format!("{r:.2}"));
    let noticed = found.detectable.map_or_else(|| "none".to_owned(), |r| format!("{r:.1}"));
    let _ = write!(
        page,
        "\n  in the windows             {:.1} in {} days; {:.1} would be expected without an effect\n  \
         {near:<26} {:.1} in {} days\n  \
         rate ratio                 {ratio} (95% interval {:.2} to {:.2})\n  \
         p                          {:.3} for more or fewer; {:.3} for more\n  \
         occasions                  {}\n  \
         noticed 4 times in 5       a ratio of {noticed} or more\n\n{}\n",
        found.within,
        found.within_days,
        found.expected,
        found.outside,
        found.outside_days,
        found.interval[0],
        found.interval[1],
        found.p,
        found.p_more,
        found.occasions,
        words(found),
    );
    for note in &found.notes {
        let _ = writeln!(page, "note: {note}");
    }
    attacks(&mut page, found);
    page
}

/// What may be said, and what not.
fn words(found: &Found) -> String {
    let caution = "Whatever else happened at those dates, and how closely the press looked, is in these numbers too; \
                   of several kinds and windows that are tried, one in twenty passes by chance.";
    let occasions = found.occasions;
    match found.verdict {
        Verdict::More => format!(
            "Attacks gather around these dates: more than windows laid at random among the days near them hold. {caution}"
        ),
        Verdict::Fewer => format!(
            "There are fewer attacks around these dates than windows laid at random among the days near them hold. {caution}"
        ),
        Verdict::NoSign => "No sign that attacks gather around these dates or avoid them; a doubling would have been \
                            noticed four times in five."
            .to_owned(),
        Verdict::CannotTell if occasions < 3 => format!(
            "It cannot be told whether attacks gather around such dates: {occasions} of them make no pattern, whatever \
             the p-value."
        ),
        Verdict::CannotTell => "It cannot be told whether attacks gather around these dates: the dates are too few, or \
                                the attacks come in too large bursts, for a doubling to be noticed. This is no finding \
                                that they do not."
            .to_owned(),
    }
}

fn attacks(page: &mut String, found: &Found) {
    let _ = writeln!(page, "\n{} in the windows: {}", found.unit, found.attacks.len());
    for hit in found.attacks.iter().take(SHOWN) {
        let _ = writeln!(
            page,
            "  {}  {}  {:+4} days from {}  {}",
            hit.from, hit.country, hit.offset_days, hit.near, hit.id
        );
    }
    if found.attacks.len() > SHOWN {
        let _ = writeln!(page, "  and {} more; --json has all", found.attacks.len() - SHOWN);
    }
}
