// Overview: what is watched, what is open, how fresh each source is.
import { html, useState } from '../lib.js';
import { question, useAnswer } from '../api.js';
import { address } from '../state.js';
import { Answer, Exports, GroupLink, Sources, Table } from '../parts.js';
import { number, plain } from '../format.js';

/** A rate of false alarms, in words. */
export const rate = (value) => (value === null || value === undefined ? 'not measured' : `${Number(value).toFixed(2)} a year`);

/** Alerts as a table: what moved, against what, and how often the rule is wrong.
 * @param {{alerts: import('../../types/api').Alert[], caption: string}} props */
export function AlertTable({ alerts, caption }) {
  const rows = alerts.map((one) => ({ ...one, name: one.subject?.name ?? one.watch, rule_name: typeof one.rule === 'string' ? one.rule : one.rule.name }));
  return html`<${Table} caption=${caption} rows=${rows} columns=${[
    { key: 'first_signal', head: 'Since' },
    { key: 'name', head: 'Whom', cell: (row) => (row.subject?.actor ? html`<${GroupLink} id=${row.subject.actor} name=${row.name} />` : row.name) },
    { key: 'facet', head: 'What moved', cell: (row) => plain(row.facet) },
    { key: 'observed', head: 'Seen', number: true },
    { key: 'baseline', head: 'Expected', cell: (row) => expected(row.baseline) },
    { key: 'rule_name', head: 'Rule', cell: (row) => plain(row.rule_name) },
    { key: 'false_alarms', head: 'False alarms a year', cell: (row) => rates(row.false_alarms) },
    { key: 'state', head: 'State', cell: (row) => html`<span class="tag">${plain(row.state)}</span>${row.incomplete ? html` <span class="tag">weeks not complete</span>` : ''}` },
    { key: 'id', head: 'Why', cell: (row) => html`<${Why} id=${row.id} />` },
  ]} />`;
}

const fixed = (value) => (value === null || value === undefined ? null : Number(value).toLocaleString('en', { maximumFractionDigits: 2 }));
const expected = (baseline) => {
  if (!baseline) return '–';
  const [low, high] = [fixed(baseline.low), fixed(baseline.high)];
  return `${fixed(baseline.expected) ?? '–'}${low && high ? ` (${low}–${high})` : ''}`;
};
const rates = (rates) => {
  if (!rates) return 'not measured';
  return `${fixed(rates.promised_per_year)} promised, ${fixed(rates.measured_per_year)} measured (${fixed(rates.low)}–${fixed(rates.high)})`;
};

/** An alert explained to its last row, when it is asked for. */
function Why({ id }) {
  const [open, set] = useState(false);
  const answer = useAnswer(open ? question(`alerts/${encodeURIComponent(id)}/explain`) : null);
  return html`<details onToggle=${(event) => set(event.target.open)}><summary>explain</summary>
    ${open && html`<${Answer} of=${answer}>${(data) => html`<div class="why"><p>${data.sentence}</p>
      <p>${data.alert.evidence.slice(0, 40).map((id) => html`<a href=${address('incident', id)}>${id}</a> `)}</p></div>`}<//>`}
  </details>`;
}

export function Overview() {
  const watches = useAnswer(question('watches'));
  const alerts = useAnswer(question('alerts'));
  const sources = useAnswer(question('count', { by: 'source', unit: 'reports' }));
  const releases = useAnswer(question('releases'));
  const gaps = useAnswer(question('gaps'));
  return html`<h1>Overview</h1>
    <section><h2>Open alerts</h2>
      <${Answer} of=${alerts}>${(/** @type {import('../../types/api').Alerts} */ data) => html`<${AlertTable} caption="Alerts, newest first, each with how often its rule is wrong" alerts=${data.alerts ?? []} />
        ${(data.alerts ?? []).length === 0 && html`<p class="quiet">No alert is open. A watch is made with <code>bellwether watch add</code> and tested by <code>bellwether watch run</code>.</p>`}
        <${Exports} path="alerts" />`}<//>
    </section>
    <section><h2>Watches</h2>
      <${Answer} of=${watches}>${(/** @type {import('../../types/api').Watches} */ data) => html`<${Table} caption="What is watched" rows=${(data.watches ?? []).map((one) => ({ ...one.watch, ...one }))} columns=${[
        { key: 'name', head: 'Watch', cell: (row) => row.actor ? html`<${GroupLink} id=${row.actor} name=${row.title ?? row.name} />` : row.name },
        { key: 'facets', head: 'Facets', cell: (row) => (row.facets ?? []).map(plain).join(', ') || 'those of its rules' },
        { key: 'rules', head: 'Rules', cell: (row) => plain((row.rules ?? []).join(', ')) || 'the usual ones' },
        { key: 'alarms_per_year', head: 'False alarms promised', cell: (row) => rate(row.alarms_per_year) },
        { key: 'last_run', head: 'Last run' },
        { key: 'open_alerts', head: 'Open alerts', number: true },
      ]} /><${Exports} path="watches" forms=${['json']} />`}<//>
    </section>
    <section><h2>Groups with most events</h2><${MostActive} /></section>
    <section><h2>Sources</h2>
      <${Answer} of=${sources}>${(data) => html`<${Freshness} count=${data} releases=${releases.data?.releases ?? []} gaps=${gaps.data?.gaps ?? []} /><${Sources} answer=${data} />`}<//>
    </section>`;
}

function MostActive() {
  const answer = useAnswer(question('count', { by: 'actor' }));
  const known = useAnswer(question('actors'));
  return html`<${Answer} of=${answer}>${(data) => {
    const groups = new Map((known.data?.actors ?? []).filter((one) => !/government|state|civil/i.test(one.kind ?? '')).map((one) => [one.actor, one]));
    const rows = (data.rows ?? []).filter((row) => groups.has(row.key)).map((row) => ({ ...row, name: groups.get(row.key)?.name ?? row.key })).sort((a, b) => b.value - a.value);
    return html`<${Table} caption="Reported events by group, over all that is in the store" page=${15} rows=${rows} columns=${[
      { key: 'name', head: 'Group', cell: (row) => html`<${GroupLink} id=${row.key} name=${row.name} />` },
      { key: 'value', head: data.unit === 'incidents' ? 'Incidents' : 'Reports', number: true },
    ]} /><${Exports} path="count" parameters=${{ by: 'actor' }} />`;
  }}<//>`;
}

/** @param {{count: import('../../types/api').Count, releases: import('../../types/api').Releases['releases'], gaps: import('../../types/api').Gaps['gaps']}} props */
function Freshness({ count, releases, gaps }) {
  const today = Date.now();
  const rows = (count.rows ?? []).map((row) => {
    const own = releases.filter((one) => one.release?.dataset === row.key);
    const last = own.map((one) => one.known_from).sort().at(-1);
    return {
      key: row.key,
      reports: row.value,
      releases: own.length,
      rejected: own.reduce((sum, one) => sum + (one.counts?.rejected ?? 0), 0),
      last: last?.slice(0, 10),
      age: last ? Math.round((today - Date.parse(last)) / 86_400_000) : null,
      gaps: gaps.filter((gap) => gap.dataset === row.key),
    };
  });
  return html`<${Table} caption="How fresh each source is" rows=${rows} columns=${[
    { key: 'key', head: 'Dataset', cell: (row) => html`<a href=${address('sources', row.key)}>${row.key}</a>` },
    { key: 'reports', head: 'Reports', number: true },
    { key: 'releases', head: 'Files', number: true },
    { key: 'last', head: 'Known from' },
    { key: 'age', head: 'Days ago', number: true },
    { key: 'rejected', head: 'Rows rejected', number: true },
    { key: 'gaps', head: 'Gaps', number: true, cell: (row) => (row.gaps.length ? html`<details><summary>${number(row.gaps.length)}</summary>${row.gaps.slice(0, 20).map((gap) => html`<div>${gap.from.slice(0, 10)} to ${gap.to.slice(0, 10)}: ${gap.reason}</div>`)}</details>` : 'none') },
  ]} />`;
}
