//! What becomes of a text that another newsroom takes over.

use super::{article::Article, composer::Composer};
use crate::{observe::news::plan::Manner, rng::Rng};

/// Words that desks exchange without changing what is said.
const EXCHANGED: [(&str, &str); 15] = [
    (" said.", " reported."),
    (", according to ", ", as stated by "),
    ("immediately", "at once"),
    ("for several hours", "for hours"),
    ("The road was closed", "The road remained closed"),
    ("could not be confirmed independently", "could not be independently verified"),
    ("Security was tightened", "Security was stepped up"),
    ("Reporters were not allowed", "Journalists were not allowed"),
    ("until further notice", "for the time being"),
    ("Shops stayed shut", "Shops were closed"),
    ("Relatives waited", "Family members waited"),
    ("An inquiry has been opened", "An investigation is under way"),
    ("were slow to emerge", "remained scarce"),
    ("declined to comment further", "would not comment further"),
    (" a shopkeeper said", " said a shopkeeper"),
];

/// Changes the article as the manner says. The opening always stays.
pub(super) fn apply(article: &mut Article, manner: Manner, source: &str, rng: &mut Rng) {
    match manner {
        Manner::Verbatim => {}
        Manner::Edited => edit(article, source, rng),
        Manner::Truncated => truncate(&mut article.body, source, rng),
    }
}

fn edit(article: &mut Article, source: &str, rng: &mut Rng) {
    let body = &mut article.body;
    let start = rng.below(15) as usize;
    let mut left = rng.between(1, 3);
    for step in 0..EXCHANGED.len() {
        let (words, other) = EXCHANGED[(start + step) % EXCHANGED.len()];
        if left > 0 && body.replace_unmarked(words, other) {
            left -= 1;
        }
    }
    if body.sentences.len() > 4 && rng.chance(0.4) {
        drop_sentence(body, rng);
    }
    match rng.below(4) {
        0 => article.title.push(" - report"),
        1 => article.title.push(&format!(" ({source})")),
        2 => {
            let quoted = format!("{source}: ");
            article.title.splice(0, 0, &quoted);
        }
        _ => {}
    }
}

/// Drops a sentence that neither opens the article nor a paragraph.
fn drop_sentence(body: &mut Composer, rng: &mut Rng) {
    let can_go: Vec<(usize, usize)> = body
        .sentences
        .iter()
        .copied()
        .skip(1)
        .filter(|(start, _)| *start > 0 && body.text.as_bytes()[start - 1] == b' ')
        .collect();
    let pick = rng.below(u32::try_from(can_go.len()).unwrap_or(0)) as usize;
    if let Some((start, end)) = can_go.get(pick) {
        body.splice(start - 1, *end, "");
    }
}

/// Keeps the first paragraph or two, or the first sentence when there is only one paragraph.
fn truncate(body: &mut Composer, source: &str, rng: &mut Rng) {
    let breaks: Vec<usize> = body.text.match_indices("\n\n").map(|(at, _)| at).collect();
    let keep = rng.below(2) as usize;
    let at = breaks
        .get(keep)
        .or(breaks.first())
        .copied()
        .or_else(|| body.sentences.first().map(|(_, end)| *end));
    if let Some(at) = at {
        body.truncate(at);
    }
    if rng.chance(0.5) {
        body.push(&format!("\n\nRead the full story at {source}."));
    }
}
