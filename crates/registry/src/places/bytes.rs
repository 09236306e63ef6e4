//! Reading the embedded files in place: sections, little-endian columns, variable-length numbers.

use super::GazetteerError;

/// No embedded file unpacks to more bytes.
const UNPACKED_MAX: usize = 16 << 20;

/// Bytes that are either embedded or unpacked once, cut into sections.
#[derive(Debug)]
pub(super) struct Sections {
    bytes: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Sections {
    /// Unpacks a file and finds its sections.
    ///
    /// # Errors
    /// When the file does not unpack, is not of this kind, or is cut short.
    pub(super) fn unpack(
        packed: &[u8],
        magic: &[u8; 8],
        count: usize,
        file: &'static str,
    ) -> Result<Self, GazetteerError> {
        let damaged = |why: &str| GazetteerError::Damaged { file, why: why.to_owned() };
        let bytes = zstd::bulk::decompress(packed, UNPACKED_MAX)
            .map_err(|error| damaged(&error.to_string()))?;
        if bytes.get(..8) != Some(magic.as_slice()) {
            return Err(damaged("it is of another kind or version"));
        }
        let column = Column::<4> { bytes: bytes.get(8..).unwrap_or_default() };
        if column.u32(0) as usize != count {
            return Err(damaged("it has another number of sections"));
        }
        let mut at = 12 + 4 * count;
        let mut ranges = Vec::with_capacity(count);
        for index in 0..count {
            let end = at + column.u32(index + 1) as usize;
            if end > bytes.len() {
                return Err(damaged("it is cut short"));
            }
            ranges.push((at, end));
            at = end;
        }
        Ok(Self { bytes, ranges })
    }

    /// One section; empty when there is none of that number.
    pub(super) fn get(&self, index: usize) -> &[u8] {
        self.ranges.get(index).map_or(&[], |&(start, end)| &self.bytes[start..end])
    }

    /// One section as a column of `WIDTH`-byte numbers.
    pub(super) fn column<const WIDTH: usize>(&self, index: usize) -> Column<'_, WIDTH> {
        Column { bytes: self.get(index) }
    }
}

/// Little-endian numbers of `WIDTH` bytes each, read where they lie. Past the end they are 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a, const WIDTH: usize> {
    bytes: &'a [u8],
}

impl<const WIDTH: usize> Column<'_, WIDTH> {
    /// How many numbers there are.
    pub(super) const fn len(&self) -> usize {
        self.bytes.len() / WIDTH
    }

    fn at(&self, index: usize) -> [u8; WIDTH] {
        let start = index * WIDTH;
        self.bytes
            .get(start..start + WIDTH)
            .and_then(|bytes| bytes.try_into().ok())
            .unwrap_or([0; WIDTH])
    }
}

impl Column<'_, 4> {
    /// As an unsigned number.
    pub(super) fn u32(&self, index: usize) -> u32 {
        u32::from_le_bytes(self.at(index))
    }

    /// As a signed number.
    pub(super) fn i32(&self, index: usize) -> i32 {
        i32::from_le_bytes(self.at(index))
    }
}

impl Column<'_, 2> {
    /// As an unsigned number.
    pub(super) fn u16(&self, index: usize) -> u16 {
        u16::from_le_bytes(self.at(index))
    }
}

/// A place in a run of bytes. Every read gives `None` past the end.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// At the start of the bytes.
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether nothing is left.
    pub(super) const fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    /// All that is left.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.bytes.split_at_checked(count)?;
        self.bytes = tail;
        Some(head)
    }

    /// An unsigned LEB128 number of at most 32 bits.
    pub(super) fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let (&byte, tail) = self.bytes.split_first()?;
            self.bytes = tail;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A signed number in zigzag form.
    pub(super) fn zigzag(&mut self) -> Option<i32> {
        let value = self.varint()?;
        #[allow(clippy::cast_possible_wrap)]
        let half = (value >> 1) as i32;
        Some(if value & 1 == 0 { half } else { -half - 1 })
    }

    /// A count of things of at least one byte each; `None` when there cannot be so many.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = self.varint()? as usize;
        (count <= self.bytes.len()).then_some(count)
    }

    /// A double.
    pub(super) fn f64(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_were_written() {
        let mut cursor = Cursor::new(&[0x05, 0xac, 0x02, 0x01, 0x02, 0xff, 0xff, 0xff, 0xff, 0x0f]);
        assert_eq!(cursor.varint(), Some(5));
        assert_eq!(cursor.varint(), Some(300));
        assert_eq!(cursor.zigzag(), Some(-1));
        assert_eq!(cursor.zigzag(), Some(1));
        assert_eq!(cursor.varint(), Some(u32::MAX));
        assert_eq!(cursor.varint(), None);
    }

    #[test]
    fn a_number_that_never_ends_is_none() {
        assert_eq!(Cursor::new(&[0xff; 8]).varint(), None);
        assert_eq!(Cursor::new(&[0x80]).varint(), None);
        assert_eq!(Cursor::new(&[0x7f]).count(), None);
    }

    #[test]
    fn a_file_that_is_no_gazetteer_is_refused_with_its_name() {
        let packed = zstd::encode_all(&b"BWPLACE1\x01\0\0\0\xff\0\0\0"[..], 1).expect("packs");
        for (bytes, count) in [(&packed[..], 1), (&packed[..], 2), (&packed[..4], 1)] {
            let error = Sections::unpack(bytes, b"BWPLACE1", count, "places").expect_err("damaged");
            assert!(error.to_string().contains("places"), "{error}");
        }
        assert!(Sections::unpack(&packed, b"OTHER001", 1, "places").is_err());
    }
}
