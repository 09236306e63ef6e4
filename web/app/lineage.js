// Names and relations of a group against time, and the same as a table.
import { html } from './lib.js';
import { address } from './state.js';
import { Table } from './parts.js';
import { dayNumber, plain } from './format.js';

/** @typedef {{what: string, text: string, from: string | null, to: string | null, note: string, link?: string}} Dated */

/** @param {{rows: Dated[], first: string | null, last: string | null}} props */
function Timeline({ rows, first, last }) {
  const days = [...rows.flatMap((row) => [row.from, row.to]), first, last].filter((one) => one !== null).map(dayNumber);
  const dated = rows.filter((row) => row.from || row.to);
  if (!days.length || !dated.length) return null;
  const now = dayNumber(new Date().toISOString().slice(0, 10));
  const begin = Math.min(...days);
  const end = last ? Math.max(...days) : now;
  const x = (day) => 190 + ((day - begin) / Math.max(1, end - begin)) * 550;
  const bars = [{ what: 'active', text: '', from: first, to: last, note: '' }, ...dated];
  const height = bars.length * 22 + 24;
  const years = [begin, (begin + end) / 2, end].map((day) => ({ day, text: new Date(day * 86_400_000).toISOString().slice(0, 4) }));
  const short = (text) => (text.length > 28 ? `${text.slice(0, 27)}…` : text);
  return html`<svg class="ranges timeline" viewBox=${`0 0 760 ${height}`} role="img" aria-label=${`${dated.length} names and relations with dates; the table below has them all`}>
    ${bars.map((row, at) => {
      const from = row.from ? dayNumber(row.from) : begin;
      const to = row.to ? dayNumber(row.to) : end;
      return html`<g><title>${`${row.what} ${row.text}: ${row.from ?? 'not said'} to ${row.to ?? 'not said'}`}</title>
        <text x="182" y=${at * 22 + 15} text-anchor="end">${short(`${row.what} ${row.text}`)}</text>
        <rect class=${row.to || row.what === 'active' ? '' : 'open'} x=${x(from)} y=${at * 22 + 5} width=${Math.max(4, x(to) - x(from))} height="12" /></g>`;
    })}
    ${years.map((year) => html`<text x=${x(year.day)} y=${height - 6} text-anchor="middle">${year.text}</text>`)}
  </svg>`;
}

/** @param {{actor: import('../types/api').Actor}} props */
export function Lineage({ actor }) {
  /** @type {Dated[]} */
  const dated = [
    ...actor.names.map((one) => ({ what: 'name', text: one.text, from: one.from, to: one.to, note: plain(one.kind) })),
    ...actor.relations.map((one) => ({ what: plain(one.kind), text: one.other, from: one.from, to: one.to, note: one.note ?? '', link: one.other })),
  ];
  return html`<${Timeline} rows=${dated} first=${actor.active_from} last=${actor.active_to} />
  <${Table} caption="Names and relations" rows=${dated} page=${25} columns=${[
    { key: 'what', head: 'What' },
    { key: 'text', head: 'Name or group', cell: (row) => (row.link ? html`<a href=${address('group', row.link)}>${row.text}</a>` : html`<bdi dir="auto">${row.text}</bdi>`) },
    { key: 'from', head: 'From' }, { key: 'to', head: 'To' }, { key: 'note', head: 'Note' },
  ]} />`;
}
