//! One row under a mapping: its fields as values, checked; what is wrong is a finding.

use std::borrow::Cow;

use bellwether_model::{
    ContentHasher, Date, DateInterval, Estimate, EstimateError, Finding, GwCode, Iso3, LIMITS,
    NativeRef, Severity, Side,
};

use super::Mapping;
use super::atlas::{Atlas, gw_on};
use super::cells::{Cells, ColumnId};
use super::date::{BadDay, DateFrom, Known, interval};
use super::number::{BadCount, Count};
use super::spec::{Codes, CountryCode, DateSpec, EstimateSpec, Id, Reference, date_word};
use super::value::{Text, Unlisted};
use crate::text::Column;
use crate::text::row::owned;
use crate::text::value::{DateOrder, identifier, is_missing};

/// The outcome of reading one part of a row; the error is the reject.
pub(super) type Part<T> = Result<T, Box<Finding>>;

/// Bytes of an id at most.
const ID_BYTES: usize = 200;

/// A row being read.
pub(super) struct Reading<'a, 'n> {
    pub(super) cells: Cells<'a>,
    pub(super) mapping: &'a Mapping,
    pub(super) order: Option<DateOrder>,
    pub(super) notes: &'n mut Vec<Finding>,
}

/// A country as far as a row gives it.
pub(super) struct CountryFound {
    pub(super) words: String,
    pub(super) gw: Option<GwCode>,
    pub(super) iso3: Option<Iso3>,
}

impl<'a> Reading<'a, '_> {
    fn finding(
        &self,
        severity: Severity,
        column: Option<ColumnId>,
        rule: &'static str,
        message: String,
    ) -> Finding {
        let name = column.map_or("", |id| self.mapping.columns.text(id));
        let value = column.map_or("", |id| self.cells.get(id));
        Finding::new(severity, self.cells.row.line, name, rule, message, value)
    }

    pub(super) fn reject(
        &self,
        column: Option<ColumnId>,
        rule: &'static str,
        message: impl Into<String>,
    ) -> Box<Finding> {
        Box::new(self.finding(Severity::Reject, column, rule, message.into()))
    }

    pub(super) fn note(
        &mut self,
        severity: Severity,
        column: Option<ColumnId>,
        rule: &'static str,
        message: impl Into<String>,
    ) {
        let finding = self.finding(severity, column, rule, message.into());
        self.notes.push(finding);
    }

    fn unlisted(&self, Unlisted { column, value }: Unlisted) -> Box<Finding> {
        let message = format!(
            "the value {value:?} is not in the mapping's table of values; add it there, or give otherwise"
        );
        self.reject(column, "value-unlisted", message)
    }

    /// The text of a source; empty when there is none.
    pub(super) fn read(&self, text: &'a Text) -> Part<Cow<'a, str>> {
        text.read(&self.cells).map_err(|unlisted| self.unlisted(unlisted))
    }

    /// The text of a source that may not be mapped; `None` when there is none.
    pub(super) fn text(&self, text: Option<&'a Text>) -> Part<Option<String>> {
        let Some(text) = text else { return Ok(None) };
        let read = self.read(text)?;
        Ok((!read.is_empty()).then(|| owned(&read)))
    }

    /// A word of the mapping as what it means; an empty one means nothing.
    pub(super) fn word<T>(
        &self,
        text: Option<&'a Text>,
        meaning: impl Fn(&str) -> Option<T>,
        rule: &'static str,
    ) -> Part<Option<T>> {
        let Some(text) = text else { return Ok(None) };
        let word = self.read(text)?;
        if word.is_empty() {
            return Ok(None);
        }
        meaning(&word).map(Some).ok_or_else(|| {
            let message = format!(
                "{word:?} is none of the words that this field has; give a table of values in the mapping"
            );
            self.reject(text.column(), rule, message)
        })
    }

    /// The id of the row.
    pub(super) fn id(&self, id: &'a Id, kept: &[(String, Column)]) -> Part<String> {
        match id {
            Id::Text(text) => {
                let read = self.read(text)?;
                let id = identifier(&read);
                if is_missing(id) {
                    let message = "the row has no id, so it cannot be told from others; add the source's id, or map id to a hash";
                    return Err(self.reject(text.column(), "id-empty", message));
                }
                if id.len() > ID_BYTES {
                    let message = format!("the id has more than {ID_BYTES} bytes");
                    return Err(self.reject(text.column(), "id-length", message));
                }
                Ok(id.to_owned())
            }
            Id::Hash(columns) => {
                let mut hasher = ContentHasher::new();
                for id in columns {
                    hasher.field(self.cells.get(*id).as_bytes());
                }
                for (name, column) in kept.iter().filter(|_| columns.is_empty()) {
                    hasher.field(name.as_bytes()).field(self.cells.row.get(*column).as_bytes());
                }
                Ok(format!("h{}", hasher.finish()))
            }
        }
    }

    /// A party; without a name and an id when the row gives none.
    pub(super) fn side(&self, spec: &'a Reference) -> Part<Side> {
        let native_id = self.text(spec.id.as_ref())?;
        let native_id = native_id.map(|id| identifier(&id).to_owned()).filter(|id| !is_missing(id));
        let name = self.text(spec.name.as_ref())?.unwrap_or_default();
        Ok(Side { native_id, name })
    }

    /// A conflict or dyad.
    pub(super) fn reference(&self, spec: &'a Reference) -> Part<Option<NativeRef>> {
        let Side { native_id, name } = self.side(spec)?;
        let id = native_id.unwrap_or_default();
        Ok((!id.is_empty() || !name.is_empty()).then_some(NativeRef { id, name }))
    }

    fn day(&self, from: &'a DateFrom) -> Part<Option<Known>> {
        from.read(&self.cells, self.order).map_err(|bad| match bad {
            BadDay::Unlisted(unlisted) => self.unlisted(unlisted),
            BadDay::Text { column, value, why, rule } => {
                let name = column.map_or("the date", |id| self.mapping.columns.text(id));
                self.reject(column, rule, format!("{name} {value:?} {why}"))
            }
        })
    }

    /// The dates.
    pub(super) fn interval(&self, spec: &'a DateSpec) -> Part<DateInterval> {
        let column = spec.start.column();
        let Some(start) = self.day(&spec.start)? else {
            let message = "the row has no date; correct it, or map a column that has one";
            return Err(self.reject(column, "date-empty", message));
        };
        let end = spec.end.as_ref().map(|end| self.day(end)).transpose()?.flatten();
        let declared = self.word(spec.precision.as_ref(), date_word, "date-precision")?;
        interval(start, end, declared).map_err(|error| match error {
            bellwether_model::DateError::EndBeforeStart { .. } => {
                let end = spec.end.as_ref().and_then(DateFrom::column);
                let message = format!("{error}; one of the two dates must be wrong");
                self.reject(end, "date-order", message)
            }
            bellwether_model::DateError::YearOutOfRange { .. } => {
                self.reject(column, "date-year", error.to_string())
            }
        })
    }

    /// A count; `None` when the row gives none.
    pub(super) fn count(&self, count: Option<&'a Count>) -> Part<Option<i64>> {
        let Some(count) = count else { return Ok(None) };
        let read = count.read(&self.cells, self.mapping.table.numbers).map_err(|bad| match bad {
            BadCount::Unlisted(unlisted) => self.unlisted(unlisted),
            BadCount::Number { column, value, why } => {
                let name = column.map_or("the count", |id| self.mapping.columns.text(id));
                let message = format!(
                    "{name} {value:?} {why}; correct it, add it to the missing words, or say how numbers are written"
                );
                self.reject(column, "number", message)
            }
        })?;
        match read {
            Some(number) if number < 0 => {
                let message = "a count cannot be negative; if the number stands for unknown, add it to the missing words";
                Err(self.reject(count.column(), "count-negative", message))
            }
            Some(number) if number > i64::from(LIMITS.deaths_per_report) => {
                let message = format!(
                    "{number} is above the limit of {} for one report",
                    LIMITS.deaths_per_report
                );
                Err(self.reject(count.column(), "count-limit", message))
            }
            other => Ok(other),
        }
    }

    /// A count that fits its field.
    pub(super) fn small(&self, count: Option<&'a Count>) -> Part<Option<u32>> {
        Ok(self.count(count)?.and_then(|number| u32::try_from(number).ok()))
    }

    /// Low, best and high. One that is out of order keeps its best value and is widened.
    pub(super) fn estimate(&mut self, spec: &'a EstimateSpec) -> Part<Option<Estimate>> {
        let (low, best, high) = (
            self.count(spec.low.as_ref())?,
            self.count(spec.best.as_ref())?,
            self.count(spec.high.as_ref())?,
        );
        let column = spec.best.as_ref().and_then(Count::column);
        let Some(best) = best.or(low).or(high) else { return Ok(None) };
        let asked = [(&spec.low, low), (&spec.high, high), (&spec.best, Some(best))];
        let gap = asked.iter().any(|(count, value)| count.is_some() && value.is_none());
        let no_best = self.count(spec.best.as_ref())?.is_none();
        if gap || no_best {
            let message = "one of low, best and high is empty; another stands for it";
            self.note(Severity::Repair, column, "estimate-missing", message);
        }
        let (low, high) = (low.unwrap_or(best), high.unwrap_or(best));
        match Estimate::new(low, best, high) {
            Ok(estimate) => Ok(Some(estimate)),
            Err(EstimateError::OutOfOrder { .. }) => {
                let (bottom, top) = (low.min(best).min(high), low.max(best).max(high));
                let message = format!(
                    "low {low}, best {best}, high {high} are not in order; best is kept, low is {bottom} and high {top}"
                );
                self.note(Severity::Repair, column, "estimate-order", message);
                Estimate::new(bottom, best, top)
                    .map(Some)
                    .map_err(|error| self.reject(column, "count-limit", error.to_string()))
            }
            Err(error) => Err(self.reject(column, "count-limit", error.to_string())),
        }
    }

    /// The country by its code, else by its name. A code that nobody has is a warning.
    pub(super) fn country(
        &mut self,
        name: Option<&'a Text>,
        code: Option<&'a CountryCode>,
        atlas: &Atlas,
        on: Date,
    ) -> Part<CountryFound> {
        let words = self.text(name)?;
        let Some(CountryCode { codes, of }) = code else {
            return Ok(CountryFound { words: words.unwrap_or_default(), gw: None, iso3: None });
        };
        let text = self.read(of)?;
        let by_code = if text.is_empty() { None } else { atlas.find(*codes, &text, on) };
        let found = by_code.or_else(|| words.as_deref().and_then(|words| atlas.named(words)));
        if by_code.is_none() && !text.is_empty() {
            let what = what(*codes);
            let instead = match found {
                Some(country) => format!("its name stands for it: {}", country.iso3),
                None => "the row is known by the source's words only".to_owned(),
            };
            let message = format!("no country has the {what} {text:?}; {instead}");
            self.note(Severity::Warning, of.column(), "country-unknown", message);
        }
        let number = crate::text::value::integer(&text).ok().flatten();
        let number = number.and_then(|number| u16::try_from(number).ok());
        let like = number.filter(|_| matches!(codes, Codes::Gw | Codes::Cow));
        let gw = match codes {
            // The source's own number stays what it is, in force or not.
            Codes::Gw if by_code.is_some() => number.map(GwCode),
            _ => found.and_then(|country| gw_on(country, like, on)),
        };
        let words = words.or_else(|| found.map(|country| country.name.clone()));
        let iso3 = found.map(|country| country.iso3);
        Ok(CountryFound { words: words.unwrap_or_else(|| text.into_owned()), gw, iso3 })
    }
}

const fn what(codes: Codes) -> &'static str {
    match codes {
        Codes::Name => "name",
        Codes::Gw => "Gleditsch-Ward number",
        Codes::Cow => "Correlates of War number",
        Codes::Iso3 => "ISO 3166-1 alpha-3 code",
        Codes::Iso2 => "ISO 3166-1 alpha-2 code",
        Codes::IsoNumeric => "ISO 3166-1 number",
        Codes::Fips => "FIPS 10-4 code",
        Codes::Cameo => "CAMEO code",
    }
}
