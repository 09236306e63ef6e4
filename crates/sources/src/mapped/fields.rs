//! `[event]` and `[calendar]` of a mapping, key by key.

use super::cells::{Columns, Use};
use super::date::DateFrom;
use super::error::{MappingError, hint, listed};
use super::number::Count;
use super::spec::{
    CalendarSpec, Codes, CountryCode, DAYS, DateSpec, DeathsSpec, EstimateSpec, EventSpec, Id,
    PLACES, PlaceSpec, Reference, TYPES, YES_NO,
};
use super::tree::Section;
use super::value::{Text, Vocabulary};

/// Reads the keys of one section, noting the columns that they name.
struct Fields<'a, 'c> {
    section: Section<'a>,
    columns: &'c mut Columns,
}

impl Fields<'_, '_> {
    fn text(&mut self, key: &str) -> Result<Option<Text>, MappingError> {
        self.section.get(key).map(|node| Text::parse(&node, self.columns, None)).transpose()
    }

    fn words(&mut self, key: &str, words: Vocabulary) -> Result<Option<Text>, MappingError> {
        self.section.get(key).map(|node| Text::parse(&node, self.columns, Some(words))).transpose()
    }

    fn count(&mut self, key: &str) -> Result<Option<Count>, MappingError> {
        self.section.get(key).map(|node| Count::parse(&node, self.columns)).transpose()
    }

    /// `{ id = …, name = … }`, or the source of the name alone.
    fn reference(&mut self, key: &str) -> Result<Reference, MappingError> {
        let Some(node) = self.section.get(key) else { return Ok(Reference::default()) };
        if let Some(section) = node.as_section()
            && (section.get("id").is_some() || section.get("name").is_some())
        {
            section.only(&["id", "name"])?;
            let mut inner = Fields { section, columns: &mut *self.columns };
            return Ok(Reference { id: inner.text("id")?, name: inner.text("name")? });
        }
        let name = Text::parse(&node, self.columns, None)?;
        Ok(Reference { id: None, name: Some(name) })
    }

    fn id(&mut self) -> Result<Id, MappingError> {
        const REMEDY: &str = "name the column of the source's own id, or write id = { hash = \"row\" } \
                              when there is none";
        let node = self.section.required("id", REMEDY)?;
        let Some(hash) = node.as_section().and_then(|section| section.get("hash")) else {
            return Text::parse(&node, self.columns, None).map(Id::Text);
        };
        node.section()?.only(&["hash"])?;
        if hash.as_text() == Some("row") {
            return Ok(Id::Hash(Vec::new()));
        }
        let names = hash.list()?;
        if names.is_empty() {
            return Err(hash.wrong("\"row\", or a list of columns"));
        }
        let names = names.iter().map(|node| self.columns.name(node, Use::Looked));
        names.collect::<Result<_, _>>().map(Id::Hash)
    }

    fn country_code(&mut self) -> Result<Option<CountryCode>, MappingError> {
        const CODES: [(&str, Codes); 8] = [
            ("name", Codes::Name),
            ("gw", Codes::Gw),
            ("cow", Codes::Cow),
            ("iso3", Codes::Iso3),
            ("iso2", Codes::Iso2),
            ("iso-numeric", Codes::IsoNumeric),
            ("fips", Codes::Fips),
            ("cameo", Codes::Cameo),
        ];
        let Some(node) = self.section.get("country_code") else { return Ok(None) };
        let section = node.section()?;
        section.only(&["codes", "of"])?;
        let codes = section.required("codes", "say which: name, gw, cow, iso3, iso2, …")?;
        let word = codes.text()?;
        let Some((_, known)) = CODES.into_iter().find(|(name, _)| *name == word) else {
            return Err(MappingError::UnknownWord {
                at: codes.at(),
                word: word.into(),
                what: "a numbering of countries",
                hint: hint(word, CODES.map(|(name, _)| name)).into(),
                known: listed(CODES.map(|(name, _)| name)).into(),
            });
        };
        let of = section.required("of", "name the column that holds the codes")?;
        // Only a Gleditsch-Ward number stands in a field as it is.
        let of = match known {
            Codes::Gw => Text::parse(&of, self.columns, None)?,
            _ => Text::parse_looked(&of, self.columns)?,
        };
        Ok(Some(CountryCode { codes: known, of }))
    }

    fn date(&mut self) -> Result<DateSpec, MappingError> {
        const REMEDY: &str = "name the column that holds the date";
        let node = self.section.required("date", REMEDY)?;
        if let Some(section) = node.as_section()
            && section.get("start").is_some()
        {
            section.only(&["start", "end", "precision"])?;
            let start = section.required("start", REMEDY)?;
            let start = DateFrom::parse(&start, self.columns)?;
            let end = section.get("end").map(|end| DateFrom::parse(&end, self.columns));
            let end = end.transpose()?;
            let mut inner = Fields { section, columns: &mut *self.columns };
            let precision = inner.words("precision", DAYS)?;
            return Ok(DateSpec { start, end, precision });
        }
        let start = DateFrom::parse(&node, self.columns)?;
        Ok(DateSpec { start, end: None, precision: None })
    }

    /// Low, best and high under their keys in this section.
    fn estimate(&mut self) -> Result<EstimateSpec, MappingError> {
        let spec = EstimateSpec {
            low: self.count("low")?,
            best: self.count("best")?,
            high: self.count("high")?,
        };
        if spec.best.is_none() && (spec.low.is_some() || spec.high.is_some()) {
            let reason = "low or high without best; say which column, or which sum, is the best \
                          estimate, for example best = { sum = [\"…\", \"…\"] }";
            return Err(self.section.unusable(reason));
        }
        Ok(spec)
    }
}

impl EventSpec {
    pub(super) fn parse(section: Section<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        section.only(&[
            "id",
            "relid",
            "type",
            "native_type",
            "civilians",
            "conflict",
            "dyad",
            "side_a",
            "side_b",
            "date",
            "place",
            "deaths",
            "injured",
            "plover",
            "targets",
            "clarity",
            "sources_count",
        ])?;
        let mut fields = Fields { section, columns };
        Ok(Self {
            id: fields.id()?,
            relid: fields.text("relid")?,
            kind: fields.words("type", TYPES)?,
            native_type: fields.text("native_type")?,
            civilians: fields.words("civilians", YES_NO)?,
            conflict: fields.reference("conflict")?,
            dyad: fields.reference("dyad")?,
            side_a: fields.reference("side_a")?,
            side_b: fields.reference("side_b")?,
            date: fields.date()?,
            place: place(&section, fields.columns)?,
            deaths: deaths(&section, fields.columns)?,
            injured: injured(&section, fields.columns)?,
            plover: fields.text("plover")?,
            targets: fields.text("targets")?,
            clarity: fields.count("clarity")?,
            sources_count: fields.count("sources_count")?,
        })
    }
}

impl CalendarSpec {
    pub(super) fn parse(section: Section<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        section.only(&["id", "kind", "what", "country", "country_code", "date"])?;
        let mut fields = Fields { section, columns };
        let id = fields.id()?;
        let kind = fields.text("kind")?;
        let what = fields.text("what")?;
        let spec = Self {
            id,
            kind: kind.ok_or_else(|| {
                section.missing(
                    "kind",
                    "say what kind of date, for example { constant = \"election\" }",
                )
            })?,
            what: what.ok_or_else(|| section.missing("what", "say what in a few words"))?,
            country: fields.text("country")?,
            country_code: fields.country_code()?,
            date: fields.date()?,
        };
        if spec.country.is_none() && spec.country_code.is_none() {
            return Err(section.missing("country", "name the column of the country"));
        }
        Ok(spec)
    }
}

fn place(event: &Section<'_>, columns: &mut Columns) -> Result<PlaceSpec, MappingError> {
    let Some(node) = event.get("place") else {
        return Err(event.missing("place", "give at least place = { country = \"…\" }"));
    };
    let section = node.section()?;
    section.only(&[
        "country",
        "country_code",
        "admin1",
        "admin2",
        "name",
        "latitude",
        "longitude",
        "precision",
    ])?;
    let mut fields = Fields { section, columns };
    let spec = PlaceSpec {
        country: fields.text("country")?,
        country_code: fields.country_code()?,
        admin1: fields.text("admin1")?,
        admin2: fields.text("admin2")?,
        name: fields.text("name")?,
        latitude: fields.text("latitude")?,
        longitude: fields.text("longitude")?,
        precision: place_precision(&section, fields.columns)?,
    };
    if spec.latitude.is_some() != spec.longitude.is_some() {
        return Err(section.unusable("one of latitude and longitude is missing; give both"));
    }
    Ok(spec)
}

/// `None` where it is what is filled in that decides.
fn place_precision(
    place: &Section<'_>,
    columns: &mut Columns,
) -> Result<Option<Text>, MappingError> {
    let Some(node) = place.get("precision") else { return Ok(None) };
    let Some(by) = node.as_section().and_then(|section| section.get("by")) else {
        return Text::parse(&node, columns, Some(PLACES)).map(Some);
    };
    node.section()?.only(&["by"])?;
    match by.text()? {
        "filled" => Ok(None),
        _ => Err(by.wrong("\"filled\": by which of name, admin2 and admin1 is filled in")),
    }
}

fn deaths(event: &Section<'_>, columns: &mut Columns) -> Result<DeathsSpec, MappingError> {
    let Some(node) = event.get("deaths") else { return Ok(DeathsSpec::default()) };
    let Some(section) = node.as_section().filter(is_not_a_source) else {
        let best = Some(Count::parse(&node, columns)?);
        let total = EstimateSpec { best, ..EstimateSpec::default() };
        return Ok(DeathsSpec { total, ..DeathsSpec::default() });
    };
    section.only(&["low", "best", "high", "side_a", "side_b", "civilians", "unknown"])?;
    let mut fields = Fields { section, columns };
    Ok(DeathsSpec {
        total: fields.estimate()?,
        side_a: fields.count("side_a")?,
        side_b: fields.count("side_b")?,
        civilians: fields.count("civilians")?,
        unknown: fields.count("unknown")?,
    })
}

fn injured(event: &Section<'_>, columns: &mut Columns) -> Result<EstimateSpec, MappingError> {
    let Some(node) = event.get("injured") else { return Ok(EstimateSpec::default()) };
    let Some(section) = node.as_section().filter(is_not_a_source) else {
        let best = Some(Count::parse(&node, columns)?);
        return Ok(EstimateSpec { best, ..EstimateSpec::default() });
    };
    section.only(&["low", "best", "high"])?;
    Fields { section, columns }.estimate()
}

/// Whether a table lists fields, and is not itself a source of text or a sum.
fn is_not_a_source(section: &Section<'_>) -> bool {
    !["column", "constant", "join", "cases", "sum"].iter().any(|key| section.get(key).is_some())
}
