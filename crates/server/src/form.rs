//! The forms of an answer, and which of them a client wants.

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One JSON document.
    Json,
    /// A JSON object on each line.
    Ndjson,
    /// Comma-separated values.
    Csv,
    /// GeoJSON.
    Geojson,
    /// GeoParquet.
    Geoparquet,
    /// Parquet without geometry.
    Parquet,
    /// An Arrow IPC stream.
    Arrow,
    /// A spreadsheet.
    Xlsx,
    /// Text for people.
    Text,
    /// A page for people.
    Html,
    /// A drawing.
    Svg,
    /// Markdown.
    Markdown,
    /// An Atom feed.
    Atom,
    /// A JSON Feed.
    JsonFeed,
    /// A STIX 2.1 bundle.
    Stix,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 15] = [
        Self::Json,
        Self::Ndjson,
        Self::Csv,
        Self::Geojson,
        Self::Geoparquet,
        Self::Parquet,
        Self::Arrow,
        Self::Xlsx,
        Self::Text,
        Self::Html,
        Self::Svg,
        Self::Markdown,
        Self::Atom,
        Self::JsonFeed,
        Self::Stix,
    ];

    /// The word for `?format=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Geojson => "geojson",
            Self::Geoparquet => "geoparquet",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Xlsx => "xlsx",
            Self::Text => "text",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Markdown => "markdown",
            Self::Atom => "atom",
            Self::JsonFeed => "jsonfeed",
            Self::Stix => "stix",
        }
    }

    /// The inverse of [`Form::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == word)
    }

    /// The media type of the answer.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Geojson => "application/geo+json",
            Self::Geoparquet => "application/vnd.apache.parquet; profile=geoparquet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Arrow => "application/vnd.apache.arrow.stream",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Atom => "application/atom+xml",
            Self::JsonFeed => "application/feed+json",
            Self::Stix => "application/stix+json;version=2.1",
        }
    }

    /// The media type without its parameters, which is what an `Accept` header is held against.
    #[must_use]
    pub fn essence(self) -> &'static str {
        let whole = self.media_type();
        whole.split_once(';').map_or(whole, |(essence, _)| essence.trim())
    }
}

/// The form among `offered` that an `Accept` header likes best: by quality, then by how exactly it is named, then
/// in the order offered. `None` where it takes none of them.
///
/// Source: RFC 9110, section 12.5.1.
pub(crate) fn accepted(accept: Option<&str>, offered: &[Form]) -> Option<Form> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return offered.first().copied();
    };
    let ranges: Vec<Range> = accept.split(',').filter_map(range).collect();
    let mut best: Option<(f32, u8, Form)> = None;
    for form in offered {
        let named = ranges
            .iter()
            .filter_map(|range| Some((exactness(range, *form)?, range.quality)))
            .max_by_key(|(exact, _)| *exact);
        if let Some((exact, quality)) = named
            && quality > 0.0
            && best.is_none_or(|(q, e, _)| (quality, exact) > (q, e))
        {
            best = Some((quality, exact, *form));
        }
    }
    best.map(|(_, _, form)| form)
}

/// A media range.
struct Range {
    /// In lower case, without parameters.
    essence: String,
    /// A profile or version that was asked for.
    kind: Option<String>,
    quality: f32,
}

/// A media range with its quality. Of its parameters only those count by which two forms of one type are told apart.
fn range(text: &str) -> Option<Range> {
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().filter(|range| !range.is_empty())?.to_ascii_lowercase();
    let rest: Vec<&str> = parts.collect();
    let kind = rest.iter().map(|part| part.to_ascii_lowercase().replace(['"', ' '], ""));
    let kind =
        kind.into_iter().find(|part| part.starts_with("profile=") || part.starts_with("version="));
    let quality = rest
        .iter()
        .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
        .map_or(1.0, |quality| quality.parse::<f32>().unwrap_or(1.0).clamp(0.0, 1.0));
    Some(Range { essence, kind, quality })
}

/// How exactly a range names a form: 4 with its profile, 3 as it is, 2 by its kind, 1 as anything.
fn exactness(range: &Range, form: Form) -> Option<u8> {
    let essence = form.essence();
    let kind = essence.split_once('/').map_or(essence, |(kind, _)| kind);
    let Range { essence: range, kind: asked, .. } = range;
    if range == essence {
        match asked {
            None => Some(3),
            Some(asked) => form.media_type().contains(asked.as_str()).then_some(4),
        }
    } else if range.strip_suffix("/*") == Some(kind) {
        Some(2)
    } else {
        (range.as_str() == "*/*").then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [Form; 4] = [Form::Json, Form::Csv, Form::Geojson, Form::Arrow];

    #[test]
    fn the_best_liked_form_is_chosen_and_without_a_wish_the_first() {
        for (accept, form) in [
            (None, Some(Form::Json)),
            (Some(""), Some(Form::Json)),
            (Some("*/*"), Some(Form::Json)),
            (Some("text/csv"), Some(Form::Csv)),
            (Some("TEXT/CSV; q=0.5, application/geo+json"), Some(Form::Geojson)),
            (Some("application/json;q=0.1, */*;q=0.9"), Some(Form::Csv)),
            (Some("text/html,application/xhtml+xml,*/*;q=0.8"), Some(Form::Json)),
            (Some("application/vnd.apache.arrow.stream"), Some(Form::Arrow)),
            (Some("text/*"), Some(Form::Csv)),
            (Some("image/png"), None),
            (Some("text/csv;q=0"), None),
        ] {
            assert_eq!(accepted(accept, &OFFERED), form, "{accept:?}");
        }
    }

    #[test]
    fn a_profile_tells_two_forms_of_one_type_apart() {
        let offered = [Form::Parquet, Form::Geoparquet, Form::Stix];
        for (accept, form) in [
            ("application/vnd.apache.parquet", Some(Form::Parquet)),
            ("application/vnd.apache.parquet; profile=geoparquet", Some(Form::Geoparquet)),
            (
                "application/vnd.apache.parquet; profile=\"geoparquet\"; q=0.5",
                Some(Form::Geoparquet),
            ),
            ("application/vnd.apache.parquet; profile=other", None),
            ("application/stix+json;version=2.1", Some(Form::Stix)),
            ("application/stix+json; version=2.0", None),
            ("application/stix+json; charset=utf-8", Some(Form::Stix)),
        ] {
            assert_eq!(accepted(Some(accept), &offered), form, "{accept}");
        }
    }

    #[test]
    fn words_and_forms_are_each_others_inverse() {
        for form in Form::ALL {
            assert_eq!(Form::parse(form.as_str()), Some(form));
            assert!(!form.essence().contains(';'));
        }
    }
}
