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
 * The address of a question.
 * @param {string} path below /api/v1
 * @param {Record<string, unknown>} [parameters] empty ones are left out
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
 * @param {string | null} address
 * @param {unknown} [again]
 * @returns {{data?: any, error?: Error, busy: boolean}}
 */
export function useAnswer(address, again) {
  const [state, set] = useState({ busy: true, data: undefined, error: undefined, of: '' });
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
 * @param {string} path
 * @param {Record<string, unknown>} parameters
 * @param {number} most
 * @param {(rows: any[]) => void} [meanwhile] told of each page
 */
export async function everyRow(path, parameters, most, meanwhile) {
  let address = question(path, { ...parameters, limit: Math.min(most, 5000) });
  let rows = [];
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
