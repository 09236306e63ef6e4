// What pages are put together from: waiting, tables, charts' twins, exports, citations.
import { html, useEffect, useMemo, useState } from './lib.js';
import { askBlob, question, token } from './api.js';
import { address, asOf } from './state.js';
import { number } from './format.js';

/** Shows an answer when it is there, and says what is wrong when it is not.
 * @template T @param {{of: {data?: T, error?: Error, busy: boolean}, wait?: string, children: (data: T) => any}} props */
export function Answer({ of, wait = 'Asking the store', children }) {
  if (of.error) return html`<${Trouble} error=${of.error} />`;
  if (!of.data) return html`<p class="wait" role="status">${wait} …</p>`;
  return html`<div aria-busy=${of.busy ? 'true' : 'false'}>${children(of.data)}</div>`;
}

/** An error in the server's own words; where a token is wanted, a field for one. */
export function Trouble({ error }) {
  const [text, set] = useState('');
  const wants = error.status === 401 || (error.status === 403 && error.kind !== 'licence');
  return html`<div class="trouble" role="alert">
    <p><strong>${error.title ?? 'No answer'}</strong>${error.status ? ` (${error.status})` : ''}: ${error.message}</p>
    ${wants && html`<form onSubmit=${(event) => { event.preventDefault(); token.set(text); location.reload(); }}>
      <label>Token <input type="password" autocomplete="off" value=${text} onInput=${(e) => set(e.target.value)} /></label>
      <button>Use it in this tab</button>
    </form>`}
  </div>`;
}

const collator = new Intl.Collator('en');
const nothing = (_rows) => undefined;

/** @typedef {{key: string, head: string, number?: boolean, fixed?: boolean, cell?: (row: any, more?: any) => any}} Column
 *   `fixed`: the rows are not sorted by it */

/**
 * A table that sorts, and shows so many rows at a time.
 * @param {{caption: string, columns: Column[], rows: any[], page?: number, useMore?: (shown: any[]) => any}} props
 *   `useMore` is a hook that is told which rows are shown; what it gives is handed to every cell
 */
export function Table({ caption, columns, rows, page = 50, useMore = nothing }) {
  const [order, setOrder] = useState({ key: '', up: true });
  const [most, setMost] = useState(page);
  const sorted = useMemo(() => {
    if (!order.key) return rows;
    const up = order.up ? 1 : -1;
    return [...rows].sort((a, b) => {
      const [x, y] = [a[order.key], b[order.key]];
      return up * (typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x ?? ''), String(y ?? '')));
    });
  }, [rows, order]);
  const shown = sorted.slice(0, most);
  const more = useMore(shown);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption>${caption}${rows.length > most ? html` <span class="quiet">(${number(most)} of ${number(rows.length)})</span>` : ''}</caption>
      <thead><tr>${columns.map((column) => (column.fixed ? html`<th scope="col" class=${column.number ? 'number' : ''}>${column.head}</th>` : html`<th scope="col" class=${column.number ? 'number' : ''}
        aria-sort=${order.key === column.key ? (order.up ? 'ascending' : 'descending') : 'none'}>
        <button class="head" onClick=${() => setOrder({ key: column.key, up: order.key === column.key ? !order.up : !column.number })}>
          ${column.head}<span aria-hidden="true">${order.key === column.key ? (order.up ? ' ▲' : ' ▼') : ''}</span></button></th>`))}</tr></thead>
      <tbody>${shown.map((row) => html`<tr>${columns.map((column) => html`<td class=${column.number ? 'number' : ''}>${
        column.cell ? column.cell(row, more) : column.number ? number(row[column.key]) : row[column.key] ?? '–'}</td>`)}</tr>`)}
      ${rows.length === 0 && html`<tr><td colspan=${columns.length} class="quiet">none</td></tr>`}</tbody>
    </table>
    ${rows.length > most && html`<button onClick=${() => setMost(most + 10 * page)}>Show more</button>`}
  </div>`;
}

/** A figure with a table of the same figures under it. */
export function Figure({ title, children, columns, rows, note }) {
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${children}
    ${note && html`<p class="quiet">${note}</p>`}
    <details><summary>The same as a table</summary><${Table} caption=${title} columns=${columns} rows=${rows} /></details>
  </figure>`;
}

/** A link to an answer that is saved as a file, also where the server wants a token, which a link cannot carry.
 * @param {{href: string, name: string, children?: any}} props */
export function Take({ href, name, children }) {
  const [said, say] = useState('');
  const save = async (event) => {
    if (!token.get()) return; // the link itself does
    event.preventDefault();
    try {
      saveBlob(await askBlob(href), name);
      say('');
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  return html`<a href=${href} download=${name} onClick=${save}>${children}</a>${said && html` <span role="alert">${said}</span>`}`;
}

/** Ways to take exactly this view along.
 * @param {{path: string, parameters?: Record<string, unknown>, forms?: string[], children?: any}} props */
export function Exports({ path, parameters = {}, forms = ['csv', 'ndjson', 'json'], children }) {
  const name = `bellwether-${path.replace(/[^a-z0-9]+/gi, '-')}`;
  const cite = () => saveBlob(new Blob([howToCite(question(path, parameters))], { type: 'text/plain' }), `${name}-sources.txt`);
  return html`<p class="exports" role="group" aria-label="Take this view along">
    <span class="quiet">This view as</span>
    ${forms.map((form) => html`<${Take} href=${question(path, { ...parameters, format: form })} name=${`${name}.${ENDINGS[form] ?? form}`}>${form}<//> `)}
    ${children}
    <button onClick=${cite} title="whose data, of which release and day, by which question">its sources</button>
  </p>`;
}

/** Endings of files whose form has none of its own. */
const ENDINGS = { geoparquet: 'geo.parquet' };

/** The citations of the view that is open, and the state of the store, for what leaves without them. */
let cited = { sources: /** @type {string[]} */ ([]), store: '' };

/** What stands under a picture: whose data, as known when, where the view is. */
function underneath() {
  const known = asOf.value ? `as known on ${asOf.value}` : `as known on ${new Date().toISOString().slice(0, 10)}`;
  return [...cited.sources, `Reported events, ${known}; no reports is not no violence. View: ${location.hash}`];
}

/** The same for a file of rows, with the question that it answers. @param {string} asked */
function howToCite(asked) {
  return ['Sources:', ...cited.sources.map((one) => `- ${one}`), '', `Question: ${new URL(asked, location.href).href}`, `View: ${location.href}`,
    `Known: ${asOf.value || 'everything that was in the store'}`, cited.store, `Taken on ${new Date().toISOString().slice(0, 10)} with Bellwether.`,
    'Counts are reported events, not ground truth; no reports is not no violence.', ''].filter((one, at, all) => one || all[at - 1]).join('\n');
}

/** Text in lines of at most so many characters. @param {string} text @param {number} most */
function lines(text, most) {
  const all = [''];
  for (const word of text.split(' ')) {
    if (all[all.length - 1].length + word.length > most) all.push('');
    all[all.length - 1] += `${all[all.length - 1] ? ' ' : ''}${word}`;
  }
  return all;
}

/** A drawing with its citation under it. @param {string} svg with a `viewBox` from 0 0 */
export function citedSvg(svg) {
  const [, width, height] = (svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/) ?? ['', '800', '240']).map(Number);
  const rows = underneath().flatMap((one) => lines(one, Math.floor(width / 5.2)));
  const safe = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const text = rows.map((row, at) => `<text x="4" y="${height + 14 + at * 12}" font-size="10" fill="#333">${safe(row)}</text>`).join('');
  const whole = height + 10 + rows.length * 12;
  return svg.replace(/viewBox="[^"]*"/, `viewBox="0 0 ${width} ${whole}"`).replace(/<\/svg>\s*$/, `<rect y="${height}" width="${width}" height="${whole - height}" fill="#fff"/>${text}</svg>`);
}

/** Saves what a canvas shows, with its citation under it. @param {HTMLCanvasElement} canvas @param {string} name */
export function savePicture(canvas, name) {
  const made = document.createElement('canvas');
  const pen = /** @type {CanvasRenderingContext2D} */ (made.getContext('2d'));
  const size = Math.max(11, Math.round(canvas.width / 80));
  const rows = underneath().flatMap((one) => lines(one, Math.floor(canvas.width / (size * 0.55))));
  made.width = canvas.width;
  made.height = canvas.height + Math.round((rows.length + 1) * size * 1.3);
  const style = getComputedStyle(document.body);
  pen.fillStyle = style.backgroundColor;
  pen.fillRect(0, 0, made.width, made.height);
  pen.drawImage(canvas, 0, 0);
  pen.fillStyle = style.color;
  pen.font = `${size}px sans-serif`;
  rows.forEach((row, at) => pen.fillText(row, 4, canvas.height + Math.round((at + 1) * size * 1.3)));
  made.toBlob((blob) => blob && saveBlob(blob, name));
}

/** @param {Blob} blob @param {string} name */
export function saveBlob(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Whose data an answer rests on, and which state of the store. @param {{answer: import('../types/api').Ending | null | undefined}} props */
export function Sources({ answer }) {
  const citations = answer?.citations ?? [];
  const store = answer?.store;
  useEffect(() => {
    cited = {
      sources: citations.map((one) => `${one.citation} [${one.dataset}: ${(one.releases ?? []).join(', ')}; accessed ${one.accessed ?? 'on a day not told'}; ${one.licence}]`),
      store: store ? `Store version ${store.version}, digest ${store.digest}` : '',
    };
    return () => { cited = { sources: [], store: '' }; };
  }, [answer]);
  const [said, say] = useState('');
  const copy = () => navigator.clipboard.writeText(location.href).then(() => say('copied'), () => say('not allowed here'));
  return html`<footer class="sources">
    <p class="exports" role="group" aria-label="Take this page along"><span class="quiet">This page</span> <button onClick=${() => window.print()}>print</button>
      ${navigator.clipboard && html`<button onClick=${copy}>copy its address</button>`} <span role="status" class="quiet">${said}</span></p>
    <h2>Sources</h2>
    <ul>${citations.map((one) => html`<li>${one.citation} ${one.releases?.length ? html`<span class="quiet">[${one.dataset}: ${
      one.releases.slice(0, 4).join(', ')}${one.releases.length > 4 ? `, and ${one.releases.length - 4} more` : ''}; accessed ${one.accessed}]</span>` : ''}
      ${' '}<span class="tag">${one.licence}</span></li>`)}</ul>
    <p class="quiet">Counts are reported events, not ground truth; no reports is not no violence.
      ${store && html` Store version ${store.version}, digest <code>${String(store.digest ?? '').slice(0, 12)}</code>.`}
      ${asOf.value && html` As known on ${asOf.value}.`}</p>
  </footer>`;
}

/** A link to a group's page. */
export const GroupLink = ({ id, name }) => html`<a dir="auto" href=${address('group', id)}>${name ?? id}</a>`;

/** What had to be left out of a view of rows. @param {{closed: string[]}} props datasets */
export const Closed = ({ closed }) => (closed.length ? html`<p class="capped">Rows of <strong>${closed.join(', ')}</strong> may not be passed on: counts and charts have them, the map, the tables and what is taken along do not.</p>` : null);
