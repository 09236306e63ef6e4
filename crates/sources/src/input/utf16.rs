//! UTF-16 to UTF-8 while reading; what is no character becomes U+FFFD, as Unicode advises.

use std::io::{self, Read};

/// Which byte of a unit comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// A reader whose bytes are the UTF-8 of its inner reader's UTF-16.
pub(super) struct Utf16Reader<R> {
    inner: R,
    order: Order,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16Reader<R> {
    /// The byte order mark must have been taken off.
    pub(super) fn new(inner: R, order: Order) -> Self {
        Self { inner, order, raw: Vec::new(), text: Vec::new(), given: 0 }
    }

    /// Turns the next block into text; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        let ended = super::read_up_to(&mut self.inner, &mut self.raw, 64 << 10)?;
        if self.raw.is_empty() {
            return Ok(false);
        }
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|two| match self.order {
                Order::Little => u16::from_le_bytes([two[0], two[1]]),
                Order::Big => u16::from_be_bytes([two[0], two[1]]),
            })
            .collect();
        let odd = self.raw.len() % 2 == 1;
        let mut keep = self.raw.split_off(self.raw.len() - usize::from(odd));
        // The first half of a pair waits for the second.
        if !ended && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
            let at = self.raw.len() - 2;
            keep = [&self.raw[at..], &keep].concat();
        }
        let mut text = String::with_capacity(units.len());
        text.extend(
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)),
        );
        if ended && !keep.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            keep.clear();
        }
        self.raw = keep;
        self.text = text.into_bytes();
        self.given = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let rest = &self.text[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_in_both_orders_and_a_pair_is_not_torn_between_blocks() {
        let text = "a,ż,😀\n".repeat(20_000);
        for order in [Order::Little, Order::Big] {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| match order {
                    Order::Little => unit.to_le_bytes(),
                    Order::Big => unit.to_be_bytes(),
                })
                .collect();
            let mut read = String::new();
            Utf16Reader::new(bytes.as_slice(), order).read_to_string(&mut read).expect("reads");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn half_a_unit_at_the_end_is_a_replacement_character_and_not_lost() {
        let mut read = String::new();
        Utf16Reader::new([b'a', 0, b'b'].as_slice(), Order::Little)
            .read_to_string(&mut read)
            .expect("reads");
        assert_eq!(read, "a\u{FFFD}");
    }
}
