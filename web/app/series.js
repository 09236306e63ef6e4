// A group by month: events, deaths and the facets that watches test, with what is usual, alerts, and changes of counting.
import { html, useMemo } from './lib.js';
import { question, useAnswer } from './api.js';
import { place, turn } from './state.js';
import { current, drag, settle } from './time.js';
import { Answer, Exports, Figure } from './parts.js';
import { TimeChart } from './chart.js';
import { dayNumber } from './format.js';

/** @typedef {{key: string, value: number | null, low: number, high: number}} Month */
/** @typedef {import('./chart.js').Mark} Mark */
/** @typedef {import('../types/api').EventRow} EventRow */

const DAY = 86_400;

/** Every month from the first to the last. @param {string[]} keys */
function monthsBetween(keys) {
  if (!keys.length) return [];
  const sorted = [...keys].sort();
  let [year, month] = sorted[0].split('-').map(Number);
  const last = sorted[sorted.length - 1];
  for (const all = [];;) {
    const key = `${year}-${String(month).padStart(2, '0')}`;
    all.push(key);
    if (key >= last) return all;
    month += 1;
    if (month > 12) { month = 1; year += 1; }
  }
}

/** Every month, with what the answer has for it. @param {import('../types/api').CountRow[]} rows @returns {Month[]} */
function months(rows) {
  const known = new Map(rows.map((row) => [row.key, row]));
  return monthsBetween([...known.keys()]).map((key) => {
    const row = known.get(key);
    return { key, value: row?.value ?? 0, low: row?.low ?? 0, high: row?.high ?? 0 };
  });
}

/** Months that the band of what is usual rests on, and the share of them on either side of it that is left out. */
const [BEFORE, TAIL] = [24, 0.1];

/** For each month what the months before it were mostly like: the middle 8 in 10 of 24 of them; months of which nothing is
 * to be said are left out. @param {Month[]} rows */
function usual(rows) {
  const at = (share) => rows.map((_, index) => {
    if (index < BEFORE) return null;
    const before = rows.slice(index - BEFORE, index).flatMap((row) => (row.value === null ? [] : [row.value])).sort((a, b) => a - b);
    return before.length < BEFORE / 2 ? null : before[Math.round(share * (before.length - 1))];
  });
  return { low: at(TAIL), high: at(1 - TAIL) };
}

/** @typedef {{words: string, of: (rows: EventRow[]) => number | null}} Facet */

/** Deaths from which on an event counts as one of mass casualties, as the watches have it. */
const MASS = 25;

/** What can be told of a month's events, as the watches test it. @type {Record<string, Facet>} */
export const FACETS = {
  'spread-units': { words: 'Provinces with an event', of: (rows) => new Set(rows.flatMap((row) => (row.admin1 ? [`${row.iso3} ${row.admin1}`] : []))).size },
  'civilian-share': { words: 'Share against civilians, per cent', of: (rows) => (rows.length ? Math.round((100 * rows.filter((row) => row.civilians_targeted).length) / rows.length) : null) },
  lethality: { words: 'Deaths per event', of: (rows) => (rows.length ? Math.round((10 * rows.reduce((sum, row) => sum + (row.deaths_best ?? 0), 0)) / rows.length) / 10 : null) },
  'mass-casualty': { words: `Events with at least ${MASS} deaths`, of: (rows) => rows.filter((row) => (row.deaths_best ?? 0) >= MASS).length },
};

/** @param {EventRow[]} rows @param {Facet} facet @returns {Month[]} */
function facetMonths(rows, facet) {
  const by = new Map();
  for (const row of rows) {
    const key = row.date_start.slice(0, 7);
    const own = by.get(key);
    if (own) own.push(row); else by.set(key, [row]);
  }
  return monthsBetween([...by.keys()]).map((key) => {
    const value = facet.of(by.get(key) ?? []);
    return { key, value, low: value ?? 0, high: value ?? 0 };
  });
}

/** How the charts are read, said once above them. */
export const Reading = () => html`<p class="quiet">Drag over a chart, or use the arrow keys on it, to look at a stretch of time on the map and in the tables. Grey: the middle 8 in 10 of the ${BEFORE} months before. Triangles are alerts, dashed lines changes of counting; where the ground is dotted, reports may still come in.</p>`;

/** @param {{name: string, title: string, rows: Month[], marks: Mark[], toll?: boolean}} props */
function Drawn({ name, title, rows, marks, toll }) {
  const drawn = useMemo(() => ({
    times: rows.map((row) => dayNumber(row.key) * DAY), best: rows.map((row) => row.value), low: rows.map((row) => row.low), high: rows.map((row) => row.high), usual: usual(rows),
  }), [rows]);
  const table = useMemo(() => rows.map((row, index) => ({ ...row, usual_low: drawn.usual.low[index], usual_high: drawn.usual.high[index] })), [rows]);
  return html`<${Figure} title=${title} rows=${table} columns=${[
      { key: 'key', head: 'Month' }, { key: 'value', head: 'Best', number: true }, ...(toll ? [{ key: 'low', head: 'Low', number: true }, { key: 'high', head: 'High', number: true }] : []),
      { key: 'usual_low', head: 'Usual from', number: true }, { key: 'usual_high', head: 'to', number: true },
    ]}>
      <${TimeChart} times=${drawn.times} best=${drawn.best} label=${title} name=${name} marks=${marks} usual=${drawn.usual}
        low=${toll ? drawn.low : undefined} high=${toll ? drawn.high : undefined}
        range=${onChart} onMove=${move} onBrush=${letGo} />
    <//>`;
}

const move = (from, to) => drag(Math.round(from / DAY), Math.round(to / DAY));
const letGo = (from, to) => settle(from / DAY, to / DAY);

/** The stretch that is looked at as it lies on a chart of these times, in seconds since 1970. @param {number[]} times @returns {[number, number] | null} */
const onChart = (times) => {
  const now = current.value;
  return now && [Math.max(times[0] ?? 0, now[0] * DAY), Math.min((times.at(-1) ?? 0) + 31 * DAY, now[1] * DAY)];
};

/** Events or deaths, counted by the server. @param {{actor: string, measure: string, title: string, marks: Mark[]}} props */
export function Series({ actor, measure, title, marks }) {
  const answer = useAnswer(question('count', { actor, measure, by: 'month' }));
  const rows = useMemo(() => months(answer.data?.rows ?? []), [answer.data]);
  return html`<${Answer} of=${answer}>${() => html`
    <${Drawn} name=${`${actor}-${measure}`} title=${title} rows=${rows} marks=${marks} toll=${measure === 'fatalities'} />
    <${Exports} path="count" parameters=${{ actor, measure, by: 'month' }} />`}<//>`;
}

/** One of the facets, of the events that are on the page. @param {{actor: string, rows: EventRow[], marks: Mark[]}} props */
export function FacetSeries({ actor, rows, marks }) {
  const which = place.value.query.facet;
  const facet = FACETS[which ?? ''];
  const drawn = useMemo(() => (facet ? facetMonths(rows, facet) : []), [rows, which]);
  return html`<div class="modes" role="group" aria-label="Further facets by month">
      ${Object.entries(FACETS).map(([key, { words }]) => html`<button aria-pressed=${which === key ? 'true' : 'false'} onClick=${() => turn({ facet: which === key ? undefined : key }, true)}>${words}</button>`)}</div>
    ${facet && html`<${Drawn} key=${which} name=${`${actor}-${which}`} title=${`${facet.words}, by month`} rows=${drawn} marks=${marks} />`}`;
}

/** Changes of counting, listed. @param {{marks: Mark[]}} props */
export function Breaks({ marks }) {
  const own = marks.filter((mark) => mark.kind === 'break' || mark.kind === 'incomplete');
  if (!own.length) return null;
  return html`<details><summary>What changes or ends on these charts that is not the group</summary><ul>${own.map((mark) => html`<li>${new Date(mark.at * 1000).toISOString().slice(0, 10)}: ${mark.words}</li>`)}</ul></details>`;
}
