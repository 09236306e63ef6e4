// Numbers, days and ranges in words.

const NUMBER = new Intl.NumberFormat('en');

/** @param {unknown} value */
export const number = (value) => (value === null || value === undefined || value === '' ? '–' : NUMBER.format(Number(value)));

/** A range as `12 (10–15)`, or the one number where nothing else is said.
 * @param {number | null} low @param {number | null} best @param {number | null} high */
export function range(low, best, high) {
  if (best === null || best === undefined) return '–';
  return low === high || low === null || high === null ? number(best) : `${number(best)} (${number(low)}–${number(high)})`;
}

/** @param {string} from @param {string | null} to */
export const days = (from, to) => (!to || from === to ? from : `${from} to ${to}`);

const DAY = 86_400_000;
/** Days since 1970 of `2014-08-01`, of a month or of a year. @param {string} text */
export function dayNumber(text) {
  const [year, month = '01', day = '01'] = text.split('-');
  return Math.round(Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY);
}
/** @param {number} day */
export const dayText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** What is known of a place, for a person. */
export const PLACE_WORDS = {
  exact: 'at the place itself',
  near: 'near the place (within about 25 km)',
  admin2: 'in the district only',
  admin1: 'in the province only',
  country: 'in the country only',
  region: 'in a region of the country only',
  international: 'at sea or in the air',
};

/** @param {string} word */
export const placeWords = (word) => PLACE_WORDS[word] ?? String(word ?? 'not said').replaceAll('-', ' ');
/** The same text with a capital. @param {string | null} text */
export const capital = (text) => (text ?? '').slice(0, 1).toUpperCase() + (text ?? '').slice(1);

/** @type {Map<string, string>} */
const plains = new Map();
/** A key as a person would write it. The same few are asked for by thousands of rows. @param {string | null | undefined} word */
export function plain(word) {
  const text = String(word ?? '');
  const known = plains.get(text);
  if (known !== undefined) return known;
  const made = text.replaceAll('-', ' ').replaceAll('_', ' ');
  plains.set(text, made);
  return made;
}
