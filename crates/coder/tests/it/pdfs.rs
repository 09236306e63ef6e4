//! PDFs that the tests write themselves, good and bad.

use bellwether_coder::input::{Form, INPUT_LIMITS, InputError, InputLimits, read};
use bellwether_coder::{Options, World, code};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// A PDF of some objects, the first of which is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(
        format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes(),
    );
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    file.extend_from_slice(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    file
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend_from_slice(data);
    object.extend_from_slice(b"\nendstream");
    object
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A document with these pages of operators and this font; packed or as they are.
fn document(pages: &[String], font: &str, more: &[Vec<u8>], pack: bool) -> Vec<u8> {
    let first = 4 + more.len();
    let kids: Vec<String> =
        (0..pages.len()).map(|page| format!("{} 0 R", first + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" "))
            .into_bytes(),
        font.as_bytes().to_vec(),
    ];
    objects.extend_from_slice(more);
    for (number, page) in pages.iter().enumerate() {
        let content = first + 2 * number + 1;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            )
            .into_bytes(),
        );
        objects.push(if pack {
            stream("/Filter /FlateDecode", &packed(page.as_bytes()))
        } else {
            stream("", page.as_bytes())
        });
    }
    pdf(&objects)
}

const PLAIN: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// Lines of a page, 14 points apart, from a height on.
fn lines(from: u32, lines: &[&str]) -> String {
    let mut page = format!("BT /F1 11 Tf 14 TL 72 {from} Td\n");
    for line in lines {
        page.push_str(&format!("({}) Tj T*\n", line.replace('(', "\\(").replace(')', "\\)")));
    }
    page + "ET\n"
}

fn text(bytes: &[u8]) -> String {
    assert_eq!(Form::of(bytes), Form::Pdf);
    read(bytes, Form::Pdf, None, &INPUT_LIMITS).expect("a text").remove(0).text
}

fn refusal(bytes: &[u8], limits: &InputLimits) -> String {
    let start = Instant::now();
    let refused = read(bytes, Form::Pdf, None, limits).expect_err("not read").to_string();
    assert!(start.elapsed() < Duration::from_secs(120), "{refused} after {:?}", start.elapsed());
    refused
}

#[test]
fn lines_are_joined_parted_words_mended_and_paragraphs_kept() {
    let page = lines(
        700,
        &[
            "Gunmen attacked a village near Harun on Monday and killed at",
            "least 12 civil-",
            "ians, officials said.",
        ],
    ) + &lines(620, &["The Boko Haram-led raid was the third."]);
    for pack in [false, true] {
        let found = text(&document(std::slice::from_ref(&page), PLAIN, &[], pack));
        assert_eq!(
            found,
            "Gunmen attacked a village near Harun on Monday and killed at least 12 civilians, officials said.\n\n\
             The Boko Haram-led raid was the third."
        );
        let world = World::embedded().expect("embedded lists");
        let options =
            Options { written: Some("2021-04-14".parse().expect("a date")), ..Options::default() };
        let document = bellwether_coder::input::Document::plain(found, 0);
        let coded = code(&document, &world, &options);
        assert_eq!(coded.events[0].killed().map(|killed| killed.best()), Some(12));
    }
}

#[test]
fn heads_and_feet_that_return_are_left_out() {
    let pages: Vec<String> = (1..=4)
        .map(|number| {
            lines(800, &["Monitor of the Coast"])
                + &lines(700, &[&format!("On page {number} a bomb killed {number} people.")])
                + &lines(40, &[&format!("Page {number} of 4")])
        })
        .collect();
    let found = text(&document(&pages, PLAIN, &[], true));
    assert!(found.contains("On page 3 a bomb killed 3 people."), "{found}");
    assert!(!found.contains("Monitor") && !found.contains("of 4"), "{found}");
}

#[test]
fn letters_come_by_the_fonts_own_table_and_gaps_are_blanks() {
    let table = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfrange\n<0001> <0001> <004e>\n<0002> <0003> [<00ed> <0067>]\nendbfrange 1 beginbfchar <0004> <00650072> endbfchar";
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R >>";
    let page = "BT /F1 10 Tf 1 0 0 1 72 700 Tm [<0001000200030004> -600 <0001>] TJ 1 0 0 1 72 600 Tm <0009> Tj ET";
    let more = [stream("/Filter /FlateDecode", &packed(table))];
    assert_eq!(text(&document(&[page.to_owned()], font, &more, true)), "Níger N \u{fffd}");
    // Names of glyphs and widths of letters.
    let font = "<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /eacute /quoteright] >> /FirstChar 65 /Widths [500 250] >>";
    let page = "BT /F1 10 Tf 72 700 Td (AB) Tj 7.5 0 Td (A) Tj 20 0 Td (B) Tj ET";
    assert_eq!(text(&document(&[page.to_owned()], font, &[], false)), "é\u{2019}é \u{2019}");
}

#[test]
fn a_pdf_that_grows_or_never_ends_is_refused_by_its_limit() {
    let bomb = packed(&vec![b' '; 64 << 20]);
    let limits = InputLimits { pdf_stream_bytes: 16 << 20, ..INPUT_LIMITS };
    let page = |filter: &str, data: &[u8], contents: &str| {
        pdf(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents {contents} >>")
                .into_bytes(),
            stream(filter, data),
        ])
    };
    let grown = "unpacked bytes of the PDF";
    assert!(refusal(&page("/Filter /FlateDecode", &bomb, "4 0 R"), &limits).contains(grown));
    // The same small stream a hundred thousand times.
    let small = packed(&vec![b' '; 1 << 10]);
    let many = format!("[{}]", "4 0 R ".repeat(100_000));
    assert!(refusal(&page("/Filter /FlateDecode", &small, &many), &limits).contains(grown));
    for filter in [
        "/Filter [/FlateDecode /FlateDecode]",
        "/Filter [/Fl /Fl]",
        "/Filter /LZWDecode",
        "/Filter /RunLengthDecode",
        "/Filter /Fl#61teDecode",
        "/Filter 5 0 R",
    ] {
        let refused = refusal(&page(filter, &packed(&bomb), "4 0 R"), &limits);
        assert!(refused.contains("packed in a way that is not read"), "{filter}: {refused}");
    }
    let large = [b"%PDF-1.5\n".to_vec(), vec![b' '; 33 << 20]].concat();
    assert!(refusal(&large, &INPUT_LIMITS).contains("PDF bytes"));
    let pages = vec![lines(700, &["x"]); 60];
    let few = InputLimits { pdf_pages: 50, ..INPUT_LIMITS };
    assert_eq!(
        read(&document(&pages, PLAIN, &[], true), Form::Pdf, None, &few),
        Err(InputError::TooLarge { what: "pages of the PDF", seen: 60, limit: 50 })
    );
    let wordy = vec![lines(700, &["killed at least twelve people"; 40]); 30];
    let short = InputLimits { article_bytes: 10_000, ..INPUT_LIMITS };
    assert!(refusal(&document(&wordy, PLAIN, &[], true), &short).contains("article bytes"));
}

#[test]
fn a_broken_pdf_is_an_error_or_a_text_and_never_a_panic() {
    let good = document(&[lines(700, &["Two soldiers were killed."])], PLAIN, &[], true);
    for (bytes, why) in [
        (&b"%PDF-1.5\n"[..], "broken"),
        (
            b"%PDF-1.5\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>",
            "broken",
        ),
        (b"%PDF-1.5\ntrailer << /Encrypt 9 0 R >>", "encrypted"),
    ] {
        let refused = refusal(bytes, &INPUT_LIMITS);
        assert!(refused.contains(why) || refused.contains("no text"), "{refused}");
    }
    // Pages that are their own children, objects within objects.
    let loops = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 2 0 R] >>".to_vec(),
    ]);
    let deep = pdf(&[
        [b"<< /Type /Catalog /Pages 2 0 R /X ".to_vec(), vec![b'['; 200_000]].concat(),
        b"<< /Type /Pages /Count 0 /Kids [] >>".to_vec(),
    ]);
    for bytes in [loops, deep] {
        let start = Instant::now();
        let _ = read(&bytes, Form::Pdf, None, &INPUT_LIMITS);
        assert!(start.elapsed() < Duration::from_secs(120));
    }
    let mut states = 88_172_645_463_325_252_u64;
    for at in 0..good.len() {
        states ^= states << 13;
        states ^= states >> 7;
        states ^= states << 17;
        let mut damaged = good.clone();
        damaged[at] = states.to_le_bytes()[3];
        let _ = read(&damaged, Form::Pdf, None, &INPUT_LIMITS);
        let _ = read(&good[..at], Form::Pdf, None, &INPUT_LIMITS);
    }
}
