// The map of everything, within a stretch of time, a country, a source.
import { html, useMemo } from '../lib.js';
import { question, useAnswer, useRows } from '../api.js';
import { turn } from '../state.js';
import { Clock, current } from '../time.js';
import { Sources, Trouble } from '../parts.js';
import { EventMap, EventTable } from '../map.js';
import { dayNumber, dayText, number } from '../format.js';
import { spots, within } from '../map-data.js';

const MOST = 20_000;

export function MapPage({ query }) {
  const parameters = { country: query.country, source: query.source, type: query.type, actor: query.actor };
  const years = useAnswer(question('count', { by: 'year', ...parameters }));
  const keys = (years.data?.rows ?? []).map((row) => row.key).sort();
  const year = query.year ?? keys.at(-1);
  const span = year ? { from: `${year}-01-01`, to: `${year}-12-31` } : null;
  const loaded = useRows(span ? { ...parameters, ...span } : null, MOST);
  const bounds = year ? [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)] : null;
  const stretch = current.value;
  const all = useMemo(() => spots(loaded.rows), [loaded.rows]);
  const shown = useMemo(() => within(all, stretch).map((spot) => spot.row), [all, stretch?.[0], stretch?.[1]]);
  const field = (name, words) => html`<label>${words} <input value=${query[name] ?? ''} onChange=${(event) => turn({ [name]: event.target.value.trim() || undefined })} /></label>`;
  return html`<h1>Map</h1>
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      <label>Year <select value=${year} onChange=${(event) => turn({ year: event.target.value, from: undefined, to: undefined })}>${[...keys].reverse().map((key) => html`<option value=${key}>${key}</option>`)}</select></label>
      ${field('country', 'Country')} ${field('actor', 'Group')} ${field('source', 'Dataset')} ${field('type', 'Kind')}
    </form>
    ${years.error && html`<${Trouble} error=${years.error} />`}
    ${loaded.error && html`<${Trouble} error=${loaded.error} />`}
    ${bounds && html`<div class="sticky"><${Clock} first=${bounds[0]} last=${bounds[1]} />
      <p aria-live="polite">${loaded.busy ? html`<span class="wait" role="status">Reading …</span>` : html`<strong>${number(shown.length)}</strong> events${stretch ? html` from ${dayText(Math.max(bounds[0], stretch[0]))} to ${dayText(Math.min(bounds[1], stretch[1]))}` : ` in ${year}`}`}</p></div>`}
    <${EventMap} all=${all} parameters=${{ ...parameters, ...span }} note=${loaded.more ? `the newest ${number(MOST)} events of the year` : ''} />
    <section><h2>Events</h2><${EventTable} caption="Events on the map" rows=${shown} /></section>
    <${Sources} answer=${loaded.answer} />`;
}
