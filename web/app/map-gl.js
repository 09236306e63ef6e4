// The map where the browser has WebGL: MapLibre over the embedded outlines. No tiles, no glyph server, no network.
import { Map as GlMap, NavigationControl, ScaleControl } from '../vendor/maplibre-gl.mjs';
import { base } from './map-data.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EMPTY = { type: 'FeatureCollection', features: [] };

export function hasWebGl() {
  try {
    return Boolean(document.createElement('canvas').getContext('webgl2'));
  } catch {
    return false;
  }
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
        areas: { type: 'geojson', data: EMPTY },
        discs: { type: 'geojson', data: EMPTY },
        places: { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 36, clusterMaxZoom: 9, clusterProperties: { events: ['+', ['get', 'events']], clear: ['max', ['get', 'clear']] } },
      },
      layers: [
        { id: 'sea', type: 'background', paint: { 'background-color': style('--sea') } },
        { id: 'land', type: 'fill', source: 'base', paint: { 'fill-color': style('--land') } },
        { id: 'shade', type: 'fill', source: 'areas', filter: ['has', 'shade'], paint: { 'fill-color': style('--accent'), 'fill-opacity': ['get', 'shade'] } },
        { id: 'borders', type: 'line', source: 'base', paint: { 'line-color': style('--quiet'), 'line-width': 0.6 } },
        { id: 'area-lines', type: 'line', source: 'areas', paint: { 'line-color': style('--accent'), 'line-width': 1 } },
        { id: 'discs', type: 'fill', source: 'discs', paint: { 'fill-color': style('--accent'), 'fill-opacity': 0.12, 'fill-outline-color': style('--accent') } },
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
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', filter: ['!', ['has', 'shade']], paint: { 'fill-pattern': 'hatch', 'fill-opacity': ['get', 'dense'] } }, 'borders');
  map.on('click', async (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ['places', 'discs', 'areas', 'shade'] });
    const groups = new Set();
    for (const one of found) {
      if (one.properties.point_count) {
        const source = /** @type {import('../vendor/maplibre-gl.mjs').GeoJSONSource} */ (map.getSource('places'));
        const leaves = await source.getClusterLeaves(one.properties.cluster_id, 10_000, 0);
        leaves.forEach((leaf) => groups.add(leaf.properties?.g));
      } else if (one.properties.g !== undefined) groups.add(one.properties.g);
    }
    if (groups.size) picked([...groups]);
  });
  for (const layer of ['places', 'areas']) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
  // While the worker still takes in what was drawn last, only the newest drawing waits; a brush that moves faster than the
  // worker leaves steps out and never queues them.
  let next = /** @type {Record<string, any[]> | null} */ (null);
  let busy = false;
  const put = async () => {
    busy = true;
    while (next) {
      const drawing = next;
      next = null;
      await Promise.race([
        Promise.all(Object.entries(drawing).map(async ([name, features]) => {
          if (!features.length && empty.has(name)) return;
          (features.length ? empty.delete(name) : empty.add(name));
          const source = /** @type {import('../vendor/maplibre-gl.mjs').GeoJSONSource} */ (map.getSource(name));
          await source?.setData({ type: 'FeatureCollection', features });
        })),
        new Promise((done) => setTimeout(done, 500)),
      ]);
    }
    busy = false;
  };
  const empty = new Set(['areas', 'discs', 'places']);
  return {
    /** @param {{areas: any[], discs: any[], places: any[]}} drawing */
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
