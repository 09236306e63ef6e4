// An incident: what each source said, where they differ, why they are held to be one, and the reader's own judgement.
import { html, useMemo, useState } from '../lib.js';
import { question, tell, useAnswer } from '../api.js';
import { address } from '../state.js';
import { Answer, Exports, Sources, Table } from '../parts.js';
import { EventMap } from '../map.js';
import { spots } from '../map-data.js';
import { Record } from '../record.js';
import { days, number, placeWords, plain, range } from '../format.js';

/** Reports side by side: a row for each thing that is said, marked where they differ. */
function SideBySide({ reports, differ }) {
  const fields = [...new Set(reports.flatMap((report) => Object.keys(report)))].filter((key) => !['report', 'role'].includes(key));
  const apart = (field) => !['dataset', 'probability'].includes(field) && (differ.some((one) => field === one || field.startsWith(one)) || new Set(reports.map((report) => String(report[field] ?? ''))).size > 1);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Reports side by side"><table>
    <caption>What each source says</caption>
    <thead><tr><th scope="col">Field</th>${reports.map((report) => html`<th scope="col">${report.report}</th>`)}</tr></thead>
    <tbody>${fields.map((field) => html`<tr class=${apart(field) ? 'differs' : ''}><th scope="row">${plain(field)}${apart(field) ? html` <span class="tag">differs</span>` : ''}</th>
      ${reports.map((report) => html`<td>${typeof report[field] === 'number' ? number(report[field]) : String(report[field] ?? '–')}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** The parts of a link's weight, in bits. */
function Reasons({ link }) {
  const most = Math.max(1, ...link.parts.map((part) => Math.abs(part.bits)));
  return html`<div class="reasons"><p><strong>${link.report_a}</strong> and <strong>${link.report_b}</strong>: ${link.words}.
      <span class="tag">${plain(link.kind)}</span> <span class="tag">${plain(link.state)}</span> probability ${Number(link.probability).toFixed(3)}, ${Number(link.bits).toFixed(1)} bits.</p>
    <table><caption class="unseen">What speaks for and against, in bits</caption><thead><tr><th scope="col">Compared</th><th scope="col">In words</th><th scope="col" class="number">Bits</th><th scope="col">For or against</th></tr></thead>
    <tbody>${link.parts.filter((part) => part.bits !== 0).map((part) => html`<tr><th scope="row">${part.name}</th><td>${part.words}</td><td class="number">${Number(part.bits).toFixed(2)}</td>
      <td><svg class="weight" viewBox="-50 0 100 10" role="img" aria-label=${part.bits > 0 ? 'for' : 'against'}><rect class=${part.bits > 0 ? 'for' : 'against'} x=${part.bits > 0 ? 0 : (-50 * -part.bits) / most} width=${(50 * Math.abs(part.bits)) / most} height="10" /><line x1="0" x2="0" y1="0" y2="10" /></svg></td></tr>`)}</tbody></table></div>`;
}

/** The incidents on a map. */
function WhereOf({ incidents, parameters }) {
  const all = useMemo(() => spots(incidents), [incidents]);
  return html`<${EventMap} all=${all} parameters=${parameters} />`;
}

function Judge({ reports, done }) {
  const [a, setA] = useState(reports[0]?.report ?? '');
  const [b, setB] = useState(reports[1]?.report ?? '');
  const [verdict, setVerdict] = useState('different');
  const [why, setWhy] = useState('');
  const [said, setSaid] = useState('');
  const send = async (event) => {
    event.preventDefault();
    setSaid('Writing it down …');
    try {
      await tell('incidents/judge', { a, b, verdict, why });
      setSaid('Written down. The incident is put together anew with it.');
      done();
    } catch (error) {
      setSaid(`Not written down: ${/** @type {Error} */ (error).message}`);
    }
  };
  return html`<form class="judge" onSubmit=${send}>
    <h2>Judge a pair</h2>
    <p class="quiet">Your judgement is kept apart from the scores, is honoured by every later run, and can be taken back with “unsure”. No names of persons.</p>
    <label>Report <input value=${a} onInput=${(event) => setA(event.target.value)} required list="reports" /></label>
    <label>and report <input value=${b} onInput=${(event) => setB(event.target.value)} required list="reports" /></label>
    <datalist id="reports">${reports.map((report) => html`<option value=${report.report}></option>`)}</datalist>
    <label>are <select value=${verdict} onChange=${(event) => setVerdict(event.target.value)}><option value="same">the same incident</option><option value="different">different incidents</option><option value="unsure">unsure (take back)</option></select></label>
    <label>because <input value=${why} onInput=${(event) => setWhy(event.target.value)} required maxlength="500" /></label>
    <button>Write it down</button>
    <p role="status">${said}</p>
  </form>`;
}

export function Incident({ id }) {
  const [again, setAgain] = useState(0);
  const answer = useAnswer(question(`incidents/${encodeURIComponent(id)}`), again);
  return html`<${Answer} of=${answer} wait="Looking up the incident">${(/** @type {import('../../types/api').Incident} */ data) => {
    const incidents = data.incidents ?? [];
    const reports = data.reports ?? [];
    return html`<h1>Incident</h1>
      ${incidents.map((one) => html`<section class="card"><h2>${days(one.date_start, one.date_end)}, ${one.place_name ?? one.admin1 ?? one.country}</h2>
        <p>${plain(one.event_type)}${one.native_types ? html` <span class="quiet">(${one.native_types})</span>` : ''}${one.civilians_targeted ? ', against civilians' : ''}; ${one.sides}. Known ${placeWords(one.place_precision)}, to the ${one.date_precision}.</p>
        <p>Deaths <strong>${range(one.deaths_low, one.deaths_best, one.deaths_high)}</strong>; by source: ${one.tolls || '–'}. <span class="quiet">Stable id <code>${one.incident_id}</code></span></p></section>`)}
      ${(data.forwards ?? []).length > 0 && html`<p class="quiet">This incident has had other ids: ${data.forwards.map((one) => html`<a href=${address('incident', one.to_id)}>${one.from_id} → ${one.to_id}</a> (${plain(one.reason)}, known from ${one.known_from.slice(0, 10)}) `)}</p>`}
      ${reports.length > 0 && html`<${SideBySide} reports=${reports} differ=${data.differ ?? []} />`}
      ${reports.length > 0 && html`<section><h2>What was known when</h2><${Record} reports=${reports.map((one) => one.report)} /></section>`}
      <section><h2>Why these are held to be one</h2>
        ${(data.links ?? []).length ? data.links.map((link) => html`<${Reasons} link=${link} />`) : html`<p class="quiet">One report stands alone; nothing in another source matches it well enough.</p>`}</section>
      ${(data.judgements ?? []).length > 0 && html`<${Table} caption="Judgements" rows=${data.judgements} columns=${Object.keys(data.judgements[0]).map((key) => ({ key, head: plain(key) }))} />`}
      <${Judge} reports=${reports} done=${() => setAgain((before) => before + 1)} />
      ${incidents.length > 0 && html`<section><h2>Where</h2><${WhereOf} incidents=${incidents} parameters=${{ id: incidents.map((one) => one.incident_id), unit: 'incidents' }} /></section>`}
      <${Exports} path=${`incidents/${encodeURIComponent(id)}`} forms=${['json']} />
      ${reports.length > 0 && html`<${Exports} path="events" parameters=${{ id: reports.map((one) => one.report), unit: 'reports' }} forms=${['csv', 'geojson', 'ndjson']} />`}
      <${Sources} answer=${data} />`;
  }}<//>`;
}
