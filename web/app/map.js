// The map of a set of reports, in any of its forms, with what was clicked listed under it.
import { html, useEffect, useMemo, useRef, useState } from './lib.js';
import { address, place, turn } from './state.js';
import { current } from './time.js';
import { dayText, days, number, placeWords, plain, range } from './format.js';
import { base, extent, located, outlinesOf, within } from './map-data.js';
import { counts, drawing, layout } from './map-draw.js';
import { glMap, hasWebGl } from './map-gl.js';
import { svgMap } from './map-svg.js';
import { Exports, Table, citedSvg, saveBlob, savePicture } from './parts.js';

/** @typedef {import('./map-data.js').Spot} Spot */

/** Ways of drawing: what the address says, what the button says. */
const MODES = [['places', 'places'], ['units', 'provinces'], ['grid', 'grid cells']];

/** Days of a stretch as the dates that the API takes; what is open stays open. @param {[number, number] | null} stretch */
const asDates = (stretch) => ({
  ...(stretch && Number.isFinite(stretch[0]) ? { from: dayText(stretch[0]) } : {}),
  ...(stretch && Number.isFinite(stretch[1]) ? { to: dayText(stretch[1]) } : {}),
});

/** Everything that the map draws, as a table: it says the same to whoever does not see it, and lists the same.
 * @param {{laid: import('./map-draw.js').Layout, counted: Int32Array, pick: (groups: number[]) => void}} props */
function Twin({ laid, counted, pick }) {
  const rows = laid.groups.map((group, g) => ({ g, ...group, events: counted[g], share: group.all ? Math.round((100 * group.located) / group.all) : 0 })).filter((row) => row.events > 0)
    .sort((a, b) => b.events - a.events);
  return html`<${Table} caption="What the map shows" rows=${rows} page=${15} columns=${[
    { key: 'words', head: 'Where', cell: (row) => html`<span dir="auto">${row.words}</span>` },
    { key: 'events', head: 'Events', number: true },
    { key: 'share', head: 'Known to the place', number: true, cell: (row) => `${row.share}%` },
    { key: 'g', head: 'List', cell: (row) => html`<button onClick=${() => pick([row.g])} aria-label=${`List the events of ${row.words}`}>list</button>` },
  ]} />`;
}

/**
 * @param {{all: Spot[], parameters: Record<string, unknown>, note?: string}} props
 *   `all` as `spots` gives them; the same array as long as the rows are the same
 */
export function EventMap({ all, parameters, note }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const map = useRef(/** @type {any} */ (null));
  const [ready, setReady] = useState(0);
  const [picked, setPicked] = useState(/** @type {number[]} */ ([]));
  const [table, setTable] = useState(false);
  const [outlines, setOutlines] = useState(/** @type {Map<string, any[]>} */ (new Map()));
  const [countries, setCountries] = useState(/** @type {Map<string, any>} */ (new Map()));
  const { query } = place.value;
  const mode = query.map ?? 'places';
  const drawn = query.gl === 'off' || !hasWebGl();
  const stretch = current.value;
  const some = useMemo(() => within(all, stretch), [all, stretch?.[0], stretch?.[1]]);
  const count = useMemo(() => located(some), [some]);
  const laid = useMemo(() => layout(all, mode, outlines, countries), [all, mode, outlines, countries]);
  const counted = useMemo(() => counts(laid, all, stretch), [laid, all, stretch?.[0], stretch?.[1]]);

  useEffect(() => {
    let live = true;
    outlinesOf(all).then((found) => live && setOutlines(found));
    base().then((world) => live && setCountries(new Map(world.features.map((one) => [one.properties.name, one]))));
    return () => { live = false; };
  }, [all]);
  useEffect(() => setPicked([]), [laid]);
  useEffect(() => {
    let live = true;
    const element = /** @type {HTMLElement} */ (box.current);
    const make = drawn ? svgMap : glMap;
    make(element, setPicked).catch(() => svgMap(element, setPicked)).then((made) => {
      if (!live) { made.remove(); return; }
      map.current = made;
      setReady((before) => before + 1);
    });
    return () => { live = false; map.current?.remove(); map.current = null; delete element.dataset.drawn; };
  }, [drawn]);
  useEffect(() => {
    const bounds = extent(all);
    if (map.current && bounds) map.current.look(bounds);
  }, [ready, all]);
  useEffect(() => {
    if (!map.current) return undefined;
    const wait = requestAnimationFrame(() => {
      if (!map.current || !box.current) return;
      map.current.draw(drawing(laid, counted));
      box.current.dataset.drawn = drawn ? 'svg' : 'gl'; // what is there now, not what is on its way
    });
    return () => cancelAnimationFrame(wait);
  }, [ready, laid, counted]);

  const wanted = new Set(picked);
  const chosen = picked.length ? some.filter((spot) => wanted.has(laid.of[spot.index])) : [];
  const dated = { ...parameters, ...asDates(stretch) };
  const svg = async () => {
    const hidden = document.createElement('div');
    const made = await svgMap(hidden, () => {});
    const bounds = extent(some);
    if (bounds) made.look(bounds);
    made.draw(drawing(laid, counted));
    saveBlob(new Blob([citedSvg(made.svg())], { type: 'image/svg+xml' }), 'map.svg');
  };
  return html`<section class="map" aria-label="Map">
    <p class="located"><strong>${number(count.located)}</strong> located, <strong>${number(count.unit)}</strong> province or district only,${' '}<strong>${number(count.country)}</strong> country only${count.nowhere ? html`, <strong>${number(count.nowhere)}</strong> without a place on land` : ''}.
      ${note && html` <span class="quiet">${note}</span>`}</p>
    <div class="modes" role="group" aria-label="How the map shows events">
      ${MODES.map(([key, words]) => html`<button aria-pressed=${mode === key ? 'true' : 'false'} onClick=${() => turn({ map: key === 'places' ? undefined : key }, true)}>${words}</button>`)}
    </div>
    <div ref=${box} class="map-box"></div>
    <p class="quiet legend">${mode === 'places' ? html`<span class="dot"></span> the place itself <span class="dot hollow"></span> within about 25 km <span class="hatched"></span> somewhere in this area.`
      : mode === 'units' ? 'The darker, the more events. No outlines of districts are embedded: what is known to a district counts for its province; what is known to the country alone is not on this map.'
        : `The darker, the more events known to a place or within 25 km, by cells of half a degree; ${number(count.unit + count.country)} known less well are not on this map.`}
      Outlines of Natural Earth; they take no side on borders and names.</p>
    <details onToggle=${(event) => setTable(event.target.open)}><summary>The map as a table</summary>${table && html`<${Twin} laid=${laid} counted=${counted} pick=${setPicked} />`}</details>
    <${Exports} path="events" parameters=${dated} forms=${['csv', 'geojson', 'ndjson']}>
      <button onClick=${svg}>SVG</button>
      ${!drawn && html`<button onClick=${() => savePicture(map.current.canvas(), 'map.png')}>PNG</button>`}
    <//>
    ${chosen.length > 0 && html`<div class="chosen"><button onClick=${() => setPicked([])}>Close the list</button>
      ${chosen.length <= 300 ? html`<${Exports} path="events" parameters=${{ id: chosen.map((spot) => spot.id), unit: chosen[0].incident ? 'incidents' : 'reports' }} forms=${['csv', 'geojson']} />`
        : html`<p class="quiet">Lists of up to 300 events can be taken along; look closer, or at fewer days.</p>`}
      <${EventTable} caption="What was clicked holds" rows=${chosen.map((spot) => spot.row)} /></div>`}
  </section>`;
}

/** A table of incidents or reports. @param {{caption: string, rows: import('../types/api').EventRow[]}} props */
export function EventTable({ caption, rows }) {
  const columns = [
    { key: 'date_start', head: 'When', cell: (row) => html`<span class=${row.date_precision === 'day' ? '' : 'vague'} title=${`known to the ${row.date_precision}`}>${days(row.date_start, row.date_end)}</span>` },
    { key: 'place_name', head: 'Where', cell: (row) => html`<span dir="auto">${row.place_name ?? row.admin2 ?? row.admin1 ?? row.country}</span> <span class="quiet">${[row.admin1, row.country].filter(Boolean).join(', ')}; ${placeWords(row.place_precision)}</span>` },
    { key: 'event_type', head: 'What', cell: (row) => plain(row.event_type) },
    { key: 'sides', head: 'Who', cell: (row) => html`<span dir="auto">${row.sides ?? [row.side_a, row.side_b].filter(Boolean).join(' – ')}</span>` },
    { key: 'deaths_best', head: 'Deaths', number: true, cell: (row) => range(row.deaths_low, row.deaths_best, row.deaths_high) },
    { key: 'tolls', head: 'By source', cell: (row) => row.tolls ?? row.dataset },
    { key: 'incident_id', head: 'Open', cell: (row) => html`<a href=${address('incident', row.incident_id ?? row.report_id)}>${row.reports > 1 ? `${row.reports} reports` : 'report'}</a>` },
  ];
  return html`<${Table} caption=${caption} columns=${columns} rows=${rows} page=${25} />`;
}
