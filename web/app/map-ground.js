// The ground of the map: land and borders by MapLibre, over the embedded outlines. No tiles, no glyph server, no network.
import { Map as GlMap, NavigationControl, ScaleControl } from '../vendor/maplibre-gl.mjs';
import { base } from './map-data.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The style of MapLibre's controls, which no page without a map has to wait for. */
function dressed() {
  if (document.querySelector('link[href="/vendor/maplibre-gl.css"]')) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/vendor/maplibre-gl.css';
  const there = new Promise((done) => { link.onload = link.onerror = done; });
  document.head.prepend(link); // what the pages' own style says goes before
  return there;
}

/** @typedef {GlMap} Ground */

/**
 * Fails where the browser has no WebGL.
 * @param {HTMLElement} element @param {() => [number, number, number, number]} bounds what is looked at, asked when the map begins
 * @param {{padding: number, maxZoom: number}} around
 */
export async function ground(element, bounds, around) {
  const [data] = await Promise.all([base(), dressed()]);
  const map = new GlMap({
    container: element,
    bounds: bounds(),
    fitBoundsOptions: around,
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
  return {
    map,
    /** @param {boolean} shown */
    borders: (shown) => map.setPaintProperty('borders', 'line-color', style(shown ? '--quiet' : '--land')),
  };
}
