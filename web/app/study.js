// Attacks of a group held against elections, changes of government, withdrawals.
import { html, useState } from './lib.js';
import { question, useAnswer } from './api.js';
import { address } from './state.js';
import { Answer, Exports, Table } from './parts.js';
import { number, plain } from './format.js';

/** @typedef {import('../types/api').Study} Study */

const VERDICTS = {
  more: 'More attacks near these dates than on the days around them.',
  fewer: 'Fewer attacks near these dates than on the days around them.',
  'no-sign': 'No sign that attacks gather near these dates or keep away from them.',
  'cannot-tell': 'The data cannot tell: too few dates, or too few attacks near them.',
};
const rate = (value) => Number(value).toFixed(2);

/** @param {{id: string}} props */
export function Calendar({ id }) {
  const [asked, ask] = useState(false);
  const study = useAnswer(asked ? question('calendar/study', { actor: id }) : null);
  if (!asked) return html`<button onClick=${() => ask(true)}>Hold its attacks against the political calendar</button>`;
  return html`<${Answer} of=${study} wait="Comparing the days near elections with the days around them">${(/** @type {Study} */ data) => html`
    <p><strong>${VERDICTS[data.verdict] ?? plain(data.verdict)}</strong></p>
    <p>${number(data.within)} attacks on ${number(data.within_days)} days near ${number(data.occasions)} dates (${plain(data.kinds.join(', '))}; ${data.before_days} days before to ${data.after_days} after), where
      ${' '}${rate(data.expected)} were expected from ${number(data.outside)} attacks on ${number(data.outside_days)} days around them${data.rate_ratio !== null ? html`: ${rate(data.rate_ratio)} times as many
      (95% interval ${rate(data.interval[0])} to ${data.interval[1] === null ? 'no bound' : rate(data.interval[1])}), p = ${rate(data.p)}` : ''}.</p>
    <${Table} caption="Where and when it was looked at" rows=${data.countries} columns=${[
      { key: 'country', head: 'Country' }, { key: 'attacks', head: 'Attacks', number: true }, { key: 'from', head: 'From' }, { key: 'to', head: 'To' },
      { key: 'dates', head: 'Dates', cell: (row) => row.dates.join(', ') }]} />
    <${Table} caption="Attacks near a date" rows=${data.attacks} page=${10} columns=${[
      { key: 'near', head: 'Date' }, { key: 'offset_days', head: 'Days after it', number: true }, { key: 'from', head: 'Attack' }, { key: 'country', head: 'Country' },
      { key: 'id', head: 'Open', cell: (row) => html`<a href=${address('incident', row.id)}>${row.id}</a>` }]} />
    <ul class="quiet">${(data.notes ?? []).map((one) => html`<li>${one}</li>`)}</ul>
    <${Exports} path="calendar/study" parameters=${{ actor: id }} forms=${['json']} />`}<//>`;
}
