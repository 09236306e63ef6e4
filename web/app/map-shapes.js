// Where the groups of a layout lie on the map, worked out once: in typed arrays, so that a move of time or of the map only adds and multiplies.
import { NEAR_KM, inside } from './map-data.js';
import { doubtful } from './map-draw.js';

/** How the map is looked at: `scale` pixels are the whole width of the world, the left upper corner lies at `left`, `top` of them.
 * @typedef {{scale: number, left: number, top: number, width: number, height: number, zoom: number}} View */

/** @typedef {{g: number, shaded: boolean, doubtful: boolean, geometry: any, x: number, y: number, box: [number, number, number, number], path: () => Path2D}} Area
 *   `path` is in `UNIT`s of the world from `x`, `y`; `box` has west, north, east, south as shares of the world */
/** @typedef {{count: number, g: Int32Array, x: Float64Array, y: Float64Array, near: Uint8Array, disc: Float64Array, weight: Int32Array}} Places
 *   `disc` is the radius of what is meant by a place, as a share of the world, 0 where it is the place itself; `weight` is how many events it has in all */
/** @typedef {{places: Places, areas: Area[]}} Shapes */

/** Highest latitude of the map, in degrees: there it is a square. */
const HIGHEST = 85.051129;

/** Web Mercator: a place as shares of the world's width, from the left and from the top. @param {number} longitude @param {number} latitude @returns {[number, number]} */
export function mercator(longitude, latitude) {
  const angle = (Math.max(-HIGHEST, Math.min(HIGHEST, latitude)) * Math.PI) / 180;
  return [(longitude + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI)];
}

/** The inverse of `mercator`. @param {number} x @param {number} y @returns {[number, number]} longitude, latitude */
export const degrees = (x, y) => [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];

/** Pixels of the world's width at zoom 0. */
export const WORLD = 512;

/**
 * The view that shows all of some bounds.
 * @param {[number, number, number, number]} bounds west, south, east, north @param {number} width @param {number} height
 * @param {{padding: number, maxZoom: number}} around pixels around the bounds, and the highest zoom @returns {View}
 */
export function fitted([west, south, east, north], width, height, { padding, maxZoom }) {
  const [[left, top], [right, bottom]] = [mercator(west, north), mercator(east, south)];
  const fits = Math.min((width - 2 * padding) / (right - left), (height - 2 * padding) / (bottom - top));
  const scale = Math.max(1, Math.min(WORLD * 2 ** maxZoom, fits));
  return { scale, left: ((left + right) / 2) * scale - width / 2, top: ((top + bottom) / 2) * scale - height / 2, width, height, zoom: Math.log2(scale / WORLD) };
}

/** Parts of the world's width that outlines are written in: a pixel of zoom 8, so that no line of one is too short for the pen. */
export const UNIT = WORLD * 2 ** 8;

const EARTH_KM = 40_075;

/** @param {any} geometry @returns {number[][][][]} */
const polygons = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []);

/** @param {import('./map-draw.js').Group} group @param {number} g @returns {Area} */
function area(group, g) {
  const rings = polygons(group.geometry).flat().map((ring) => ring.map(([longitude, latitude]) => mercator(longitude, latitude)));
  const box = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const ring of rings) {
    for (const [x, y] of ring) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  const [x, y] = box;
  /** @type {Path2D | null} */
  let made = null;
  const path = () => {
    if (made) return made;
    made = new Path2D();
    for (const ring of rings) {
      ring.forEach((point, at) => made?.[at ? 'lineTo' : 'moveTo']((point[0] - x) * UNIT, (point[1] - y) * UNIT));
      made.closePath();
    }
    return made;
  };
  return { g, shaded: group.shaded, doubtful: doubtful(group), geometry: group.geometry, x, y, box, path };
}

/** @param {import('./map-draw.js').Layout} laid @returns {Shapes} */
export function shapes({ groups }) {
  const at = groups.flatMap((group, g) => (group.kind === 'place' ? [g] : []));
  const count = at.length;
  const places = { count, g: Int32Array.from(at), x: new Float64Array(count), y: new Float64Array(count), near: new Uint8Array(count), disc: new Float64Array(count), weight: new Int32Array(count) };
  at.forEach((g, place) => {
    const { geometry, near, all } = groups[g];
    const [longitude, latitude] = geometry.coordinates;
    [places.x[place], places.y[place]] = mercator(longitude, latitude);
    places.near[place] = Number(near);
    places.disc[place] = near ? NEAR_KM / (EARTH_KM * Math.max(0.05, Math.cos((latitude * Math.PI) / 180))) : 0;
    places.weight[place] = all;
  });
  return { places, areas: groups.flatMap((group, g) => (group.kind === 'area' ? [area(group, g)] : [])) };
}

/** Whether anything of a box is seen. @param {Area['box']} box @param {View} view */
export const seen = ([west, north, east, south], { scale, left, top, width, height }) => east * scale >= left && west * scale <= left + width && south * scale >= top && north * scale <= top + height;

/** Whether an area holds a place. @param {Area} area @param {number} x @param {number} y as shares of the world */
export function holds({ box, geometry }, x, y) {
  if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false;
  const [longitude, latitude] = degrees(x, y);
  return polygons(geometry).some((rings) => inside(rings, longitude, latitude));
}
