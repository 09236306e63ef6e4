// A number in circulation, held against the data: what it leaves out, what each source counts, and how the count moves.
import { html, useState } from '../lib.js';
import { question, useAnswer } from '../api.js';
import { address, turn } from '../state.js';
import { Answer, Exports, Sources, Table, Take } from '../parts.js';
import { number, plain, range } from '../format.js';

const VERDICTS = {
  supported: 'Supported', 'roughly-supported': 'Roughly supported', 'not-supported-lower': 'Not supported: the data have fewer',
  'not-supported-higher': 'Not supported: the data have more', 'not-comparable': 'Cannot be compared', 'no-data': 'No data',
};
const verdictWords = (verdict) => (verdict ? VERDICTS[verdict] ?? plain(verdict) : 'cannot decide');
const counted = (count) => {
  if (!count) return '–';
  return count.best === null || count.best === undefined ? `${number(count.low)} to ${number(count.high)}` : range(count.low, count.best, count.high);
};

export function Claim({ query }) {
  const [text, set] = useState(query.text ?? '');
  const asked = query.text ?? '';
  const answer = useAnswer(asked ? question('claims/check', { text: asked }) : null);
  return html`<h1>Check a claim</h1>
    <form class="claim" onSubmit=${(event) => { event.preventDefault(); turn({ text: text.trim() || undefined }); }}>
      <label for="claim">One sentence with a number in it: who, what, how many, where, when</label>
      <textarea id="claim" rows="3" maxlength="2000" value=${text} onInput=${(event) => set(event.target.value)} placeholder="Boko Haram killed at least 6,000 people in Nigeria in 2014"></textarea>
      <button>Check it</button>
    </form>
    ${asked && html`<${Answer} of=${answer} wait="Counting in every dataset that can speak">${(data) => html`<${Verdict} claim=${data} asked=${asked} again=${(more) => { const next = `${asked.replace(/[.\s]+$/, '')} ${more}`; set(next); turn({ text: next }); }} />`}<//>`}`;
}

/** @param {{claim: import('../../types/api').Claim, asked: string, again: (more: string) => void}} props */
function Verdict({ claim, asked, again }) {
  const scope = /** @type {NonNullable<import('../../types/api').Claim['scope']>} */ (claim.scope ?? {});
  const [more, set] = useState('');
  return html`<section class=${`verdict ${claim.verdict}`}><h2>${verdictWords(claim.verdict)}</h2><p class="lead">${claim.headline}</p>
      <ul>${(claim.why ?? []).map((one) => html`<li>${one}</li>`)}</ul></section>
    <section><h2>How the sentence was read</h2>
      <dl>
        <dt>Group</dt><dd>${scope.actor?.id ? html`<a href=${address('group', scope.actor.id)}>${scope.actor.name}</a>` : scope.actor?.name ?? 'nobody named'}</dd>
        <dt>Counted</dt><dd>${plain(scope.measure)}, ${scope.amount_words ?? ''} (${plain(scope.relation)})</dd>
        <dt>Place</dt><dd>${scope.place?.words ?? 'not said'}</dd>
        <dt>Time</dt><dd>${scope.time ? `${scope.time.from} to ${scope.time.to}` : 'not said'}</dd>
      </dl>
      ${(scope.missing ?? []).length > 0 && html`<h3>What it leaves out</h3><ul>${(scope.missing ?? []).map((one) => html`<li><strong>${plain(one.word)}</strong>: it does not say ${one.says}${one.taken_as ? html`; taken as ${one.taken_as}` : ''}.</li>`)}</ul>
        <form class="filters" onSubmit=${(event) => { event.preventDefault(); if (more.trim()) again(more.trim()); }}><label>Say what is missing <input value=${more} onInput=${(event) => set(event.target.value)} placeholder="in Nigeria in 2014" /></label><button>Check again</button></form>`}
    </section>
    <${Table} caption="What each source counts" rows=${claim.counts ?? []} columns=${[
      { key: 'dataset', head: 'Dataset' }, { key: 'count', head: 'Count', cell: (row) => counted(row.count) },
      { key: 'bound', head: 'Reads as', cell: (row) => plain(row.bound) }, { key: 'verdict', head: 'By it alone', cell: (row) => verdictWords(row.verdict) },
    ]} />
    <section><h2>Who can speak to it</h2>${(claim.datasets ?? []).map((one) => html`<h3>${one.title ?? one.dataset} <span class="tag">${one.counts ? 'counts' : 'cannot speak'}</span></h3><ul>${(one.reasons ?? []).map((reason) => html`<li>${reason.text}</li>`)}</ul>`)}</section>
    <${Table} caption="How the count moves when a missing word is filled otherwise" page=${40} rows=${claim.sensitivity ?? []} columns=${[
      { key: 'dataset', head: 'Dataset' }, { key: 'dimension', head: 'Word', cell: (row) => plain(row.dimension) }, { key: 'reading', head: 'Read as' },
      { key: 'count', head: 'Count', cell: (row) => counted(row.count) }, { key: 'verdict', head: 'Verdict', cell: (row) => html`${verdictWords(row.verdict)}${row.turns ? html` <span class="tag">turns the answer</span>` : ''}` },
    ]} />
    ${(claim.nearest ?? []).length > 0 && html`<${Table} caption="What others say of the same" rows=${claim.nearest} columns=${[
      { key: 'text', head: 'In their words' }, { key: 'as_of', head: 'Of' }, { key: 'low', head: 'From', number: true }, { key: 'high', head: 'To', number: true }, { key: 'unit', head: 'What' },
      { key: 'attributed_to', head: 'According to' }, { key: 'source', head: 'Source', cell: (row) => `${row.source}${row.second_hand ? ' (second-hand)' : ''}` }, { key: 'agrees', head: 'Agrees', cell: (row) => (row.agrees ? 'yes' : 'no') }]} />`}
    ${(claim.would_settle ?? []).length > 0 && html`<${Table} caption="What would settle it" rows=${claim.would_settle} columns=${[
      { key: 'title', head: 'Dataset' }, { key: 'release', head: 'Release' }, { key: 'bound', head: 'Would show', cell: (row) => plain(row.bound) }, { key: 'how', head: 'How to get it' }]} />`}
    ${(claim.events ?? []).length > 0 && html`<${Table} caption="The events behind it, the deadliest first" rows=${claim.events} columns=${[
      { key: 'date', head: 'When' }, { key: 'place', head: 'Where' }, { key: 'sides', head: 'Who' }, { key: 'deaths', head: 'Deaths', number: true },
      { key: 'report_id', head: 'Report', cell: (row) => html`<a href=${address('incident', row.report_id)}>${row.report_id}</a>` }]} />`}
    <${Exports} path="claims/check" parameters=${{ text: asked }} forms=${['json']}><${Take} href=${question('claims/check', { text: asked, claimreview: true })} name="claim-review.json">ClaimReview<//><//>
    <${Sources} answer=${claim} />`;
}
