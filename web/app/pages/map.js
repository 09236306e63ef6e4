// The map of everything, within a stretch of time, a country, a source.
import { html, useMemo } from '../lib.js';
import { question, useAnswer, useRows } from '../api.js';
import { turn } from '../state.js';
import { Clock, calm } from '../time.js';
import { Sums } from '../sums.js';
import { Closed, Sources, Trouble } from '../parts.js';
import { EventMap, EventTable } from '../map.js';
import { dayNumber, number, plain } from '../format.js';
import { Typology } from '../types.js';
import { spots, within } from '../map-data.js';

/** Kinds of event, in shared terms. */
const KINDS = ['state-based', 'non-state', 'one-sided', 'protest', 'riot', 'strategic'];

/** Events that are put on the map one by one; `most` in the address says otherwise, for a slow machine. */
const MOST = 50_000;

export function MapPage({ query }) {
  const parameters = { country: query.country, source: query.source, type: query.type, actor: query.actor };
  const years = useAnswer(question('count', { by: 'year', ...parameters }));
  const keys = (years.data?.rows ?? []).map((row) => row.key).sort();
  const year = query.year ?? keys.at(-1);
  const span = year ? { from: `${year}-01-01`, to: `${year}-12-31` } : null;
  const loaded = useRows(span ? { ...parameters, ...span } : null, Number(query.most) || MOST);
  const total = loaded.more ? years.data?.rows?.find((row) => row.key === year)?.value ?? null : null;
  const bounds = year ? [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)] : null;
  const stretch = calm.value;
  const all = useMemo(() => spots(loaded.rows), [loaded.rows]);
  const shown = useMemo(() => within(all, stretch).map((spot) => spot.row), [all, stretch?.[0], stretch?.[1]]);
  const datasets = useAnswer(question('count', { by: 'source', unit: 'reports' }));
  const countries = useAnswer(question('count', { by: 'country', unit: 'reports' }));
  const set = (name) => (event) => turn({ [name]: event.target.value.trim() || undefined });
  const field = (name, words, list) => html`<label>${words} <input value=${query[name] ?? ''} list=${list} onChange=${set(name)} /></label>`;
  const choice = (name, words, all) => html`<label>${words} <select value=${query[name] ?? ''} onChange=${set(name)}><option value="">all</option>${all.map((one) => html`<option value=${one}>${plain(one)}</option>`)}</select></label>`;
  return html`<h1>Map</h1>
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      <label>Year <select value=${year} onChange=${(event) => turn({ year: event.target.value, from: undefined, to: undefined })}>${[...keys].reverse().map((key) => html`<option value=${key}>${key}</option>`)}</select></label>
      ${field('country', 'Country', 'countries')} ${field('actor', 'Group')} ${choice('source', 'Dataset', (datasets.data?.rows ?? []).map((row) => row.key))} ${choice('type', 'Kind', KINDS)}
      <datalist id="countries">${(countries.data?.rows ?? []).map((row) => html`<option value=${row.key}></option>`)}</datalist>
    </form>
    ${years.error && html`<${Trouble} error=${years.error} />`}
    ${loaded.error && html`<${Trouble} error=${loaded.error} />`}<${Closed} closed=${loaded.closed} />
    ${bounds && html`<div class="sticky"><${Clock} first=${bounds[0]} last=${bounds[1]} />
      ${loaded.busy && html`<p class="wait" role="status">Reading …${all.length > 0 && html` The newest ${number(all.length)} are there.`}</p>`}
      ${(all.length > 0 || !loaded.busy) && html`<${Sums} all=${all} unit=${loaded.answer?.incidents ? 'incidents' : 'reports'} bounds=${bounds} />`}</div>`}
    <${EventMap} all=${all} parameters=${loaded.asked} total=${total} />
    <section><h2>Events</h2><${Typology} rows=${shown} /><${EventTable} caption="Events on the map" rows=${shown} /></section>
    <${Sources} answer=${loaded.answer} />`;
}
