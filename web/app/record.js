// When something happened, when a source said so, when that came in here, and when it was said otherwise.
import { html, useEffect, useState } from './lib.js';
import { ask, question, useAnswer } from './api.js';
import { address, asOf } from './state.js';
import { Table } from './parts.js';
import { dayNumber, dayText, days, number, range } from './format.js';

/** @typedef {import('../types/api').EventRow} EventRow */
/** @typedef {{report: string, revision: number, from: string, to: string, known: string, recorded: string | null, row: EventRow, file: string, line: number, sha256: string}} Said */

/** Reports whose revisions are looked up at most. */
const MOST = 12;

/** Every revision of some reports, with the file that it was read from.
 * @param {string[]} reports @returns {Said[] | null} nothing while it is waited for */
function useRevisions(reports) {
  const [found, set] = useState(/** @type {EventRow[] | null} */ (null));
  const releases = useAnswer(question('releases'));
  useEffect(() => {
    let live = true;
    const each = reports.slice(0, MOST).map((id) => ask(question(`events/${encodeURIComponent(id)}/history`)).then((answer) => answer.events ?? [], () => []));
    Promise.all(each).then((all) => live && set(all.flat()));
    return () => { live = false; };
  }, [reports.join(' '), asOf.value]);
  if (!found || !releases.data) return null;
  const files = new Map(releases.data.releases.map((one) => [one.store_version, one]));
  return found.map((row) => {
    const file = files.get(row.origin_version ?? row.store_version ?? 0) ?? files.get(row.store_version ?? 0);
    return {
      report: row.report_id ?? '', revision: row.revision ?? 1, from: row.date_start, to: row.date_end ?? row.date_start, known: (row.known_from ?? '').slice(0, 10),
      recorded: file?.release.retrieved_at?.slice(0, 10) ?? null, row, file: file?.release.file ?? '', line: row.row ?? 0, sha256: file?.release.sha256 ?? '',
    };
  });
}

const [LEFT, RIGHT, LINE] = [180, 744, 30];

/** One line for each report: a bar of its days, a mark for each day of knowledge, one for its coming in.
 * @param {{said: Said[]}} props */
function Lines({ said }) {
  const reports = [...new Set(said.map((one) => one.report))];
  const all = said.flatMap((one) => [one.from, one.to, one.known, one.recorded]).filter(Boolean).map((one) => dayNumber(String(one)));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const x = (day) => LEFT + ((dayNumber(day) - first) / Math.max(1, last - first)) * (RIGHT - LEFT);
  const height = reports.length * LINE + 26;
  const short = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);
  return html`<svg class="ranges record" viewBox=${`0 0 760 ${height}`} role="img" aria-label=${`When ${reports.length} reports tell of it, became known and came in; the table below has the days`}>
    ${reports.map((report, at) => {
      const own = said.filter((one) => one.report === report).sort((a, b) => a.revision - b.revision);
      const middle = at * LINE + 14;
      return html`<g><text x=${LEFT - 10} y=${middle + 4} text-anchor="end">${short(report)}</text><line x1=${LEFT} x2=${RIGHT} y1=${middle} y2=${middle} />
        ${own.map((one, which) => html`
          <rect x=${x(one.from) - 3} y=${middle - 5} width=${Math.max(6, x(one.to) - x(one.from))} height="10"><title>${`happened ${days(one.from, one.to)}`}</title></rect>
          <path class=${which ? 'revised' : 'known'} d=${`M${x(one.known)} ${middle - 8}l7 8l-7 8l-7 -8Z`}><title>${`${which ? 'revised' : 'known'} from ${one.known}`}</title></path>
          ${one.recorded && html`<circle cx=${x(one.recorded)} cy=${middle} r="5"><title>${`came in on ${one.recorded}`}</title></circle>`}`)}</g>`;
    })}
    ${[first, last].map((day, at) => html`<text x=${at ? RIGHT : LEFT} y=${height - 4} text-anchor=${at ? 'end' : 'start'}>${dayText(day)}</text>`)}
  </svg>`;
}

/** @param {{reports: string[]}} props */
export function Record({ reports }) {
  const said = useRevisions(reports);
  if (!said) return html`<p class="wait" role="status">Reading what each source said when …</p>`;
  if (!said.length) return null;
  return html`<figure><figcaption>Happened, known, came in</figcaption>
    <${Lines} said=${said} />
    <p class="quiet legend"><span class="key bar"></span> when it happened <span class="key known"></span> from when on the source's report was known <span class="key revised"></span> said otherwise <span class="key came"></span> came in here.
      ${reports.length > MOST && ` The first ${MOST} of ${number(reports.length)} reports.`}</p>
    <details><summary>The same as a table, with file and line</summary><${Table} caption="Every revision of every report" rows=${said} columns=${[
      { key: 'report', head: 'Report' }, { key: 'revision', head: 'Revision', number: true }, { key: 'from', head: 'Happened', cell: (row) => days(row.from, row.to) },
      { key: 'known', head: 'Known from' }, { key: 'recorded', head: 'Came in' },
      { key: 'deaths', head: 'Deaths', fixed: true, number: true, cell: (row) => range(row.row.deaths_low, row.row.deaths_best, row.row.deaths_high) },
      { key: 'file', head: 'File', cell: (row) => html`<a href=${address('sources', row.row.dataset ?? '')}>${row.file || 'not told'}</a>` }, { key: 'line', head: 'Line', number: true },
      { key: 'sha256', head: 'SHA-256', fixed: true, cell: (row) => html`<code title=${row.sha256}>${row.sha256.slice(0, 10)}</code>` }]} /></details></figure>`;
}
