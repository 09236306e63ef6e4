//! GDELT's lists of files.

use std::io::{BufRead, Read};

use crate::FetchError;

/// Bytes in a line of a list; longer ones are no entries.
const LINE_BYTES: u64 = 1024;

/// A file in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The file's name without its folder.
    pub(crate) name: String,
    /// MD5, lower-case hexadecimal.
    pub(crate) md5: String,
    /// The size, where the list says it.
    pub(crate) bytes: Option<u64>,
}

/// A line of `masterfilelist.txt` or `lastupdate.txt`: size, MD5, address. Of the address only the name
/// is used, so that a list cannot lead to another host. `None` for a damaged line, of which the real list
/// has some.
pub(crate) fn slot_line(line: &str) -> Option<Entry> {
    let mut parts = line.split_ascii_whitespace();
    let (size, md5, url) = (parts.next()?, parts.next()?, parts.next()?);
    let name = name_of(url.rsplit('/').next()?)?;
    let fits = parts.next().is_none() && is_md5(md5);
    fits.then_some(Entry { name, md5: md5.to_ascii_lowercase(), bytes: Some(size.parse().ok()?) })
}

/// A line of `md5sums`: MD5, two spaces, name.
pub(crate) fn md5_line(line: &str) -> Option<Entry> {
    let mut parts = line.split_ascii_whitespace();
    let (md5, name) = (parts.next()?, name_of(parts.next()?)?);
    let fits = parts.next().is_none() && is_md5(md5);
    fits.then_some(Entry { name, md5: md5.to_ascii_lowercase(), bytes: None })
}

/// A line of `filesizes`: size, name.
pub(crate) fn size_line(line: &str) -> Option<(String, u64)> {
    let mut parts = line.split_ascii_whitespace();
    let (size, name) = (parts.next()?.parse().ok()?, name_of(parts.next()?)?);
    parts.next().is_none().then_some((name, size))
}

fn is_md5(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A name that can stand behind a slash and lead nowhere else.
fn name_of(text: &str) -> Option<String> {
    let safe = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let fits = !text.is_empty() && text.len() <= 80 && text.bytes().all(safe);
    (fits && !text.starts_with('.')).then(|| text.to_owned())
}

/// Gives each line of a list to a function, and skips what is no text or too long. Returns how many lines
/// the function did not take.
pub(crate) fn each_line(
    mut reader: impl BufRead,
    mut take: impl FnMut(&str) -> bool,
) -> std::io::Result<u64> {
    let mut line = Vec::new();
    let mut skipped = 0;
    loop {
        line.clear();
        if reader.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)? == 0 {
            return Ok(skipped);
        }
        let whole = line.ends_with(b"\n") || (line.len() as u64) < LINE_BYTES;
        if !whole {
            skip_line(&mut reader)?;
        }
        let text = std::str::from_utf8(&line).unwrap_or_default().trim();
        if !whole || (!take(text) && !text.is_empty()) {
            skipped += 1;
        }
    }
}

fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let (used, done) = match buffer.iter().position(|b| *b == b'\n') {
            Some(end) => (end + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// A list that is not one at all: no line of it could be read.
pub(super) fn nothing_read(url: &str) -> FetchError {
    FetchError::Answer {
        url: crate::address::shown_text(url),
        reason: "no line of the list can be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MD5: &str = "0CC175b9c0f1b6a831c399e269772661";

    #[test]
    fn lines_give_name_sum_and_size() {
        let line = format!(
            "150383 {MD5} http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip"
        );
        let entry = slot_line(&line).expect("an entry");
        assert_eq!(entry.name, "20150218230000.export.CSV.zip");
        assert_eq!(
            (entry.md5.as_str(), entry.bytes),
            ("0cc175b9c0f1b6a831c399e269772661", Some(150_383))
        );
        let entry = md5_line(&format!("{MD5}  20200324.export.CSV.zip")).expect("an entry");
        assert_eq!(entry.name, "20200324.export.CSV.zip");
        assert_eq!(size_line("9171 1979.zip"), Some(("1979.zip".to_owned(), 9171)));
    }

    #[test]
    fn damaged_lines_are_no_entries() {
        for line in
            ["", "1 2", "x y z", "12 abc http://a/b.zip", &format!("-1 {MD5} http://a/b.zip")]
        {
            assert_eq!(slot_line(line), None, "{line}");
        }
        for name in ["../x.zip", "a/b", "..", "a b", ""] {
            assert_eq!(md5_line(&format!("{MD5}  {name}")), None, "{name}");
        }
    }

    #[test]
    fn long_and_odd_lines_are_skipped_and_counted() {
        let mut list = b"a\n\n".to_vec();
        list.extend(vec![b'x'; 5000]);
        list.extend(b"\n\xff\xfe\nb\nc");
        let mut taken = Vec::new();
        let skipped = each_line(list.as_slice(), |line| {
            let good = line.len() == 1;
            if good {
                taken.push(line.to_owned());
            }
            good
        });
        assert_eq!(taken, ["a", "b", "c"]);
        // The line that is no text is empty to us, as an empty one is.
        assert_eq!(skipped.expect("read"), 1);
    }
}
