// The map where the browser has WebGL: MapLibre over the embedded outlines. No tiles, no glyph server, no network.
import { Map as GlMap, NavigationControl, ScaleControl } from '../vendor/maplibre-gl.mjs';
import { base } from './map-data.js';
import { shapes } from './map-draw.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EMPTY = { type: 'FeatureCollection', features: [] };

/** How strongly a feature is shown now, 0 to 1, times a factor; not at all while nothing was said. @param {number} times */
const SHOWN = (times) => /** @type {any} */ (['*', times, ['coalesce', ['feature-state', 'shown'], 0]]);

/** @type {boolean | undefined} */
let webGl;
/** Whether the browser can draw the map; it is asked once, for the question makes a context. */
export function hasWebGl() {
  if (webGl === undefined) {
    try {
      webGl = Boolean(document.createElement('canvas').getContext('webgl2'));
    } catch {
      webGl = false;
    }
  }
  return webGl;
}

/** Diagonal lines, for areas of which no more is known than that it happened there. */
function hatch(colour) {
  const size = 16;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const shift of [-size, 0, size]) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/**
 * @param {HTMLElement} element
 * @param {(groups: number[]) => void} picked told which groups were clicked
 */
export async function glMap(element, picked) {
  const map = new GlMap({
    container: element,
    style: {
      version: 8,
      sources: {
        base: { type: 'geojson', data: await base(), attribution: 'Natural Earth' },
        areas: { type: 'geojson', data: EMPTY, promoteId: 'id' },
        discs: { type: 'geojson', data: EMPTY, promoteId: 'id' },
        places: { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 36, clusterMaxZoom: 9, clusterProperties: { events: ['+', ['get', 'events']], clear: ['max', ['get', 'clear']] } },
      },
      layers: [
        { id: 'sea', type: 'background', paint: { 'background-color': style('--sea') } },
        { id: 'land', type: 'fill', source: 'base', paint: { 'fill-color': style('--land') } },
        { id: 'shade', type: 'fill', source: 'areas', filter: ['get', 'shaded'], paint: { 'fill-color': style('--accent'), 'fill-opacity': SHOWN(1) } },
        { id: 'borders', type: 'line', source: 'base', paint: { 'line-color': style('--quiet'), 'line-width': 0.6 } },
        { id: 'area-lines', type: 'line', source: 'areas', paint: { 'line-color': style('--accent'), 'line-width': 1, 'line-opacity': ['case', ['>', SHOWN(1), 0], 1, 0] } },
        { id: 'discs', type: 'fill', source: 'discs', paint: { 'fill-color': style('--accent'), 'fill-opacity': SHOWN(0.12), 'fill-outline-color': style('--accent') } },
        { id: 'places', type: 'circle', source: 'places', paint: {
          'circle-color': ['case', ['has', 'point_count'], style('--accent'), ['get', 'near'], style('--surface'), style('--accent')],
          'circle-opacity': ['*', ['get', 'clear'], ['case', ['has', 'point_count'], 0.75, 0.85]], 'circle-stroke-opacity': ['get', 'clear'],
          'circle-stroke-color': style('--accent'), 'circle-stroke-width': 1.5,
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'events']], 1, 4, 10, 12, 60, 30],
        } },
        { id: 'counts', type: 'symbol', source: 'places', filter: ['has', 'point_count'], layout: { 'text-field': ['to-string', ['get', 'events']], 'text-font': ['sans-serif'], 'text-size': 11, 'text-allow-overlap': true }, paint: { 'text-color': style('--on-accent') } },
      ],
    },
    attributionControl: { compact: true },
    canvasContextAttributes: { preserveDrawingBuffer: true },
    renderWorldCopies: false,
    fadeDuration: 0,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({}));
  await new Promise((done) => map.once('load', done));
  map.addImage('hatch', hatch(style('--accent')), { pixelRatio: 2 });
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', filter: ['!', ['get', 'shaded']], paint: { 'fill-pattern': 'hatch', 'fill-opacity': SHOWN(1) } }, 'borders');
  map.on('click', async (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ['places', 'discs', 'areas', 'shade'] });
    const groups = new Set();
    for (const one of found) {
      if (one.properties.point_count) {
        const source = /** @type {import('../vendor/maplibre-gl.mjs').GeoJSONSource} */ (map.getSource('places'));
        const leaves = await source.getClusterLeaves(one.properties.cluster_id, 10_000, 0);
        leaves.forEach((leaf) => groups.add(leaf.properties?.g));
      } else if (one.properties.g !== undefined && (one.source === 'places' || one.state.shown > 0)) groups.add(one.properties.g);
    }
    if (groups.size) picked([...groups]);
  });
  for (const layer of ['places', 'areas']) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
  const source = (name) => /** @type {import('../vendor/maplibre-gl.mjs').GeoJSONSource} */ (map.getSource(name));
  const collection = (features) => /** @type {any} */ ({ type: 'FeatureCollection', features });
  // Areas and discs are handed over once for a way of drawing; while time moves, only how strongly each is shown is said.
  let laid = /** @type {import('./map-draw.js').Layout | null} */ (null);
  const shown = { areas: new Map(), discs: new Map() };
  const show = (drawing) => {
    for (const name of /** @type {const} */ (['areas', 'discs'])) {
      const now = new Map(drawing[name].map((one) => [one.properties.id, one.properties.shown]));
      for (const id of shown[name].keys()) if (!now.has(id)) map.setFeatureState({ source: name, id }, { shown: 0 });
      for (const [id, value] of now) if (shown[name].get(id) !== value) map.setFeatureState({ source: name, id }, { shown: value });
      shown[name] = now;
    }
  };
  // While the worker still takes in what was drawn last, only the newest drawing waits; a brush that moves faster than the
  // worker leaves steps out and never queues them.
  let next = /** @type {ReturnType<typeof import('./map-draw.js').drawing> | null} */ (null);
  let busy = false;
  const put = async () => {
    busy = true;
    while (next) {
      const drawing = next;
      next = null;
      if (drawing.laid !== laid) {
        laid = drawing.laid;
        for (const name of /** @type {const} */ (['areas', 'discs'])) {
          map.removeFeatureState({ source: name });
          shown[name] = new Map();
          source(name).setData(collection(shapes(laid)[name]));
        }
      }
      show(drawing);
      const places = drawing.places.map(({ type, geometry, properties: { g, events, clear, near } }) => ({ type, geometry, properties: { g, events, clear, near } }));
      await Promise.race([source('places').setData(collection(places)), new Promise((done) => setTimeout(done, 500))]);
    }
    busy = false;
  };
  return {
    /** @param {ReturnType<typeof import('./map-draw.js').drawing>} drawing */
    draw(drawing) {
      next = drawing;
      if (!busy) put();
    },
    /** @param {boolean} shown */
    borders(shown) { map.setLayoutProperty('borders', 'visibility', shown ? 'visible' : 'none'); },
    /** @param {[number, number, number, number]} bounds */
    look(bounds) { map.fitBounds(bounds, { animate: false, padding: 24, maxZoom: 8 }); },
    canvas: () => map.getCanvas(),
    remove: () => map.remove(),
  };
}
