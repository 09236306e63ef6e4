// Where the page is: every view is an address. `#/group/boko-haram?from=2014-01-01&as_of=2015-06-30`
import { batch, computed, signal } from './lib.js';

/** @typedef {{page: string, id: string, query: Record<string, string>}} Place */

/** @returns {Place} */
function read() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/');
  return {
    page: page || 'overview',
    id: decodeURIComponent(rest.join('/')),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

export const place = signal(read());
addEventListener('hashchange', () => batch(() => { place.value = read(); }));

/** The day of knowledge that every question is put as of; empty for now. */
export const asOf = computed(() => place.value.query.as_of ?? '');

/**
 * The address of a view. The day of knowledge goes along unless the view says otherwise.
 * @param {string} page
 * @param {string} [id]
 * @param {Record<string, string | undefined | null>} [query]
 */
export function address(page, id = '', query = {}) {
  const whole = { as_of: asOf.value, ...query };
  const text = new URLSearchParams(
    /** @type {[string, string][]} */ (Object.entries(whole).filter(([, value]) => value)),
  ).toString();
  const path = id ? `${page}/${encodeURIComponent(id)}` : page;
  return `#/${path}${text ? `?${text}` : ''}`;
}

/**
 * Changes parts of the present view's address.
 * @param {Record<string, string | undefined | null>} changes
 * @param {boolean} [quietly] without a step in the browser's history
 */
export function turn(changes, quietly = false) {
  const { page, id, query } = place.value;
  const to = address(page, id, { ...query, ...changes });
  if (to === location.hash) return;
  if (quietly) {
    history.replaceState(null, '', to);
    place.value = read();
  } else {
    location.hash = to;
  }
}
