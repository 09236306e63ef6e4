//! Which commands are open to others, where, to whom, and with which of their arguments.
//!
//! What is not named here is closed: a new command, and a new argument of a command that is open. Nothing that names
//! a file or a folder, reaches the network, or brings data in is ever named here.

use bellwether_server::{Form, Role, Verb};

/// One command that is open.
pub(super) struct Open {
    pub(super) id: &'static str,
    pub(super) verb: Verb,
    pub(super) path: &'static str,
    pub(super) role: Role,
    pub(super) tag: &'static str,
    /// The command, and its sub-command.
    pub(super) command: &'static [&'static str],
    /// The arguments that are open, by their names with underscores. Those in the path are among them.
    pub(super) takes: Vec<&'static str>,
    /// Further words of the command line.
    pub(super) fixed: &'static [&'static str],
    pub(super) forms: &'static [Form],
    /// The argument that says where a page begins.
    pub(super) after: Option<&'static str>,
    pub(super) steady: bool,
    pub(super) changes: bool,
    pub(super) tool: bool,
    /// Whether it answers with data of the store, whose sources are to be cited.
    pub(super) cites: bool,
    /// Whether it writes a file, which then is the answer: the ending of its name.
    pub(super) file: Option<&'static str>,
    /// What it does, where the command's own words do not say it.
    pub(super) summary: Option<&'static str>,
}

/// The flags that say which reports.
const QUESTION: [&str; 14] = [
    "actor",
    "side",
    "country",
    "admin1",
    "bbox",
    "from",
    "to",
    "type",
    "civilian_targets",
    "target",
    "plover",
    "field",
    "source",
    "unit",
];

const ROWS: &[Form] =
    &[Form::Json, Form::Ndjson, Form::Csv, Form::Parquet, Form::Arrow, Form::Xlsx, Form::Text];
const PLACES: &[Form] = &[
    Form::Json,
    Form::Ndjson,
    Form::Csv,
    Form::Geojson,
    Form::Geoparquet,
    Form::Parquet,
    Form::Arrow,
    Form::Xlsx,
    Form::Text,
];
const PAGE: &[Form] = &[Form::Json, Form::Text];

impl Open {
    fn new(
        verb: Verb,
        id: &'static str,
        path: &'static str,
        command: &'static [&'static str],
    ) -> Self {
        let role = if verb == Verb::Get { Role::Reader } else { Role::Analyst };
        Self {
            id,
            verb,
            path,
            role,
            tag: "Questions",
            command,
            takes: Vec::new(),
            fixed: &[],
            forms: ROWS,
            after: None,
            steady: verb == Verb::Get,
            changes: verb == Verb::Post,
            tool: false,
            cites: true,
            file: None,
            summary: None,
        }
    }

    fn takes(mut self, more: &[&'static str]) -> Self {
        self.takes.extend(more);
        self
    }

    fn forms(mut self, forms: &'static [Form]) -> Self {
        self.forms = forms;
        self
    }

    fn tag(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    fn tool(mut self) -> Self {
        self.tool = true;
        self
    }

    fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    fn fixed(mut self, fixed: &'static [&'static str]) -> Self {
        self.fixed = fixed;
        self
    }

    fn pages(mut self) -> Self {
        self.after = Some("after");
        self
    }

    fn uncited(mut self) -> Self {
        self.cites = false;
        self
    }

    fn summary(mut self, summary: &'static str) -> Self {
        self.summary = Some(summary);
        self
    }
}

fn get(id: &'static str, path: &'static str, command: &'static [&'static str]) -> Open {
    Open::new(Verb::Get, id, path, command)
}

fn post(id: &'static str, path: &'static str, command: &'static [&'static str]) -> Open {
    Open::new(Verb::Post, id, path, command)
}

/// Every command that is open.
pub(super) fn all() -> Vec<Open> {
    let mut all = questions();
    all.extend(documents());
    all.extend(knowledge());
    all.extend(incidents());
    all.extend(watching());
    all.extend(inflow());
    all
}

fn questions() -> Vec<Open> {
    vec![
        get("count", "/api/v1/count", &["count"])
            .takes(&QUESTION)
            .takes(&["measure", "by", "spread", "explain"])
            .tool(),
        get("series", "/api/v1/series", &["series"])
            .takes(&QUESTION)
            .takes(&["measure", "by", "spread"])
            .tool(),
        get("events", "/api/v1/events", &["events"])
            .takes(&QUESTION)
            .takes(&["limit", "id", "fields"])
            .forms(PLACES)
            .pages()
            .tool(),
        get("event_history", "/api/v1/events/{history}/history", &["events"])
            .takes(&["history"])
            .forms(PLACES)
            .summary("Every revision of one report, whether or not it still counts."),
        get("overlap", "/api/v1/overlap", &["overlap"])
            .takes(&["country", "from", "to", "type", "deadly", "source"])
            .forms(PAGE)
            .tool(),
        get("check_totals", "/api/v1/check-totals", &["check-totals"]).takes(&["country", "all"]),
        Open {
            changes: false,
            ..post("sql", "/api/v1/sql", &["sql"]).takes(&["statement"]).tool()
        },
    ]
}

fn knowledge() -> Vec<Open> {
    vec![
        get("group", "/api/v1/groups/{actor}", &["group"])
            .takes(&["actor", "source", "unit"])
            .forms(PAGE)
            .tag("Actors and places")
            .tool(),
        get("actor_list", "/api/v1/actors", &["actor", "list"])
            .takes(&["native"])
            .tag("Actors and places")
            .uncited(),
        get("actor_find", "/api/v1/actors/find", &["actor", "find"])
            .takes(&["name", "limit"])
            .tag("Actors and places")
            .uncited()
            .tool(),
        get("actor_show", "/api/v1/actors/{actor}", &["actor", "show"])
            .takes(&["actor"])
            .forms(PAGE)
            .tag("Actors and places")
            .uncited()
            .tool(),
        Open {
            file: Some("json"),
            ..get("actor_stix", "/api/v1/actors/{actor}/stix", &["export", "actor"])
                .takes(&["actor", "source", "unit"])
                .forms(&[Form::Stix])
                .tag("Actors and places")
        },
        get("place_find", "/api/v1/places/find", &["place", "find"])
            .takes(&["name", "country", "limit"])
            .forms(PLACES)
            .tag("Actors and places")
            .uncited()
            .tool(),
        get("place_at", "/api/v1/places/at", &["place", "at"])
            .takes(&["latitude", "longitude"])
            .tag("Actors and places")
            .uncited(),
        get("place_outlines", "/api/v1/places/outlines", &["place", "outlines"])
            .takes(&["country"])
            .tag("Actors and places")
            .uncited(),
        get("crosswalk", "/api/v1/crosswalk", &["crosswalk"])
            .takes(&["from", "to", "code"])
            .tag("Actors and places")
            .uncited(),
        get("calendar", "/api/v1/calendar", &["calendar", "list"])
            .takes(&["country", "from", "to", "kind"])
            .tag("Calendar")
            .tool(),
        get("calendar_study", "/api/v1/calendar/study", &["calendar", "study"])
            .takes(&[
                "actor",
                "window",
                "baseline",
                "kind",
                "country",
                "from",
                "to",
                "type",
                "civilian_targets",
                "source",
                "unit",
            ])
            .forms(PAGE)
            .tag("Calendar")
            .tool(),
    ]
}

fn documents() -> Vec<Open> {
    vec![
        get("brief", "/api/v1/briefs/{actor}", &["brief"])
            .takes(&["actor", "from", "to", "section", "without", "claim", "source", "unit"])
            .forms(&[Form::Json, Form::Html, Form::Markdown, Form::Text])
            .tag("Briefs and claims"),
        get("claim_check", "/api/v1/claims/check", &["claim", "check"])
            .takes(&["text", "actor", "country", "written", "claimreview", "publisher", "url"])
            .tag("Briefs and claims")
            .tool(),
        get("claim_list", "/api/v1/claims", &["claim", "list"])
            .takes(&["actor"])
            .tag("Briefs and claims"),
        get("briefs_atom", "/feeds/briefs.atom", &["brief"])
            .fixed(&["--feed=atom"])
            .forms(&[Form::Atom])
            .tag("Feeds")
            .summary("The judgements on all watched groups as an Atom feed."),
        get("briefs_jsonfeed", "/feeds/briefs.json", &["brief"])
            .fixed(&["--feed=jsonfeed"])
            .forms(&[Form::JsonFeed])
            .tag("Feeds")
            .summary("The judgements on all watched groups as a JSON Feed."),
    ]
}

fn incidents() -> Vec<Open> {
    vec![
        get("incidents", "/api/v1/incidents", &["events"])
            .takes(&QUESTION[..QUESTION.len() - 1])
            .takes(&["limit", "id", "fields"])
            .fixed(&["--unit=incidents"])
            .forms(PLACES)
            .pages()
            .tag("Incidents")
            .summary("List incidents, each once, with the toll that each source gives.")
            .tool(),
        get("incident_review", "/api/v1/incidents/review", &["incident", "review"])
            .takes(&["limit"])
            .tag("Incidents"),
        get("judgements", "/api/v1/incidents/judgements", &["incident", "judgements"])
            .tag("Incidents"),
        get("incident_show", "/api/v1/incidents/{id}", &["incident", "show"])
            .takes(&["id"])
            .tag("Incidents")
            .tool(),
        post("incident_judge", "/api/v1/incidents/judge", &["incident", "judge"])
            .takes(&["a", "b", "verdict", "why", "on"])
            .tag("Incidents"),
    ]
}

fn watching() -> Vec<Open> {
    vec![
        get("watches", "/api/v1/watches", &["watch", "list"]).tag("Watches and alerts"),
        post("watch_add", "/api/v1/watches", &["watch", "add"])
            .takes(&[
                "name",
                "actor",
                "country",
                "admin1",
                "cell",
                "source",
                "unit",
                "facet",
                "rule",
                "alarms_per_year",
                "period",
            ])
            .forms(PAGE)
            .tag("Watches and alerts"),
        post("watch_remove", "/api/v1/watches/{name}/remove", &["watch", "remove"])
            .takes(&["name"])
            .forms(PAGE)
            .tag("Watches and alerts"),
        get("alerts", "/api/v1/alerts", &["alerts", "list"])
            .takes(&["watch", "closed"])
            .tag("Watches and alerts")
            .tool(),
        get("near_misses", "/api/v1/alerts/near", &["alerts", "near"])
            .forms(PAGE)
            .tag("Watches and alerts"),
        get("alert_show", "/api/v1/alerts/{id}", &["alerts", "show"])
            .takes(&["id"])
            .forms(PAGE)
            .tag("Watches and alerts"),
        get("alert_explain", "/api/v1/alerts/{id}/explain", &["alerts", "explain"])
            .takes(&["id"])
            .forms(PAGE)
            .tag("Watches and alerts")
            .tool(),
        post("alert_mute", "/api/v1/alerts/{id}/mute", &["alerts", "mute"])
            .takes(&["id", "why"])
            .forms(PAGE)
            .tag("Watches and alerts"),
        post("alert_unmute", "/api/v1/alerts/{id}/unmute", &["alerts", "unmute"])
            .takes(&["id"])
            .forms(PAGE)
            .tag("Watches and alerts"),
        get("alerts_atom", "/feeds/alerts.atom", &["alerts", "feed"])
            .fixed(&["--as=atom"])
            .forms(&[Form::Atom])
            .tag("Feeds")
            .summary("The alerts as an Atom feed."),
        get("alerts_jsonfeed", "/feeds/alerts.json", &["alerts", "feed"])
            .fixed(&["--as=jsonfeed"])
            .forms(&[Form::JsonFeed])
            .tag("Feeds")
            .summary("The alerts as a JSON Feed."),
    ]
}

fn inflow() -> Vec<Open> {
    vec![
        get("releases", "/api/v1/releases", &["releases"]).takes(&["source"]).tag("Data").tool(),
        get("gaps", "/api/v1/gaps", &["releases"])
            .takes(&["source"])
            .fixed(&["--gaps"])
            .tag("Data")
            .summary(
                "List the times for which a source published nothing although it should have.",
            ),
        // Feeds are asked without a commit, so the same version of the store may answer otherwise.
        Open {
            steady: false,
            ..get("feeds", "/api/v1/feeds", &["feed", "list"]).tag("Data").uncited()
        },
        get("rejects", "/api/v1/rejects", &["rejects"])
            .takes(&["file", "rule", "all", "summary", "limit"])
            .tag("Data"),
        get("diff", "/api/v1/diff", &["diff"])
            .takes(&["before", "after", "source", "limit"])
            .tag("Data")
            .tool(),
        Open {
            steady: false,
            ..get("doctor", "/api/v1/doctor", &["doctor"]).role(Role::Admin).tag("Data").uncited()
        },
    ]
}
