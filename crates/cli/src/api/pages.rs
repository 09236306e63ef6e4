//! The files of the pages that the server shows.

use bellwether_server::Asset;

/// Every file: its path from the root, and what it is.
const FILES: &[(&str, &str, &[u8])] = &[
    ("index.html", "text/html; charset=utf-8", include_bytes!("pages/index.html")),
    ("style.css", "text/css; charset=utf-8", include_bytes!("pages/style.css")),
];

/// A file by its path.
pub(super) fn asset(path: &str) -> Option<Asset> {
    let (_, media_type, bytes) = FILES.iter().find(|(own, _, _)| *own == path)?;
    Some(Asset { bytes, media_type, immutable: false })
}
