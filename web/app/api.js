// Questions to the server that this page came from, and to no other.
import { useEffect, useState } from './lib.js';
import { asOf } from './state.js';

/** What the server refused or could not do, in its own words. */
export class Problem extends Error {
  /** @param {number} status @param {string} title @param {string} detail */
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
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

/** @param {string} address @param {RequestInit} [how] */
async function send(address, how = {}) {
  const headers = new Headers(how.headers);
  headers.set('accept', 'application/json');
  if (token.get()) headers.set('authorization', `Bearer ${token.get()}`);
  const response = await fetch(address, { ...how, headers });
  const kind = response.headers.get('content-type') ?? '';
  const body = /json/.test(kind) ? await response.json() : { detail: await response.text() };
  if (!response.ok) throw new Problem(response.status, body.title ?? response.statusText, body.detail ?? '');
  return body;
}

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

/**
 * All rows of a question that comes in pages, up to a number.
 * @param {'events' | 'incidents'} path
 * @param {Record<string, unknown>} parameters
 * @param {number} most
 * @param {(rows: import('../types/api').EventRow[]) => void} [meanwhile] told of each page
 */
export async function everyRow(path, parameters, most, meanwhile) {
  let address = String(question(path, { ...parameters, limit: Math.min(most, 5000) }));
  let rows = /** @type {import('../types/api').EventRow[]} */ ([]);
  /** @type {import('../types/api').Events} */
  let answer;
  for (;;) {
    answer = await ask(address);
    rows = rows.concat(answer.incidents ?? answer.events ?? []);
    meanwhile?.(rows);
    if (!answer.next || rows.length >= most) break;
    address = answer.next;
  }
  return { rows, answer, more: Boolean(answer.next) };
}

/** @typedef {{rows: import('../types/api').EventRow[], busy: boolean, answer: import('../types/api').Events | null, more: boolean, error: unknown}} Loaded */

/**
 * Rows of a question as a view waits for them; none are asked for without parameters.
 * @param {Record<string, unknown> | null} parameters
 * @param {number} most
 * @returns {Loaded}
 */
export function useRows(parameters, most) {
  /** @type {Loaded} */
  const none = { rows: [], answer: null, more: false, busy: true, error: null };
  const [state, set] = useState(none);
  const start = parameters ? question('events', parameters) : '';
  useEffect(() => {
    if (!parameters) return undefined;
    let live = true;
    set(none);
    everyRow('events', parameters, most).then(
      (all) => live && set({ ...all, busy: false, error: null }),
      (error) => live && set((before) => ({ ...before, busy: false, error })),
    );
    return () => { live = false; };
  }, [start]);
  return state;
}
