// What the map draws of spots, worked out once for a way of drawing, so that a move of the brush only counts.
import { columnsOf, inside, isPoint, polygon, ring } from './map-data.js';
import { placeWords } from './format.js';

/** @typedef {import('./map-data.js').Spot} Spot */
/** @typedef {{key: string, kind: 'place' | 'area', geometry: any, near: boolean, words: string, shaded: boolean, located: number, all: number}} Group */
/** @typedef {{groups: Group[], of: Int32Array}} Layout `of` has the group of each spot, or -1 */

const CELL = 0.5;

/** The boxes of units with outlines, to look into few of them only.
 * @param {Map<string, any[]>} outlines @returns {(spot: Spot) => any} */
function finder(outlines) {
  const boxes = new Map();
  for (const [iso3, units] of outlines) {
    boxes.set(iso3, units.map((unit) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const rings of unit.geometry.coordinates) {
        for (const [x, y] of rings[0]) {
          if (x < box[0]) box[0] = x;
          if (y < box[1]) box[1] = y;
          if (x > box[2]) box[2] = x;
          if (y > box[3]) box[3] = y;
        }
      }
      return { unit, box };
    }));
  }
  const known = new Map();
  return (spot) => {
    const { longitude: x, latitude: y, iso3 } = spot;
    if (x === null || y === null || !iso3) return null;
    const key = `${iso3} ${x} ${y}`;
    if (!known.has(key)) {
      const found = (boxes.get(iso3) ?? []).find(({ unit, box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
        && unit.geometry.coordinates.some((rings) => inside(rings, x, y)));
      known.set(key, found?.unit ?? null);
    }
    return known.get(key);
  };
}

/**
 * The groups that spots are drawn in: places, units or grid cells.
 * @param {Spot[]} all @param {string} mode @param {Map<string, any[]>} outlines by country @param {Map<string, any>} countries
 * @returns {Layout}
 */
export function layout(all, mode, outlines, countries) {
  /** @type {Group[]} */
  const groups = [];
  const of = new Int32Array(all.length).fill(-1);
  const index = new Map();
  const unitOf = finder(outlines);
  const put = (at, key, make) => {
    let group = index.get(key);
    if (group === undefined) {
      const made = make();
      group = made ? groups.push({ key, near: false, shaded: false, located: 0, all: 0, ...made }) - 1 : -1;
      index.set(key, group);
    }
    of[at] = group;
    if (group < 0) return;
    groups[group].all += 1;
    if (isPoint(all[at])) groups[group].located += 1;
  };
  all.forEach((spot, at) => {
    const { longitude: x, latitude: y, precision } = spot;
    const unit = precision?.startsWith('admin') || (mode === 'units' && isPoint(spot)) ? unitOf(spot) : null;
    if (mode === 'grid') {
      if (!isPoint(spot)) return;
      const [west, south] = [Math.floor(x / CELL) * CELL, Math.floor(y / CELL) * CELL];
      put(at, `${west} ${south}`, () => ({ kind: 'area', shaded: true, words: `cell from ${west}°, ${south}°`,
        geometry: polygon([[west, south], [west + CELL, south], [west + CELL, south + CELL], [west, south + CELL], [west, south]]) }));
    } else if (mode === 'units') {
      if (unit) put(at, unit.properties.unit_id, () => ({ kind: 'area', shaded: true, words: unit.properties.unit, geometry: unit.geometry }));
    } else if (isPoint(spot)) {
      put(at, `${x} ${y} ${precision}`, () => ({ kind: 'place', near: precision === 'near', words: `${spot.row.place_name ?? 'place'}, ${placeWords(precision)}`,
        geometry: { type: 'Point', coordinates: [x, y] } }));
    } else if (unit) {
      put(at, unit.properties.unit_id, () => ({ kind: 'area', words: `${unit.properties.unit}, no more is known`, geometry: unit.geometry }));
    } else if (precision?.startsWith('admin')) {
      if (spot.iso3 && !outlines.has(spot.iso3)) return; // its outline is still on the way
      put(at, `ring ${x} ${y}`, () => (x === null ? null : { kind: 'area', words: `${spot.row.admin2 ?? spot.row.admin1 ?? 'unit'}, no more is known`, geometry: polygon(ring(x, y, 60)) }));
    } else if (precision === 'country' || precision === 'region') {
      put(at, `country ${spot.country}`, () => {
        const shape = countries.get(spot.country)?.geometry;
        return shape ? { kind: 'area', words: `${spot.country}, no more is known`, geometry: shape } : null;
      });
    }
  });
  return { groups, of };
}

/** @typedef {{events: Int32Array, vague: Int32Array}} Counted how many events of each group, and how many of them are not known to the day */

/**
 * How many events of each group are in a stretch of days.
 * @param {Layout} laid @param {Spot[]} all @param {[number, number] | null} stretch @returns {Counted}
 */
export function counts({ groups, of }, all, stretch) {
  const [events, dim] = [new Int32Array(groups.length), new Int32Array(groups.length)];
  const { from, to, vague } = columnsOf(all);
  const [first, last] = stretch ?? [-Infinity, Infinity];
  for (let at = 0; at < of.length; at += 1) {
    const group = of[at];
    if (group < 0 || to[at] < first || from[at] > last) continue;
    events[group] += 1;
    dim[group] += vague[at];
  }
  return { events, vague: dim };
}

/**
 * Provinces with the numbers of a count by the server, where there are more events than are on the map.
 * @param {import('../types/api').CountRow[]} rows by `admin1` @param {Map<string, any[]>} outlines by country
 * @returns {{laid: Layout, counted: Counted, without: number}} `without` are events of which no province with an outline is known
 */
export function provinces(rows, outlines) {
  const units = new Map([...outlines.values()].flat().map((unit) => [unit.properties.unit_id, unit]));
  const known = rows.filter((row) => units.has(row.key));
  const events = Int32Array.from(known, (row) => row.value);
  const groups = known.map((row) => {
    const unit = units.get(row.key);
    return { key: row.key, kind: /** @type {const} */ ('area'), geometry: unit.geometry, near: false, words: unit.properties.unit, shaded: true, located: 0, all: 0 };
  });
  const all = rows.reduce((sum, row) => sum + row.value, 0);
  return { laid: { groups, of: new Int32Array(0) }, counted: { events, vague: new Int32Array(groups.length) }, without: all - events.reduce((sum, one) => sum + one, 0) };
}

/** Of a unit of which less than this share is known to a place, the shade is hatched. */
const LOCATED = 0.5;

/** Whether a shaded unit is hatched as well. @param {Group} group */
export const doubtful = (group) => group.shaded && group.all > 0 && group.located < LOCATED * group.all;

/** How clearly a group is shown, 0 to 1: what is known to the week or the month only is fainter. @param {Counted} counted @param {number} g */
export const clear = ({ events, vague }, g) => 1 - 0.6 * (vague[g] / events[g]);

/** How strongly an area is filled, 0 to 1: by its events beside those of the area with `most`.
 * @param {boolean} shaded @param {Counted} counted @param {number} g @param {number} most */
export function strength(shaded, counted, g, most) {
  const share = Math.sqrt(counted.events[g] / most);
  return shaded ? Math.min(0.85, 0.12 + 0.73 * share) : (0.35 + 0.6 * share) * clear(counted, g);
}
