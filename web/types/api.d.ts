// What the server answers, as far as the pages read it. `docs/openapi.json` has the routes and their parameters; the shapes of
// rows are those that `crates/e2e` holds in its snapshots. A key that is not here is a mistake in a page, and `tsc` says so.

export interface Store { version: number; digest: string }

export interface Citation {
  dataset: string; citation: string; licence: string; licence_url?: string; releases?: string[]; accessed?: string;
}

/** What many answers end with. */
export interface Ending { store?: Store; citations?: Citation[]; notes?: string[]; next?: string }

export interface CountRow { key: string; value: number; low: number; high: number }
export interface Count extends Ending {
  measure: string; unit: string; value: number | null; low: number | null; high: number | null;
  incidents?: number; reports?: number; single_source?: number; rows?: CountRow[];
}

/** A row of reports or of incidents. */
export interface EventRow {
  report_id?: string; incident_id?: string; dataset?: string; datasets?: string; reports?: number; event_type: string;
  native_type?: string; native_types?: string; plover?: string | null; revision?: number; store_version?: number; origin_version?: number;
  known_from?: string; row?: number;
  civilians_targeted: boolean | null; sides?: string; side_a?: string; side_b?: string; date_start: string; date_end: string | null;
  date_precision: string; latitude: number | null; longitude: number | null; place_precision: string; country: string;
  iso3: string; admin1: string | null; admin2: string | null; place_name: string | null;
  deaths_low: number | null; deaths_best: number | null; deaths_high: number | null; tolls?: string; targets?: string | null;
}
export interface Events extends Ending { unit?: string; events?: EventRow[]; incidents?: EventRow[] }

export interface Name { text: string; kind: string; language: string | null; from: string | null; to: string | null }
export interface Relation { kind: string; other: string; from: string | null; to: string | null; note: string | null; source: string | null }
export interface Statement {
  kind: string; text: string; quantity: { low: number | null; high: number | null; unit: string } | null; as_of: string | null;
  attributed_to: string | null; second_hand: boolean; source: string;
}
export interface Actor {
  id: string; name: string; kind: string; ideology: string | null; aims: string | null; note: string | null;
  active_from: string | null; active_to: string | null; names: Name[]; relations: Relation[]; statements: Statement[];
}
export interface Actors { actors: { actor: string; name: string; kind: string }[] }
export interface Found { matches: { actor: string; name: string; why: string }[] }

export interface Rates {
  promised_per_year: number | null; measured_per_year: number | null; low: number | null; high: number | null; years: number; method: string;
}
export interface Alert {
  id: string; watch: string; state: string; first_signal: string; facet: string; observed: number; unit: string; statistic: number;
  baseline: { expected: number | null; low: number | null; high: number | null } | null; false_alarms: Rates | null;
  subject: { actor?: string; name?: string } | null; rule: { name: string; source: string; period: string; limit: number } | string;
  evidence: string[]; evidence_total: number; incomplete: object | null; muted: string | null; window?: { from: string; to: string };
  revisions: { known_on: string; state: string; observed: number; why: string }[];
}
export interface Alerts { alerts: Alert[]; store?: Store }
export interface Explained { sentence: string; alert: Alert }
export interface Near {
  runs: {
    watch: string; known_on: string; notices: { day: string; text: string }[];
    near: { facet: string; rule: string; day: string; statistic: number; limit: number; observed: number; expected: number; why: string }[];
  }[];
}
export interface Review { pairs: { report_a: string; report_b: string; probability: number; joined: boolean; words: string }[] }
export interface Crosswalk {
  from: string; to: string; source: string; authors: string; year: number; licence: string; rows: Record<string, string | null>[];
}

/** The numbers of one part. */
export interface Tally { key: string; name: string; events: number; deaths: number; low: number; high: number }
/** What there is to say about a group. */
export interface Facts extends Ending {
  total: Tally; last_event: string | null; data_until: string | null; incomplete_from: string | null; opponents: Tally[];
  behind: { reports: number; single_source: number; events_of_reports: number; deaths_of_reports: number } | null;
  reach: {
    dataset: string; title: string; events: number; deaths: number; selector: string; covers: string; excludes: string[]; caveats: string[];
    speaks: { text: string }[]; data_until: string | null;
    collected: { from: string; to: string; breaks: { day: string; what: string; facet: string | null }[]; missing: { from: string; to: string }[] } | null;
  }[];
}

export interface Watch {
  name: string; title: string; actor: string | null; countries?: string[]; facets?: string[]; rules?: string[]; alarms_per_year: number;
}
export interface Watches { watches: { watch: Watch; last_run: string | null; open_alerts: number }[] }

export interface Releases {
  releases: {
    release: { dataset: string; label: string; file: string; sha256: string; licence: string; published?: string; retrieved_at?: string;
      scope?: { from: string | null; to: string | null } | null };
    counts: { read: number; added: number; changed: number; withdrawn: number; rejected: number };
    store_version: number; known_from: string;
  }[];
}
export interface Gaps { gaps: { dataset: string; from: string; to: string; reason: string }[] }
export interface Rejects { summary: { file: string; severity: string; rule: string; rows: number }[] }
export interface Diff {
  difference: {
    added: number; changed: number; withdrawn: number; unchanged: number; fields: Record<string, number>;
    changes: { what: string; report_id: string; fields?: { field: string; before: string | null; after: string | null }[] }[];
  };
}

export interface Link {
  report_a: string; report_b: string; words: string; kind: string; state: string; probability: number; bits: number;
  parts: { name: string; words: string; bits: number }[];
}
export interface Incident extends Ending {
  incidents: EventRow[]; reports: Record<string, any>[]; differ: string[]; links: Link[];
  judgements: Record<string, any>[]; forwards: { from_id: string; to_id: string; reason: string; known_from: string }[];
}

export interface Study extends Ending {
  actor: string; kinds: string[]; before_days: number; after_days: number; baseline_days: number | null; unit: string; verdict: string;
  occasions: number; within: number; within_days: number; outside: number; outside_days: number; expected: number;
  rate_ratio: number | null; interval: [number, number]; p: number;
  countries: { country: string; attacks: number; from: string; to: string; dates: string[] }[];
  attacks: { id: string; country: string; from: string; to: string; near: string; offset_days: number }[];
}

export interface Counted { events: number; best: number | null; low: number; high: number }
export interface Claim extends Ending {
  verdict: string | null; headline: string; why?: string[];
  scope?: {
    actor?: { id: string | null; name: string } | null; measure: string; amount_words?: string; relation: string;
    place?: { words: string } | null; time?: { from: string; to: string } | null;
    missing?: { word: string; says: string; taken_as: string | null }[];
  };
  counts?: { dataset: string; count: Counted | null; bound: string; verdict: string | null }[];
  datasets?: { dataset: string; title?: string; counts: boolean; reasons?: { text: string }[] }[];
  sensitivity?: { dataset: string; dimension: string; reading: string; count: Counted | null; verdict: string | null; turns: boolean }[];
  nearest?: {
    kind: string; text: string; low: number | null; high: number | null; unit: string; as_of: string | null;
    attributed_to: string | null; source: string; second_hand: boolean; agrees: boolean; same_time: boolean | null;
  }[];
  would_settle?: { dataset: string; title: string; release: string; bound: string; how: string }[];
  events?: { date: string; place: string; sides: string; deaths: number; report_id: string }[];
}

/** An address that answers with a shape. */
export type Address<T> = string & { readonly answers?: T };

/** What a path below `/api/v1/` answers. */
export type AnswerOf<P extends string> =
  P extends 'count' ? Count :
  P extends 'events' | 'incidents' ? Events :
  P extends 'actors' ? Actors :
  P extends 'actors/find' ? Found :
  P extends `actors/${string}` ? Actor :
  P extends 'alerts' ? Alerts :
  P extends 'alerts/near' ? Near :
  P extends 'incidents/review' ? Review :
  P extends 'crosswalk' ? Crosswalk :
  P extends `groups/${string}` ? Facts :
  P extends `events/${string}/history` ? Events :
  P extends `alerts/${string}/explain` ? Explained :
  P extends 'watches' ? Watches :
  P extends 'releases' ? Releases :
  P extends 'gaps' ? Gaps :
  P extends 'rejects' ? Rejects :
  P extends 'diff' ? Diff :
  P extends 'calendar/study' ? Study :
  P extends 'claims/check' ? Claim :
  P extends `incidents/${string}` ? Incident :
  any;
