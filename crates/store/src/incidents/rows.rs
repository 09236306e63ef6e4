//! Rows as a reconciliation hands them in. Texts are borrowed, so that a million of them cost no copies.

/// How many comparisons weigh in a link.
pub(super) const COMPARISONS: usize = 9;

/// What a link says of two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// Both tell of the same incident.
    Same,
    /// The first sums up several days, and the second tells of a part of it.
    PartOf,
    /// Both tell of days and places that overlap, and neither is a part of the other.
    Overlap,
}

/// Who stands behind a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkState {
    /// The comparison alone.
    Machine,
    /// A person said that the two are the same.
    Confirmed,
    /// A person said that they are not.
    Rejected,
}

/// What a report is to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It tells of this incident.
    Report,
    /// It sums up several incidents, of which this is one. It never adds up beside its parts.
    Summary,
}

/// Why the name of an incident leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardReason {
    /// It went up in another incident.
    Merged,
    /// It came apart, and a part of its reports is now there.
    Split,
}

macro_rules! words {
    ($kind:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $kind {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the table.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The value of a word.
            pub(crate) fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }
    };
}
pub(super) use words;

words!(LinkKind { Same => "same", PartOf => "part-of", Overlap => "overlap" });
words!(LinkState { Machine => "machine", Confirmed => "confirmed", Rejected => "rejected" });
words!(Role { Report => "report", Summary => "summary" });
words!(ForwardReason { Merged => "merged", Split => "split" });

/// A link between two reports. Hand links in by ascending days, so that files can be passed over by day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkRow<'a> {
    /// The first report; of [`LinkKind::PartOf`] the one that sums up.
    pub report_a: &'a str,
    /// The second report.
    pub report_b: &'a str,
    /// The first day that either tells of, in days since 1970-01-01.
    pub day_first: i32,
    /// The last day that either tells of.
    pub day_last: i32,
    /// What the link says.
    pub kind: LinkKind,
    /// The probability that it holds, 0 to 1; kept to four decimals.
    pub probability: f64,
    /// What each comparison contributed, in bits: when, place, who, what, toll, cited, third,
    /// rivals, prior; kept to two decimals.
    pub bits: [f64; COMPARISONS],
    /// Whether it joins the two into one incident.
    pub chosen: bool,
    /// Who stands behind it.
    pub state: LinkState,
}

/// What a report is to an incident of several reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MemberRow<'a> {
    /// The report.
    pub report_id: &'a str,
    /// The incident.
    pub incident_id: &'a str,
    /// What the one is to the other. A summary may belong to several incidents.
    pub role: Role,
    /// The probability that it belongs there, 0 to 1; kept to four decimals.
    pub probability: f64,
    /// The revision of the report that was seen (the column `revision` of `reports`). Where it is wrong, the
    /// report is counted beside its incident.
    pub report_revision: i64,
}

/// An incident of several reports, with its own values.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)] // the columns of a report, with the same meaning, unless said otherwise
pub struct IncidentRow<'a> {
    pub incident_id: &'a str,
    /// The strictest licence of its reports.
    pub licence: &'a str,
    /// The datasets that have a report of it (not a mere summary), ascending, each once, with blanks between.
    pub datasets: &'a str,
    /// Reports, summaries not among them.
    pub reports: u32,
    /// Summaries.
    pub summaries: u32,
    pub event_type: &'a str,
    pub civilians_targeted: bool,
    /// In days since 1970-01-01, as `date_end`.
    pub date_start: i32,
    pub date_end: i32,
    pub date_precision: &'a str,
    /// Latitude and longitude.
    pub at: Option<[f64; 2]>,
    pub place_precision: &'a str,
    pub country: &'a str,
    pub country_gw: Option<i32>,
    pub iso3: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub admin1_id: Option<&'a str>,
    pub admin2: Option<&'a str>,
    pub place_name: Option<&'a str>,
    pub grid: Option<i32>,
    /// Low, best, high.
    pub deaths: Option<[u32; 3]>,
    /// Low, best, high.
    pub injured: Option<[u32; 3]>,
    pub plover: Option<&'a str>,
    /// The classes of targets of **all** of its reports and summaries: what is sensitive in one of them is
    /// sensitive in the incident.
    pub targets: Option<&'a str>,
    /// JSON: the toll of each report, `[{"report":…,"dataset":…,"low":…,"best":…,"high":…}, …]`.
    pub tolls: Option<&'a str>,
}

/// The name of an incident leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// The name that no incident has any more, or that lost reports.
    pub from_id: String,
    /// Where its reports are now.
    pub to_id: String,
    /// Why.
    pub reason: ForwardReason,
}
