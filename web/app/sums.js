// How many events are in the stretch that is looked at, while it moves.
import { html } from './lib.js';
import { current, moving } from './time.js';
import { sums } from './map-data.js';
import { dayText, number, range } from './format.js';

/** @param {{all: import('./map-data.js').Spot[], unit: string, bounds: [number, number], children?: any}} props */
export function Sums({ all, unit, bounds, children }) {
  const stretch = current.value;
  const { events, deaths } = sums(all, stretch);
  return html`<p aria-live=${moving.value ? 'off' : 'polite'}><strong>${number(events)}</strong> ${unit}${stretch ? html` from ${dayText(Math.max(bounds[0], stretch[0]))} to ${dayText(Math.min(bounds[1], stretch[1]))}` : ''},
    deaths <strong>${range(...deaths)}</strong>${children}</p>`;
}
