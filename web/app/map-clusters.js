// Places that would lie on one another are drawn as one sign with their number. Which go together depends on the zoom alone and not
// on time, so that a sign stays what it is while time moves.

import { WORLD } from './map-shapes.js';

/** Pixels between signs at least, and the zoom from which on every place is drawn for itself. */
const [APART, SINGLE] = [36, 10];

/** @typedef {{count: number, of: Int32Array}} Clusters `of` has the cluster of each place; those with most events come first */

/**
 * Each place, from the one with most events down, takes those around it that none has taken.
 * @param {import('./map-shapes.js').Places} places @param {number} zoom a whole one @returns {Clusters}
 */
function clusters({ count, x, y, weight }, zoom) {
  const order = Array.from({ length: count }, (_, at) => at).sort((a, b) => weight[b] - weight[a]);
  const of = new Int32Array(count).fill(-1);
  if (zoom >= SINGLE) {
    order.forEach((place, at) => { of[place] = at; });
    return { count, of };
  }
  const size = APART / (WORLD * 2 ** zoom);
  const column = (value) => Math.floor(value / size);
  /** @type {Map<number, number[]>} */
  const cells = new Map();
  const cell = (cx, cy) => cx * 2 ** 24 + cy;
  for (let place = 0; place < count; place += 1) {
    const key = cell(column(x[place]), column(y[place]));
    const own = cells.get(key);
    if (own) own.push(place); else cells.set(key, [place]);
  }
  let made = 0;
  for (const place of order) {
    if (of[place] >= 0) continue;
    const [cx, cy] = [column(x[place]), column(y[place])];
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of cells.get(cell(cx + dx, cy + dy)) ?? []) {
          if (of[other] < 0 && Math.hypot(x[other] - x[place], y[other] - y[place]) <= size) of[other] = made;
        }
      }
    }
    made += 1;
  }
  return { count: made, of };
}

/** The clusters of places by zoom, each worked out once. @param {import('./map-shapes.js').Places} places @returns {(zoom: number) => Clusters} */
export function clustering(places) {
  /** @type {Map<number, Clusters>} */
  const known = new Map();
  return (zoom) => {
    const whole = Math.max(0, Math.min(SINGLE, Math.floor(zoom)));
    const found = known.get(whole) ?? clusters(places, whole);
    known.set(whole, found);
    return found;
  };
}
