// The map of events: they are painted on a canvas over the ground, so that the ground is not drawn again while time moves. They are
// there before it is: MapLibre keeps the page busy while it begins, so it is not begun before there is something to see.
import { clustering } from './map-clusters.js';
import { painter, under } from './map-paint.js';
import { WORLD, fitted, mercator, shapes } from './map-shapes.js';
import { signs } from './map-signs.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Pixels around what is looked at, and the nearest that it is looked at from. */
const AROUND = { padding: 24, maxZoom: 8 };

/** The ground waits for events so long at most, in milliseconds. */
const WAITS = 1_000;

/** How a map is looked at. @param {import('./map-ground.js').Ground} map @returns {import('./map-shapes.js').View} */
function viewOf(map) {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const zoom = map.getZoom();
  const scale = WORLD * 2 ** zoom;
  const { lng, lat } = map.getCenter();
  const [x, y] = mercator(lng, lat);
  return { scale, left: x * scale - width / 2, top: y * scale - height / 2, width, height, zoom };
}

/** The canvas of the events, and its painter; another one where the size of a pixel changed. */
function sheets() {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-events';
  canvas.setAttribute('aria-hidden', 'true');
  const accent = style('--accent');
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  let ratio = 0;
  let paint = /** @type {ReturnType<typeof painter> | null} */ (null);
  /** @param {import('./map-shapes.js').View} view */
  const painterFor = ({ width, height }) => {
    const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    if (!paint || ratio !== devicePixelRatio) {
      ratio = devicePixelRatio;
      paint = painter(pen, ratio, signs({ accent, ground: style('--surface'), figures: style('--on-accent') }, ratio), accent);
    }
    return paint;
  };
  return { canvas, painterFor };
}

/**
 * @param {HTMLElement} element
 * @param {(groups: number[]) => void} picked told which groups were clicked
 * @param {() => void} failed told where the browser has no WebGL
 */
export function eventMap(element, picked, failed) {
  const { canvas, painterFor } = sheets();
  element.replaceChildren(canvas);
  let laid = /** @type {import('./map-draw.js').Layout | null} */ (null);
  let counted = /** @type {import('./map-draw.js').Counted} */ ({ events: new Int32Array(0), vague: new Int32Array(0) });
  let drawn = shapes({ groups: [], of: new Int32Array(0) });
  let clustersAt = clustering(drawn.places);
  let marks = /** @type {import('./map-paint.js').Mark[]} */ ([]);
  let bounds = /** @type {[number, number, number, number]} */ ([-180, -60, 180, 80]);
  let borders = true;
  let live = true;
  let below = /** @type {Awaited<ReturnType<typeof import('./map-ground.js').ground>> | null} */ (null);
  const look = () => fitted(bounds, element.clientWidth, element.clientHeight, AROUND);
  // The size of an element is not asked for while time moves: the page would be laid out for it.
  let view = look();
  let moved = false;
  const paint = () => {
    if (moved) view = below ? viewOf(below.map) : look();
    moved = false;
    marks = painterFor(view)(drawn, clustersAt(view.zoom), counted, view);
  };
  const at = (point) => under(point, marks, drawn, clustersAt(view.zoom), counted, view);

  const begin = async () => {
    const { ground } = await import('./map-ground.js');
    if (!live) return;
    const box = document.createElement('div');
    box.className = 'map-ground';
    element.prepend(box);
    const made = await ground(box, () => bounds, AROUND);
    const { map } = made;
    if (!live) { map.remove(); return; }
    below = made;
    map.getCanvasContainer().append(canvas); // under its controls
    // The ground and what lies over it move in the same frame.
    for (const event of /** @type {const} */ (['move', 'resize'])) map.on(event, () => { moved = true; });
    map.on('render', () => { if (moved) paint(); });
    map.on('click', (event) => {
      const groups = at(event.point);
      if (groups.length) picked(groups);
    });
    map.on('mousemove', (event) => { if (!event.originalEvent.buttons) map.getCanvas().style.cursor = at(event.point).length ? 'pointer' : ''; });
    made.borders(borders);
    map.fitBounds(bounds, { ...AROUND, animate: false });
    await new Promise((done) => map.once('idle', done));
    element.dataset.ground = 'there';
  };
  /** @type {Promise<void> | null} */
  let begun = null;
  const beginOnce = () => (begun ??= begin().catch(() => { if (live) failed(); }));
  const waits = setTimeout(beginOnce, WAITS);
  return {
    /** @param {import('./map-draw.js').Layout} layout @param {import('./map-draw.js').Counted} now */
    draw(layout, now) {
      counted = now;
      if (layout !== laid) {
        laid = layout;
        drawn = shapes(layout);
        clustersAt = clustering(drawn.places);
      }
      paint();
      if (layout.groups.length && !begun) requestAnimationFrame(() => setTimeout(beginOnce)); // when this is seen
    },
    /** @param {boolean} shown */
    borders(shown) { borders = shown; below?.borders(shown); },
    /** @param {[number, number, number, number]} to */
    look(to) {
      bounds = to;
      moved = true;
      below?.map.fitBounds(bounds, { ...AROUND, animate: false });
    },
    /** The ground with the events, as one picture, when the ground is there. */
    async canvas() {
      await beginOnce();
      const whole = document.createElement('canvas');
      [whole.width, whole.height] = [canvas.width, canvas.height];
      const pen = /** @type {CanvasRenderingContext2D} */ (whole.getContext('2d'));
      pen.fillStyle = style('--sea');
      pen.fillRect(0, 0, whole.width, whole.height);
      for (const part of [below?.map.getCanvas(), canvas]) if (part) pen.drawImage(part, 0, 0, whole.width, whole.height);
      return whole;
    },
    remove() {
      live = false;
      clearTimeout(waits);
      below?.map.remove();
      element.replaceChildren();
      delete element.dataset.ground;
    },
  };
}
