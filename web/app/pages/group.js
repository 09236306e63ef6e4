// A group: what it is, what it did, where, how that moved, what is said of it.
import { html, useMemo, useState } from '../lib.js';
import { question, useAnswer, useRows } from '../api.js';
import { address } from '../state.js';
import { Clock, calm, moving } from '../time.js';
import { Sums } from '../sums.js';
import { Answer, Closed, Figure, Sources, Table, Trouble } from '../parts.js';
import { Breaks, FacetSeries, Reading, Series } from '../series.js';
import { Reach } from '../reach.js';
import { Typology, kindOf, typology } from '../types.js';
import { EventMap, EventTable } from '../map.js';
import { within, spots } from '../map-data.js';
import { capital, dayNumber, number, plain } from '../format.js';
import { Brief } from '../brief.js';
import { Lineage } from '../lineage.js';
import { Calendar } from '../study.js';
import { AlertTable, NearMisses, WatchIt } from '../alerts.js';

/** @typedef {import('../../types/api').Count} Count */
/** @typedef {import('../../types/api').Actor} Actor */
/** @typedef {import('../../types/api').EventRow} EventRow */

/** Events that are put on the map one by one; `most` in the address says otherwise, for a slow machine. */
const MOST = 50_000;
const DAY = 86_400;

/** Strengths as ranges against time: a bar from low to high for each that somebody said.
 * @param {{statements: import('../../types/api').Statement[]}} props */
function Strengths({ statements }) {
  const said = statements.flatMap((one) => (one.kind === 'strength' && one.quantity && one.as_of
    ? [{ ...one, as_of: one.as_of, low: one.quantity.low ?? one.quantity.high ?? 0, high: one.quantity.high ?? one.quantity.low ?? 0 }] : []));
  if (!said.length) return html`<p class="quiet">Nobody's figure of its strength is in the registry or the store.</p>`;
  const at = (text) => dayNumber(`${text}`);
  const [first, last] = [Math.min(...said.map((one) => at(one.as_of))), Math.max(...said.map((one) => at(one.as_of)))];
  const most = Math.max(...said.map((one) => one.high));
  const x = (text) => 60 + ((at(text) - first) / Math.max(1, last - first)) * 660;
  const y = (value) => 170 - (value / most) * 150;
  return html`<${Figure} title="Strength, as different bodies put it" rows=${said} columns=${[
      { key: 'as_of', head: 'As of' }, { key: 'low', head: 'Low', number: true }, { key: 'high', head: 'High', number: true },
      { key: 'attributed_to', head: 'According to' }, { key: 'source', head: 'Source' },
    ]}>
    <svg class="ranges" viewBox="0 0 760 200" role="img" aria-label=${`${said.length} figures of strength, the highest ${number(most)}`}>
      <line x1="50" x2="740" y1=${y(0)} y2=${y(0)} /><text x="46" y=${y(0) + 4} text-anchor="end">0</text><text x="46" y=${y(most) + 4} text-anchor="end">${number(most)}</text>
      ${said.map((one) => html`<g><title>${one.as_of}: ${number(one.low)}–${number(one.high)}, ${one.attributed_to ?? 'nobody named'}</title>
        <rect x=${x(one.as_of) - 4} width="8" y=${y(one.high)} height=${Math.max(3, y(one.low) - y(one.high))} />
        <text x=${x(one.as_of)} y="192" text-anchor="middle">${one.as_of.slice(0, 4)}</text></g>`)}
    </svg><//>`;
}

/** A split of what is in the stretch, by a column; `which` says it is another one.
 * @param {{caption: string, rows: EventRow[], by: (row: EventRow) => string, which?: string}} props */
function Split({ caption, rows, by, which }) {
  const counted = useMemo(() => {
    const count = new Map();
    rows.forEach((row) => {
      const key = by(row);
      const now = count.get(key) ?? { key, events: 0, deaths: 0 };
      now.events += 1;
      now.deaths += row.deaths_best ?? 0;
      count.set(key, now);
    });
    return [...count.values()].sort((a, b) => b.events - a.events);
  }, [rows, which]);
  return html`<${Table} caption=${caption} rows=${counted} page=${10} columns=${[
    { key: 'key', head: caption.replace('By ', '') }, { key: 'events', head: 'Events', number: true }, { key: 'deaths', head: 'Deaths (best)', number: true },
    { key: 'bar', head: 'Share', cell: (row) => html`<meter min="0" max=${rows.length || 1} value=${row.events} aria-label=${`${row.key}: ${row.events} of ${rows.length}`}></meter>` },
  ]} />`;
}

/** Days before now, in words. @param {string | null | undefined} last the last event @param {string | null | undefined} until where the data end */
function lastSeen(last, until) {
  if (!last) return 'No event of it is in the store.';
  const silent = until ? dayNumber(until) - dayNumber(last) : 0;
  const quiet = silent > 365 ? `dormant for ${(silent / 365.25).toFixed(1)} years before` : silent > 60 ? `silent for ${number(silent)} days before` : null;
  return html`Last seen on <strong>${last}</strong>${until ? html`; ${quiet ? html`<strong>${quiet}</strong> ` : 'there the data reach to '}${quiet ? 'the data end on ' : ''}${until}` : ''}.`;
}

/** What must not be taken for the group on its charts. @param {import('../../types/api').Facts | undefined} facts @returns {import('../chart.js').Mark[]} */
function breaksOf(facts) {
  const own = (facts?.reach ?? []).filter((one) => one.events > 0 && one.collected);
  const found = own.flatMap(({ dataset, collected }) => {
    if (!collected) return [];
    const { from, to, breaks } = collected;
    const meanwhile = (day) => own.some((other) => other.dataset !== dataset && other.collected && other.collected.from <= day && other.collected.to >= day);
    return [...breaks.filter((one) => one.facet === null).map((one) => ({ at: one.day, words: one.what })),
      ...(meanwhile(from) ? [{ at: from, words: `${dataset} begins` }] : []), ...(meanwhile(to) ? [{ at: to, words: `${dataset} ends` }] : [])];
  });
  const marks = found.map((one) => ({ at: dayNumber(one.at) * DAY, kind: /** @type {const} */ ('break'), words: one.words }));
  return facts?.incomplete_from ? [...marks, { at: dayNumber(facts.incomplete_from) * DAY, kind: 'incomplete', words: 'from here on reports may still come in' }] : marks;
}

/** @param {{id: string, query: Record<string, string>}} props */
export function Group({ id, query }) {
  const [again, setAgain] = useState(0);
  const done = () => setAgain((before) => before + 1);
  const about = useAnswer(question(`actors/${encodeURIComponent(id)}`));
  const alerts = useAnswer(question('alerts', { closed: true }), again);
  const events = useAnswer(question('count', { actor: id }));
  // The charts ask first, then the map: they are what is looked at while the rest comes.
  const loaded = useRows(about.data ? { actor: id } : null, Number(query.most) || MOST);
  const facts = useAnswer(loaded.busy && !loaded.rows.length ? null : question(`groups/${encodeURIComponent(id)}`));
  const own = (alerts.data?.alerts ?? []).filter((one) => one.subject?.actor === id);
  const marks = useMemo(() => [...own.filter((one) => !one.muted).map((one) => ({ at: dayNumber(one.first_signal) * DAY, kind: /** @type {const} */ ('alert'), words: `alert: ${plain(one.facet)}` })), ...breaksOf(facts.data)], [alerts.data, facts.data, id]);
  const stretch = calm.value;
  const all = useMemo(() => spots(loaded.rows), [loaded.rows]);
  const shown = useMemo(() => within(all, stretch).map((spot) => spot.row), [all, stretch?.[0], stretch?.[1]]);
  const bounds = useMemo(() => all.length ? all.reduce(([first, last], spot) => /** @type {[number, number]} */ ([Math.min(first, spot.from), Math.max(last, spot.to)]), /** @type {[number, number]} */ ([Infinity, -Infinity])) : null, [all]);
  const total = loaded.more ? events.data?.value ?? null : null;
  const kinds = typology();
  const unit = loaded.answer?.incidents ? 'incidents' : 'reports';
  return html`<${Answer} of=${about} wait="Looking up the group">${(/** @type {Actor} */ actor) => html`
    <h1><bdi dir="auto">${actor.name}</bdi></h1>
    <p class="lead">${[plain(actor.kind), actor.ideology, actor.aims].filter(Boolean).map(capital).join('. ')}${actor.note ? html` <span class="quiet">${actor.note}</span>` : ''}</p>
    ${facts.data && html`<p class="seen">${lastSeen(facts.data.last_event, facts.data.data_until)}</p>`}
    ${loaded.error && html`<${Trouble} error=${loaded.error} />`}<${Closed} closed=${loaded.closed} />
    ${loaded.busy && html`<p class="wait" role="status">Reading its events …${all.length > 0 && html` The newest ${number(all.length)} are there.`}</p>`}
    ${bounds && html`<div class="sticky"><${Clock} first=${bounds[0]} last=${bounds[1]} />
      <${Sums} all=${all} unit=${unit} bounds=${bounds}>${total !== null ? html` <span class="quiet">(of the newest ${number(all.length)} of ${number(total)})</span>` : ''}
        ${events.data && unit === 'incidents' && !stretch && html` <span class="quiet">${number(events.data.incidents)} incidents from ${number(events.data.reports)} reports; ${number(events.data.single_source)} seen by one source only</span>`}<//></div>`}
    <div class="columns">
      <div><h2>Over time</h2><${Reading} /><${Series} actor=${id} measure="events" title="Events by month" marks=${marks} /><${Series} actor=${id} measure="fatalities" title="Deaths by month, low to high" marks=${marks} />
        ${!loaded.busy && !loaded.more && all.length > 0 && html`<${FacetSeries} actor=${id} rows=${loaded.rows} marks=${marks} />`}<${Breaks} marks=${marks} /></div>
      <div><h2>Where</h2><${EventMap} all=${all} parameters=${loaded.asked} total=${total} /></div>
    </div>
    <section><h2>Alerts</h2>${own.length ? html`<${AlertTable} caption="Alerts of this group" alerts=${own} done=${done} />` : html`<p class="quiet">No alert of this group is on record.</p>`}
      <${WatchIt} actor=${id} name=${actor.name} />
      <p class="quiet">Alerts rest on reported events; each rule's rate of false alarms is measured on the group's own past.</p>
      ${own.length > 0 && html`<${NearMisses} watch=${(name) => own.some((one) => one.watch === name)} />`}</section>
    <section><h2>Targets and kinds</h2><${Typology} rows=${shown} /><div class="columns narrow">
      <${Split} caption="By kind of event" rows=${shown} which=${kinds} by=${(row) => kindOf(row, kinds)} />
      <${Split} caption="By target" rows=${shown} by=${(row) => (row.civilians_targeted ? 'civilians' : plain(row.targets) || 'not said')} />
      <${Split} caption="By country" rows=${shown} by=${(row) => row.country ?? 'not said'} />
    </div></section>
    <section><h2>Strength</h2><${Strengths} statements=${actor.statements ?? []} /></section>
    <section><h2>Names and relations</h2><${Lineage} actor=${actor} /></section>
    <section><h2>How each dataset speaks of it</h2>${loaded.busy ? '' : html`<${Answer} of=${facts} wait="Asking each dataset">${(data) => html`<${Reach} facts=${data} />`}<//>`}</section>
    <section><h2>Events</h2><${EventTable} caption="Events in the stretch of time that is looked at" rows=${shown} /></section>
    <section><h2>Elections, changes of government, withdrawals</h2><${Calendar} id=${id} /></section>
    <section><h2>Brief</h2><${Brief} id=${id} /><p><a href=${address('claim', '', { text: `${actor.name} killed at least … people` })}>Check a claim about it</a></p></section>
    <${Sources} answer=${loaded.answer} />`}<//>`;
}

// A brush that ends elsewhere than it began leaves nothing moving.
addEventListener('hashchange', () => { moving.value = null; });
