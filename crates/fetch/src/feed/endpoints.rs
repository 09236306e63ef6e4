//! Where sources are, for mirrors and tests to change.

/// The addresses that feeds begin with; none ends with a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// UCDP's downloads.
    pub ucdp_downloads: String,
    /// UCDP's interface.
    pub ucdp_api: String,
    /// GDELT 2.0, every 15 minutes. GDELT publishes it over http; its lists carry MD5 sums.
    pub gdelt2: String,
    /// GDELT 1.0 events.
    pub gdelt1: String,
    /// ACLED: its sign-in (`/oauth/token`) and its interface (`/api/…`).
    pub acled: String,
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            ucdp_downloads: "https://ucdp.uu.se/downloads".to_owned(),
            ucdp_api: "https://ucdpapi.pcr.uu.se/api".to_owned(),
            gdelt2: "http://data.gdeltproject.org/gdeltv2".to_owned(),
            gdelt1: "http://data.gdeltproject.org/events".to_owned(),
            acled: "https://acleddata.com".to_owned(),
        }
    }
}
