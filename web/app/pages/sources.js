// Sources: what came in, what did not and why, what changed between two days of knowledge, and what that does to a chart.
import { html, useState } from '../lib.js';
import { question, useAnswer } from '../api.js';
import { address, turn } from '../state.js';
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
    <section><h2>Two days of knowledge compared</h2><${Compare} id=${id} query=${query} days=${[...new Set((releases.data?.releases ?? []).map((one) => one.known_from?.slice(0, 10)).filter(Boolean))].sort()} /></section>
    <section><${Answer} of=${cited}>${(data) => html`<${Sources} answer=${data} />`}<//></section>`;
}

function Compare({ id, query, days }) {
  const [before, setBefore] = useState(query.before);
  const [after, setAfter] = useState(query.after);
  const first = before ?? days[0] ?? '';
  const last = after ?? days.at(-1) ?? '';
  const go = query.before && query.after;
  const diff = useAnswer(go ? question('diff', { before: query.before, after: query.after, source: id || undefined, limit: 100 }) : null);
  const then = useAnswer(go ? question('count', { by: 'year', unit: 'reports', source: id || undefined, as_of: query.before }) : null);
  const now = useAnswer(go ? question('count', { by: 'year', unit: 'reports', source: id || undefined, as_of: query.after }) : null);
  return html`<form class="filters" onSubmit=${(event) => { event.preventDefault(); turn({ before: first, after: last }); }}>
      <label>Before <input type="date" required value=${first} onInput=${(event) => setBefore(event.target.value)} /></label>
      <label>After <input type="date" required value=${last} onInput=${(event) => setAfter(event.target.value)} /></label><button>Compare</button></form>
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
