// What a map shows of reports: points only where a point is known, else the area that is known.
import { feature } from '../vendor/topojson-client.mjs';
import { ask, question } from './api.js';
import { dayNumber } from './format.js';

/** A ring that crosses the 180th meridian as one that goes on beyond it, so that no line runs around the world. @param {number[][]} ring */
function unwrapped(ring) {
  const jumps = ring.some(([x], at) => at > 0 && Math.abs(x - ring[at - 1][0]) > 180);
  return jumps ? ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]) : ring;
}

/** @param {any} geometry */
const mended = (geometry) => (geometry.type === 'Polygon' ? { ...geometry, coordinates: geometry.coordinates.map(unwrapped) }
  : { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unwrapped)) });

/** Where nothing happens, and whose ring runs along the pole. */
const ANTARCTICA = '010';

/** The world at 1:50 million, Natural Earth by way of world-atlas. */
let world;
export function base() {
  world ??= fetch('/vendor/countries-50m.json').then((answer) => answer.json()).then((topology) => {
    const all = feature(topology, topology.objects.countries);
    const features = all.features.filter((one) => one.id !== ANTARCTICA && one.geometry).map((one) => ({ ...one, geometry: mended(one.geometry) }));
    return { ...all, features };
  });
  return world;
}

/** First-level units with outlines, by country. */
export async function outlines(iso3) {
  try {
    return (await ask(question('places/outlines', { country: iso3, as_of: '' }))).features;
  } catch {
    return []; // a country without units: its events are drawn as rings
  }
}

/** @typedef {{index: number, id: string, incident: boolean, from: number, to: number, vague: boolean, longitude: number,
 *   latitude: number, precision: string, iso3: string, country: string, deaths: number, type: string, civilians: boolean,
 *   row: import('../types/api').EventRow}} Spot */

/**
 * Rows of the API as what is drawn.
 * @param {any[]} rows
 * @returns {Spot[]}
 */
export function spots(rows) {
  // Thousands of rows are of the same few thousand days.
  const known = new Map();
  const day = (/** @type {string} */ text) => {
    const found = known.get(text) ?? dayNumber(text);
    known.set(text, found);
    return found;
  };
  return rows.map((row, index) => ({
    index,
    id: row.incident_id ?? row.report_id,
    incident: Boolean(row.incident_id),
    from: day(row.date_start),
    to: day(row.date_end ?? row.date_start),
    vague: row.date_precision !== 'day',
    longitude: row.longitude,
    latitude: row.latitude,
    precision: row.place_precision,
    iso3: row.iso3,
    country: row.country,
    deaths: row.deaths_best ?? 0,
    type: row.event_type,
    civilians: Boolean(row.civilians_targeted),
    row,
  }));
}

export const isPoint = (spot) => (spot.precision === 'exact' || spot.precision === 'near') && spot.latitude !== null;

/** Whether the rings of a polygon hold a point (even-odd rule). */
export function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let a = 0, b = ring.length - 1; a < ring.length; b = a++) {
      const [ax, ay] = ring[a];
      const [bx, by] = ring[b];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}

/** Countries whose units may be drawn for some spots: all that they lie in, or where only a unit is known. @param {Spot[]} all @param {string} mode */
export const countriesOf = (all, mode) => [...new Set(all.filter((spot) => spot.iso3 && (mode === 'units' || !isPoint(spot))).map((spot) => spot.iso3))].sort();

/** The outlines of the units of countries. @param {string[]} countries by ISO 3166-1 alpha-3 @returns {Promise<Map<string, any[]>>} */
export async function outlinesOf(countries) {
  return new Map(await Promise.all(countries.map(async (iso3) => /** @type {[string, any[]]} */ ([iso3, await outlines(iso3)]))));
}

/** How well a place is known, as it is counted above the map. */
const [LOCATED, UNIT, COUNTRY, NOWHERE] = [0, 1, 2, 3];

/** @param {Spot} spot */
function wellKnown(spot) {
  if (isPoint(spot)) return LOCATED;
  if (spot.precision?.startsWith('admin')) return UNIT;
  return spot.precision === 'country' || spot.precision === 'region' ? COUNTRY : NOWHERE;
}

/** @typedef {{from: Int32Array, to: Int32Array, vague: Uint8Array, known: Uint8Array, low: Int32Array, best: Int32Array, high: Int32Array}} Columns */

/** What a move of the brush reads of spots, side by side. @type {WeakMap<Spot[], Columns>} */
const columns = new WeakMap();

/** @param {Spot[]} all @returns {Columns} */
export function columnsOf(all) {
  let own = columns.get(all);
  if (!own) {
    const of = (key) => Int32Array.from(all, (spot) => spot.row[key] ?? 0);
    own = { from: Int32Array.from(all, (spot) => spot.from), to: Int32Array.from(all, (spot) => spot.to), vague: Uint8Array.from(all, (spot) => Number(spot.vague)), known: Uint8Array.from(all, wellKnown),
      low: of('deaths_low'), best: of('deaths_best'), high: of('deaths_high') };
    columns.set(all, own);
  }
  return own;
}

/** How many events are in a stretch of days, how well located, and with how many deaths. @param {Spot[]} all @param {[number, number] | null} stretch */
export function sums(all, stretch) {
  const { from, to, known, low, best, high } = columnsOf(all);
  const [first, last] = stretch ?? [-Infinity, Infinity];
  const places = [0, 0, 0, 0];
  const deaths = /** @type {[number, number, number]} */ ([0, 0, 0]);
  let events = 0;
  for (let at = 0; at < from.length; at += 1) {
    if (to[at] < first || from[at] > last) continue;
    events += 1;
    places[known[at]] += 1;
    deaths[0] += low[at];
    deaths[1] += best[at];
    deaths[2] += high[at];
  }
  return { events, deaths, located: places[LOCATED], unit: places[UNIT], country: places[COUNTRY], nowhere: places[NOWHERE] };
}

/** Those within a stretch of days. An event is there while its interval touches it.
 * @param {Spot[]} all @param {[number, number] | null} stretch */
export const within = (all, stretch) => (stretch ? all.filter((spot) => spot.to >= stretch[0] && spot.from <= stretch[1]) : all);

/** Degrees around a place by how well it is known. */
const AROUND = { exact: 1, near: 1, admin2: 1.5, admin1: 3, region: 6, country: 8 };

/** West, south, east, north of what is known, but for the farthest of it; nothing of nothing. @param {Spot[]} all @returns {[number, number, number, number] | null} */
export function extent(all) {
  const at = all.filter((spot) => spot.latitude !== null && spot.latitude !== undefined);
  if (!at.length) return null;
  const xs = Float64Array.from(at, (spot) => spot.longitude).sort();
  const ys = Float64Array.from(at, (spot) => spot.latitude).sort();
  const cut = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const around = at.reduce((least, spot) => Math.min(least, AROUND[spot.precision] ?? 1), 8);
  return [cut(xs, 0.02) - around, Math.max(-85, cut(ys, 0.02) - around), cut(xs, 0.98) + around, Math.min(85, cut(ys, 0.98) + around)];
}

/** Within how many km a place lies that is known nearly. */
export const NEAR_KM = 25;

/** A polygon without holes. @param {number[][]} coordinates */
export const polygon = (coordinates) => ({ type: 'Polygon', coordinates: [coordinates] });

/** A ring around a point, in degrees. */
export function ring(longitude, latitude, km, steps = 32) {
  const wide = Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  return Array.from({ length: steps + 1 }, (_, at) => {
    const angle = (at / steps) * 2 * Math.PI;
    return [longitude + ((km / 111.2) * Math.cos(angle)) / wide, latitude + (km / 111.2) * Math.sin(angle)];
  });
}
