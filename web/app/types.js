// What kind of event it was: in shared terms, in PLOVER's, or in each source's own; and how they correspond.
import { html, useState } from './lib.js';
import { question, useAnswer } from './api.js';
import { place, turn } from './state.js';
import { Answer, Table } from './parts.js';
import { plain } from './format.js';

/** @typedef {import('../types/api').EventRow} EventRow */

/** Typologies: what the address says, what the button says, what they are. */
const TYPOLOGIES = [
  ['harmonised', 'in shared terms', 'UCDP\'s three types of violence, and what is none of them, for every source'],
  ['plover', 'in PLOVER\'s terms', 'PLOVER\'s events and modes, by crosswalks from the sources\' own codes'],
  ['native', 'as the source has it', 'each source\'s own code, untouched'],
];

/** The typology of the view. */
export const typology = () => (TYPOLOGIES.some(([key]) => key === place.value.query.types) ? place.value.query.types : 'harmonised');

/** The kind of an event in a typology. @param {EventRow} row @param {string} which */
export function kindOf(row, which) {
  if (which === 'native') return row.native_types ?? (row.native_type ? `${row.dataset} ${row.native_type}` : 'not said');
  if (which === 'plover') return row.plover ? plain(row.plover) : 'not said';
  return plain(row.event_type);
}

/** Dataset and the scheme of its codes. */
const SCHEMES = [[/ucdp|ged/, 'ucdp'], [/acled/, 'acled'], [/gtd/, 'gtd-attack'], [/gdelt|icews/, 'cameo']];

/** The switch, and the crosswalk behind it. @param {{rows: EventRow[]}} props rows whose datasets are meant */
export function Typology({ rows }) {
  const now = typology();
  const [open, set] = useState(false);
  const [, , about] = TYPOLOGIES.find(([key]) => key === now) ?? TYPOLOGIES[0];
  const datasets = open ? new Set(rows.flatMap((row) => (row.datasets ?? row.dataset ?? '').split(' '))) : new Set();
  const schemes = SCHEMES.filter(([like]) => [...datasets].some((id) => /** @type {RegExp} */ (like).test(id))).map(([, scheme]) => /** @type {string} */ (scheme));
  return html`<div class="modes" role="group" aria-label="In which terms kinds of event are given">
      ${TYPOLOGIES.map(([key, words]) => html`<button aria-pressed=${now === key ? 'true' : 'false'} onClick=${() => turn({ types: key === 'harmonised' ? undefined : key }, true)}>${words}</button>`)}
      <span class="quiet">${about}.</span></div>
    <details onToggle=${(event) => set(event.target.open)}><summary>How the terms correspond</summary>
      ${open && (schemes.length ? schemes.map((scheme) => html`<${Walk} key=${scheme} from=${scheme} to=${now === 'plover' ? 'plover' : 'bellwether'} />`) : html`<p class="quiet">No dataset here has a crosswalk.</p>`)}</details>`;
}

/** @param {{from: string, to: string}} props */
function Walk({ from, to }) {
  const answer = useAnswer(question('crosswalk', { from, to, as_of: '' }));
  return html`<${Answer} of=${answer}>${(/** @type {import('../types/api').Crosswalk} */ data) => html`
    <${Table} caption=${`From ${from} to ${to === 'bellwether' ? 'shared terms' : 'PLOVER'}`} rows=${data.rows} page=${15} columns=${[
      { key: 'from', head: 'Code' }, { key: 'from label', head: 'Called' }, { key: 'to', head: 'Becomes', cell: (row) => plain(row.to ?? 'nothing') },
      { key: 'to label', head: 'Called' }, { key: 'relation', head: 'How near' }, { key: 'note', head: 'Note', fixed: true }]} />
    <p class="quiet">${[data.source, data.authors, data.year, data.licence].filter(Boolean).join(', ')}.</p>`}<//>`;
}
