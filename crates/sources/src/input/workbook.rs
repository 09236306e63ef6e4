//! A sheet of an Office Open XML workbook as comma-separated text, row by row.
//!
//! Every part is inflated once and looked over before the library sees it: how long it is, how far it
//! expands, how long a single text is, how deep elements nest, and how many strings it says it holds
//! (the library reserves room for as many). Cells are then read one after another; a dense range is never
//! made, since two cells in opposite corners of a sheet would make one of seventeen thousand million.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use bellwether_model::Limits;
use calamine::{DataRef, Reader as _, SheetType, Xlsx};
use zip::ZipArchive;

use crate::SourceError;

/// Text of one element; reliability asks for a limit on what a parser must hold at once.
const EVENT_BYTES: u64 = 1 << 20;
/// Elements within elements.
const DEPTH: u32 = 256;
/// Below this many bytes nothing is called a bomb.
const RATIO_FLOOR: u64 = 16 << 20;
/// The strings of a workbook are held in memory while its cells are read.
const STRINGS_BYTES: u64 = 512 << 20;
/// Columns of a sheet, by the format.
const COLUMNS: u32 = 16_384;
/// Bytes of text that are handed on at once.
const PIECE: usize = 64 << 10;

/// A sheet of a workbook, opened.
pub(crate) struct Sheet {
    /// The sheet's name.
    pub(crate) name: String,
    /// Its cells as comma-separated text.
    pub(crate) text: Box<dyn Read + Send>,
}

/// Whether the archive's members are those of a workbook.
pub(super) fn is_workbook(names: &[String]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml"))
}

/// Looks a workbook over and opens its first worksheet that is not hidden.
pub(super) fn open(path: &Path, limits: &Limits) -> Result<Sheet, SourceError> {
    let file = File::open(path).map_err(|error| io_error(path, error))?;
    open_in(file, path, limits)
}

/// The same for a workbook that lies anywhere; the path is what a refusal names.
pub(crate) fn open_in<R: Read + Seek + Send + 'static>(
    mut file: R,
    path: &Path,
    limits: &Limits,
) -> Result<Sheet, SourceError> {
    let size = file.seek(SeekFrom::End(0)).map_err(|error| io_error(path, error))?;
    if size > limits.input_bytes {
        let limit = limits.input_bytes;
        return Err(SourceError::InputTooLarge { path: path.to_owned(), seen: size, limit });
    }
    look_over(&mut file, path, limits, size)?;
    let book = book(file, path)?;
    let sheets: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| sheet.visible == calamine::SheetVisible::Visible)
        .collect();
    if sheets.len() > limits.sheets {
        return Err(refuse(
            path,
            format!("it has {} sheets, above the limit of {}", sheets.len(), limits.sheets),
        ));
    }
    let name = match sheets.first() {
        Some(sheet) => sheet.name.clone(),
        None => return Err(refuse(path, "it has no worksheet that is shown".into())),
    };
    let (sender, receiver) = sync_channel(4);
    let (owned, limits, shown) = (name.clone(), *limits, path.to_owned());
    std::thread::Builder::new()
        .name("workbook".into())
        .spawn(move || send_rows(book, &owned, &limits, &shown, &sender))
        .map_err(|error| io_error(path, error))?;
    Ok(Sheet { name, text: Box::new(Pieces::new(receiver)) })
}

fn io_error(path: &Path, error: io::Error) -> SourceError {
    SourceError::Io { path: path.to_owned(), error }
}

fn refuse(path: &Path, reason: String) -> SourceError {
    SourceError::Workbook { path: path.to_owned(), reason }
}

fn book<R: Read + Seek>(mut file: R, path: &Path) -> Result<Xlsx<BufReader<R>>, SourceError> {
    file.rewind().map_err(|error| io_error(path, error))?;
    Xlsx::new(BufReader::new(file)).map_err(|error| refuse(path, error.to_string()))
}

/// Inflates every part of markup once and checks it.
fn look_over<R: Read + Seek>(
    file: &mut R,
    path: &Path,
    limits: &Limits,
    size: u64,
) -> Result<(), SourceError> {
    let mut archive =
        ZipArchive::new(BufReader::new(file)).map_err(|error| refuse(path, error.to_string()))?;
    let mut expanded = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| refuse(path, error.to_string()))?;
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let mut look = Look::default();
        let mut buffer = [0; 32 << 10];
        loop {
            let got = part.read(&mut buffer).map_err(|error| refuse(path, error.to_string()))?;
            if got == 0 {
                break;
            }
            expanded += got as u64;
            if expanded > limits.expanded_bytes {
                return Err(SourceError::ExpandedTooLarge { limit: limits.expanded_bytes });
            }
            let limit = limits.expansion_ratio;
            if expanded > RATIO_FLOOR && expanded / limit > size {
                return Err(SourceError::ExpansionRatio {
                    seen: expanded,
                    compressed: size,
                    limit,
                });
            }
            look.at(&buffer[..got]);
            look.verdict(&name).map_err(|reason| refuse(path, reason))?;
        }
        look.strings(&name).map_err(|reason| refuse(path, reason))?;
    }
    Ok(())
}

/// What is seen of one part.
#[derive(Default)]
struct Look {
    bytes: u64,
    /// Bytes since the last `<`.
    run: u64,
    longest: u64,
    depth: u32,
    deepest: u32,
    /// The two bytes before this one.
    before: [u8; 2],
    /// The end of the last buffer, so that an attribute is not cut in two.
    tail: Vec<u8>,
    /// The largest number of strings that the part says it holds.
    strings: u64,
}

impl Look {
    fn at(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        for byte in bytes {
            match (self.before[1], *byte) {
                (b'<', b'/') => self.depth = self.depth.saturating_sub(1),
                (b'<', b'!' | b'?') => {}
                (b'<', _) => {
                    self.depth += 1;
                    self.deepest = self.deepest.max(self.depth);
                }
                (b'/', b'>') => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            self.run = if *byte == b'<' { 0 } else { self.run + 1 };
            self.longest = self.longest.max(self.run);
            self.before = [self.before[1], *byte];
        }
        self.count_strings(bytes);
    }

    /// Notes what `uniqueCount` says, wherever it stands.
    fn count_strings(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(bytes);
        for at in memchr::memmem::find_iter(&self.tail, b"uniqueCount") {
            let digits = self.tail[at + 11..]
                .iter()
                .skip_while(|byte| {
                    byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'')
                })
                .take_while(|byte| byte.is_ascii_digit());
            let number = digits.fold(0u64, |sum, digit| {
                sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            });
            self.strings = self.strings.max(number);
        }
        let keep = self.tail.len().min(256);
        self.tail.drain(..self.tail.len() - keep);
    }

    fn verdict(&self, name: &str) -> Result<(), String> {
        if self.longest > EVENT_BYTES {
            return Err(format!("a text in {name} has more than {EVENT_BYTES} bytes, the limit"));
        }
        if self.deepest > DEPTH {
            return Err(format!("elements in {name} nest deeper than {DEPTH}, the limit"));
        }
        if self.bytes > STRINGS_BYTES && name.ends_with("sharedstrings.xml") {
            return Err(format!("its strings take more than {STRINGS_BYTES} bytes, the limit"));
        }
        Ok(())
    }

    /// A string takes at least `<si/>`, so a part cannot hold more of them than a fifth of its bytes.
    fn strings(&self, name: &str) -> Result<(), String> {
        if self.strings > self.bytes / 5 {
            let (said, bytes) = (self.strings, self.bytes);
            return Err(format!("{name} says that it holds {said} strings in {bytes} bytes"));
        }
        Ok(())
    }
}

/// Reads cells and sends them on as text until nobody listens. The last that is sent is an error or
/// [`Piece::End`]; a library that panics sends neither.
fn send_rows<R: Read + Seek>(
    mut book: Xlsx<BufReader<R>>,
    sheet: &str,
    limits: &Limits,
    path: &Path,
    sender: &SyncSender<io::Result<Piece>>,
) {
    let mut text = Text::default();
    // False when nobody listens any more.
    let send = |piece| sender.send(piece).is_ok();
    let stop = |text: &mut Text, error: String| {
        send(Ok(Piece::Text(text.take())));
        send(Err(io::Error::new(io::ErrorKind::InvalidData, error)));
    };
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(error) => return stop(&mut text, error.to_string()),
    };
    let (mut count, mut sent) = (0u64, 0u64);
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return stop(&mut text, error.to_string()),
        };
        if *cell.get_value() == DataRef::Empty {
            continue;
        }
        count += 1;
        if let Some(over) = above(count, sent + text.bytes.len() as u64, limits) {
            return stop(&mut text, format!("{} {over}", path.display()));
        }
        let (row, column) = cell.get_position();
        if let Err(message) = text.cell(row, column, cell.get_value()) {
            return stop(&mut text, message);
        }
        if text.bytes.len() >= PIECE {
            sent += text.bytes.len() as u64;
            if !send(Ok(Piece::Text(text.take()))) {
                return;
            }
        }
    }
    text.end();
    send(Ok(Piece::Text(text.take())));
    send(Ok(Piece::End));
}

/// What is too much of a sheet, if anything is. One long text that many cells show is many times as long
/// as text as it is in the workbook, which the look at the parts cannot know.
fn above(cells: u64, bytes: u64, limits: &Limits) -> Option<String> {
    let (what, limit, raise) = if cells > limits.sheet_cells {
        let raise = "raise sheet_cells in the configuration, or ";
        ("cells with something in them", limits.sheet_cells, raise)
    } else if bytes > limits.expanded_bytes {
        ("bytes of text", limits.expanded_bytes, "")
    } else {
        return None;
    };
    Some(format!("has more than {limit} {what}, the limit; {raise}save the sheet as UTF-8 CSV"))
}

/// Comma-separated text in the making: line and row have the same number.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    row: u32,
    column: u32,
    /// The columns of the first row with something in it; shorter rows are filled up to as many.
    width: Option<u32>,
    started: bool,
}

impl Text {
    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn cell(&mut self, row: u32, column: u32, value: &DataRef<'_>) -> Result<(), String> {
        if row < self.row
            || column >= COLUMNS
            || (row == self.row && self.started && column < self.column)
        {
            return Err(format!("the cell in row {} is out of its order", row.saturating_add(1)));
        }
        if row > self.row {
            self.finish_row();
            while self.row < row {
                self.bytes.push(b'\n');
                self.row += 1;
            }
            self.column = 0;
            self.started = false;
        }
        while self.column < column {
            self.bytes.push(b',');
            self.column += 1;
        }
        self.started = true;
        self.field(value);
        Ok(())
    }

    /// Fills a row up to the columns of the first.
    fn finish_row(&mut self) {
        if !self.started {
            return;
        }
        let width = *self.width.get_or_insert(self.column + 1);
        while self.column + 1 < width {
            self.bytes.push(b',');
            self.column += 1;
        }
    }

    fn end(&mut self) {
        self.finish_row();
        self.bytes.push(b'\n');
    }

    fn field(&mut self, value: &DataRef<'_>) {
        match value {
            DataRef::Empty => {}
            DataRef::Int(number) => self.bytes.extend_from_slice(number.to_string().as_bytes()),
            DataRef::Float(number) => self.bytes.extend_from_slice(number.to_string().as_bytes()),
            DataRef::Bool(flag) => self.bytes.push(if *flag { b'1' } else { b'0' }),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                self.quoted(text);
            }
            DataRef::SharedString(text) => self.quoted(text),
            DataRef::DateTime(time) => {
                let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
                let text = if (hour, minute, second) == (0, 0, 0) {
                    format!("{year:04}-{month:02}-{day:02}")
                } else {
                    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
                };
                self.bytes.extend_from_slice(text.as_bytes());
            }
            DataRef::Error(error) => self.quoted(&error.to_string()),
        }
    }

    /// Text in quotes. A line end within a cell becomes a blank, so that rows and lines stay one.
    fn quoted(&mut self, text: &str) {
        let plain = !text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
        if plain {
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        let mut before = 0;
        for byte in text.bytes() {
            match byte {
                b'"' => self.bytes.extend_from_slice(b"\"\""),
                b'\n' if before == b'\r' => {}
                b'\n' | b'\r' => self.bytes.push(b' '),
                other => self.bytes.push(other),
            }
            before = byte;
        }
        self.bytes.push(b'"');
    }
}

/// What the thread that reads cells sends.
enum Piece {
    Text(Vec<u8>),
    /// That was all.
    End,
}

/// The text as it comes from the thread that reads cells.
struct Pieces {
    receiver: Receiver<io::Result<Piece>>,
    piece: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Pieces {
    fn new(receiver: Receiver<io::Result<Piece>>) -> Self {
        Self { receiver, piece: io::Cursor::new(Vec::new()), ended: false }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let got = self.piece.read(buffer)?;
            if got > 0 || buffer.is_empty() || self.ended {
                return Ok(got);
            }
            match self.receiver.recv() {
                Ok(Ok(Piece::Text(piece))) => self.piece = io::Cursor::new(piece),
                Ok(Ok(Piece::End)) => self.ended = true,
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    let message = "its cells could not be read any further";
                    return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cells: &[(u32, u32, DataRef<'_>)]) -> String {
        let mut text = Text::default();
        for (row, column, value) in cells {
            text.cell(*row, *column, value).expect("in order");
        }
        text.end();
        String::from_utf8(text.take()).expect("UTF-8")
    }

    #[test]
    fn cells_become_lines_with_the_numbers_of_their_rows() {
        let cells = [
            (0, 0, DataRef::SharedString("a")),
            (0, 2, DataRef::SharedString("c")),
            (2, 0, DataRef::Float(2015.0)),
            (2, 1, DataRef::SharedString("x, \"y\"\r\nz")),
            (3, 2, DataRef::Float(1.5)),
        ];
        assert_eq!(text(&cells), "a,,c\n\n2015,\"x, \"\"y\"\" z\",\n,,1.5\n");
    }

    #[test]
    fn a_cell_out_of_order_is_damage() {
        let mut text = Text::default();
        text.cell(3, 3, &DataRef::Int(1)).expect("first");
        assert!(text.cell(2, 5, &DataRef::Int(1)).is_err());
        assert!(
            text.cell(3, 3, &DataRef::Int(1)).is_ok() || text.cell(3, 2, &DataRef::Int(1)).is_err()
        );
        assert!(text.cell(4, COLUMNS, &DataRef::Int(1)).is_err());
    }

    #[test]
    fn text_that_just_stops_coming_is_damage_and_no_end() {
        let read = |pieces: Vec<io::Result<Piece>>| {
            let (sender, receiver) = sync_channel(4);
            pieces.into_iter().for_each(|piece| sender.send(piece).expect("there is room"));
            drop(sender);
            let mut text = String::new();
            Pieces::new(receiver).read_to_string(&mut text).map(|_| text)
        };
        let text = || Ok(Piece::Text(b"a,b\n".to_vec()));
        assert_eq!(read(vec![text(), Ok(Piece::End)]).expect("whole"), "a,b\n");
        let stopped = read(vec![text()]).expect_err("the thread is gone");
        assert!(stopped.to_string().contains("any further"), "{stopped}");
    }

    #[test]
    fn many_cells_and_much_text_are_held_to_the_limits() {
        let limits = Limits { sheet_cells: 10, expanded_bytes: 100, ..Limits::default() };
        assert_eq!(above(10, 100, &limits), None);
        assert!(above(11, 0, &limits).expect("too many").contains("10 cells"));
        assert!(above(1, 101, &limits).expect("too much").contains("100 bytes"));
    }

    #[test]
    fn what_a_part_says_of_itself_is_held_against_its_bytes() {
        let mut look = Look::default();
        look.at(b"<sst uniqueCount=\"9999");
        look.at(b"99999999\"><si/></sst>");
        assert!(look.strings("xl/sharedstrings.xml").is_err());
        let mut look = Look::default();
        look.at(b"<sst uniqueCount='1'><si><t>abc</t></si></sst>");
        assert!(look.strings("xl/sharedstrings.xml").is_ok());
        assert_eq!((look.deepest, look.longest), (3, 20));
        let mut look = Look::default();
        look.at("<a>".repeat(300).as_bytes());
        assert!(look.verdict("x").is_err());
        let mut look = Look::default();
        look.at(&vec![b'x'; 2 << 20]);
        assert!(look.verdict("x").is_err());
    }
}
