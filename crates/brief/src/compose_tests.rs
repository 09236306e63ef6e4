//! Whole briefs of an imagined store: written, read back, falsified.

use crate::form::Form;
use crate::testing::Imagined;
use crate::verify::{lines_that_differ, read, verify};
use crate::{Document, Instrument as _, compose};

const FORMS: [Form; 3] = [Form::Html, Form::Markdown, Form::Json];

fn brief() -> (Imagined, Document) {
    let instrument = Imagined::new();
    let document = compose(&instrument, &Imagined::request()).expect("a brief");
    (instrument, document)
}

/// The visible text of a page: what stands outside of tags, styles, scripts and the list of queries.
fn visible(html: &str) -> String {
    let body = html.split("<main>").nth(1).expect("a body");
    let body = body.split("<section id=\"numbers\">").next().expect("before the queries");
    let mut out = String::new();
    let mut skip = 0;
    for part in body.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        if tag.starts_with("svg") || tag.starts_with("title") {
            skip += usize::from(tag.starts_with("title"));
        }
        if tag.starts_with("/title") {
            skip -= 1;
        }
        // What has a query, and what is inside it, is registered.
        let registered = tag.contains("data-n=");
        if skip == 0 && !registered {
            out.push_str(text);
        }
        out.push(' ');
    }
    out
}

#[test]
fn every_section_has_something_to_say_and_the_same_question_gives_the_same_bytes() {
    let (_, document) = brief();
    let sections: Vec<&str> = document.sections.iter().map(|section| section.id).collect();
    assert_eq!(sections.len(), crate::sections::ALL.len(), "{sections:?}");
    let (_, again) = brief();
    for form in FORMS {
        assert_eq!(form.write(&document), form.write(&again));
    }
}

#[test]
fn a_doubling_is_judged_in_the_words_of_icd_203_with_its_probability() {
    let (_, document) = brief();
    let judgement = &document.sections[0];
    let text: Vec<String> = judgement
        .blocks
        .iter()
        .flat_map(crate::Block::sentences)
        .map(|sentence| sentence.text())
        .collect();
    let text = text.join("\n");
    assert!(
        text.contains("The rate of incidents of The Front rose, with a probability of over 99%"),
        "{text}"
    );
    assert!(
        text.contains("against 48") && text.contains("(+100%)") && text.contains("over 99%"),
        "{text}"
    );
    assert!(text.contains("Confidence in these judgements is moderate"), "{text}");
}

#[test]
fn no_number_is_printed_without_a_query() {
    let (_, document) = brief();
    let text = visible(&document_html(&document));
    for word in text.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_digit())) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_day = bare.len() >= 4 && bare.chars().all(|c| c.is_ascii_digit() || c == '-');
        let is_id =
            bare.contains(|c: char| c.is_ascii_alphabetic()) && bare.contains([':', '-', '.']);
        // The head has versions; ICD 203 is a name.
        let is_name = ["203", "7", "0.1.0"].contains(&bare);
        assert!(is_day || is_id || is_name, "{word:?} is printed without a query");
    }
}

fn document_html(document: &Document) -> String {
    Form::Html.write(document)
}

#[test]
fn what_was_written_is_read_back_whole_and_agrees() {
    let (instrument, document) = brief();
    for form in FORMS {
        let text = form.write(&document);
        assert_eq!(Form::of_text(&text), form);
        let read = read(&text).expect("a brief");
        assert_eq!(read.request, document.request);
        assert_eq!(read.register.numbers, document.register.numbers, "{form:?}");
        let outcome = verify(&read, &instrument).expect("answers");
        assert!(outcome.agrees(), "{form:?} {outcome:#?}");
        assert!(outcome.printed > 150, "{form:?} {}", outcome.printed);
    }
}

#[test]
fn each_digit_that_is_changed_in_a_printed_number_is_found_and_named() {
    let (instrument, document) = brief();
    for form in FORMS {
        let text = form.write(&document);
        let whole = read(&text).expect("a brief");
        // Every number once, falsified where it is printed.
        for (at, printed) in whole.printed.iter().enumerate().step_by(7) {
            let Some(digit) = printed.text.chars().find(char::is_ascii_digit) else { continue };
            let other = if digit == '9' { '8' } else { '9' };
            let mut forged = whole.clone();
            forged.printed[at].text = printed.text.replacen(digit, &other.to_string(), 1);
            let outcome = verify(&forged, &instrument).expect("answers");
            assert_eq!(outcome.differences.len(), 1, "{form:?} {printed:?}");
            let found = &outcome.differences[0];
            assert_eq!((&found.id, &found.recomputed), (&printed.id, &printed.text), "{form:?}");
            assert_ne!(found.printed, found.recomputed);
        }
    }
}

#[test]
fn a_digit_changed_in_the_files_own_text_is_found() {
    let (instrument, document) = brief();
    for (form, from, to) in [
        (Form::Html, ">96</a>", ">97</a>"),
        (Form::Markdown, "[96](", "[97]("),
        (Form::Json, "\"printed\": \"96\"", "\"printed\": \"97\""),
    ] {
        let text = form.write(&document);
        assert!(text.contains(from), "{form:?}");
        let forged = read(&text.replacen(from, to, 1)).expect("a brief");
        let outcome = verify(&forged, &instrument).expect("answers");
        assert_eq!(outcome.differences.len(), 1, "{form:?}");
        assert_eq!(
            (outcome.differences[0].printed.as_str(), outcome.differences[0].recomputed.as_str()),
            ("97", "96")
        );
        assert!(
            outcome.differences[0].query.contains("bellwether count --actor front"),
            "{:?}",
            outcome.differences
        );
        assert!(outcome.differences[0].place.contains("97"));
    }
}

#[test]
fn a_store_with_other_rows_is_noticed_by_the_numbers_that_they_change() {
    let (mut instrument, document) = brief();
    let read = read(&Form::Markdown.write(&document)).expect("a brief");
    instrument.incidents.pop();
    let outcome = verify(&read, &instrument).expect("answers");
    assert!(
        outcome.differences.iter().any(|one| one.printed == "96" && one.recomputed == "95"),
        "{outcome:?}"
    );
}

#[test]
fn a_changed_word_or_a_forged_query_does_not_agree_with_what_would_be_written() {
    let (_, document) = brief();
    let text = Form::Html.write(&document);
    let forged = text.replacen("rose: ", "fell: ", 1);
    let lines = lines_that_differ(&forged, &text, 5);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("fell"), "{lines:?}");
}

#[test]
fn a_brief_says_what_it_cannot_say_where_the_past_is_not_covered() {
    let mut instrument = Imagined::new();
    instrument.sources[0].data_from = Some(jiff::civil::date(2018, 6, 1));
    let document = compose(&instrument, &Imagined::request()).expect("a brief");
    let text: String = document.sentences().iter().map(|(_, sentence)| sentence.text()).collect();
    assert!(text.contains("Whether the rate changed cannot be said"), "{text}");
    assert!(text.contains("Confidence in these judgements is low"), "{text}");
    assert!(!text.contains("The rate of incidents of The Front rose"));
}

#[test]
fn a_group_without_events_gets_a_brief_that_says_so() {
    let mut instrument = Imagined::new();
    instrument.incidents.clear();
    let document = compose(&instrument, &Imagined::request()).expect("a brief");
    let text: String = document.sentences().iter().map(|(_, sentence)| sentence.text()).collect();
    assert!(text.contains("No reports are not the same as no violence"), "{text}");
    assert!(document.sections.iter().all(|section| section.id != "tempo"));
    assert_eq!(instrument.subject().id, "front");
}

#[test]
fn a_section_that_does_not_exist_is_named_with_those_that_do() {
    let mut request = Imagined::request();
    request.sections = vec!["tempoo".into()];
    let error = compose(&Imagined::new(), &request).expect_err("no such section").to_string();
    assert!(error.contains("tempoo") && error.contains("tempo, lethality"), "{error}");
}

#[test]
fn a_file_that_is_no_brief_is_refused_with_what_is_missing() {
    for text in
        ["", "# A page\n", "<html></html>", "{}", "{", "<script id=\"bellwether-brief\">{</script>"]
    {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn a_brief_passes_the_check_of_files_in_each_of_its_forms() {
    use crate::language::{check, prose, sentences_of};
    let (_, document) = brief();
    for form in FORMS {
        let text = form.write(&document);
        let own = crate::verify::own_sentences(&text);
        let sentences = own.unwrap_or_else(|| sentences_of(&prose(&text)));
        assert!(sentences.len() > 20, "{form:?} {sentences:?}");
        assert_eq!(check(&sentences), [], "{form:?}");
        let forged = text.replacen(
            "Confidence in these judgements is",
            "It is likely (70%), and confidence is",
            1,
        );
        let own = crate::verify::own_sentences(&forged);
        let sentences = own.unwrap_or_else(|| sentences_of(&prose(&forged)));
        assert_eq!(check(&sentences).len(), 1, "{form:?}");
    }
}

/// The text of one section.
fn section_text(document: &Document, id: &str) -> String {
    let section = document.sections.iter().find(|section| section.id == id).expect("the section");
    let all = section.blocks.iter().flat_map(crate::Block::sentences);
    all.map(crate::Sentence::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_claim_stands_with_its_verdict_and_what_was_counted_for_it() {
    let (_, document) = brief();
    let text = section_text(&document, "claims");
    for part in [
        "The Front killed 900 people in 2019",
        "given for this brief",
        "not supported: the data have fewer",
        "alpha has 240 (144–432) deaths",
        "The ministry, in A report <2018> (read at second hand)",
        "What would settle it: a list of 2019.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let words = Form::Markdown.write(&document);
    assert!(
        words.contains(
            "bellwether claim check \"The Front killed 900 people in 2019\" --actor front"
        )
    );
    assert!(words.contains("bellwether claim list --actor front, statement 1"));
}

#[test]
fn counts_that_are_withheld_are_no_numbers_and_the_rest_of_a_closed_dataset_stands_apart() {
    let (instrument, document) = brief();
    let text = section_text(&document, "restricted");
    assert!(text.contains("A count with fewer than 5 events behind it is withheld"), "{text}");
    assert!(
        text.contains("gamma, by year\nyear\nevents\ndeaths (low–high)\n2018\n–\n–\n2019\n96\n"),
        "{text}"
    );
    assert!(text.contains("Gamma (2020) [data]."), "{text}");
    assert!(section_text(&document, "sources").contains("counts of it only"));
    // A number put where it is withheld is found.
    let forged = Form::Markdown.write(&document);
    let at = forged.find("| 2018 | [–](#").expect("the withheld cell");
    let forged =
        format!("{}| 2018 | [3](#{}", &forged[..at], &forged[at + "| 2018 | [–](#".len()..]);
    let outcome = verify(&read(&forged).expect("a brief"), &instrument).expect("answers");
    let found: Vec<&str> = outcome.differences.iter().map(|one| one.printed.as_str()).collect();
    assert_eq!(found, ["3"], "{outcome:#?}");
}
