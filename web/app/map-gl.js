// The map where the browser has WebGL: MapLibre over the embedded outlines draws the ground, and events are painted over it on a
// canvas of their own, so that the ground is not drawn again while time moves. No tiles, no glyph server, no network.
import { Map as GlMap, NavigationControl, ScaleControl } from '../vendor/maplibre-gl.mjs';
import { base } from './map-data.js';
import { clustering } from './map-clusters.js';
import { painter, under } from './map-paint.js';
import { mercator, shapes } from './map-shapes.js';
import { signs } from './map-signs.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The style of MapLibre's controls, which no page without a map has to wait for. */
function dressed() {
  const known = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[href="/vendor/maplibre-gl.css"]'));
  if (known) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/vendor/maplibre-gl.css';
  const there = new Promise((done) => { link.onload = link.onerror = done; });
  document.head.prepend(link); // what the pages' own style says goes before
  return there;
}

/** Pixels of the world's width at zoom 0. */
const WORLD = 512;

/** @param {HTMLElement} element */
async function ground(element) {
  const [data] = await Promise.all([base(), dressed()]);
  const map = new GlMap({
    container: element,
    style: {
      version: 8,
      sources: { base: { type: 'geojson', data, attribution: 'Natural Earth' } },
      // Each kind of layer is a program that WebGL compiles while the page waits: the sea is the colour of the box, and the edges of the
      // land are smoothed by its borders, which are of its own colour where they are left out.
      layers: [
        { id: 'land', type: 'fill', source: 'base', paint: { 'fill-color': style('--land'), 'fill-antialias': false } },
        { id: 'borders', type: 'line', source: 'base', paint: { 'line-color': style('--quiet'), 'line-width': 0.6 } },
      ],
    },
    attributionControl: { compact: true },
    canvasContextAttributes: { preserveDrawingBuffer: true },
    renderWorldCopies: false,
    fadeDuration: 0,
    // North is up and the map lies flat: what is painted over it counts on that.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({}));
  await new Promise((done) => map.once('load', done));
  return map;
}

/** How a map is looked at. @param {GlMap} map @returns {import('./map-shapes.js').View} */
function viewOf(map) {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const zoom = map.getZoom();
  const scale = WORLD * 2 ** zoom;
  const { lng, lat } = map.getCenter();
  const [x, y] = mercator(lng, lat);
  return { scale, left: x * scale - width / 2, top: y * scale - height / 2, width, height, zoom };
}

/** The canvas over the ground, and its painter; another one where the size of a pixel changed. @param {GlMap} map */
function sheets(map) {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-events';
  canvas.setAttribute('aria-hidden', 'true');
  map.getCanvasContainer().append(canvas);
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
 */
export async function glMap(element, picked) {
  const map = await ground(element);
  const { canvas, painterFor } = sheets(map);
  let laid = /** @type {import('./map-draw.js').Layout | null} */ (null);
  let counted = /** @type {import('./map-draw.js').Counted} */ ({ events: new Int32Array(0), vague: new Int32Array(0) });
  let drawn = shapes({ groups: [], of: new Int32Array(0) });
  let clustersAt = clustering(drawn.places);
  let marks = /** @type {import('./map-paint.js').Mark[]} */ ([]);
  // The size of an element is not asked for while time moves: the page would be laid out for it.
  let view = viewOf(map);
  let moved = false;
  const paint = () => {
    if (moved) view = viewOf(map);
    moved = false;
    marks = painterFor(view)(drawn, clustersAt(view.zoom), counted, view);
  };
  // The ground and what lies over it move in the same frame.
  for (const event of /** @type {const} */ (['move', 'resize'])) map.on(event, () => { moved = true; });
  map.on('render', () => { if (moved) paint(); });
  const at = (point) => under(point, marks, drawn, clustersAt(view.zoom), counted, view);
  map.on('click', (event) => {
    const groups = at(event.point);
    if (groups.length) picked(groups);
  });
  map.on('mousemove', (event) => { if (!event.originalEvent.buttons) map.getCanvas().style.cursor = at(event.point).length ? 'pointer' : ''; });
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
    },
    /** @param {boolean} shown */
    borders(shown) { map.setPaintProperty('borders', 'line-color', style(shown ? '--quiet' : '--land')); },
    /** @param {[number, number, number, number]} bounds */
    look(bounds) { map.fitBounds(bounds, { animate: false, padding: 24, maxZoom: 8 }); },
    /** The ground with the events, as one picture. */
    canvas() {
      const below = map.getCanvas();
      const whole = document.createElement('canvas');
      [whole.width, whole.height] = [below.width, below.height];
      const pen = /** @type {CanvasRenderingContext2D} */ (whole.getContext('2d'));
      pen.fillStyle = style('--sea');
      pen.fillRect(0, 0, whole.width, whole.height);
      pen.drawImage(below, 0, 0);
      pen.drawImage(canvas, 0, 0, whole.width, whole.height);
      return whole;
    },
    remove: () => map.remove(),
  };
}
