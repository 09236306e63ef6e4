// Events painted over the map: areas with what is known of them, discs, places, and signs for several places with their number.
import { UNIT, holds, seen } from './map-shapes.js';
import { clear, strength } from './map-draw.js';

/** @typedef {import('./map-shapes.js').View} View */
/** @typedef {import('./map-shapes.js').Shapes} Shapes */
/** @typedef {import('./map-draw.js').Counted} Counted */
/** @typedef {{cluster: number, x: number, y: number, radius: number}} Mark a sign that was painted, in CSS pixels */

/** Radius of the sign for so many events, in CSS pixels: by the square root, up to 30. @param {number} events */
export function radiusOf(events) {
  const root = Math.sqrt(events);
  if (root <= 10) return 4 + ((root - 1) / 9) * 8;
  return Math.min(30, 12 + ((root - 10) / 50) * 18);
}

/** Room for sums by cluster. @param {number} count */
const sheet = (count) => ({
  events: new Int32Array(count), clears: new Float32Array(count), wide: new Float64Array(count), high: new Float64Array(count), several: new Int32Array(count), one: new Int32Array(count),
});

/**
 * @param {CanvasRenderingContext2D} pen @param {number} ratio device pixels to a CSS pixel
 * @param {ReturnType<typeof import('./map-signs.js').signs>} signs @param {string} accent
 */
export function painter(pen, ratio, signs, accent) {
  const pattern = /** @type {CanvasPattern} */ (pen.createPattern(signs.hatching, 'repeat'));
  let sums = sheet(0);

  /** @param {Shapes['areas']} areas @param {Counted} counted @param {View} view */
  function paintAreas(areas, counted, view) {
    const scale = (view.scale * ratio) / UNIT;
    const most = areas.reduce((found, { g }) => Math.max(found, counted.events[g]), 1);
    pattern.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]));
    pen.strokeStyle = accent;
    pen.lineWidth = ratio / scale;
    for (const area of areas) {
      if (!counted.events[area.g] || !seen(area.box, view)) continue;
      const path = area.path();
      pen.setTransform(scale, 0, 0, scale, (area.x * view.scale - view.left) * ratio, (area.y * view.scale - view.top) * ratio);
      pen.globalAlpha = strength(area.shaded, counted, area.g, most);
      pen.fillStyle = area.shaded ? accent : pattern;
      pen.fill(path);
      if (area.doubtful) {
        pen.globalAlpha = 0.5;
        pen.fillStyle = pattern;
        pen.fill(path);
      }
      pen.globalAlpha = 1;
      pen.stroke(path);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** @param {Shapes['places']} places @param {Counted} counted @param {View} view */
  function paintDiscs({ count, g, x, y, disc }, counted, view) {
    for (let place = 0; place < count; place += 1) {
      if (!disc[place] || !counted.events[g[place]]) continue;
      const radius = disc[place] * view.scale;
      const [cx, cy] = [x[place] * view.scale - view.left, y[place] * view.scale - view.top];
      if (cx < -radius || cy < -radius || cx > view.width + radius || cy > view.height + radius) continue;
      pen.globalAlpha = clear(counted, g[place]);
      const picture = signs.disc(Math.round(radius * ratio));
      if (picture) {
        pen.drawImage(picture, Math.round(cx * ratio) - picture.width / 2, Math.round(cy * ratio) - picture.height / 2);
        continue;
      }
      pen.globalAlpha *= 0.12;
      pen.fillStyle = pen.strokeStyle = accent;
      pen.lineWidth = ratio;
      pen.beginPath();
      pen.arc(cx * ratio, cy * ratio, radius * ratio, 0, 2 * Math.PI);
      pen.fill();
      pen.stroke();
    }
  }

  /** @param {Shapes['places']} places @param {import('./map-clusters.js').Clusters} clusters @param {Counted} counted @param {View} view @returns {Mark[]} */
  function paintPlaces({ count, g, x, y, near }, clusters, counted, view) {
    if (sums.events.length < clusters.count) sums = sheet(clusters.count);
    const { events, clears, wide, high, several, one } = sums;
    for (const column of [events, clears, wide, high, several]) column.fill(0, 0, clusters.count);
    for (let place = 0; place < count; place += 1) {
      const own = counted.events[g[place]];
      if (!own) continue;
      const cluster = clusters.of[place];
      several[cluster] += 1;
      one[cluster] = place;
      events[cluster] += own;
      wide[cluster] += own * x[place];
      high[cluster] += own * y[place];
      clears[cluster] = Math.max(clears[cluster], clear(counted, g[place]));
    }
    /** @type {Mark[]} */
    const marks = [];
    for (let cluster = 0; cluster < clusters.count; cluster += 1) {
      if (!events[cluster]) continue;
      const cx = (wide[cluster] / events[cluster]) * view.scale - view.left;
      const cy = (high[cluster] / events[cluster]) * view.scale - view.top;
      const radius = radiusOf(events[cluster]);
      if (cx < -radius || cy < -radius || cx > view.width + radius || cy > view.height + radius) continue;
      const many = several[cluster] > 1;
      const picture = signs.circle(many ? 'many' : near[one[cluster]] ? 'near' : 'place', Math.round(radius * 2 * ratio) / 2);
      pen.globalAlpha = clears[cluster];
      pen.drawImage(picture, Math.round(cx * ratio) - picture.width / 2, Math.round(cy * ratio) - picture.height / 2);
      marks.push({ cluster, x: cx, y: cy, radius });
      if (!many) continue;
      pen.globalAlpha = 1;
      signs.write(pen, events[cluster], cx * ratio, cy * ratio);
    }
    return marks;
  }

  /** @param {Shapes} shapes @param {import('./map-clusters.js').Clusters} clusters @param {Counted} counted @param {View} view */
  return (shapes, clusters, counted, view) => {
    pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
    paintAreas(shapes.areas, counted, view);
    paintDiscs(shapes.places, counted, view);
    const marks = paintPlaces(shapes.places, clusters, counted, view);
    pen.globalAlpha = 1;
    return marks;
  };
}

/**
 * The groups that are drawn at a pixel, in any form.
 * @param {{x: number, y: number}} at in CSS pixels @param {Mark[]} marks as they were painted @param {Shapes} shapes
 * @param {import('./map-clusters.js').Clusters} clusters @param {Counted} counted @param {View} view
 */
export function under(at, marks, { places, areas }, clusters, counted, view) {
  const found = new Set();
  const hit = new Set(marks.filter((mark) => Math.hypot(mark.x - at.x, mark.y - at.y) <= mark.radius + 1.5).map((mark) => mark.cluster));
  const [x, y] = [(at.x + view.left) / view.scale, (at.y + view.top) / view.scale];
  for (let place = 0; place < places.count; place += 1) {
    const g = places.g[place];
    if (!counted.events[g]) continue;
    if (hit.has(clusters.of[place]) || Math.hypot(places.x[place] - x, places.y[place] - y) <= places.disc[place]) found.add(g);
  }
  for (const area of areas) if (counted.events[area.g] && holds(area, x, y)) found.add(area.g);
  return [...found];
}
