// Sources: what came in, what did not and why, what changed between two days of knowledge, and what that does to a chart.
import { html, useEffect, useState } from '../lib.js';
import { openDatasets, question, useAnswer } from '../api.js';
import { address, asOf, turn } from '../state.js';
import { Answer, Exports, Figure, Sources, Table } from '../parts.js';
import { TimeChart } from '../chart.js';
import { dayNumber, number, plain } from '../format.js';

export function SourcesPage({ id, query }) {
  const releases = useAnswer(question('releases', { source: id || undefined }));
  const rejects = useAnswer(question('rejects', { summary: true }));
  const gaps = useAnswer(question('gaps', { source: id || undefined }));
  const feeds = useAnswer(id ? null : question('feeds', {}));
  const cited = useAnswer(question('count', { by: 'source', unit: 'reports', source: id || undefined }));
  return html`<h1>${id ? `Source ${id}` : 'Sources'}</h1>
    <${Answer} of=${releases}>${(data) => html`<${Table} caption="Releases and files" rows=${(data.releases ?? []).map((one) => ({ ...one.release, ...one.counts, version: one.store_version, known: one.known_from?.slice(0, 10) }))} columns=${[
      { key: 'dataset', head: 'Dataset' }, { key: 'label', head: 'Release' }, { key: 'known', head: 'Known from' }, { key: 'file', head: 'File' },
      { key: 'read', head: 'Read', number: true }, { key: 'added', head: 'Added', number: true }, { key: 'changed', head: 'Changed', number: true },
      { key: 'withdrawn', head: 'Withdrawn', number: true }, { key: 'rejected', head: 'Rejected', number: true }, { key: 'licence', head: 'Licence' },
      { key: 'sha256', head: 'SHA-256', cell: (row) => html`<code title=${row.sha256}>${String(row.sha256 ?? '').slice(0, 10)}</code>` },
    ]} /><${Exports} path="releases" parameters=${{ source: id || undefined }} />`}<//>
    <section><h2>Rows that are no reports</h2><${Answer} of=${rejects}>${(/** @type {import('../../types/api').Rejects} */ data) => {
      const rows = data.summary;
      return rows.length ? html`<${Table} caption="Rows by file and rule: rejected, repaired, or taken with a warning" rows=${rows} columns=${[
        { key: 'file', head: 'File' }, { key: 'severity', head: 'What became of them', cell: (row) => plain(row.severity) }, { key: 'rule', head: 'Rule', cell: (row) => plain(row.rule) }, { key: 'rows', head: 'Rows', number: true },
      ]} /><${Exports} path="rejects" parameters=${{ all: true, limit: 10_000 }} forms=${['csv', 'ndjson', 'json']} />` : html`<p class="quiet">No row was rejected.</p>`;
    }}<//></section>
    <section><h2>Gaps</h2><${Answer} of=${gaps}>${(/** @type {import('../../types/api').Gaps} */ data) => (data.gaps.length ? html`<${Table} caption="What a source did not deliver" rows=${data.gaps} columns=${[{ key: 'dataset', head: 'Dataset' }, { key: 'from', head: 'From' }, { key: 'to', head: 'To' }, { key: 'reason', head: 'Why' }]} />` : html`<p class="quiet">No gap is on record.</p>`)}<//></section>
    ${!id && html`<section><h2>News feeds</h2><${Answer} of=${feeds}>${(data) => {
      const rows = Object.entries(data.feeds ?? {}).map(([name, one]) => ({ name, ...one, why: one.error ?? '' }));
      return rows.length ? html`<${Table} caption="How fresh each news feed is" rows=${rows} columns=${[
        { key: 'name', head: 'Feed' }, { key: 'freshness', head: 'Freshness' }, { key: 'asked', head: 'Last asked' }, { key: 'had', head: 'Last had' }, { key: 'newest', head: 'Newest item came' },
        { key: 'items', head: 'Items', number: true }, { key: 'failures', head: 'Failed polls in a row', number: true }, { key: 'grade', head: 'Grade' }, { key: 'every', head: 'Asked every' }, { key: 'why', head: 'What went wrong' },
      ]} /><${Exports} path="feeds" parameters=${{}} />` : html`<p class="quiet">No news feed is watched.</p>`;
    }}<//></section>`}
    <section><h2>Two states of knowledge compared</h2><${Compare} id=${id} query=${query} releases=${releases.data?.releases ?? []} /></section>
    <section><${Answer} of=${cited}>${(data) => html`<h2>Terms</h2><${TermsOf} citations=${data.citations ?? []} /><${Sources} answer=${data} />`}<//></section>`;
}

/** Under which terms each dataset is here, and whether its rows may be passed on.
 * @param {{citations: import('../../types/api').Citation[]}} props */
function TermsOf({ citations }) {
  const [closed, set] = useState(/** @type {string[] | null} */ (null));
  useEffect(() => {
    let live = true;
    openDatasets().then((found) => live && set(found.closed), () => {});
    return () => { live = false; };
  }, [asOf.value]);
  return html`<${Table} caption="Terms of each dataset" rows=${citations} columns=${[
    { key: 'dataset', head: 'Dataset' },
    { key: 'licence', head: 'Licence', cell: (row) => (row.licence_url ? html`<a href=${row.licence_url} rel="noreferrer">${row.licence}</a>` : row.licence) },
    { key: 'rows', head: 'Rows', fixed: true, cell: (row) => (closed === null ? '…' : closed.includes(row.dataset) ? 'may not be passed on; counts may, with the citation' : 'may be passed on, with the citation') },
    { key: 'accessed', head: 'Accessed' },
  ]} />`;
}

/** @param {{id: string, query: Record<string, string>, releases: import('../../types/api').Releases['releases']}} props */
function Compare({ id, query, releases }) {
  const [before, setBefore] = useState(query.before);
  const [after, setAfter] = useState(query.after);
  const day = (one) => one.known_from?.slice(0, 10) ?? '';
  const days = [...new Set(releases.map(day).filter(Boolean))].sort();
  const first = before ?? days[0] ?? '';
  const last = after ?? days.at(-1) ?? '';
  const go = query.before && query.after;
  /** The day from which on a release was known; a day is itself. @param {string} word */
  const known = (word) => releases.filter((one) => one.release.label === word).map(day).sort().at(-1) ?? word;
  const diff = useAnswer(go ? question('diff', { before: query.before, after: query.after, source: id || undefined, limit: 100 }) : null);
  const count = (word) => (go && releases.length ? question('count', { by: 'year', unit: 'reports', source: id || undefined, as_of: known(word) }) : null);
  const then = useAnswer(count(query.before));
  const now = useAnswer(count(query.after));
  const field = (words, value, set) => html`<label>${words} <input required list="states" value=${value} onInput=${(event) => set(event.target.value.trim())} /></label>`;
  return html`<form class="filters" onSubmit=${(event) => { event.preventDefault(); turn({ before: first, after: last }); }}>
      ${field('Before', first, setBefore)} ${field('After', last, setAfter)} <button>Compare</button> <span class="quiet">two days, or two releases of a dataset</span>
      <datalist id="states">${days.map((one) => html`<option value=${one}></option>`)}${releases.filter((one) => one.release.label).map((one) => html`<option value=${one.release.label}>${one.release.dataset}, known from ${day(one)}</option>`)}</datalist></form>
    ${go && then.data && now.data && html`<${Effect} then=${then.data} now=${now.data} before=${query.before} after=${query.after} />`}
    ${go && html`<${Answer} of=${diff}>${(/** @type {import('../../types/api').Diff} */ { difference }) => html`
      <p>Between ${query.before} and ${query.after}: <strong>${number(difference.added)}</strong> reports added, <strong>${number(difference.changed)}</strong> changed, <strong>${number(difference.withdrawn)}</strong> withdrawn, ${number(difference.unchanged)} as they were.</p>
      <${Table} caption="Fields that changed" page=${10} rows=${Object.entries(difference.fields).map(([field, times]) => ({ field, times })).sort((a, b) => b.times - a.times)} columns=${[
        { key: 'field', head: 'Field', cell: (row) => plain(row.field) }, { key: 'times', head: 'Reports', number: true }]} />
      <${Table} caption="What changed, the first of it" page=${25} rows=${difference.changes} columns=${[
        { key: 'report_id', head: 'Report', cell: (row) => html`<a href=${address('incident', row.report_id)}>${row.report_id}</a>` }, { key: 'what', head: 'What' },
        { key: 'fields', head: 'Before and after', cell: (row) => (row.fields ?? []).map((one) => html`<div>${plain(one.field)}: <del>${one.before ?? 'nothing'}</del> <ins>${one.after ?? 'nothing'}</ins></div>`) }]} />
      <${Exports} path="diff" parameters=${{ before: query.before, after: query.after, source: id || undefined, limit: 10_000 }} />`}<//>`}`;
}

/** The same chart as of both days.
 * @param {{then: import('../../types/api').Count, now: import('../../types/api').Count, before: string, after: string}} props */
function Effect({ then, now, before, after }) {
  const keys = [...new Set([...(then.rows ?? []), ...(now.rows ?? [])].map((row) => row.key))].sort();
  const of = (answer, key) => (answer.rows ?? []).find((row) => row.key === key)?.value ?? 0;
  const rows = keys.map((key) => ({ key, before: of(then, key), after: of(now, key), change: of(now, key) - of(then, key) }));
  return html`<${Figure} title="Reports by year, as known on both days" rows=${rows} columns=${[{ key: 'key', head: 'Year' }, { key: 'before', head: before, number: true }, { key: 'after', head: after, number: true }, { key: 'change', head: 'Change', number: true }]}>
    <${TimeChart} times=${keys.map((key) => dayNumber(key) * 86_400)} best=${rows.map((row) => row.after)} label=${`as known on ${after}`} other=${{ label: `as known on ${before}`, values: rows.map((row) => row.before) }} name="diff" /><//>`;
}
