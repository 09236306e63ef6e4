// The map of a set of reports, in any of its forms, with what was clicked listed under it.
import { html, useEffect, useMemo, useRef, useState } from './lib.js';
import { address, place, turn } from './state.js';
import { current } from './time.js';
import { days, number, placeWords, plain, range } from './format.js';
import { extent, isPoint, located, placeInUnits, ring, within, base } from './map-data.js';
import { glMap, hasWebGl } from './map-gl.js';
import { svgMap } from './map-svg.js';
import { Exports, Table, saveBlob } from './parts.js';

const CELL = 0.5;

/** Spots that share a place, as one. */
function gather(all, key) {
  const groups = new Map();
  for (const spot of all) {
    const of = key(spot);
    if (of === null) continue;
    const group = groups.get(of) ?? [];
    group.push(spot);
    groups.set(of, group);
  }
  return groups;
}

const properties = (some, words) => ({
  events: some.length,
  of: JSON.stringify(some.map((spot) => spot.index)),
  near: some[0].precision === 'near',
  words: `${words}: ${some.length} events`,
});
const polygon = (coordinates) => ({ type: 'Polygon', coordinates: [coordinates] });

/** What is drawn of spots, by the mode: places, units or grid cells. */
function drawing(some, mode, shapes, countries) {
  const areas = [];
  const discs = [];
  const places = [];
  const shade = (share) => Math.min(0.85, 0.12 + 0.73 * Math.sqrt(share));
  if (mode === 'grid') {
    const cells = gather(some.filter(isPoint), (spot) => `${Math.floor(spot.longitude / CELL)} ${Math.floor(spot.latitude / CELL)}`);
    const most = Math.max(1, ...[...cells.values()].map((cell) => cell.length));
    for (const [key, cell] of cells) {
      const [x, y] = key.split(' ').map((text) => Number(text) * CELL);
      areas.push({ type: 'Feature', properties: { ...properties(cell, 'cell'), shade: shade(cell.length / most) }, geometry: polygon([[x, y], [x + CELL, y], [x + CELL, y + CELL], [x, y + CELL], [x, y]]) });
    }
    return { areas, discs, places };
  }
  if (mode === 'units') {
    const units = gather(some, (spot) => spot.unit ?? null);
    const most = Math.max(1, ...[...units.values()].map((unit) => unit.length));
    for (const [id, unit] of units) {
      const shape = shapes.get(id);
      areas.push({ type: 'Feature', properties: { ...properties(unit, shape.properties.unit), shade: shade(unit.length / most) }, geometry: shape.geometry });
    }
    return { areas, discs, places };
  }
  for (const [, here] of gather(some.filter(isPoint), (spot) => `${spot.longitude} ${spot.latitude} ${spot.precision}`)) {
    const [spot] = here;
    places.push({ type: 'Feature', properties: properties(here, `${spot.row.place_name ?? 'place'}, ${placeWords(spot.precision)}`), geometry: { type: 'Point', coordinates: [spot.longitude, spot.latitude] } });
    if (spot.precision === 'near') discs.push({ type: 'Feature', properties: properties(here, 'disc'), geometry: polygon(ring(spot.longitude, spot.latitude, 25)) });
  }
  const rest = some.filter((spot) => !isPoint(spot));
  const groups = gather(rest, (spot) => spot.unit ?? (spot.precision?.startsWith('admin') ? `ring ${spot.longitude} ${spot.latitude}` : spot.precision === 'country' || spot.precision === 'region' ? `country ${spot.country}` : null));
  const most = Math.max(1, ...[...groups.values()].map((group) => group.length));
  for (const [key, group] of groups) {
    const [spot] = group;
    const shape = shapes.get(key)?.geometry
      ?? (key.startsWith('country') ? countries.get(spot.country)?.geometry : polygon(ring(spot.longitude, spot.latitude, 60)));
    if (!shape) continue;
    const words = shapes.get(key)?.properties.unit ?? (key.startsWith('country') ? spot.country : spot.row.admin2 ?? spot.row.admin1 ?? 'unit');
    areas.push({ type: 'Feature', properties: { ...properties(group, `${words}, no more is known`), dense: 0.35 + 0.6 * Math.sqrt(group.length / most) }, geometry: shape });
  }
  return { areas, discs, places };
}

/**
 * @param {{all: any[], parameters: Record<string, unknown>, note?: string}} props
 *   `all` as `spots` gives them; the same array as long as the rows are the same
 */
export function EventMap({ all, parameters, note }) {
  const box = useRef(null);
  const map = useRef(null);
  const [ready, setReady] = useState(0);
  const [picked, setPicked] = useState(/** @type {number[]} */ ([]));
  const [shapes, setShapes] = useState(new Map());
  const [countries, setCountries] = useState(new Map());
  const { query } = place.value;
  const mode = query.map ?? 'places';
  const drawn = query.gl === 'off' || !hasWebGl();
  const stretch = current.value;
  const some = useMemo(() => within(all, stretch), [all, stretch?.[0], stretch?.[1]]);
  const count = useMemo(() => located(some), [some]);

  useEffect(() => {
    let live = true;
    placeInUnits(all).then((found) => live && setShapes(found));
    base().then((world) => live && setCountries(new Map(world.features.map((one) => [one.properties.name, one]))));
    setPicked([]);
    return () => { live = false; };
  }, [all]);
  useEffect(() => {
    let live = true;
    const make = drawn ? svgMap : glMap;
    make(box.current, setPicked).catch(() => svgMap(box.current, setPicked)).then((made) => {
      if (!live) { made.remove(); return; }
      map.current = made;
      setReady((before) => before + 1);
    });
    return () => { live = false; map.current?.remove(); map.current = null; delete box.current?.dataset.drawn; };
  }, [drawn]);
  useEffect(() => {
    const bounds = extent(all);
    if (map.current && bounds) map.current.look(bounds);
  }, [ready, all]);
  useEffect(() => {
    if (!map.current) return undefined;
    const wait = requestAnimationFrame(() => {
      if (!map.current) return;
      map.current.draw(drawing(some, mode, shapes, countries));
      box.current.dataset.drawn = drawn ? 'svg' : 'gl'; // what is there now, not what is on its way
    });
    return () => cancelAnimationFrame(wait);
  }, [ready, some, mode, shapes, countries]);

  const chosen = picked.map((index) => all[index]).filter((spot) => spot && some.includes(spot));
  const svg = async () => {
    const hidden = document.createElement('div');
    const made = await svgMap(hidden, () => {});
    const bounds = extent(some);
    if (bounds) made.look(bounds);
    made.draw(drawing(some, mode, shapes, countries));
    saveBlob(new Blob([made.svg()], { type: 'image/svg+xml' }), 'map.svg');
  };
  return html`<section class="map" aria-label="Map">
    <p class="located"><strong>${number(count.located)}</strong> located, <strong>${number(count.unit)}</strong> province or district only,${' '}<strong>${number(count.country)}</strong> country only${count.nowhere ? html`, <strong>${number(count.nowhere)}</strong> without a place on land` : ''}.
      ${note && html` <span class="quiet">${note}</span>`}</p>
    <div class="modes" role="group" aria-label="How the map shows events">
      ${[['places', 'places'], ['units', 'provinces'], ['grid', 'grid cells']].map(([key, words]) => html`<button aria-pressed=${mode === key ? 'true' : 'false'} onClick=${() => turn({ map: key === 'places' ? undefined : key }, true)}>${words}</button>`)}
    </div>
    <div ref=${box} class="map-box"></div>
    <p class="quiet legend"><span class="dot"></span> the place itself <span class="dot hollow"></span> within about 25 km <span class="hatched"></span> somewhere in this area.
      Outlines of Natural Earth; they take no side on borders and names.</p>
    <${Exports} path="events" parameters=${parameters} forms=${['csv', 'geojson', 'ndjson']}>
      <button onClick=${svg}>SVG</button>
      ${!drawn && html`<button onClick=${async () => saveBlob(await map.current.png(), 'map.png')}>PNG</button>`}
    <//>
    ${chosen.length > 0 && html`<div class="chosen"><button onClick=${() => setPicked([])}>Close the list</button>
      ${chosen.length <= 300 && html`<${Exports} path="events" parameters=${{ id: chosen.map((spot) => spot.id), unit: chosen[0].incident ? 'incidents' : 'reports' }} forms=${['csv', 'geojson']} />`}
      <${EventTable} caption="What was clicked holds" rows=${chosen.map((spot) => spot.row)} /></div>`}
  </section>`;
}

/** A table of incidents or reports. */
export function EventTable({ caption, rows }) {
  const columns = [
    { key: 'date_start', head: 'When', cell: (row) => html`<span class=${row.date_precision === 'day' ? '' : 'vague'} title=${`known to the ${row.date_precision}`}>${days(row.date_start, row.date_end)}</span>` },
    { key: 'place_name', head: 'Where', cell: (row) => html`${row.place_name ?? row.admin2 ?? row.admin1 ?? row.country} <span class="quiet">${[row.admin1, row.country].filter(Boolean).join(', ')}; ${placeWords(row.place_precision)}</span>` },
    { key: 'event_type', head: 'What', cell: (row) => plain(row.event_type) },
    { key: 'sides', head: 'Who', cell: (row) => row.sides ?? [row.side_a, row.side_b].filter(Boolean).join(' – ') },
    { key: 'deaths_best', head: 'Deaths', number: true, cell: (row) => range(row.deaths_low, row.deaths_best, row.deaths_high) },
    { key: 'tolls', head: 'By source', cell: (row) => row.tolls ?? row.dataset },
    { key: 'incident_id', head: 'Open', cell: (row) => html`<a href=${address('incident', row.incident_id ?? row.report_id)}>${row.reports > 1 ? `${row.reports} reports` : 'report'}</a>` },
  ];
  return html`<${Table} caption=${caption} columns=${columns} rows=${rows} page=${25} />`;
}
