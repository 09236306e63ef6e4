// A group: what it is, what it did, where, how that moved, what is said of it.
import { html, useMemo } from '../lib.js';
import { question, useAnswer, useRows } from '../api.js';
import { address } from '../state.js';
import { Clock, current, moving, settle } from '../time.js';
import { Answer, Exports, Figure, Sources, Table, Trouble } from '../parts.js';
import { TimeChart } from '../chart.js';
import { EventMap, EventTable } from '../map.js';
import { within, spots } from '../map-data.js';
import { dayNumber, dayText, number, plain, range } from '../format.js';
import { Brief } from '../brief.js';
import { Lineage } from '../lineage.js';
import { Calendar } from '../study.js';
import { AlertTable } from './overview.js';

/** @typedef {import('../../types/api').Count} Count */
/** @typedef {import('../../types/api').Actor} Actor */
/** @typedef {import('../../types/api').EventRow} EventRow */
/** @typedef {{key: string, value: number, low: number, high: number}} Month */

const MOST = 20_000;
const DAY = 86_400;

/** Every month from the first to the last, with what the answer has for it.
 * @param {import('../../types/api').CountRow[]} rows @returns {Month[]} */
function months(rows) {
  if (!rows.length) return [];
  const known = new Map(rows.map((row) => [row.key, row]));
  const all = /** @type {Month[]} */ ([]);
  let [year, month] = [...known.keys()].sort()[0].split('-').map(Number);
  const last = [...known.keys()].sort().at(-1) ?? '';
  for (;;) {
    const key = `${year}-${String(month).padStart(2, '0')}`;
    const row = known.get(key);
    all.push({ key, value: row?.value ?? 0, low: row?.low ?? 0, high: row?.high ?? 0 });
    if (key >= last) return all;
    month += 1;
    if (month > 12) { month = 1; year += 1; }
  }
}

/** Months that the band of what is usual rests on, and the share of them on either side of it that is left out. */
const [BEFORE, TAIL] = [24, 0.1];

/** For each month what the months before it were mostly like: the middle 8 in 10 of 24 of them.
 * @param {Month[]} rows */
function usual(rows) {
  const at = (share) => rows.map((_, index) => {
    if (index < BEFORE) return null;
    const before = rows.slice(index - BEFORE, index).map((row) => row.value).sort((a, b) => a - b);
    return before[Math.round(share * (BEFORE - 1))];
  });
  return { low: at(TAIL), high: at(1 - TAIL) };
}

/** @param {{actor: string, measure: string, title: string, marks: {at: number, kind: string}[]}} props */
function Series({ actor, measure, title, marks }) {
  const answer = useAnswer(question('count', { actor, measure, by: 'month' }));
  const rows = useMemo(() => months(answer.data?.rows ?? []), [answer.data]);
  const drawn = useMemo(() => ({
    times: rows.map((row) => dayNumber(row.key) * DAY), best: rows.map((row) => row.value), low: rows.map((row) => row.low), high: rows.map((row) => row.high), usual: usual(rows),
  }), [rows]);
  const table = useMemo(() => rows.map((row, index) => ({ ...row, usual_low: drawn.usual.low[index], usual_high: drawn.usual.high[index] })), [rows]);
  const toll = measure === 'fatalities';
  const now = current.value;
  const { times } = drawn;
  return html`<${Answer} of=${answer}>${() => html`
    <${Figure} title=${title} rows=${table} columns=${[
      { key: 'key', head: 'Month' }, { key: 'value', head: 'Best', number: true }, { key: 'low', head: 'Low', number: true }, { key: 'high', head: 'High', number: true },
      { key: 'usual_low', head: 'Usual from', number: true }, { key: 'usual_high', head: 'to', number: true },
    ]} note="Drag over the chart, or use the arrow keys on it, to look at a stretch of time on the map and in the tables. Grey: the middle 8 in 10 of the 24 months before. Triangles are alerts.">
      <${TimeChart} times=${times} best=${drawn.best} label=${title} name=${`${actor}-${measure}`} marks=${marks} usual=${drawn.usual}
        low=${toll ? drawn.low : undefined} high=${toll ? drawn.high : undefined}
        range=${now ? [Math.max(times[0] ?? 0, now[0] * DAY), Math.min((times.at(-1) ?? 0) + 31 * DAY, now[1] * DAY)] : null}
        onMove=${(from, to) => { moving.value = [Math.round(from / DAY), Math.round(to / DAY)]; }}
        onBrush=${(from, to) => settle(from / DAY, to / DAY)} />
    <//>
    <${Exports} path="count" parameters=${{ actor, measure, by: 'month' }} />`}<//>`;
}

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

/** A split of what is in the stretch, by a column.
 * @param {{caption: string, rows: EventRow[], by: (row: EventRow) => string}} props */
function Split({ caption, rows, by }) {
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
  }, [rows]);
  return html`<${Table} caption=${caption} rows=${counted} page=${10} columns=${[
    { key: 'key', head: caption.replace('By ', '') }, { key: 'events', head: 'Events', number: true }, { key: 'deaths', head: 'Deaths (best)', number: true },
    { key: 'bar', head: 'Share', cell: (row) => html`<meter min="0" max=${rows.length || 1} value=${row.events} aria-label=${`${row.key}: ${row.events} of ${rows.length}`}></meter>` },
  ]} />`;
}

/** @param {{id: string}} props */
export function Group({ id }) {
  const about = useAnswer(question(`actors/${encodeURIComponent(id)}`));
  const alerts = useAnswer(question('alerts', { closed: true }));
  const total = useAnswer(question('count', { actor: id, measure: 'fatalities' }));
  // The charts ask first: they are what is looked at while the events come.
  const loaded = useRows(about.data ? { actor: id } : null, MOST);
  const own = (alerts.data?.alerts ?? []).filter((one) => one.subject?.actor === id);
  const marks = useMemo(() => own.map((one) => ({ at: dayNumber(one.first_signal) * DAY, kind: 'alert' })), [alerts.data, id]);
  const stretch = current.value;
  const all = useMemo(() => spots(loaded.rows), [loaded.rows]);
  const shown = useMemo(() => within(all, stretch).map((spot) => spot.row), [all, stretch?.[0], stretch?.[1]]);
  const bounds = useMemo(() => all.length ? all.reduce(([first, last], spot) => /** @type {[number, number]} */ ([Math.min(first, spot.from), Math.max(last, spot.to)]), /** @type {[number, number]} */ ([Infinity, -Infinity])) : null, [all]);
  const deaths = shown.reduce((sum, row) => /** @type {[number, number, number]} */ ([sum[0] + (row.deaths_low ?? 0), sum[1] + (row.deaths_best ?? 0), sum[2] + (row.deaths_high ?? 0)]), /** @type {[number, number, number]} */ ([0, 0, 0]));
  const unit = loaded.answer?.unit === 'incidents' || loaded.answer?.incidents ? 'incidents' : 'reports';
  return html`<${Answer} of=${about} wait="Looking up the group">${(/** @type {Actor} */ actor) => html`
    <h1><bdi dir="auto">${actor.name}</bdi></h1>
    <p class="lead">${[plain(actor.kind), actor.ideology, actor.aims].filter(Boolean).join('. ')}${actor.note ? html` <span class="quiet">${actor.note}</span>` : ''}</p>
    ${loaded.error && html`<${Trouble} error=${loaded.error} />`}
    ${loaded.busy && html`<p class="wait" role="status">Reading its events …</p>`}
    ${bounds && html`<div class="sticky"><${Clock} first=${bounds[0]} last=${bounds[1]} />
      <p aria-live="polite"><strong>${number(shown.length)}</strong> ${unit}${stretch ? html` from ${dayText(Math.max(bounds[0], stretch[0]))} to ${dayText(Math.min(bounds[1], stretch[1]))}` : ''},
        deaths <strong>${range(...deaths)}</strong>${loaded.more ? html` <span class="quiet">(the newest ${number(MOST)} are on the map)</span>` : ''}
        ${total.data && unit === 'incidents' && !stretch && html` <span class="quiet">${number(total.data.incidents)} incidents from ${number(total.data.reports)} reports; ${number(total.data.single_source)} seen by one source only</span>`}</p></div>`}
    <div class="columns">
      <div><h2>Over time</h2><${Series} actor=${id} measure="events" title="Events by month" marks=${marks} /><${Series} actor=${id} measure="fatalities" title="Deaths by month, low to high" marks=${marks} /></div>
      <div><h2>Where</h2><${EventMap} all=${all} parameters=${{ actor: id }} /></div>
    </div>
    <section><h2>Alerts</h2>${own.length ? html`<${AlertTable} caption="Alerts of this group" alerts=${own} />` : html`<p class="quiet">No alert of this group is on record.</p>`}
      <p class="quiet">Alerts rest on reported events; each rule's rate of false alarms is measured on the group's own past.</p></section>
    <section><h2>Targets and kinds</h2><div class="columns">
      <${Split} caption="By kind of event" rows=${shown} by=${(row) => plain(row.event_type)} />
      <${Split} caption="By target" rows=${shown} by=${(row) => (row.civilians_targeted ? 'civilians' : plain(row.targets) || 'not said')} />
      <${Split} caption="By country" rows=${shown} by=${(row) => row.country ?? 'not said'} />
    </div></section>
    <section><h2>Strength</h2><${Strengths} statements=${actor.statements ?? []} /></section>
    <section><h2>Names and relations</h2><${Lineage} actor=${actor} /></section>
    <section><h2>Events</h2><${EventTable} caption="Events in the stretch of time that is looked at" rows=${shown} /></section>
    <section><h2>Elections, changes of government, withdrawals</h2><${Calendar} id=${id} /></section>
    <section><h2>Brief</h2><${Brief} id=${id} /><p><a href=${address('claim', '', { text: `${actor.name} killed at least … people` })}>Check a claim about it</a></p></section>
    <${Sources} answer=${loaded.answer} />`}<//>`;
}

// A brush that ends elsewhere than it began leaves nothing moving.
addEventListener('hashchange', () => { moving.value = null; });
