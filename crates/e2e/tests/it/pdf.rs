//! `code FILE.pdf`.

use bellwether_e2e::Bellwether;

/// A PDF of one page with two lines, without a table of its objects: readers find them.
const PAGE: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
    4 0 obj\n<< /Length 127 >>\nstream\n\
    BT /F1 11 Tf 14 TL 72 700 Td (Gunmen attacked a village in Kano on Monday and killed 12 civ-) Tj T* (ilians, officials said.) Tj ET\n\
    endstream\nendobj\n\
    5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
    trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n";

#[test]
fn a_pdf_is_coded_and_its_bytes_are_those_of_its_text() {
    let program = Bellwether::new();
    let _ = program.file("news.pdf", PAGE);
    let answer = program.json(&["code", "news.pdf", "--written", "2021-04-14", "--explain"]);
    let event = &answer["findings"][0];
    assert_eq!(event["coded"]["date"]["value"]["start"], "2021-04-12", "{answer}");
    let text =
        "Gunmen attacked a village in Kano on Monday and killed 12 civilians, officials said.";
    assert_eq!((&event["start"], &event["end"]), (&0.into(), &text.len().into()), "{event}");
    let _ = program.file("locked.pdf", PAGE.replace("/Size 6", "/Size 6 /Encrypt 5 0 R"));
    let refused = program.run(&["code", "locked.pdf"]).expect_code(3);
    assert!(
        refused.stderr.contains("locked.pdf: the PDF is not read: it is encrypted"),
        "{}",
        refused.stderr
    );
}
