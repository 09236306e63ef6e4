// Overview: what is watched, what is open, how fresh each source is.
import { html, useState } from '../lib.js';
import { question, useAnswer } from '../api.js';
import { address } from '../state.js';
import { Answer, Exports, GroupLink, Sources, Table } from '../parts.js';
import { AlertTable, Mute, NearMisses, StopWatching, rate } from '../alerts.js';
import { Quality } from '../quality.js';
import { number, plain } from '../format.js';

export function Overview() {
  const [again, setAgain] = useState(0);
  const done = () => setAgain((before) => before + 1);
  const watches = useAnswer(question('watches'), again);
  const alerts = useAnswer(question('alerts'), again);
  const sources = useAnswer(question('count', { by: 'source', unit: 'reports' }));
  const releases = useAnswer(question('releases'));
  const gaps = useAnswer(question('gaps'));
  return html`<h1>Overview</h1>
    <section><h2>Open alerts</h2>
      <${Answer} of=${alerts}>${(/** @type {import('../../types/api').Alerts} */ { alerts: open }) => html`<${Alerts} open=${open} again=${again} done=${done} />`}<//>
    </section>
    <section><h2>Watches</h2>
      <${Answer} of=${watches}>${(/** @type {import('../../types/api').Watches} */ data) => html`<${Table} caption="What is watched" rows=${data.watches.map((one) => ({ ...one.watch, ...one }))} columns=${[
        { key: 'name', head: 'Watch', cell: (row) => (row.actor ? html`<${GroupLink} id=${row.actor} name=${row.title ?? row.name} />` : row.title ?? row.name) },
        { key: 'facets', head: 'Facets', fixed: true, cell: (row) => (row.facets ?? []).map(plain).join(', ') || 'those of its rules' },
        { key: 'rules', head: 'Rules', fixed: true, cell: (row) => plain((row.rules ?? []).join(', ')) || 'the usual ones' },
        { key: 'alarms_per_year', head: 'False alarms promised', cell: (row) => rate(row.alarms_per_year) },
        { key: 'last_run', head: 'Last run' },
        { key: 'open_alerts', head: 'Open alerts', number: true, cell: (row) => html`${number(row.open_alerts)} ${row.open_alerts > 0 && html`<${Mute} words="set all aside" done=${done}
          alerts=${(alerts.data?.alerts ?? []).filter((one) => one.watch === row.watch.name)} />`}` },
        { key: 'stop', head: 'End', fixed: true, cell: (row) => html`<${StopWatching} name=${row.watch.name} done=${done} />` },
      ]} /><${Exports} path="watches" forms=${['json']} />`}<//>
    </section>
    <div class="columns"><section><h2>Groups with most events</h2><${MostActive} /></section>
    <section><h2>How good the data are</h2><${Quality} /></section></div>
    <section><h2>Sources</h2>
      <${Answer} of=${sources}>${(data) => html`<${Freshness} count=${data} releases=${releases.data?.releases ?? []} gaps=${gaps.data?.gaps ?? []} /><${Exports} path="count" parameters=${{ by: 'source', unit: 'reports' }} />`}<//>
    </section>
    ${sources.data && html`<${Sources} answer=${sources.data} />`}`;
}

/** @param {{open: import('../../types/api').Alert[], again: number, done: () => void}} props */
function Alerts({ open, again, done }) {
  return html`
    ${open.length > 0 ? html`<${AlertTable} caption="Alerts, newest first, each with how often its rule is wrong" alerts=${open} done=${done} />`
      : html`<p class="quiet">No alert is open. A watch is made with <code>bellwether watch add</code> and tested by <code>bellwether watch run</code>.</p>`}
    <${Closed} again=${again} done=${done} />
    <${NearMisses} />
    <${Exports} path="alerts" />`;
}

/** Alerts that are not open any more, when they are asked for. @param {{again: number, done: () => void}} props */
function Closed({ again, done }) {
  const [open, set] = useState(false);
  const answer = useAnswer(open ? question('alerts', { closed: true }) : null, again);
  return html`<details onToggle=${(event) => set(event.target.open)}><summary>Alerts set aside, or no longer raised</summary>
    ${open && html`<${Answer} of=${answer}>${(/** @type {import('../../types/api').Alerts} */ { alerts }) => html`<${AlertTable}
      caption="Alerts that were set aside, or that later data no longer raise" alerts=${alerts.filter((one) => one.muted || one.state === 'dissolved')} done=${done} />`}<//>`}
  </details>`;
}

function MostActive() {
  const answer = useAnswer(question('count', { by: 'actor' }));
  const known = useAnswer(question('actors'));
  return html`<${Answer} of=${answer}>${(data) => {
    const groups = new Map((known.data?.actors ?? []).filter((one) => !/government|state|civil/i.test(one.kind ?? '')).map((one) => [one.actor, one]));
    const rows = (data.rows ?? []).filter((row) => groups.has(row.key)).map((row) => ({ ...row, name: groups.get(row.key)?.name ?? row.key })).sort((a, b) => b.value - a.value);
    const most = rows[0]?.value ?? 1;
    return html`<${Table} caption="Reported events by group, over all that is in the store" page=${15} rows=${rows} columns=${[
      { key: 'name', head: 'Group', cell: (row) => html`<${GroupLink} id=${row.key} name=${row.name} />` },
      { key: 'value', head: data.unit === 'incidents' ? 'Incidents' : 'Reports', number: true },
      { key: 'bar', head: 'To scale', fixed: true, cell: (row) => html`<meter min="0" max=${most} value=${row.value} aria-label=${`${row.name}: ${number(row.value)}`}></meter>` },
    ]} /><${Exports} path="count" parameters=${{ by: 'actor' }} />`;
  }}<//>`;
}

/** The days for which releases say that they are complete. @param {import('../../types/api').Releases['releases']} own */
function scopeOf(own) {
  const scopes = own.flatMap((one) => (one.release?.scope ? [one.release.scope] : []));
  if (!scopes.length) return 'not declared';
  const [from, to] = [scopes.map((one) => one.from ?? '').sort()[0], scopes.map((one) => one.to ?? '9999').sort().at(-1) ?? ''];
  return `${from || 'its beginning'} to ${to === '9999' ? 'its end' : to}`;
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
      scope: scopeOf(own),
      age: last ? Math.round((today - Date.parse(last)) / 86_400_000) : null,
      gaps: gaps.filter((gap) => gap.dataset === row.key),
    };
  });
  return html`<${Table} caption="How fresh each source is" rows=${rows} columns=${[
    { key: 'key', head: 'Dataset', cell: (row) => html`<a href=${address('sources', row.key)}>${row.key}</a>` },
    { key: 'reports', head: 'Reports', number: true },
    { key: 'releases', head: 'Files', number: true },
    { key: 'scope', head: 'Complete for' },
    { key: 'last', head: 'Known from' },
    { key: 'age', head: 'Days ago', number: true },
    { key: 'rejected', head: 'Rows rejected', number: true },
    { key: 'gaps', head: 'Gaps', number: true, cell: (row) => (row.gaps.length ? html`<details><summary>${number(row.gaps.length)}</summary>${row.gaps.slice(0, 20).map((gap) => html`<div>${gap.from.slice(0, 10)} to ${gap.to.slice(0, 10)}: ${gap.reason}</div>`)}</details>` : 'none') },
  ]} />`;
}
