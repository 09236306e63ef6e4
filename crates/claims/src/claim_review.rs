//! What was found as schema.org ClaimReview, in JSON-LD.
//!
//! <https://schema.org/ClaimReview>: `claimReviewed`, `itemReviewed`, `reviewRating`, `author`, `datePublished`,
//! `url`. A rating is a number between `worstRating` and `bestRating` with `alternateName` in words; a claim that
//! cannot be checked has words alone, since a middle rating would say that it is half true.

use serde_json::{Value, json};

use crate::check::Checked;
use crate::verdict::Verdict;

/// Who publishes a review, and under which address.
#[derive(Debug, Clone, Default)]
pub struct Publisher {
    /// The name of the organisation that publishes it; the program's where none is given.
    pub name: Option<String>,
    /// The page of the review, where it has one.
    pub url: Option<String>,
    /// The day on which it is published, `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// The rating: 4 supported, 3 roughly supported, 1 not supported; none for what cannot be checked.
#[must_use]
pub const fn rating(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Supported => Some(4),
        Verdict::RoughlySupported => Some(3),
        Verdict::NotSupportedHigher | Verdict::NotSupportedLower => Some(1),
        Verdict::NotComparable | Verdict::NoData => None,
    }
}

/// One review.
#[must_use]
pub fn claim_review(checked: &Checked, publisher: &Publisher, citations: &[String]) -> Value {
    let mut rated = json!({ "@type": "Rating", "alternateName": words(checked.verdict) });
    if let Some(value) = rating(checked.verdict) {
        rated["ratingValue"] = value.into();
        rated["bestRating"] = 4.into();
        rated["worstRating"] = 1.into();
    }
    rated["ratingExplanation"] = checked.headline.clone().into();
    let mut review = json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": checked.claim,
        "itemReviewed": { "@type": "Claim", "text": checked.claim },
        "reviewRating": rated,
        "author": {
            "@type": "Organization",
            "name": publisher.name.as_deref().unwrap_or("Bellwether"),
        },
        "reviewBody": body(checked),
    });
    if !citations.is_empty() {
        review["citation"] = citations.into();
    }
    if let Some(date) = &publisher.date {
        review["datePublished"] = date.clone().into();
    }
    if let Some(url) = &publisher.url {
        review["url"] = url.clone().into();
    }
    review
}

fn words(verdict: Verdict) -> String {
    let words = verdict.words();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn body(checked: &Checked) -> String {
    let left_out = checked.scope.missing.iter().map(|missing| match &missing.taken_as {
        Some(taken) => format!("The claim does not say {}; taken: {taken}.", missing.says),
        None => format!("The claim does not say {}.", missing.says),
    });
    let all: Vec<String> = std::iter::once(checked.headline.clone())
        .chain(checked.why.clone())
        .chain(left_out)
        .collect();
    all.join(" ")
}
