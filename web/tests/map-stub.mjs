// Pages over a handful of events whose places are known to the pixel: no program and no store, but answers as the server gives them.
import { createServer } from 'node:http';
import { lying } from './disk.mjs';

const square = (west, south, east, north) => ({ type: 'MultiPolygon', coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] });

/** One province, which an event is known to. */
export const PROVINCE = { type: 'Feature', properties: { unit_id: 'GAB-1', unit: 'Fourth Province' }, geometry: square(-5, -3, -3, -1) };

let made = 0;
const event = (place_name, longitude, latitude, date_start, more = {}) => ({
  report_id: `stub:${made += 1}`, dataset: 'stub', event_type: 'state-based', civilians_targeted: false, date_start, date_end: date_start, date_precision: 'day',
  longitude, latitude, place_precision: 'exact', country: 'Gabon', iso3: 'GAB', admin1: null, admin2: null, place_name, deaths_low: 1, deaths_best: 2, deaths_high: 3, ...more,
});

export const EVENTS = [
  event('Middle', 0, 0, '2020-01-10'),
  event('About', 4, 2, '2020-02-10', { place_precision: 'near' }),
  event('Sometime', -4, 2, '2020-03-01', { date_end: '2020-03-31', date_precision: 'month' }),
  event('First', 4, -2, '2020-04-10'), event('Second', 4.05, -2, '2020-04-11'), event('Third', 4.02, -2.03, '2020-04-12'),
  event('Fourth', -4, -2, '2020-06-10', { place_precision: 'admin1', place_name: null, admin1: 'Fourth Province' }),
];

const ending = { store: { version: 1, digest: 'd' }, citations: [{ dataset: 'stub', citation: 'A stub of events', licence: 'CC0-1.0' }] };
const months = ['2020-01', '2020-02', '2020-03', '2020-04', '2020-05', '2020-06'];

/** What the server would say. @param {string} path @param {URLSearchParams} query */
function said(path, query) {
  if (path === 'actors/x') return { id: 'x', name: 'A group', kind: 'armed-group', ideology: null, aims: null, note: null, active_from: null, active_to: null, names: [], relations: [], statements: [] };
  if (path === 'events') return { unit: 'reports', events: EVENTS, ...ending };
  if (path === 'count') {
    const rows = query.get('by') === 'month' ? months.map((key) => ({ key, value: EVENTS.filter((one) => one.date_start.startsWith(key)).length, low: 0, high: 9 })) : [];
    return { measure: 'events', unit: 'reports', value: EVENTS.length, low: 0, high: 9, rows, ...ending };
  }
  if (path === 'places/outlines') return { type: 'FeatureCollection', features: query.get('country') === 'GAB' ? [PROVINCE] : [] };
  if (path === 'alerts') return { alerts: [] };
  if (path === 'watches') return { watches: [] };
  if (path === 'groups/x') return { total: {}, last_event: null, data_until: null, incomplete_from: null, opponents: [], behind: null, reach: [], ...ending };
  return {};
}

/** @returns {Promise<{address: string, stop: () => void}>} */
export async function stub() {
  const server = createServer((asked, answer) => {
    const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://stub');
    const file = lying(pathname) ?? { type: 'application/json', body: JSON.stringify(said(pathname.replace('/api/v1/', ''), searchParams)) };
    answer.writeHead(200, { 'content-type': file.type });
    answer.end(file.body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}
