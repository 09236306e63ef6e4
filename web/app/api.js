// Questions to the server that this page came from, and to no other.
import { useEffect, useState } from './lib.js';
import { asOf } from './state.js';

/** What the server refused or could not do, in its own words. */
export class Problem extends Error {
  /** @param {number} status @param {string} title @param {string} detail @param {string} [kind] the last part of its type, such as `licence` */
  constructor(status, title, detail, kind = '') {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.kind = kind;
  }
}

const TOKEN = 'bellwether-token';

/** The token of this tab, if one was given; it is gone with the tab. */
export const token = {
  get: () => sessionStorage.getItem(TOKEN) ?? '',
  /** @param {string} value */
  set: (value) => (value ? sessionStorage.setItem(TOKEN, value) : sessionStorage.removeItem(TOKEN)),
};

/**
 * The address of a question; its type says what the answer holds.
 * @template {string} P
 * @param {P} path below /api/v1
 * @param {Record<string, unknown>} [parameters] empty ones are left out
 * @returns {import('../types/api').Address<import('../types/api').AnswerOf<P>>}
 */
export function question(path, parameters = {}) {
  const whole = { ...parameters, as_of: parameters.as_of ?? asOf.value };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(whole)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '' && one !== false) query.append(name, String(one));
    }
  }
  const text = query.toString();
  return `/api/v1/${path}${text ? `?${text}` : ''}`;
}

/**
 * What the server answers, whatever its form; a refusal is a `Problem` in its own words.
 * @param {string} address @param {RequestInit} [how]
 */
async function reach(address, how = {}) {
  const headers = new Headers(how.headers);
  if (token.get()) headers.set('authorization', `Bearer ${token.get()}`);
  const response = await fetch(address, { ...how, headers });
  if (response.ok) return response;
  const said = /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : { detail: await response.text() };
  throw new Problem(response.status, said.title ?? response.statusText, said.detail ?? '', String(said.type ?? '').split(':').at(-1));
}

/** @param {string} address @param {RequestInit} [how] */
async function send(address, how = {}) {
  const response = await reach(address, { ...how, headers: { accept: 'application/json', ...how.headers } });
  // What was written down may be answered with nothing.
  const text = await response.text();
  return text.trim() && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {};
}

/** A document as text. @param {string} address */
export const askText = async (address) => (await reach(address)).text();

/** A file as it is. @param {string} address */
export const askBlob = async (address) => (await reach(address)).blob();

/** Answers of this page's life, by address: the browser asks again whether they still hold (ETag). */
const waiting = new Map();

/** @param {string} address */
export function ask(address) {
  const known = waiting.get(address);
  if (known) return known;
  const answer = send(address).finally(() => waiting.delete(address));
  waiting.set(address, answer);
  return answer;
}

/** @param {string} path @param {unknown} body */
export function tell(path, body) {
  const headers = { 'content-type': 'application/json' };
  return send(`/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/**
 * An answer that a view waits for; asked again when the address changes or `again` does.
 * @template T
 * @param {import('../types/api').Address<T> | null} address
 * @param {unknown} [again]
 * @returns {{data?: T, error?: Error, busy: boolean}}
 */
export function useAnswer(address, again) {
  const [state, set] = useState(/** @type {{data?: any, error?: Error, busy: boolean, of: string}} */ ({ busy: true, data: undefined, error: undefined, of: '' }));
  useEffect(() => {
    if (!address) { set({ busy: false, data: undefined, error: undefined, of: '' }); return undefined; }
    let live = true;
    set((before) => ({ ...before, busy: true, error: undefined }));
    ask(address).then(
      (data) => live && set({ busy: false, data, error: undefined, of: address }),
      (error) => live && set({ busy: false, data: undefined, error, of: address }),
    );
    return () => { live = false; };
  }, [address, again]);
  return state;
}

/** What maps, sums and tables read of a row; who fought whom and each source's toll are asked for when a row is shown. */
const FIELDS = [
  'incident_id', 'datasets', 'reports', 'report_id', 'dataset', 'event_type', 'native_types', 'native_type', 'plover', 'civilians_targeted', 'targets',
  'date_start', 'date_end', 'date_precision', 'latitude', 'longitude', 'place_precision', 'country', 'iso3', 'admin1', 'admin2', 'place_name',
  'deaths_low', 'deaths_best', 'deaths_high',
].join(',');

/** Rows of one answer at most, as the server has it. */
const PAGE = 10_000;

/** @typedef {import('../types/api').EventRow} EventRow */
/** @typedef {import('../types/api').Events} Events */

/** The rows of an answer. @param {Events} answer @returns {EventRow[]} */
export const rowsOf = (answer) => answer.incidents ?? answer.events ?? [];

/** @typedef {Record<string, unknown>} Parameters */

/** @typedef {{rows: EventRow[], busy: boolean, answer: Events | null, more: boolean, error: unknown, asked: Parameters, closed: string[]}} Loaded
 *   `asked` are the parameters that were answered; `closed` the datasets that had to be left out of them */

/** @type {Loaded} */
const NONE = { rows: [], answer: null, more: false, busy: true, error: null, asked: {}, closed: [] };

/** Datasets whose rows may be passed on, and those whose rows may not. @returns {Promise<{open: string[], closed: string[]}>} */
export async function openDatasets() {
  const all = await ask(question('count', { by: 'source', unit: 'reports' }));
  const found = { open: /** @type {string[]} */ ([]), closed: /** @type {string[]} */ ([]) };
  await Promise.all((all.rows ?? []).map(async ({ key }) => {
    try {
      await ask(question('events', { source: key, unit: 'reports', fields: 'report_id', limit: 1 }));
      found.open.push(key);
    } catch {
      found.closed.push(key);
    }
  }));
  return found;
}

/** All rows, page after page. @param {Parameters} asked @param {number} most
 * @param {(rows: EventRow[], answer: Events) => boolean} goOn told what is there after each page but the last; whether the next is wanted */
async function everyRow(asked, most, goOn) {
  let rows = /** @type {EventRow[]} */ ([]);
  for (let next = String(question('events', { ...asked, fields: FIELDS, limit: Math.min(most, PAGE) })); ;) {
    const answer = await ask(next);
    rows = rows.concat(rowsOf(answer));
    if (!answer.next || rows.length >= most || !goOn(rows, answer)) return { rows, answer, more: Boolean(answer.next) };
    next = answer.next;
  }
}

/**
 * Rows of a question as a view waits for them, the newest first, up to a number; none are asked for without parameters. What is
 * there is given while the rest is read, and `busy` says so.
 * Where some datasets may not be passed on, the reports of the others are given.
 * @param {Parameters | null} parameters
 * @param {number} most
 * @returns {Loaded}
 */
export function useRows(parameters, most) {
  const [state, set] = useState(NONE);
  const key = parameters ? String(question('events', parameters)) : '';
  useEffect(() => {
    if (!parameters) return undefined;
    let live = true;
    set({ ...NONE, asked: parameters });
    /** @param {Parameters} asked @param {string[]} closed */
    const all = async (asked, closed) => {
      const found = await everyRow(asked, most, (rows, answer) => {
        if (live) set({ ...NONE, asked, closed, rows, answer });
        return live;
      });
      return { ...found, asked, closed };
    };
    const read = async () => {
      try {
        return await all(parameters, []);
      } catch (error) {
        if (/** @type {Problem} */ (error).kind !== 'licence' || parameters.source) throw error;
        const { open, closed } = await openDatasets();
        if (!open.length) throw error;
        return all({ ...parameters, source: open, unit: 'reports' }, closed);
      }
    };
    read().then((found) => live && set({ ...found, busy: false, error: null }), (error) => live && set((before) => ({ ...before, more: before.rows.length > 0, busy: false, error })));
    return () => { live = false; };
  }, [key, most]);
  return state;
}

/** What is known of rows beyond `FIELDS`, by id. @type {Map<string, EventRow>} */
const details = new Map();

/**
 * Who fought whom and each source's toll, of the rows that are shown.
 * @param {EventRow[]} rows some tens @returns {(row: EventRow) => EventRow | undefined}
 */
export function useDetails(rows) {
  const [, told] = useState(0);
  const of = (row) => `${asOf.value} ${row.incident_id ?? row.report_id}`;
  const wanted = rows.filter((row) => row.sides === undefined && row.side_a === undefined && !details.has(of(row)));
  const ids = wanted.map((row) => row.incident_id ?? row.report_id);
  const address = ids.length
    ? String(question('events', { id: ids, unit: rows[0].incident_id ? 'incidents' : 'reports', fields: 'incident_id,report_id,sides,side_a,side_b,tolls', limit: PAGE }))
    : '';
  useEffect(() => {
    if (!address) return undefined;
    let live = true;
    ask(address).then((answer) => {
      rowsOf(answer).forEach((row) => details.set(of(row), row));
      if (live) told((before) => before + 1);
    }, () => {});
    return () => { live = false; };
  }, [address]);
  return (row) => (row.sides !== undefined || row.side_a !== undefined ? row : details.get(of(row)));
}
