// A group: what it is, what it did, where, how that moved, what is said of it.
import { html, useEffect, useMemo, useState } from '../lib.js';
import { everyRow, question, useAnswer } from '../api.js';
import { address } from '../state.js';
import { Clock, current, moving, settle } from '../time.js';
import { Answer, Exports, Figure, Sources, Table, Trouble } from '../parts.js';
import { TimeChart } from '../chart.js';
import { EventMap, EventTable } from '../map.js';
import { within, spots } from '../map-data.js';
import { dayNumber, dayText, number, plain, range } from '../format.js';
import { AlertTable } from './overview.js';

const MOST = 20_000;
const DAY = 86_400;

/** The rows of a group, page by page. */
function useRows(actor) {
  const [state, set] = useState({ rows: [], answer: null, more: false, busy: true, error: null });
  const start = question('events', { actor });
  useEffect(() => {
    let live = true;
    set({ rows: [], answer: null, more: false, busy: true, error: null });
    everyRow('events', { actor }, MOST).then(
      (all) => live && set({ ...all, busy: false, error: null }),
      (error) => live && set((before) => ({ ...before, busy: false, error })),
    );
    return () => { live = false; };
  }, [start]);
  return state;
}

/** Every month from the first to the last, with what the answer has for it. */
function months(rows) {
  if (!rows.length) return [];
  const known = new Map(rows.map((row) => [row.key ?? row.period, row]));
  const all = [];
  let [year, month] = [...known.keys()].sort()[0].split('-').map(Number);
  const last = [...known.keys()].sort().at(-1);
  for (;;) {
    const key = `${year}-${String(month).padStart(2, '0')}`;
    const row = known.get(key);
    all.push({ key, value: row?.value ?? 0, low: row?.low ?? 0, high: row?.high ?? 0 });
    if (key >= last) return all;
    month += 1;
    if (month > 12) { month = 1; year += 1; }
  }
}

function Series({ actor, measure, title, marks }) {
  const answer = useAnswer(question('count', { actor, measure, by: 'month' }));
  return html`<${Answer} of=${answer}>${(data) => {
    const rows = months(data.rows ?? []);
    const times = rows.map((row) => dayNumber(row.key) * DAY);
    const now = current.value;
    return html`<${Figure} title=${title} rows=${rows} columns=${[
      { key: 'key', head: 'Month' }, { key: 'value', head: 'Best', number: true }, { key: 'low', head: 'Low', number: true }, { key: 'high', head: 'High', number: true },
    ]} note="Drag over the chart to look at a stretch of time on the map and in the tables. Triangles are alerts.">
      <${TimeChart} times=${times} best=${rows.map((row) => row.value)} label=${title} name=${`${actor}-${measure}`} marks=${marks}
        low=${measure === 'fatalities' ? rows.map((row) => row.low) : undefined} high=${measure === 'fatalities' ? rows.map((row) => row.high) : undefined}
        range=${now ? [Math.max(times[0] ?? 0, now[0] * DAY), Math.min((times.at(-1) ?? 0) + 31 * DAY, now[1] * DAY)] : null}
        onBrush=${(from, to) => settle(from / DAY, to / DAY)} />
    <//>
    <${Exports} path="count" parameters=${{ actor, measure, by: 'month' }} />`;
  }}<//>`;
}

/** Strengths as ranges against time: a bar from low to high for each that somebody said. */
function Strengths({ statements }) {
  const said = statements.filter((one) => one.kind === 'strength' && one.quantity && one.as_of);
  if (!said.length) return html`<p class="quiet">Nobody's figure of its strength is in the registry or the store.</p>`;
  const at = (text) => dayNumber(`${text}`);
  const [first, last] = [Math.min(...said.map((one) => at(one.as_of))), Math.max(...said.map((one) => at(one.as_of)))];
  const most = Math.max(...said.map((one) => one.quantity.high ?? one.quantity.low));
  const x = (text) => 60 + ((at(text) - first) / Math.max(1, last - first)) * 660;
  const y = (value) => 170 - (value / most) * 150;
  return html`<${Figure} title="Strength, as different bodies put it" rows=${said.map((one) => ({ ...one, low: one.quantity.low, high: one.quantity.high }))} columns=${[
      { key: 'as_of', head: 'As of' }, { key: 'low', head: 'Low', number: true }, { key: 'high', head: 'High', number: true },
      { key: 'attributed_to', head: 'According to' }, { key: 'source', head: 'Source' },
    ]}>
    <svg class="ranges" viewBox="0 0 760 200" role="img" aria-label=${`${said.length} figures of strength, the highest ${number(most)}`}>
      <line x1="50" x2="740" y1=${y(0)} y2=${y(0)} /><text x="46" y=${y(0) + 4} text-anchor="end">0</text><text x="46" y=${y(most) + 4} text-anchor="end">${number(most)}</text>
      ${said.map((one) => html`<g><title>${one.as_of}: ${number(one.quantity.low)}–${number(one.quantity.high)}, ${one.attributed_to ?? 'nobody named'}</title>
        <rect x=${x(one.as_of) - 4} width="8" y=${y(one.quantity.high ?? one.quantity.low)} height=${Math.max(3, y(one.quantity.low ?? 0) - y(one.quantity.high ?? one.quantity.low))} />
        <text x=${x(one.as_of)} y="192" text-anchor="middle">${one.as_of.slice(0, 4)}</text></g>`)}
    </svg><//>`;
}

/** Names and relations against time. */
function Lineage({ actor }) {
  const dated = [
    ...(actor.names ?? []).map((one) => ({ what: 'name', text: one.text, from: one.from, to: one.to, note: plain(one.kind) })),
    ...(actor.relations ?? []).map((one) => ({ what: plain(one.kind), text: one.other, from: one.from, to: one.to, note: one.note ?? '', link: one.other })),
  ];
  return html`<${Table} caption="Names and relations" rows=${dated} page=${12} columns=${[
    { key: 'what', head: 'What' },
    { key: 'text', head: 'Name or group', cell: (row) => (row.link ? html`<a href=${address('group', row.link)}>${row.text}</a>` : row.text) },
    { key: 'from', head: 'From' }, { key: 'to', head: 'To' }, { key: 'note', head: 'Note' },
  ]} />`;
}

/** A split of what is in the stretch, by a column. */
function Split({ caption, rows, by }) {
  const counted = useMemo(() => {
    const count = new Map();
    rows.forEach((row) => {
      const key = by(row);
      const now = count.get(key) ?? { key, events: 0, deaths: 0 };
      now.events += 1;
      now.deaths += row.deaths_best ?? 0;
      count.set(key, now);
    });
    return [...count.values()].sort((a, b) => b.events - a.events);
  }, [rows]);
  return html`<${Table} caption=${caption} rows=${counted} page=${10} columns=${[
    { key: 'key', head: caption.replace('By ', '') }, { key: 'events', head: 'Events', number: true }, { key: 'deaths', head: 'Deaths (best)', number: true },
    { key: 'bar', head: 'Share', cell: (row) => html`<meter min="0" max=${rows.length || 1} value=${row.events} aria-label=${`${row.key}: ${row.events} of ${rows.length}`}></meter>` },
  ]} />`;
}

export function Group({ id }) {
  const about = useAnswer(question(`actors/${encodeURIComponent(id)}`));
  const alerts = useAnswer(question('alerts', { closed: true }));
  const total = useAnswer(question('count', { actor: id, measure: 'fatalities' }));
  const loaded = useRows(id);
  const own = (alerts.data?.alerts ?? []).filter((one) => one.subject?.actor === id);
  const marks = useMemo(() => own.map((one) => ({ at: dayNumber(one.first_signal) * DAY, kind: 'alert' })), [alerts.data, id]);
  const stretch = current.value;
  const all = useMemo(() => spots(loaded.rows), [loaded.rows]);
  const shown = useMemo(() => within(all, stretch).map((spot) => spot.row), [all, stretch?.[0], stretch?.[1]]);
  const bounds = useMemo(() => all.length ? all.reduce(([first, last], spot) => [Math.min(first, spot.from), Math.max(last, spot.to)], [Infinity, -Infinity]) : null, [all]);
  const deaths = shown.reduce((sum, row) => [sum[0] + (row.deaths_low ?? 0), sum[1] + (row.deaths_best ?? 0), sum[2] + (row.deaths_high ?? 0)], [0, 0, 0]);
  const unit = loaded.answer?.unit === 'incidents' || loaded.answer?.incidents ? 'incidents' : 'reports';
  return html`<${Answer} of=${about} wait="Looking up the group">${(actor) => html`
    <h1>${actor.name}</h1>
    <p class="lead">${[plain(actor.kind), actor.ideology, actor.aims].filter(Boolean).join('. ')}${actor.note ? html` <span class="quiet">${actor.note}</span>` : ''}</p>
    ${loaded.error && html`<${Trouble} error=${loaded.error} />`}
    ${loaded.busy && html`<p class="wait" role="status">Reading its events …</p>`}
    ${bounds && html`<div class="sticky"><${Clock} first=${bounds[0]} last=${bounds[1]} />
      <p aria-live="polite"><strong>${number(shown.length)}</strong> ${unit}${stretch ? html` from ${dayText(Math.max(bounds[0], stretch[0]))} to ${dayText(Math.min(bounds[1], stretch[1]))}` : ''},
        deaths <strong>${range(...deaths)}</strong>${loaded.more ? html` <span class="quiet">(the newest ${number(MOST)} are on the map)</span>` : ''}
        ${total.data && unit === 'incidents' && !stretch && html` <span class="quiet">${number(total.data.incidents)} incidents from ${number(total.data.reports)} reports; ${number(total.data.single_source)} seen by one source only</span>`}</p></div>`}
    <div class="columns">
      <div><h2>Over time</h2><${Series} actor=${id} measure="events" title="Events by month" marks=${marks} /><${Series} actor=${id} measure="fatalities" title="Deaths by month, low to high" marks=${marks} /></div>
      <div><h2>Where</h2><${EventMap} all=${all} parameters=${{ actor: id }} /></div>
    </div>
    <section><h2>Alerts</h2>${own.length ? html`<${AlertTable} caption="Alerts of this group" alerts=${own} />` : html`<p class="quiet">No alert of this group is on record.</p>`}
      <p class="quiet">Alerts rest on reported events; each rule's rate of false alarms is measured on the group's own past.</p></section>
    <section><h2>Targets and kinds</h2><div class="columns">
      <${Split} caption="By kind of event" rows=${shown} by=${(row) => plain(row.event_type)} />
      <${Split} caption="By target" rows=${shown} by=${(row) => (row.civilians_targeted ? 'civilians' : plain(row.targets) || 'not said')} />
      <${Split} caption="By country" rows=${shown} by=${(row) => row.country ?? 'not said'} />
    </div></section>
    <section><h2>Strength</h2><${Strengths} statements=${actor.statements ?? []} /></section>
    <section><h2>Names and relations</h2><${Lineage} actor=${actor} /></section>
    <section><h2>Events</h2><${EventTable} caption="Events in the stretch of time that is looked at" rows=${shown} /></section>
    <section><h2>Elections, changes of government, withdrawals</h2><${Calendar} id=${id} /></section>
    <p class="exports" role="group" aria-label="Documents about the group"><a class="button" href=${question(`briefs/${encodeURIComponent(id)}`, { format: 'html' })} download=${`${id}.html`}>Brief</a>
      <a href=${question(`briefs/${encodeURIComponent(id)}`, { format: 'markdown' })} download=${`${id}.md`}>as Markdown</a> <a href=${question(`briefs/${encodeURIComponent(id)}`, { format: 'json' })} download=${`${id}.json`}>as JSON</a>
      <a href=${`/api/v1/actors/${encodeURIComponent(id)}/stix`}>STIX 2.1</a> <a href=${address('claim', '', { text: `${actor.name} killed at least … people` })}>Check a claim</a></p>
    <${Sources} answer=${loaded.answer} />`}<//>`;
}

function Calendar({ id }) {
  const [asked, ask] = useState(false);
  const study = useAnswer(asked ? question('calendar/study', { actor: id }) : null);
  if (!asked) return html`<button onClick=${() => ask(true)}>Hold its attacks against the political calendar</button>`;
  return html`<${Answer} of=${study}>${(data) => html`<p>${data.sentence ?? data.words ?? data.verdict ?? ''}</p><details><summary>The study in full</summary><pre>${JSON.stringify(data, null, 2).slice(0, 20000)}</pre></details>`}<//>`;
}

// A brush that ends elsewhere than it began leaves nothing moving.
addEventListener('hashchange', () => { moving.value = null; });
