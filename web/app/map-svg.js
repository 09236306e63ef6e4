// The same map as a drawing: where there is no WebGL, for print, and to take along as SVG.
import { NEAR_KM, base, polygon, ring } from './map-data.js';
import { clear, doubtful, strength } from './map-draw.js';

const WIDTH = 960;
const HEIGHT = 520;
const NS = 'http://www.w3.org/2000/svg';

/** Equirectangular, true to scale in the middle of what is shown. @param {number[]} bounds */
function projection([west, south, east, north]) {
  const squeeze = Math.max(0.2, Math.cos(((south + north) / 2) * (Math.PI / 180)));
  const scale = Math.min(WIDTH / ((east - west) * squeeze || 1), HEIGHT / (north - south || 1));
  const [cx, cy] = [(west + east) / 2, (south + north) / 2];
  return ([longitude, latitude]) => [WIDTH / 2 + (longitude - cx) * squeeze * scale, HEIGHT / 2 - (latitude - cy) * scale];
}

/** @param {string} name @param {Record<string, unknown>} attributes @param {any[]} [children] */
function element(name, attributes, children = []) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * The groups that have events, and how strongly each is `shown`, 0 to 1.
 * @param {import('./map-draw.js').Layout} laid @param {import('./map-draw.js').Counted} counted
 */
function drawing({ groups }, counted) {
  const [areas, discs, places] = [/** @type {any[]} */ ([]), /** @type {any[]} */ ([]), /** @type {any[]} */ ([])];
  const most = groups.reduce((found, { kind }, g) => (kind === 'area' ? Math.max(found, counted.events[g]) : found), 1);
  groups.forEach((group, g) => {
    const events = counted.events[g];
    if (!events) return;
    const { geometry, near, shaded } = group;
    const words = `${group.words}: ${events} events`;
    if (group.kind === 'place') {
      const shown = clear(counted, g);
      places.push({ geometry, g, events, near, words, shown });
      if (near) discs.push({ geometry: polygon(ring(geometry.coordinates[0], geometry.coordinates[1], NEAR_KM)), shown });
    } else {
      areas.push({ geometry, g, words, shaded, shown: strength(shaded, counted, g, most) });
      if (doubtful(group)) areas.push({ geometry, g, words, shaded: false, shown: 0.5 });
    }
  });
  return { areas, discs, places };
}

/** @param {HTMLElement} box @param {(groups: number[]) => void} picked */
export async function svgMap(box, picked) {
  const land = (await base()).features;
  let bounds = /** @type {number[]} */ ([-180, -60, 180, 80]);
  let last = { areas: /** @type {any[]} */ ([]), discs: /** @type {any[]} */ ([]), places: /** @type {any[]} */ ([]) };
  let borders = true;
  const path = (geometry, at) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    return polygons.map((rings) => rings.map((ring) => `M${ring.map((point) => at(point).map((value) => value.toFixed(1)).join(' ')).join('L')}Z`).join('')).join('');
  };
  const clickable = (shape, group, words) => {
    shape.setAttribute('tabindex', '0');
    shape.setAttribute('role', 'button');
    shape.setAttribute('aria-label', words);
    shape.append(element('title', {}, [words]));
    shape.addEventListener('click', () => picked([group]));
    shape.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') picked([group]); });
    return shape;
  };
  /** Sea and land: they stay while only events change. @type {Element | null} */
  let ground = null;
  const grounded = () => {
    const at = projection(bounds);
    /** @param {number[]} bounds */
    const near = ([west, south, east, north]) => (box) => box[0] < east + 20 && box[2] > west - 20 && box[1] < north + 20 && box[3] > south - 20;
    const seen = near(bounds);
    const box_of = (geometry) => {
      const flat = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates.flatMap((rings) => rings[0]);
      return flat.reduce((box, [x, y]) => [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)], [180, 90, -180, -90]);
    };
    return element('g', {}, [
      element('rect', { width: WIDTH, height: HEIGHT, class: 'sea', fill: '#e8eef2' }),
      ...land.filter((one) => one.geometry && seen(box_of(one.geometry))).map((one) => element('path', { d: path(one.geometry, at), class: borders ? 'land' : 'land bare', fill: '#fbfaf7', stroke: borders ? '#888' : '#fbfaf7', 'stroke-width': 0.6 })),
    ]);
  };
  const paint = () => {
    const at = projection(bounds);
    ground ??= grounded();
    const most = last.places.reduce((found, { events }) => Math.max(found, events), 1);
    const drawn = element('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, xmlns: NS, class: 'map-svg', 'font-family': 'sans-serif' }, [
      element('title', {}, ['Map of reported events']),
      element('defs', {}, [element('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, [element('path', { d: 'M0 0V7', class: 'hatch', stroke: '#0b6e8f', 'stroke-width': 2 })])]),
      ground,
      ...last.areas.map((one) => clickable(element('path', { d: path(one.geometry, at), class: 'area', fill: one.shaded ? '#0b6e8f' : 'url(#hatch)', 'fill-opacity': one.shown.toFixed(2), stroke: '#0b6e8f' }), one.g, one.words)),
      ...last.discs.map((one) => element('path', { d: path(one.geometry, at), fill: '#0b6e8f', 'fill-opacity': (0.12 * one.shown).toFixed(2), stroke: '#0b6e8f', 'stroke-opacity': one.shown.toFixed(2), 'stroke-width': 0.5 })),
      ...last.places.map((one) => {
        const [x, y] = at(one.geometry.coordinates);
        const radius = 3 + 12 * Math.sqrt(one.events / most);
        return clickable(element('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1), fill: one.near ? '#fff' : '#0b6e8f', 'fill-opacity': (0.8 * one.shown).toFixed(2), stroke: '#0b6e8f', 'stroke-opacity': one.shown.toFixed(2) }), one.g, one.words);
      }),
    ]);
    box.replaceChildren(drawn);
    return drawn;
  };
  // What changes at once is painted once.
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    queueMicrotask(() => { waits = false; paint(); });
  };
  soon();
  return {
    /** @param {import('./map-draw.js').Layout} laid @param {import('./map-draw.js').Counted} counted */
    draw(laid, counted) { last = drawing(laid, counted); soon(); },
    look(to) { bounds = to; ground = null; soon(); },
    borders(shown) { borders = shown; ground = null; soon(); },
    canvas: null,
    svg: () => new XMLSerializer().serializeToString(paint()),
    remove: () => box.replaceChildren(),
  };
}
