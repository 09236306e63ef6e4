//! Text in the data that would do something if it were passed on as it is.

use bellwether_e2e::{Bellwether, ged};

const FORMULAS: [&str; 5] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\t=1+1",
];

/// A store whose only row has this text in several places.
fn with_text(text: &str) -> Bellwether {
    let program = Bellwether::new();
    let mut row = ged::Row::new(1);
    for column in ["side_b", "where_coordinates", "where_description", "source_headline", "adm_1"] {
        row = row.set(column, text);
    }
    let path = program.file("hostile.csv", ged::csv(&[row, ged::Row::new(2)]));
    program.ok(&["ingest", &path.display().to_string(), "-q"]);
    program
}

#[test]
fn a_formula_is_neutralised_in_csv() {
    for formula in FORMULAS {
        let program = with_text(formula);
        assert_eq!(program.events(&[]), 2, "{formula:?}");
        for args in [
            &["events", "--format", "csv", "-q"][..],
            &["count", "--by", "admin1", "--format", "csv", "-q"],
            &["sql", "SELECT side_b, place_name FROM reports", "--format", "csv", "-q"],
        ] {
            let text = program.ok(args).stdout;
            for cell in cells(&text) {
                let dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let number = cell.parse::<f64>().is_ok();
                assert!(!dangerous || number, "{args:?}: {cell:?}");
            }
        }
    }
}

/// The cells of a CSV text.
fn cells(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    // A clear screen, a title change, a bell, a backspace, a C1 control, a change of direction.
    let program = with_text("Dawn\u{1b}[2J\u{1b}]0;owned\u{7}\u{8}\u{9b}2J\u{202e}End");
    for args in [
        &["events"][..],
        &["events", "--color", "always"],
        &["count", "--by", "actor"],
        &["count", "--by", "admin1"],
        &["sql", "SELECT side_b, place_name, admin1 FROM reports"],
        &["rejects", "--all"],
        &["actor", "list", "--native"],
        &["group", "boko-haram"],
    ] {
        let output = program.run(args);
        assert!(matches!(output.code, Some(0 | 1)), "{args:?}: {}", output.stderr);
        for stream in [&output.stdout, &output.stderr] {
            let bad = stream.chars().find(|&c| {
                let styled = args.contains(&"always") && c == '\u{1b}';
                (c.is_control() && c != '\n' && !styled) || c == '\u{202e}'
            });
            assert_eq!(bad, None, "{args:?}: {stream:?}");
            assert!(!stream.contains("\u{1b}[2J") && !stream.contains("\u{1b}]0"), "{args:?}");
        }
    }
}

#[test]
fn control_characters_of_a_file_name_and_a_header_do_not_reach_the_terminal() {
    let program = Bellwether::new();
    let path = program.file("a\u{1b}[2Jb.csv", "un\u{1b}[2Jknown,two\n1,2\n");
    let output = program.run(&["ingest", &path.display().to_string()]).expect_code(3);
    assert!(!output.stderr.contains('\u{1b}'), "{:?}", output.stderr);
}

#[test]
fn a_broken_archive_is_named() {
    let program = Bellwether::new();
    let path = program.file("not-a.zip", b"PK\x03\x04 and nothing sensible after that");
    let output = program.run(&["ingest", &path.display().to_string()]).expect_code(3);
    assert!(output.stderr.contains("not-a.zip"), "{}", output.stderr);
}

/// Texts that would do something in a browser or a spreadsheet.
const MARKUP: [&str; 5] = [
    "<img src=x onerror=ran()>",
    "\"><svg onload=ran()>",
    "<script>ran()</script>",
    "[x](javascript:ran())",
    "=HYPERLINK(\"javascript:ran()\")",
];

/// A store of a group whose names, notes, statements and sources are such texts, as are the sides, places and
/// headlines of its reports. The group is `hostile`, and it is watched.
fn hostile_group() -> Bellwether {
    let program = Bellwether::new();
    let mut rows = Vec::new();
    for month in 0..24u32 {
        for number in 0..4 {
            let year = 2014 + month / 12;
            let day = format!("{year}-{:02}-{:02}", month % 12 + 1, 2 + number * 3);
            let text = MARKUP[(month + number) as usize % MARKUP.len()];
            let mut row = ged::Row::new(month * 100 + number + 1).set("side_b_new_id", "99001");
            for column in [
                "side_b",
                "dyad_name",
                "where_coordinates",
                "where_description",
                "adm_2",
                "source_headline",
                "source_article",
            ] {
                row = row.set(column, text);
            }
            let row = row.set("year", &year.to_string());
            rows.push(row.set("date_start", &day).set("date_end", &day));
        }
    }
    let path = program.file("hostile.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2016-02-15", "--release", "16.1", "-q"]);
    let actors = program.store().join("registry/actors");
    std::fs::create_dir_all(&actors).expect("a folder");
    let [image, drawing, script, link, formula] = MARKUP.map(|text| text.replace('"', "\\\""));
    let file = format!(
        "id = \"hostile\"\nname = \"{image}\"\nkind = \"armed-group\"\ncountries = [475]\nideology = \"{script}\"\n\
         aims = \"{drawing}\"\nnote = \"{link}\"\n\
         names = [{{ text = \"{script}\", kind = \"full\" }}, {{ text = \"{formula}\", kind = \"short\" }}]\n\
         relations = [{{ kind = \"rival-of\", other = \"boko-haram\", note = \"{image}\", source = \"{link}\" }}]\n\
         selectors = [{{ datasets = [\"ucdp-ged\"], ids = [\"99001\"] }}]\n\
         statements = [{{ kind = \"strength\", text = \"{drawing}\", quantity = {{ low = 10, high = 20, unit = \"fighters\" }}, \
         as_of = \"2015\", attributed_to = \"{image}\", source = \"javascript:ran()\" }}]\n\
         sources = [\"javascript:ran()\"]\n"
    );
    std::fs::write(actors.join("hostile.toml"), file).expect("written");
    program.ok(&["watch", "add", "one", "--actor", "hostile", "-q"]);
    program
}

/// That no markup of the data is in a text that is markup.
fn is_text_only(what: &str, markup: &str) {
    let small = markup.to_lowercase();
    for sign in ["<img", "<svg onload", "<script>", "href=\"javascript:", "href='javascript:"] {
        assert!(!small.contains(sign), "{what} has {sign}");
    }
    assert!(small.contains("ran()"), "{what} does not hold the text at all");
}

/// Markdown without the signs that mean nothing there, because a backslash stands before them.
fn without_escapes(markdown: &str) -> String {
    let mut signs = markdown.chars();
    let mut left = String::new();
    while let Some(sign) = signs.next() {
        if sign == '\\' { signs.next().map_or((), drop) } else { left.push(sign) }
    }
    left
}

#[test]
fn names_and_notes_of_a_source_are_text_in_briefs_feeds_and_exports() {
    let program = hostile_group();
    let brief = |file: &str| {
        program.ok(&[
            "brief",
            "hostile",
            "--from",
            "2014",
            "--to",
            "2015",
            "--without",
            "alerts",
            "-o",
            file,
        ]);
        std::fs::read_to_string(program.dir().join(file)).expect("a brief")
    };
    let html = brief("brief.html");
    // The one script is data, and no browser runs data.
    let (page, data) = html.split_once("<script type=\"application/json\"").expect("the envelope");
    is_text_only("the brief as HTML", page);
    assert_eq!(data.matches("</").count(), 3, "nothing ends the data early: {data}");
    let markdown = brief("brief.md");
    let shown = without_escapes(markdown.split("```json").next().expect("a first part"));
    is_text_only("the brief as Markdown", &shown);
    assert!(!shown.contains("](javascript:"), "{shown}");
    assert_eq!(program.run(&["verify", "brief.html"]).code, Some(0));
    assert_eq!(program.run(&["verify", "brief.md"]).code, Some(0));
    for args in [
        &["brief", "--feed", "atom"][..],
        &["actor", "show", "hostile", "--json"],
        &["brief", "--feed", "jsonfeed"],
    ] {
        let text = program.ok(args).stdout;
        assert!(text.contains("ran()"), "{args:?}: {text}");
        if args.contains(&"atom") {
            is_text_only("Atom", &text);
            assert!(text.contains("&lt;img"), "{text}");
        }
    }
    let csv =
        program.ok(&["events", "--actor", "hostile", "--format", "csv", "--limit", "100"]).stdout;
    for cell in cells(&csv) {
        let dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(!dangerous || cell.parse::<f64>().is_ok(), "{cell:?}");
    }
}
