// Alerts: what moved, against what, how often the rule is wrong, what became of it, and why others came only near.
import { html, useState } from './lib.js';
import { question, tell, useAnswer } from './api.js';
import { address } from './state.js';
import { Answer, GroupLink, Table } from './parts.js';
import { number, plain } from './format.js';

/** @typedef {import('../types/api').Alert} Alert */

const fixed = (value) => (value === null || value === undefined ? null : Number(value).toLocaleString('en', { maximumFractionDigits: 2 }));
const expected = (baseline) => {
  if (!baseline) return '–';
  const [low, high] = [fixed(baseline.low), fixed(baseline.high)];
  return `${fixed(baseline.expected) ?? '–'}${low && high ? ` (${low}–${high})` : ''}`;
};
const rates = (rates) => {
  if (!rates) return 'not measured';
  return `${fixed(rates.promised_per_year)} promised, ${fixed(rates.measured_per_year)} measured (${fixed(rates.low)}–${fixed(rates.high)})`;
};

/** A rate of false alarms, in words. */
export const rate = (value) => (value === null || value === undefined ? 'not measured' : `${Number(value).toFixed(2)} a year`);

/** Alerts as a table: what moved, against what, and how often the rule is wrong.
 * @param {{alerts: Alert[], caption: string, done: () => void}} props `done` is told when one was set aside, or heard again */
export function AlertTable({ alerts, caption, done }) {
  const rows = alerts.map((one) => ({ ...one, name: one.subject?.name ?? one.watch, rule_name: typeof one.rule === 'string' ? one.rule : one.rule.name, last: one.window?.to }));
  return html`<${Table} caption=${caption} rows=${rows} page=${20} columns=${[
    { key: 'first_signal', head: 'Since', cell: (row) => html`<span class="day">${row.first_signal}</span>` },
    { key: 'name', head: 'Whom', cell: (row) => (row.subject?.actor ? html`<${GroupLink} id=${row.subject.actor} name=${row.name} />` : row.name) },
    { key: 'facet', head: 'What moved', cell: (row) => plain(row.facet) },
    { key: 'observed', head: 'Seen', number: true, cell: (row) => fixed(row.observed) },
    { key: 'baseline', head: 'Expected', fixed: true, cell: (row) => expected(row.baseline) },
    { key: 'rule_name', head: 'Rule', cell: (row) => plain(row.rule_name) },
    { key: 'false_alarms', head: 'False alarms a year', fixed: true, cell: (row) => rates(row.false_alarms) },
    { key: 'state', head: 'State', cell: (row) => html`<span class="tag">${row.muted ? 'muted' : plain(row.state)}</span>${row.incomplete ? html` <span class="tag">weeks not complete</span>` : ''}${row.muted ? html` <span class="quiet">${row.muted}</span>` : ''}` },
    { key: 'id', head: 'Why', fixed: true, cell: (row) => html`<${Why} alert=${row} /><${Mute} alerts=${[row]} done=${done} />` },
  ]} />`;
}

/** An alert explained to its last row, when it is asked for. @param {{alert: Alert}} props */
function Why({ alert }) {
  const [open, set] = useState(false);
  const answer = useAnswer(open ? question(`alerts/${encodeURIComponent(alert.id)}/explain`) : null);
  return html`<details onToggle=${(event) => set(event.target.open)}><summary aria-label=${`Explain the alert of ${alert.first_signal} on ${plain(alert.facet)}`}>explain</summary>
    ${open && html`<${Answer} of=${answer}>${(/** @type {import('../types/api').Explained} */ { sentence, alert: one }) => html`<div class="why"><p>${sentence}</p>
      ${typeof one.rule !== 'string' && html`<p>Rule ${plain(one.rule.name)} by ${one.rule.period} <span class="quiet">(${one.rule.source})</span>: its statistic is ${fixed(one.statistic)}, it fires above ${fixed(one.rule.limit)}.</p>`}
      ${one.false_alarms?.method && html`<p class="quiet">False alarms were measured over ${number(Math.round(one.false_alarms.years))} years of ${one.false_alarms.method}.</p>`}
      ${one.revisions.length > 0 && html`<p>What it was on each day of knowledge:</p><ol>${one.revisions.map((was) => html`<li>${was.known_on}: ${plain(was.state)}, ${fixed(was.observed)} seen; ${was.why}</li>`)}</ol>`}
      <p>It rests on ${number(one.evidence_total)} ${one.unit}${one.evidence.length > 40 ? ', of which these are the first' : ''}:
        ${' '}${one.evidence.slice(0, 40).map((id) => html`<a href=${address('incident', id)}>${id}</a> `)}</p></div>`}<//>`}
  </details>`;
}

/**
 * Sets alerts aside, with the reason; one that is set aside can be heard again.
 * @param {{alerts: Alert[], done: () => void, words?: string}} props
 */
export function Mute({ alerts, done, words = 'set aside' }) {
  const [why, setWhy] = useState('');
  const [said, say] = useState('');
  const muted = alerts.every((one) => one.muted);
  const send = async (event) => {
    event.preventDefault();
    say('Writing it down …');
    try {
      for (const one of alerts) {
        await tell(`alerts/${encodeURIComponent(one.id)}/${muted ? 'unmute' : 'mute'}`, muted ? {} : { why });
      }
      say('');
      setWhy('');
      done();
    } catch (error) {
      say(`Not written down: ${/** @type {Error} */ (error).message}`);
    }
  };
  const which = alerts.length === 1 ? `the alert of ${alerts[0].first_signal} on ${plain(alerts[0].facet)}` : `${alerts.length} alerts`;
  if (muted) return html`<form class="mute" onSubmit=${send}><button aria-label=${`hear it again: ${which}`}>hear it again</button><span role="status">${said}</span></form>`;
  return html`<details class="mute"><summary aria-label=${`${words}: ${which}`}>${words}</summary>
    <form onSubmit=${send}><label>because <input value=${why} required maxlength="500" aria-label=${`Why ${which} is set aside`} placeholder="about the data; no names of persons" onInput=${(event) => setWhy(event.target.value)} /></label>
      <button>Set aside</button> <span role="status">${said}</span></form></details>`;
}

/** How near the tests came that did not fire, and what no rule tests. @param {{watch?: (name: string) => boolean}} props which watches */
export function NearMisses({ watch = () => true }) {
  const [open, set] = useState(false);
  const answer = useAnswer(open ? question('alerts/near') : null);
  return html`<details onToggle=${(event) => set(event.target.open)}><summary>Why there was no other alert</summary>
    ${open && html`<${Answer} of=${answer}>${(/** @type {import('../types/api').Near} */ data) => {
      const runs = data.runs.filter((run) => watch(run.watch));
      const rows = runs.flatMap((run) => run.near.map((one) => ({ ...one, watch: run.watch, known_on: run.known_on, share: one.limit ? one.statistic / one.limit : 0 })));
      const notices = runs.flatMap((run) => run.notices.map((one) => ({ ...one, watch: run.watch })));
      return html`<${Table} caption="Tests that came near and did not fire" page=${20} rows=${rows} columns=${[
        { key: 'watch', head: 'Watch' }, { key: 'facet', head: 'What was tested', cell: (row) => plain(row.facet) }, { key: 'rule', head: 'Rule', cell: (row) => plain(row.rule) },
        { key: 'day', head: 'Nearest on' }, { key: 'observed', head: 'Seen', number: true, cell: (row) => fixed(row.observed) }, { key: 'expected', head: 'Expected', number: true, cell: (row) => fixed(row.expected) },
        { key: 'share', head: 'Of what it takes', number: true, cell: (row) => `${Math.round(100 * row.share)}%` }, { key: 'why', head: 'Why not', fixed: true }]} />
        ${notices.length > 0 && html`<ul>${notices.slice(0, 50).map((one) => html`<li>${one.watch}, ${one.day}: ${one.text}</li>`)}</ul>`}`;
    }}<//>`}
  </details>`;
}

/** A watch on a group as the page makes it: its tempo, by the usual rule. @param {{actor: string, name: string}} props */
export function WatchIt({ actor, name }) {
  const [again, setAgain] = useState(0);
  const [said, say] = useState('');
  const watches = useAnswer(question('watches'), again);
  if (!watches.data) return null;
  const own = watches.data.watches.filter((one) => one.watch.actor === actor);
  if (own.length) return html`<p class="quiet">Watched as ${own.map((one) => one.watch.name).join(', ')}; ${own[0].last_run ? `last run on what was known on ${own[0].last_run}` : 'its first run is still to come'}. <span role="status">${said}</span></p>`;
  const send = async (event) => {
    event.preventDefault();
    try {
      await tell('watches', { name: actor.replace(/[^a-z0-9]+/gi, '-'), actor });
      say('Written down; the next “bellwether watch run” tests it.');
      setAgain((before) => before + 1);
    } catch (error) {
      say(`Not written down: ${/** @type {Error} */ (error).message}`);
    }
  };
  return html`<form onSubmit=${send}><button aria-label=${`Watch ${name}`}>Watch it</button> <span class="quiet">for its tempo, at one false alarm a year</span> <span role="status">${said}</span></form>`;
}

/** Ends a watch; its alerts stay. @param {{name: string, done: () => void}} props */
export function StopWatching({ name, done }) {
  const [said, say] = useState('');
  const send = async (event) => {
    event.preventDefault();
    try {
      await tell(`watches/${encodeURIComponent(name)}/remove`, {});
      done();
    } catch (error) {
      say(`Not written down: ${/** @type {Error} */ (error).message}`);
    }
  };
  return html`<details class="mute"><summary aria-label=${`Stop the watch ${name}`}>stop</summary><form onSubmit=${send}><button>stop watching; its alerts stay</button> <span role="status">${said}</span></form></details>`;
}
