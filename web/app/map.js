// The map of a set of reports, in any of its forms, with what was clicked listed under it.
import { effect, html, useEffect, useMemo, useRef, useState } from './lib.js';
import { address, place, turn } from './state.js';
import { askText, question, useAnswer, useDetails } from './api.js';
import { calm, current, moving, stretch as settledStretch } from './time.js';
import { dayText, days, number, placeWords, range } from './format.js';
import { base, countriesOf, extent, outlinesOf, sums, within } from './map-data.js';
import { counts, layout, provinces } from './map-draw.js';
import { eventMap } from './map-events.js';
import { svgMap } from './map-svg.js';
import { Exports, Table, citedSvg, saveBlob, savePicture } from './parts.js';
import { kindOf, typology } from './types.js';

/** @typedef {import('./map-data.js').Spot} Spot */

/** Ways of drawing: what the address says, what the button says. */
const MODES = [['places', 'places'], ['units', 'provinces'], ['grid', 'grid cells']];

/** Days of a stretch as the dates that the API takes; what is open stays open. @param {[number, number] | null} stretch */
const asDates = (stretch) => ({
  ...(stretch && Number.isFinite(stretch[0]) ? { from: dayText(stretch[0]) } : {}),
  ...(stretch && Number.isFinite(stretch[1]) ? { to: dayText(stretch[1]) } : {}),
});

/** Everything that the map draws, as a table: it says the same to whoever does not see it, and lists the same.
 * @param {{laid: import('./map-draw.js').Layout, counted: import('./map-draw.js').Counted, pick: ((groups: number[]) => void) | null}} props
 *   nothing is listed where the events are not there, but their numbers */
function Twin({ laid, counted, pick }) {
  const rows = laid.groups.map((group, g) => ({ g, ...group, events: counted.events[g], share: group.all ? Math.round((100 * group.located) / group.all) : 0 })).filter((row) => row.events > 0)
    .sort((a, b) => b.events - a.events);
  return html`<${Table} caption="What the map shows" rows=${rows} page=${15} columns=${[
    { key: 'words', head: 'Where', cell: (row) => html`<span dir="auto">${row.words}</span>` },
    { key: 'events', head: 'Events', number: true },
    ...(pick ? [{ key: 'share', head: 'Known to the place', number: true, cell: (row) => `${row.share}%` },
      { key: 'g', head: 'List', fixed: true, cell: (row) => html`<button onClick=${() => pick([row.g])} aria-label=${`List the events of ${row.words}`}>list</button>` }] : []),
  ]} />`;
}

/** Events of which a list can be taken along in one question. */
const LISTED = 300;

/** Takes the events along that were clicked, whatever their number: the questions are put in parts.
 * @param {{chosen: Spot[]}} props */
function TakeChosen({ chosen }) {
  const [said, say] = useState('');
  const unit = chosen[0].incident ? 'incidents' : 'reports';
  if (chosen.length <= LISTED) return html`<${Exports} path="events" parameters=${{ id: chosen.map((spot) => spot.id), unit }} forms=${['csv', 'geojson']} />`;
  const take = async () => {
    try {
      const parts = [];
      for (let at = 0; at < chosen.length; at += LISTED) {
        say(`Reading ${number(at)} of ${number(chosen.length)} …`);
        const text = await askText(question('events', { id: chosen.slice(at, at + LISTED).map((spot) => spot.id), unit, format: 'csv' }));
        parts.push(at ? text.slice(text.indexOf('\n') + 1) : text);
      }
      saveBlob(new Blob(parts, { type: 'text/csv' }), 'bellwether-events.csv');
      say('');
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  return html`<p class="exports"><button onClick=${take}>these ${number(chosen.length)} as csv</button> <span role="status">${said}</span></p>`;
}

/** What the signs on the map mean. @param {{mode: string, count: ReturnType<typeof sums>, without: number | null}} props */
function Legend({ mode, count, without }) {
  if (mode === 'grid') return html`The darker, the more events known to a place or within 25 km, by cells of half a degree; ${number(count.unit + count.country)} known less well are not on this map.`;
  if (mode === 'units') {
    return html`The darker, the more events; <span class="hatched"></span> where less than half of them are known to a place. No outlines of districts are embedded: what is known to a district counts for its province; ${
      without === null ? 'what is known to the country alone' : `${number(without)} of which no province is known`} is not on this map.`;
  }
  return html`<span class="dot"></span> the place itself <span class="dot hollow"></span> within about 25 km <span class="hatched"></span> somewhere in this area; fainter where the day is not known. No outlines of districts are embedded: what is known to a district is drawn in its province.`;
}

/**
 * @param {{all: Spot[], parameters: Record<string, unknown>, total?: number | null}} props
 *   `all` as `spots` gives them; the same array as long as the rows are the same. `total` is how many there are, where not
 *   all of them are in it
 */
export function EventMap({ all, parameters, total = null }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const map = useRef(/** @type {any} */ (null));
  const [ready, setReady] = useState(0);
  const [picked, setPicked] = useState(/** @type {number[]} */ ([]));
  const [table, setTable] = useState(false);
  const [outlines, setOutlines] = useState(/** @type {Map<string, any[]>} */ (new Map()));
  const [countries, setCountries] = useState(/** @type {Map<string, any>} */ (new Map()));
  const { query } = place.value;
  // More events than can be drawn one by one are drawn by province, unless the address says otherwise.
  const mode = query.map ?? (total === null ? 'places' : 'units');
  const borders = query.borders !== 'off';
  const [bare, setBare] = useState(false); // no WebGL here
  const form = bare || query.gl === 'off' ? 'svg' : 'gl';
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const stretch = calm.value; // what is drawn and counted moves with the time, the rest follows when it rests
  const dated = { ...parameters, ...asDates(stretch) };
  const summed = total !== null && mode === 'units';
  const settled = useMemo(() => ({ ...parameters, ...asDates(settledStretch.value) }), [JSON.stringify(parameters), settledStretch.value?.[0], settledStretch.value?.[1]]);
  const byUnit = useAnswer(summed ? question('count', { ...settled, by: 'admin1' }) : null);
  const byCountry = useAnswer(summed ? question('count', { ...settled, by: 'country' }) : null);
  const count = useMemo(() => sums(all, stretch), [all, stretch?.[0], stretch?.[1]]);
  const whole = useMemo(() => (summed ? provinces(byUnit.data?.rows ?? [], outlines) : null), [summed, byUnit.data, outlines]);
  const ownLaid = useMemo(() => layout(summed ? [] : all, mode, outlines, countries), [all, mode, outlines, countries, summed]);
  const ownCounted = useMemo(() => counts(ownLaid, all, stretch), [ownLaid, all, stretch?.[0], stretch?.[1]]);
  const [laid, counted] = whole ? [whole.laid, whole.counted] : [ownLaid, ownCounted];

  const outlined = useMemo(() => (summed ? (byCountry.data?.rows ?? []).map((row) => row.key).filter((key) => /^[A-Z]{3}$/.test(key)).sort() : countriesOf(all, mode)).join(' '), [all, mode, summed, byCountry.data]);
  useEffect(() => {
    let live = true;
    outlinesOf(outlined.split(' ').filter(Boolean)).then((found) => live && setOutlines(found));
    return () => { live = false; };
  }, [outlined]);
  useEffect(() => {
    let live = true;
    base().then((world) => live && setCountries(new Map(world.features.map((one) => [one.properties.name, one]))));
    return () => { live = false; };
  }, []);
  useEffect(() => setPicked([]), [laid]);
  const pick = whole ? null : setPicked;
  const told = useRef(pick);
  told.current = pick;
  useEffect(() => {
    let live = true;
    const element = /** @type {HTMLElement} */ (box.current);
    const clicked = (groups) => told.current?.(groups);
    const make = async () => (form === 'gl' ? eventMap(element, clicked, () => setBare(true)) : svgMap(element, clicked));
    make().then((made) => {
      if (!live) { made.remove(); return; }
      map.current = made;
      setReady((before) => before + 1);
    });
    return () => { live = false; map.current?.remove(); map.current = null; delete element.dataset.drawn; };
  }, [form, dark]);
  useEffect(() => {
    const bounds = extent(all);
    if (map.current && bounds) map.current.look(bounds);
  }, [ready, all]);
  useEffect(() => map.current?.borders(borders), [ready, borders]);
  useEffect(() => {
    let wait = 0;
    const draw = () => {
      wait = 0;
      if (!map.current || !box.current) return;
      map.current.draw(laid, whole ? whole.counted : counts(laid, all, current.peek()));
      box.current.dataset.drawn = form; // what is there now, not what is on its way
    };
    const end = effect(() => {
      const [, moves] = [current.value, moving.value];
      if (!moves) { wait ||= requestAnimationFrame(draw); return; }
      cancelAnimationFrame(wait);
      draw(); // in the frame that the sums change in
    });
    return () => { end(); cancelAnimationFrame(wait); };
  }, [ready, laid, whole, all]);

  const wanted = new Set(picked);
  const chosen = picked.length && pick ? within(all, stretch).filter((spot) => wanted.has(laid.of[spot.index])) : [];
  const svg = async () => {
    const hidden = document.createElement('div');
    const made = await svgMap(hidden, () => {});
    const bounds = extent(within(all, stretch));
    if (bounds) made.look(bounds);
    made.borders(borders);
    made.draw(laid, counted);
    saveBlob(new Blob([citedSvg(made.svg())], { type: 'image/svg+xml' }), 'map.svg');
  };
  return html`<section class="map" aria-label="Map">
    <p class="located"><strong>${number(count.located)}</strong> located, <strong>${number(count.unit)}</strong> province or district only,${' '}<strong>${number(count.country)}</strong> country only${count.nowhere ? html`, <strong>${number(count.nowhere)}</strong> without a place on land` : ''}.</p>
    ${total !== null && html`<p class="capped">There are <strong>${number(total)}</strong> events. ${summed ? html`Their numbers by province are all of them, the sums and tables on this page are of the newest <strong>${number(all.length)}</strong>.`
      : html`The newest <strong>${number(all.length)}</strong> are drawn and <strong>${number(Math.max(0, total - all.length))}</strong> are not; provinces show the numbers of all.`}</p>`}
    <div class="modes" role="group" aria-label="How the map shows events">
      ${MODES.map(([key, words]) => html`<button aria-pressed=${mode === key ? 'true' : 'false'} onClick=${() => turn({ map: key === 'places' && total === null ? undefined : key }, true)}>${words}</button>`)}
      <label><input type="checkbox" checked=${borders} onChange=${(event) => turn({ borders: event.target.checked ? undefined : 'off' }, true)} /> borders of countries</label>
    </div>
    <div ref=${box} class="map-box"></div>
    <p class="quiet legend"><${Legend} mode=${mode} count=${count} without=${whole ? whole.without : null} />${' '}Outlines of Natural Earth; they take no side on borders and names.</p>
    <details onToggle=${(event) => setTable(event.target.open)}><summary>The map as a table</summary>${table && html`<${Twin} laid=${laid} counted=${counted} pick=${pick} />`}</details>
    <${Exports} path="events" parameters=${dated} forms=${['csv', 'geojson', 'geoparquet', 'ndjson']}>
      <button onClick=${svg}>SVG</button>
      ${form === 'gl' && html`<button onClick=${async () => savePicture(await map.current.canvas(), 'map.png')}>PNG</button>`}
    <//>
    ${chosen.length > 0 && html`<div class="chosen"><button onClick=${() => setPicked([])}>Close the list</button>
      <${TakeChosen} chosen=${chosen} />
      <${EventTable} caption="What was clicked holds" rows=${chosen.map((spot) => spot.row)} /></div>`}
  </section>`;
}

/** A table of incidents or reports. @param {{caption: string, rows: import('../types/api').EventRow[]}} props */
export function EventTable({ caption, rows }) {
  const which = typology();
  const sides = (row) => row?.sides ?? [row?.side_a, row?.side_b].filter(Boolean).join(' – ');
  const columns = [
    { key: 'date_start', head: 'When', cell: (row) => html`<span class=${row.date_precision === 'day' ? 'day' : 'day vague'} title=${`known to the ${row.date_precision}`}>${days(row.date_start, row.date_end)}</span>` },
    { key: 'place_name', head: 'Where', cell: (row) => html`<span dir="auto">${row.place_name ?? row.admin2 ?? row.admin1 ?? row.country}</span> <span class="quiet">${[row.admin1, row.country].filter(Boolean).join(', ')}; ${placeWords(row.place_precision)}</span>` },
    { key: 'event_type', head: 'What', cell: (row) => kindOf(row, which) },
    { key: 'sides', head: 'Who', fixed: true, cell: (row, more) => html`<span dir="auto">${sides(more(row)) || '…'}</span>` },
    { key: 'deaths_best', head: 'Deaths', number: true, cell: (row) => range(row.deaths_low, row.deaths_best, row.deaths_high) },
    { key: 'tolls', head: 'By source', fixed: true, cell: (row, more) => more(row)?.tolls ?? row.dataset ?? row.datasets },
    { key: 'incident_id', head: 'Open', fixed: true, cell: (row) => html`<a href=${address('incident', row.incident_id ?? row.report_id)}>${row.reports > 1 ? `${row.reports} reports` : 'report'}</a>` },
  ];
  return html`<${Table} caption=${caption} columns=${columns} rows=${rows} page=${25} useMore=${useDetails} />`;
}
