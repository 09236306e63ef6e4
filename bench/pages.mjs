// How smoothly the pages move over a large store: frames a second while time is brushed, played, and added up, in Chromium.
//
//   cargo build --workspace --release && (cd web && npm install --no-save --no-package-lock)
//   node bench/pages.mjs --reports 350000
//
// Makes a simulated world, brings it into a store of its own and serves it; `--store DIR` takes one that is there, and
// `--address URL` a server that runs. Chromium draws without a graphics card where there is none, so a desktop has more
// frames. The program is BELLWETHER=PATH (target/release/bellwether), the browser CHROMIUM=PATH.
//
// Frames are counted by requestAnimationFrame, and in each the pixels of the events on the map are compared with those of the frame
// before: `*_map` is how often a second they were others, so that empty frames do not pass for movement.
//
// Last line: pages reports= events= brush_fps= brush_map= brush_updates= playback_fps= playback_map= cumulative_fps= cumulative_map= first_view_ms= group_first_ms= group_ms=
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../web/tests/browser.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: {
  reports: { type: 'string', default: '350000' }, store: { type: 'string' }, address: { type: 'string' }, group: { type: 'string' }, seconds: { type: 'string', default: '4' },
} });
const program = resolve(process.env.BELLWETHER ?? join(root, 'target/release/bellwether'));
const seconds = Number(values.seconds);
const say = (text) => process.stderr.write(`${text}\n`);

/** A server over the store, and how to end it. */
async function serve() {
  if (values.address) return { address: values.address.replace(/\/$/, ''), stop: () => {} };
  const home = mkdtempSync(join(tmpdir(), 'bellwether-bench-'));
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home };
  const run = (...words) => execFileSync(program, words, { cwd: home, env, stdio: ['ignore', 'ignore', 'inherit'] });
  let store = values.store && resolve(values.store);
  if (!store) {
    store = join(home, 'store');
    say(`simulating ${values.reports} reports`);
    run('simulate', 'world', '--benchmark', '--reports', values.reports, '-q');
    const file = readdirSync(join(home, 'world')).find((one) => one.endsWith('.csv'));
    say('ingesting them');
    run('--store', store, 'ingest', join('world', file), '-q');
  }
  const server = spawn(program, ['--store', store, 'serve', '--listen', '127.0.0.1:0'], { cwd: home, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise((done, failed) => {
    server.stdout.once('data', (line) => done(String(line).trim().replace(/\/$/, '')));
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return { address, stop: () => { server.kill('SIGTERM'); rmSync(home, { recursive: true, force: true }); } };
}

const server = await serve();
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(300_000);
  const ready = () => page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.wait'), null, { timeout: 300_000 });
  const get = async (path) => (await fetch(`${server.address}/api/v1/${path}`)).json();

  let start = Date.now();
  await page.goto(`${server.address}/#/overview`);
  await ready();
  const firstView = Date.now() - start;
  say(`first view in ${firstView} ms`);

  const all = await get('count?by=actor');
  const named = new Map((await get('actors')).actors.map((one) => [one.actor, one.kind]));
  const groups = all.rows.filter((row) => named.has(row.key) && !/government|civil/i.test(`${row.key} ${named.get(row.key)}`)).sort((a, b) => b.value - a.value);
  const group = values.group ?? groups[0].key;
  start = Date.now();
  await page.goto(`${server.address}/#/group/${group}`);
  await page.reload();
  await page.locator('.u-over').first().waitFor();
  await page.waitForFunction(() => {
    const canvas = document.querySelector('.map-events');
    return canvas?.width && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
  });
  const groupFirst = Date.now() - start;
  await ready();
  await page.locator('.map-box[data-drawn="gl"][data-ground]').waitFor();
  const groupMs = Date.now() - start;
  const events = Number((await page.locator('.sticky strong').first().textContent()).replaceAll(',', ''));
  say(`${group}: the first events on the map after ${groupFirst} ms, all ${events} after ${groupMs} ms`);
  await page.waitForTimeout(2000);

  /** Frames, changes of the map's pixels, and changes of the sum, a second while something goes on. */
  const measured = async (what) => {
    await page.evaluate(() => {
      const counter = { frames: 0, changes: 0, pictures: 0, on: true, start: performance.now(), long: 0, last: performance.now() };
      globalThis.counter = counter;
      const watched = new MutationObserver(() => { counter.changes += 1; });
      watched.observe(document.querySelector('.sticky p'), { subtree: true, characterData: true, childList: true });
      const canvas = document.querySelector('.map-events');
      const pen = canvas.getContext('2d');
      let before = 0;
      const picture = () => {
        const pixels = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        let sum = 0;
        for (let at = 0; at < pixels.length; at += 1) sum = (Math.imul(sum, 31) + pixels[at]) | 0;
        return sum;
      };
      const tick = (at) => {
        const now = picture();
        if (now !== before && counter.frames) counter.pictures += 1;
        before = now;
        counter.frames += 1;
        counter.long = Math.max(counter.long, at - counter.last);
        counter.last = at;
        if (counter.on) requestAnimationFrame(tick); else watched.disconnect();
      };
      requestAnimationFrame(tick);
    });
    await what();
    const { frames, changes, pictures, long, took } = await page.evaluate(() => {
      const { counter } = globalThis;
      counter.on = false;
      return { frames: counter.frames, changes: counter.changes, pictures: counter.pictures, long: counter.long, took: (performance.now() - counter.start) / 1000 };
    });
    return { fps: frames / took, map: pictures / took, updates: changes / took, long };
  };

  const told = (what, { fps, map, updates, long }) => `${what}: ${fps.toFixed(1)} frames a second, the longest ${long.toFixed(0)} ms, ${map.toFixed(1)} pictures of the map, ${updates.toFixed(1)} sums`;

  const box = await page.locator('.u-over').first().boundingBox();
  const brush = await measured(async () => {
    await page.mouse.move(box.x + box.width * 0.2, box.y + 60);
    await page.mouse.down();
    // A mouse says where it is 125 times a second, whether it is heard or not.
    const said = [];
    const end = Date.now() + seconds * 1000;
    for (let step = 0; Date.now() < end; step += 1) {
      said.push(page.mouse.move(box.x + box.width * (0.83 + 0.15 * Math.sin(step / 12)), box.y + 60));
      await new Promise((done) => { setTimeout(done, 8); });
    }
    await Promise.all(said);
    await page.mouse.up();
  });
  say(told('brush', brush));

  const played = async () => {
    await page.evaluate(() => document.querySelector('.clock .play').click());
    await page.waitForTimeout(seconds * 1000);
    await page.evaluate(() => document.querySelector('.clock .play').click());
  };
  const open = async (query) => {
    await page.goto(`${server.address}/#/group/${group}?${query}`);
    await page.waitForTimeout(1500);
  };
  // The year with most events but for the last, which would end while it is played.
  const years = (await get(`count?actor=${encodeURIComponent(group)}&by=year`)).rows.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, -1);
  const year = years.sort((a, b) => b.value - a.value)[0].key;
  await open(`from=${year}-01-01&to=${year}-03-31&speed=60`);
  const play = await measured(played);
  say(told('playback', play));
  await open(`from=${year}-01-01&to=${year}-03-31&speed=60&mode=cumulative`);
  const sum = await measured(played);
  say(told('adding up', sum));
  const reports = (await get('count?unit=reports')).value;
  const line = { reports, events, brush_fps: brush.fps, brush_map: brush.map, brush_updates: brush.updates, playback_fps: play.fps, playback_map: play.map,
    cumulative_fps: sum.fps, cumulative_map: sum.map, first_view_ms: firstView, group_first_ms: groupFirst, group_ms: groupMs };
  process.stdout.write(`pages ${Object.entries(line).map(([name, value]) => `${name}=${Number.isInteger(value) ? value : value.toFixed(1)}`).join(' ')}\n`);
} finally {
  await browser.close();
  server.stop();
}
