//! Prose out of files: what a person wrote, without markup, quotations, code and tables.

/// The prose of a text in HTML or Markdown; plain text is its own. Quotations (`q`, `blockquote`, `cite`, lines
/// after `>`), code, scripts, pictures and tables are left out: they are words of others, or none.
#[must_use]
pub fn prose(text: &str) -> String {
    let is_html =
        text.trim_start().to_lowercase().starts_with("<!doctype") || text.contains("</p>");
    if is_html { of_html(text) } else { of_markdown(text) }
}

/// Elements whose text is no prose of the writer's.
const SKIPPED: [&str; 12] = [
    "script",
    "style",
    "svg",
    "q",
    "blockquote",
    "cite",
    "code",
    "pre",
    "table",
    "title",
    "template",
    "nav",
];
/// Elements after which a sentence is at its end, whatever its last sign is.
const BLOCKS: [&str; 12] =
    ["p", "li", "h1", "h2", "h3", "h4", "div", "section", "header", "figcaption", "dd", "dt"];

fn of_html(text: &str) -> String {
    let mut out = String::new();
    let mut skipping: Option<&str> = None;
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        if skipping.is_none() {
            out.push_str(&rest[..open]);
        }
        let Some(close) = rest[open..].find('>').map(|at| open + at) else { break };
        let tag = rest[open + 1..close].to_lowercase();
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        match skipping {
            Some(until) if tag.starts_with('/') && name == until => skipping = None,
            None if !tag.starts_with('/') && !tag.ends_with('/') => {
                skipping = SKIPPED.iter().copied().find(|skipped| *skipped == name);
            }
            Some(_) | None => {}
        }
        if BLOCKS.contains(&name.as_str()) {
            out.push_str("\n\n");
        }
        rest = &rest[close + 1..];
    }
    if skipping.is_none() {
        out.push_str(rest);
    }
    crate::form::unescaped(&out)
}

fn of_markdown(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.lines() {
        let start = line.trim_start();
        if start.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced || start.starts_with('>') || start.starts_with('|') {
            continue;
        }
        let begins = start.starts_with(['#', '-', '*']) || start.is_empty();
        if begins {
            out.push_str("\n\n");
        }
        out.push_str(&without_links(start.trim_start_matches(['#', '-', '*', ' '])));
        out.push(' ');
    }
    out
}

/// `[1,234](#n12)` as `1,234`.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let Some(middle) = inner.find("](") else {
            out.push('[');
            rest = inner;
            continue;
        };
        let Some(close) = inner[middle..].find(')') else {
            out.push('[');
            rest = inner;
            continue;
        };
        out.push_str(&inner[..middle]);
        rest = &inner[middle + close + 1..];
    }
    out.push_str(rest);
    let plain = out.replace('\\', "").replace("**", "");
    without(&without(&plain, "<cite>", "</cite>"), "“", "”")
}

/// A line without what stands between two marks.
fn without(line: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(from) = rest.find(open) {
        let Some(to) = rest[from..].find(close) else { break };
        out.push_str(&rest[..from]);
        rest = &rest[from + to + close.len()..];
    }
    out.push_str(rest);
    out
}

/// The sentences of prose: they end with a full stop, a question or an exclamation mark before a space and a capital
/// letter, or at an empty line.
#[must_use]
pub fn sentences_of(prose: &str) -> Vec<String> {
    let mut all = Vec::new();
    for paragraph in prose.split("\n\n") {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let mut sentence = String::new();
        for (at, word) in words.iter().enumerate() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
            let bare =
                word.trim_end_matches(['"', '”', ')', '’']).trim_start_matches(['(', '"', '“']);
            let ends = bare.ends_with(['.', '!', '?'])
                && !is_abbreviation(bare)
                && words.get(at + 1).is_none_or(|next| {
                    let first = next.trim_start_matches(['"', '“', '(', '‘']).chars().next();
                    first.is_none_or(|c| c.is_uppercase() || c.is_numeric())
                });
            if ends {
                all.push(std::mem::take(&mut sentence));
            }
        }
        if !sentence.is_empty() {
            all.push(sentence);
        }
    }
    all
}

fn is_abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 12] =
        ["e.g.", "i.e.", "cf.", "vol.", "no.", "pp.", "p.", "al.", "etc.", "approx.", "Dr.", "St."];
    let single = word.chars().count() == 2 && word.starts_with(char::is_uppercase);
    single || KNOWN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_quotations_with_it() {
        let html = "<!doctype html><p>It is <b>likely</b> (70&#37;&amp;).</p><q>probably</q>\
                    <table><tr><td>likely</td></tr></table><li>Second</li><svg><text>likely</text></svg>";
        let sentences = sentences_of(&prose(html));
        assert_eq!(sentences, ["It is likely (70%&).", "Second"]);
    }

    #[test]
    fn links_and_code_and_quotations_of_markdown_go() {
        let text = "# Title\n\nThere were [1,234](#n1) incidents. Two\nlines.\n\n> probably\n\n| likely |\n\n\
                    ```\nlikely\n```\n- A point.";
        let sentences = sentences_of(&prose(text));
        assert_eq!(sentences, ["Title", "There were 1,234 incidents.", "Two lines.", "A point."]);
    }

    #[test]
    fn an_abbreviation_or_a_decimal_ends_no_sentence() {
        let sentences = sentences_of("The ratio is 1.4 (cf. Smith et al. 2001). It holds.");
        assert_eq!(sentences, ["The ratio is 1.4 (cf. Smith et al. 2001).", "It holds."]);
    }
}
