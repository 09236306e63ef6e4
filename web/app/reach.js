// What each dataset can and cannot say about a group, by which words or numbers it means it, and against whom it fought.
import { html } from './lib.js';
import { address } from './state.js';
import { Table } from './parts.js';
import { number, plain, range } from './format.js';

/** @typedef {import('../types/api').Facts} Facts */

/** @param {{facts: Facts}} props */
export function Reach({ facts }) {
  return html`<${Table} caption="What each dataset has of it" rows=${facts.reach} columns=${[
      { key: 'dataset', head: 'Dataset', cell: (row) => html`<a href=${address('sources', row.dataset)}>${row.dataset}</a>` },
      { key: 'selector', head: 'How it speaks of the group' },
      { key: 'events', head: 'Reports', number: true }, { key: 'deaths', head: 'Deaths', number: true },
      { key: 'from', head: 'Covers', fixed: true, cell: (row) => (row.collected ? `${row.collected.from} to ${row.collected.to}` : 'nothing there') },
      { key: 'dataset', head: 'What it cannot say', fixed: true, cell: (row) => html`<${Limits} reach=${row} />` },
    ]} />
    ${facts.behind && html`<p class="quiet">Adding up the reports would have said ${number(facts.behind.events_of_reports)} events and ${number(facts.behind.deaths_of_reports)} deaths; the incidents put together from them are ${number(facts.total.events)} with ${range(facts.total.low, facts.total.deaths, facts.total.high)}.</p>`}
    <${Table} caption="Against whom" rows=${facts.opponents} page=${10} columns=${[
      { key: 'name', head: 'The other side', cell: (row) => html`<bdi dir="auto">${row.name}</bdi>` }, { key: 'events', head: 'Events', number: true },
      { key: 'deaths', head: 'Deaths', number: true, cell: (row) => range(row.low, row.deaths, row.high) }]} />`;
}

/** @param {{reach: Facts['reach'][number]}} props */
function Limits({ reach }) {
  const all = [...reach.speaks.map((one) => one.text), ...reach.caveats, ...reach.excludes.map((one) => `leaves out ${plain(one)}`)];
  if (!all.length) return 'nothing on record';
  return html`<details><summary>${all[0].length > 90 ? `${all[0].slice(0, 89)}…` : all[0]}</summary><ul>${all.map((one) => html`<li>${one}</li>`)}</ul></details>`;
}
