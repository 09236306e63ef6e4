// How good the data are: how well places are known, what was put together, what is still open.
import { html, useState } from './lib.js';
import { question, useAnswer } from './api.js';
import { address } from './state.js';
import { Answer, Exports, Table } from './parts.js';
import { number, placeWords, plain } from './format.js';

/** @typedef {import('../types/api').Count} Count */

/** The parts of a whole, each with its share.
 * @param {{caption: string, head: string, rows: {key: string, value: number}[], words: (key: string) => string, what: string}} props */
export function Shares({ caption, head, rows, words, what }) {
  const whole = rows.reduce((sum, row) => sum + row.value, 0) || 1;
  return html`<${Table} caption=${caption} rows=${rows} page=${12} columns=${[
    { key: 'key', head, cell: (row) => words(row.key) }, { key: 'value', head: what, number: true },
    { key: 'share', head: 'Share', fixed: true, cell: (row) => html`<meter min="0" max=${whole} value=${row.value} aria-label=${`${words(row.key)}: ${number(row.value)} of ${number(whole)}`}></meter> ${Math.round((100 * row.value) / whole)}%` },
  ]} />`;
}

export function Quality() {
  const precision = useAnswer(question('count', { by: 'precision' }));
  return html`<${Answer} of=${precision}>${(/** @type {Count} */ data) => html`
    ${data.unit === 'incidents' && html`<p><strong>${number(data.reports)}</strong> reports were put together into <strong>${number(data.incidents)}</strong> incidents, so
      ${' '}${number((data.reports ?? 0) - (data.incidents ?? 0))} tell of something that another report tells of too; <strong>${number(data.single_source)}</strong> incidents are seen by one source only.</p>`}
    <${Shares} caption="How well places are known" head="Place" what=${data.unit === 'incidents' ? 'Incidents' : 'Reports'} rows=${data.rows ?? []} words=${placeWords} />
    <${Exports} path="count" parameters=${{ by: 'precision' }} />
    ${data.unit === 'incidents' && html`<${Review} />`}`}<//>`;
}

/** Pairs about which the machine is least sure, for whoever judges. */
function Review() {
  const [open, set] = useState(false);
  const answer = useAnswer(open ? question('incidents/review', { limit: 25 }) : null);
  return html`<details onToggle=${(event) => set(event.target.open)}><summary>Pairs of reports that wait for a judgement</summary>
    ${open && html`<${Answer} of=${answer}>${(/** @type {import('../types/api').Review} */ data) => html`<${Table} caption="The pairs whose judgement would settle most" page=${25} rows=${data.pairs} columns=${[
      { key: 'report_a', head: 'Report', cell: (row) => html`<a href=${address('incident', row.report_a)}>${row.report_a}</a>` },
      { key: 'report_b', head: 'and report', cell: (row) => html`<a href=${address('incident', row.report_b)}>${row.report_b}</a>` },
      { key: 'joined', head: 'Now', cell: (row) => (row.joined ? 'one incident' : 'two incidents') },
      { key: 'probability', head: 'Probability of one', number: true, cell: (row) => Number(row.probability).toFixed(2) },
      { key: 'words', head: 'Why', fixed: true, cell: (row) => plain(row.words) }]} />`}<//>`}
  </details>`;
}
