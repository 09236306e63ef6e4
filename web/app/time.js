// One clock for map, charts and tables: a stretch of days, brushed, stepped or played.
import { batch, computed, effect, html, signal, useEffect, useRef, useState } from './lib.js';
import { place, turn } from './state.js';
import { dayNumber, dayText } from './format.js';

/** The stretch that is looked at, as days since 1970; null is everything. Follows the address. */
export const stretch = computed(/** @returns {[number, number] | null} */ () => {
  const { from, to } = place.value.query;
  return from || to ? [from ? dayNumber(from) : -Infinity, to ? dayNumber(to) : Infinity] : null;
});

/** The stretch while it is being dragged or played, before it is in the address; it changes at the beginning of a frame. */
export const moving = signal(/** @type {[number, number] | null} */ (null));
export const current = computed(() => moving.value ?? stretch.value);

/** Whether two stretches are the same days. */
export const same = (a, b) => a === b || (a && b && a[0] === b[0] && a[1] === b[1]);

/** How long time rests before tables, charts and addresses follow it, in milliseconds. While it moves only what is cheap does: the map and the sums. */
const REST = 200;

/** The stretch as tables follow it: once it rests. */
export const calm = signal(current.peek());
let waiting = 0;
const follow = () => { if (!same(calm.peek(), current.peek())) calm.value = current.peek(); };
effect(() => {
  const [, moves] = [current.value, moving.value];
  clearTimeout(waiting);
  if (moves) waiting = setTimeout(follow, REST); else follow();
});

let next = 0;
/** Moves the stretch, once a frame at most: a mouse says more often where it is. @param {number} from @param {number} to days since 1970 */
export function drag(from, to) {
  cancelAnimationFrame(next);
  next = requestAnimationFrame(() => { if (!same(moving.peek(), [from, to])) moving.value = [from, to]; });
}

/** Puts the stretch into the address. */
export function settle(from, to) {
  cancelAnimationFrame(next);
  batch(() => {
    moving.value = null;
    turn({ from: Number.isFinite(from) ? dayText(Math.round(from)) : undefined, to: Number.isFinite(to) ? dayText(Math.round(to)) : undefined }, true);
  });
}

/**
 * Dates, steps, playback. `first` and `last` bound it, as days since 1970.
 * @param {{first: number, last: number}} props
 */
export function Clock({ first, last }) {
  const { query } = place.value;
  const playing = useRef(0);
  const [running, run] = useState(false);
  const now = calm.value;
  const [from, to] = [Math.max(first, now?.[0] ?? first), Math.min(last, now?.[1] ?? last)];
  const width = Math.max(1, Math.round(to - from));
  const cumulative = query.mode === 'cumulative';
  const speed = Number(query.speed ?? 30);
  const shift = (by) => settle(cumulative ? from : Math.max(first, Math.min(last - 1, from + by)), Math.max(first + 1, Math.min(last, to + by)));
  const stop = () => { cancelAnimationFrame(playing.current); playing.current = 0; run(false); };
  useEffect(() => () => cancelAnimationFrame(playing.current), []);
  const play = () => {
    if (running) { stop(); settle(moving.value?.[0] ?? from, moving.value?.[1] ?? to); return; }
    run(true);
    const start = performance.now();
    const whole = width >= last - first - 1;
    const span = whole ? Math.max(30, Math.round((last - first) / 24)) : width;
    const begin = whole ? first : from;
    /** @param {number} at */
    const tick = (at) => {
      const end = begin + span + Math.round(((at - start) / 1000) * speed);
      if (end >= last) { stop(); settle(cumulative ? begin : last - span, last); return; }
      if (moving.peek()?.[1] !== end) moving.value = [cumulative ? begin : end - span, end];
      playing.current = requestAnimationFrame(tick);
    };
    playing.current = requestAnimationFrame(tick);
  };
  const input = (name, value) => html`<input type="date" aria-label=${name} value=${dayText(value)} min=${dayText(first)} max=${dayText(last)}
    onChange=${(event) => event.target.value && settle(name === 'from' ? dayNumber(event.target.value) : from, name === 'to' ? dayNumber(event.target.value) : to)} />`;
  return html`<div class="clock" role="group" aria-label="Time that map, charts and tables show">
    ${input('from', from)} <span>to</span> ${input('to', to)}
    <button onClick=${() => shift(-width)} title="one stretch back">◀ stretch</button>
    <button onClick=${() => shift(-1)} title="one day back">− day</button>
    <button class="play" onClick=${play} aria-pressed=${running ? 'true' : 'false'}>${running ? 'Pause' : 'Play'}</button>
    <button onClick=${() => shift(1)} title="one day on">+ day</button>
    <button onClick=${() => shift(width)} title="one stretch on">stretch ▶</button>
    <label>days a second <input type="number" min="1" max="3650" value=${speed} onChange=${(e) => turn({ speed: e.target.value }, true)} /></label>
    <label><input type="checkbox" checked=${cumulative} onChange=${(e) => turn({ mode: e.target.checked ? 'cumulative' : undefined }, true)} /> add up from the start</label>
    <button onClick=${() => { stop(); settle(NaN, NaN); }} disabled=${!now}>All of it</button>
  </div>`;
}
