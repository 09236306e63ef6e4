// Series over time, drawn by uPlot: bars or a line, a band from low to high, marks, and a brush that sets the view's dates.
import uPlot from '../vendor/uplot.mjs';
import { effect, html, useEffect, useMemo, useRef } from './lib.js';
import { citedSvg, saveBlob, savePicture } from './parts.js';
import { number } from './format.js';

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @typedef {{at: number, kind: 'alert' | 'break' | 'incomplete', words?: string}} Mark `at` in seconds since 1970 */

/** Draws alert marks, breaks in collection, and the ground of what is not complete, above the plot. @param {Mark[]} marks */
function marking(marks) {
  return (chart) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    for (const mark of marks) {
      const x = Math.max(bbox.left, chart.valToPos(mark.at, 'x', true));
      if (x > bbox.left + bbox.width || (mark.kind !== 'incomplete' && x <= bbox.left)) continue;
      ctx.strokeStyle = ctx.fillStyle = style(mark.kind === 'alert' ? '--alert' : '--quiet');
      ctx.setLineDash(mark.kind === 'break' ? [4, 4] : mark.kind === 'incomplete' ? [1, 3] : []);
      if (mark.kind === 'incomplete') {
        ctx.beginPath();
        for (let line = x; line <= bbox.left + bbox.width; line += 4 * devicePixelRatio) { ctx.moveTo(line, bbox.top); ctx.lineTo(line, bbox.top + bbox.height); }
        ctx.stroke();
        continue;
      }
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      if (mark.kind === 'alert') {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x + 6 * devicePixelRatio, bbox.top - 8 * devicePixelRatio);
        ctx.lineTo(x - 6 * devicePixelRatio, bbox.top - 8 * devicePixelRatio);
        ctx.fill();
      }
    }
    ctx.restore();
  };
}

/**
 * @param {{times: number[], best: (number | null)[], low?: number[], high?: number[], label: string, height?: number,
 *   marks?: Mark[], usual?: {low: (number | null)[], high: (number | null)[]}, range?: (times: number[]) => [number, number] | null,
 *   onBrush?: (from: number, to: number) => void, onMove?: (from: number, to: number) => void, name?: string,
 *   other?: {label: string, values: number[]}}} props
 *   times in seconds since 1970; `range` reads the stretch that is marked from signals, and the chart follows them; `onMove` is told of a stretch while it is dragged, `onBrush` when it is let go
 */
export function TimeChart({ times, best, low, high, label, height = 180, marks = [], usual, range, onBrush, onMove, name = 'series', other }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const chart = useRef(/** @type {uPlot | null} */ (null));
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  const told = useRef({ onBrush, onMove });
  told.current = { onBrush, onMove };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const key = useMemo(() => JSON.stringify([times.length, times[0], times.at(-1), best, marks, other, usual]), [times, best, marks, other, usual]);
  useEffect(() => {
    const element = /** @type {HTMLElement} */ (box.current);
    const accent = style('--accent');
    const axis = { stroke: style('--quiet'), grid: { stroke: style('--line'), width: 1 }, ticks: { stroke: style('--line'), width: 1 }, font: '12px system-ui' };
    /** @type {uPlot.Series[]} */
    const series = [{}, { label, stroke: accent, width: 1.5, fill: low ? undefined : `${accent}33`, paths: low ? undefined : uPlot.paths.bars?.({ size: [0.9, 24] }), points: { show: false } }];
    const data = /** @type {(number | null)[][]} */ ([times, best]);
    const bands = /** @type {uPlot.Band[]} */ ([]);
    const band = (above, below, fill) => {
      bands.push({ series: [series.length, series.length + 1], fill });
      series.push({ label: 'high', stroke: 'transparent', points: { show: false } }, { label: 'low', stroke: 'transparent', points: { show: false } });
      data.push(above, below);
    };
    if (low && high) band(high, low, `${accent}44`);
    if (usual) band(usual.high, usual.low, `${style('--quiet')}44`);
    if (other) {
      series.push({ label: other.label, stroke: style('--alert'), width: 1.5, dash: [5, 4], points: { show: false } });
      data.push(other.values);
    }
    const stretchOf = (plot) => /** @type {[number, number]} */ ([plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x')]);
    const made = new uPlot({
      width: element.clientWidth || 600,
      height,
      series,
      bands,
      legend: { show: false },
      padding: [14, 8, 0, 0],
      scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] } },
      axes: [axis, { ...axis, size: 56 }],
      cursor: { drag: { x: Boolean(onBrush), y: false, setScale: false } },
      hooks: {
        draw: [marking(marks)],
        setSelect: [(plot) => { if (plot.select.width >= 4) told.current.onBrush?.(...stretchOf(plot)); }],
        setCursor: [(plot) => {
          const { drag, idx } = plot.cursor;
          const value = idx === null || idx === undefined ? null : best[idx];
          if (said.current && !dragging) said.current.textContent = value === null ? '' : `${new Date(times[idx ?? 0] * 1000).toISOString().slice(0, 7)}: ${number(value)}${low && high ? ` (${number(low[idx ?? 0])}–${number(high[idx ?? 0])})` : ''}`;
          if (dragging && drag?.x && plot.select.width >= 4) told.current.onMove?.(...stretchOf(plot));
        }],
      },
    }, /** @type {any} */ (data), element);
    let dragging = false;
    const down = () => { dragging = true; };
    const up = () => { dragging = false; };
    made.over.addEventListener('mousedown', down);
    addEventListener('mouseup', up, true);
    chart.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => { resize.disconnect(); removeEventListener('mouseup', up, true); made.destroy(); chart.current = null; };
  }, [key, height, dark]);
  /** Arrow keys move the stretch by a month, with Shift its end; Escape lets go of it. @param {KeyboardEvent} event */
  const keys = (event) => {
    if (!onBrush || times.length < 2) return;
    const month = 30 * 86_400;
    const [first, last] = [times[0], times[times.length - 1] + month];
    if (event.key === 'Escape') { onBrush(NaN, NaN); return; }
    const by = event.key === 'ArrowRight' ? month : event.key === 'ArrowLeft' ? -month : 0;
    if (!by) return;
    event.preventDefault();
    const now = range?.(times);
    const [from, to] = now ?? [first, Math.min(last, first + 12 * month)];
    if (!now) { onBrush(from, to); return; }
    const start = event.shiftKey ? from : Math.max(first, Math.min(last - month, from + by));
    const end = Math.max(start + 86_400, Math.min(last, to + by));
    onBrush(start, end);
  };
  // What is marked follows the time without the page being put together anew; on whole pixels it is moved and not drawn again.
  useEffect(() => effect(() => {
    const plot = chart.current;
    const now = range?.(times);
    if (!plot || !range) return;
    const [from, to] = now ? now.map((at) => Math.round(plot.valToPos(at, 'x'))) : [0, 0];
    plot.setSelect({ left: from, width: now ? Math.max(1, to - from) : 0, top: 0, height: now ? plot.bbox.height / devicePixelRatio : 0 }, false);
  }), [key, height, dark, range]);
  const total = best.reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0);
  return html`<div role="group" class="brush" tabindex=${onBrush ? 0 : undefined} onKeyDown=${keys} aria-label=${onBrush ? `${label}: arrow keys set and move the stretch of time, with Shift its end, Escape lets go of it` : label}>
    <div ref=${box} class="chart" role="img" aria-label=${`${label} over time, ${times.length} points, ${total} in all; the table below has every figure`}></div>
    <p class="exports"><span ref=${said} class="hovered quiet" aria-hidden="true"></span> <button onClick=${() => chart.current && savePicture(chart.current.ctx.canvas, `${name}.png`)}>PNG</button>
    <button onClick=${() => saveBlob(new Blob([citedSvg(asSvg({ times, best, low, high, label, marks, usual, other }))], { type: 'image/svg+xml' }), `${name}.svg`)}>SVG</button></p>
  </div>`;
}

/** The same series as a drawing that can be scaled.
 * @param {{times: number[], best: (number | null)[], low?: number[], high?: number[], label: string, marks?: Mark[],
 *   usual?: {low: (number | null)[], high: (number | null)[]}, other?: {label: string, values: number[]}, width?: number, height?: number}} props */
export function asSvg({ times, best, low, high, label, marks = [], usual, other, width = 800, height = 240 }) {
  const numbers = [...best, ...(high ?? []), ...(other?.values ?? [])].map((value) => value ?? 0);
  const most = Math.max(1, ...numbers);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 1];
  const x = (at) => 50 + ((at - first) / Math.max(1, last - first)) * (width - 60);
  const y = (value) => height - 24 - (value / most) * (height - 44);
  const point = (value, at) => `${x(times[at]).toFixed(1)} ${y(value).toFixed(1)}`;
  const line = (values) => values.map((value, at) => (value === null ? '' : `${at && values[at - 1] !== null ? 'L' : 'M'}${point(value, at)}`)).join('');
  const area = (below, above, fill) => {
    const known = times.map((_, at) => at).filter((at) => below[at] !== null && above[at] !== null);
    if (!known.length) return '';
    return `<path d="M${known.map((at) => point(above[at], at)).join('L')}L${[...known].reverse().map((at) => point(below[at], at)).join('L')}Z" fill="${fill}" fill-opacity=".25"/>`;
  };
  const day = (at) => new Date(at * 1000).toISOString().slice(0, 10);
  const bottom = height - 24;
  const safe = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const mark = (one) => (one.kind === 'incomplete'
    ? `<rect x="${Math.max(50, x(one.at)).toFixed(1)}" y="12" width="${Math.max(0, width - 10 - Math.max(50, x(one.at))).toFixed(1)}" height="${bottom - 12}" fill="#777" fill-opacity=".12"><title>${safe(one.words ?? '')}</title></rect>`
    : `<path d="M${x(one.at).toFixed(1)} 12V${bottom}" stroke="${one.kind === 'break' ? '#777' : '#b3261e'}"${one.kind === 'break' ? ' stroke-dasharray="4 4"' : ''}><title>${safe(one.words ?? one.kind)}</title></path>`);
  return [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><title>${safe(label)}</title><rect width="100%" height="100%" fill="#fff"/>`,
    usual ? area(usual.low, usual.high, '#777') : '', low && high ? area(low, high, '#0b6e8f') : '',
    `<path d="${line(best)}" fill="none" stroke="#0b6e8f" stroke-width="1.5"/>`, other ? `<path d="${line(other.values)}" fill="none" stroke="#a8201a" stroke-width="1.5" stroke-dasharray="5 4"/>` : '',
    ...marks.filter((one) => one.kind === 'incomplete' ? one.at < last : one.at >= first && one.at <= last).map(mark),
    `<text x="4" y="${y(most) + 4}">${number(most)}</text><text x="4" y="${y(0)}">0</text><text x="50" y="${height - 6}">${day(first)}</text><text x="${width - 10}" y="${height - 6}" text-anchor="end">${day(last)}</text></svg>`].join('');
}
