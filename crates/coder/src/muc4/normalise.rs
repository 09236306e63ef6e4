//! When two strings are the same mention.

/// The string in lower case, without punctuation and articles, its words parted by one blank.
#[must_use]
pub fn normalise(text: &str) -> String {
    let kept: String =
        text.chars().flat_map(char::to_lowercase).filter(|c| !c.is_ascii_punctuation()).collect();
    let words: Vec<&str> =
        kept.split_whitespace().filter(|word| !matches!(*word, "a" | "an" | "the")).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_articles_do_not_count() {
        assert_eq!(normalise("The \"Santo Tomas\"  farm"), "santo tomas farm");
        assert_eq!(normalise("AK-47"), "ak47");
    }
}
