// A store of reports and of a group whose texts would do something in a browser, and a server over it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { shown } from './disk.mjs';

const program = resolve(process.env.BELLWETHER ?? '../target/debug/bellwether');

/** A sound row of UCDP GED. */
const SOUND = {
  id: '1', relid: 'NIG-2014-1-640-1', year: '2014', active_year: '1', code_status: 'Clear', type_of_violence: '1', conflict_dset_id: '297',
  conflict_new_id: '297', conflict_name: 'Nigeria: Government', dyad_dset_id: '640', dyad_new_id: '640',
  dyad_name: 'Government of Nigeria - Boko Haram', side_a_dset_id: '84', side_a_new_id: '84', side_a: 'Government of Nigeria',
  side_b_dset_id: '1051', side_b_new_id: '1051', side_b: 'Boko Haram', number_of_sources: '2', source_article: 'Wire,2014-05-07,Clash',
  source_office: 'Wire', source_date: '2014-05-07', source_headline: 'Clash', source_original: 'police', where_prec: '1',
  where_coordinates: 'Maiduguri town', where_description: 'Maiduguri', adm_1: 'Borno state', adm_2: 'Maiduguri lga', latitude: '11.83',
  longitude: '13.15', geom_wkt: 'POINT (13.15 11.83)', priogrid_gid: '146547', country: 'Nigeria', country_id: '475', region: 'Africa',
  event_clarity: '1', date_prec: '1', date_start: '2014-05-07', date_end: '2014-05-07', deaths_a: '1', deaths_b: '1', deaths_civilians: '0',
  deaths_unknown: '0', best: '2', high: '3', low: '1', gwnoa: '475', gwnob: '',
};

/** What is planted. The last turns the direction of the text behind it. */
const TEXTS = [
  '<img src=x onerror=ran(3)>',
  '"><svg onload=ran(4)>',
  '<script>ran(5)</script>',
  'javascript:ran(6)',
  '\u202Egnp.exe</td><iframe src=javascript:parent.ran(7)>',
];

const NAME = 'Front <img src=x onerror=ran(8)> \u202Etsrif';

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** @returns {Promise<{address: string, group: string, name: string, report: string, stop: () => void}>} */
export async function hostile() {
  const home = mkdtempSync(join(tmpdir(), 'bellwether-hostile-'));
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, BELLWETHER_STORE: join(home, 'store') };
  mkdirSync(join(home, 'bellwether'));
  writeFileSync(join(home, 'bellwether', 'config.toml'), '[serve]\nrequest_seconds = "240"\n');
  const run = (...words) => execFileSync(program, words, { cwd: home, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const rows = [Object.keys(SOUND).join(',')];
  for (let at = 0; at < 96; at += 1) {
    const day = `${2014 + Math.floor(at / 48)}-${String(Math.floor(at / 4) % 12 + 1).padStart(2, '0')}-${String(2 + 3 * (at % 4)).padStart(2, '0')}`;
    const text = TEXTS[at % TEXTS.length];
    const row = { ...SOUND, id: String(at + 1), relid: `X-${at}`, year: day.slice(0, 4), date_start: day, date_end: day, side_b_new_id: at % 3 ? '99001' : '99002',
      side_b: text, dyad_name: text, where_coordinates: text, where_description: text, adm_2: text, source_headline: text, source_article: text, source_office: text, source_original: text };
    rows.push(Object.values(row).map(quoted).join(','));
  }
  writeFileSync(join(home, 'ged.csv'), `${rows.join('\n')}\n`);
  run('ingest', 'ged.csv', '--published', '2016-02-15', '--release', '16.1', '-q');
  const actors = join(home, 'store', 'registry', 'actors');
  mkdirSync(actors, { recursive: true });
  const text = (at) => JSON.stringify(TEXTS[at]);
  writeFileSync(join(actors, 'hostile.toml'), `id = "hostile"
name = ${JSON.stringify(NAME)}
kind = "armed-group"
countries = [475]
ideology = ${text(0)}
aims = ${text(1)}
note = ${text(2)}
names = [{ text = ${text(2)}, kind = "full" }, { text = ${text(4)}, kind = "short" }]
relations = [{ kind = "rival-of", other = "boko-haram", note = ${text(0)}, source = ${text(3)} }]
selectors = [{ datasets = ["ucdp-ged"], ids = ["99001"] }]
statements = [{ kind = "strength", text = ${text(1)}, quantity = { low = 10, high = 20, unit = "fighters" }, as_of = "2015", attributed_to = ${text(0)}, source = ${text(3)} }]
sources = [${text(3)}]
`);
  run('watch', 'add', 'first', '--actor', 'hostile', '-q');
  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { cwd: home, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise((done, failed) => {
    server.stdout.once('data', (line) => done(String(line).trim().replace(/\/$/, '')));
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const front = await shown(address);
  return { address: front.address, group: 'hostile', name: NAME, report: 'ucdp-ged:2', stop: () => { front.stop(); server.kill('SIGTERM'); rmSync(home, { recursive: true, force: true }); } };
}
