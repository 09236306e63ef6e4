// Drives every page in a real browser: `node --test web/tests/` after `cargo build`. Wants Chromium (CHROMIUM=PATH).
import assert from 'node:assert/strict';
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { served } from './store.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.SCREENSHOTS;
const SLOW = { timeout: 120_000 };
let store;
let browser;
let page;
const complaints = [];

before(async () => {
  store = await served();
  browser = await launch();
  page = await fresh({}, complaints);
}, { timeout: 600_000 });

after(async () => {
  await browser?.close();
  store?.stop();
});

/** A page; what its console complains of is kept in a list. */
async function fresh(options = {}, kept = []) {
  const made = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  made.setDefaultTimeout(120_000);
  made.on('pageerror', (error) => kept.push(error.message));
  made.on('console', (message) => {
    if (message.type() === 'error' && !/GPU stall|WebGL/.test(message.text())) kept.push(message.text());
  });
  return made;
}

/** Opens a view and waits until nothing on it is waited for. */
async function open(view, on = page) {
  await on.goto(`${store.address}/${view}`);
  await on.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.wait'), null, SLOW);
}

async function shot(name) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** A number as the pages write it. */
const read = (text) => Number(String(text).replaceAll(',', ''));

/** What a click on something brings as a file. */
async function saved(locator, on = page) {
  const [download] = await Promise.all([on.waitForEvent('download'), locator.click()]);
  return readFileSync(await download.path());
}

/** What breaks the rules of WCAG 2.2 AA that can be tested, on the page as it stands. */
async function broken(name, on = page) {
  await on.evaluate(axe);
  const found = await on.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`);
}

test('a group is found by a part of its name', async () => {
  await open('#/overview');
  await page.getByLabel('Find a group').fill(store.name.split(' ')[0]);
  await page.locator('.found a').filter({ hasText: store.name }).first().click();
  await page.waitForFunction((name) => document.querySelector('h1')?.textContent === name, store.name, SLOW);
  assert.match(page.url(), new RegExp(`#/group/${store.group}`));
});

test('time brushed on a chart bounds the numbers, the tables and the address', async () => {
  await open(`#/group/${store.group}`);
  const count = () => page.locator('.sticky strong').first().textContent();
  await page.locator('.u-over').first().waitFor();
  const whole = Number((await count()).replaceAll(',', ''));
  const box = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
  const part = Number((await count()).replaceAll(',', ''));
  assert.ok(part < whole, `${part} of ${whole}`);
  // The address alone leads to the same view.
  const again = await fresh();
  await open(page.url().slice(store.address.length + 1), again);
  await again.locator('.sticky strong').first().waitFor();
  assert.equal(Number((await again.locator('.sticky strong').first().textContent()).replaceAll(',', '')), part);
  await again.close();
});

test('the map says how well events are located, in both ways of drawing', async () => {
  for (const [view, drawn] of [[`#/group/${store.group}`, 'gl'], [`#/group/${store.group}?gl=off`, 'svg']]) {
    await open(view);
    await page.locator(`.map-box[data-drawn="${drawn}"]`).waitFor();
    assert.match(await page.locator('.located').textContent(), /\d+ located, \d+ province or district only, \d+ country only/);
  }
  const shapes = await page.locator('.map-box svg [role="button"]').count();
  assert.ok(shapes > 0, 'nothing is drawn');
  await page.locator('.map-box svg circle[role="button"]').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.chosen table').waitFor();
});

test('what the map shows is a table too, and a place lists what it holds', async () => {
  for (const mode of ['places', 'grid']) {
    await open(`#/group/${store.group}?map=${mode}`);
    // It stays open from one way of drawing to the next.
    const twin = page.locator('.map details', { hasText: 'The map as a table' });
    if (!await twin.evaluate((one) => /** @type {HTMLDetailsElement} */ (one).open)) await page.getByText('The map as a table').click();
    const first = page.locator('.map details tbody tr').first();
    await first.waitFor();
    const events = Number((await first.locator('td').nth(1).textContent()).replaceAll(',', ''));
    assert.ok(events > 0);
    await first.getByRole('button').click();
    const caption = page.locator('.chosen caption');
    await caption.waitFor();
    const rows = await page.locator('.chosen tbody tr').count();
    assert.equal(rows, Math.min(25, events), mode);
    if (events <= 300) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.chosen .exports a', { hasText: 'csv' }).click()]);
      const lines = readFileSync(await download.path(), 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'));
      assert.ok(lines.length > events, `${lines.length} lines of ${events} events and a head`);
    }
  }
});

test('arrow keys on a chart move the stretch, Escape lets go of it', async () => {
  await open(`#/group/${store.group}`);
  const chart = page.locator('.brush').first();
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/from=/);
  const before = page.url();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((url) => location.href !== url && /from=/.test(location.href), before);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !/from=/.test(location.href));
});

test('an export is of the days that are looked at', async () => {
  await open(`#/group/${store.group}?from=2018-01-01&to=2019-12-31`);
  const shown = Number((await page.locator('.sticky strong').first().textContent()).replaceAll(',', ''));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.map .exports a', { hasText: 'ndjson' }).first().click()]);
  const rows = readFileSync(await download.path(), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const dated = rows.filter((row) => row.date_start);
  assert.equal(dated.length, shown);
  assert.ok(dated.every((row) => row.date_end >= '2018-01-01' && row.date_start <= '2019-12-31'));
});

test('a picture leaves with its citation', async () => {
  await open(`#/group/${store.group}`);
  for (const part of ['.map', 'figure']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`${part} button`, { hasText: 'SVG' }).first().click()]);
    const text = readFileSync(await download.path(), 'utf8');
    assert.match(text, /<svg[\s\S]*SIMULATED data[\s\S]*Reported events, as known on/);
  }
  const [picture] = await Promise.all([page.waitForEvent('download'), page.locator('figure button', { hasText: 'PNG' }).first().click()]);
  assert.equal(readFileSync(await picture.path()).subarray(1, 4).toString(), 'PNG');
});

test('the brief is read in place, in its own style, and nothing of it runs', async () => {
  await open(`#/group/${store.group}`);
  await page.getByRole('button', { name: 'Read the brief here' }).click();
  await page.waitForFunction(() => document.querySelector('.brief')?.shadowRoot?.querySelector('h1'), null, SLOW);
  const found = await page.evaluate(() => {
    const root = document.querySelector('.brief').shadowRoot;
    return { text: root.textContent, scripts: root.querySelectorAll('script, iframe').length, border: getComputedStyle(root.querySelector('.judgement')).borderLeftWidth };
  });
  assert.equal(found.scripts, 0);
  assert.equal(found.border, '4px', 'the style of the document holds');
  assert.ok(found.text.includes(store.name));
});

test('nothing of a brief runs over the edge of the paper', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-brief-'));
  const own = join(folder, 'brief.html');
  store.run('brief', store.group, '-o', own, '-q');
  const paper = await fresh({ viewport: { width: 680, height: 1000 } }); // A4 without its margins, in CSS pixels
  await paper.emulateMedia({ media: 'print' });
  for (const file of [own, resolve('../docs/examples/boko-haram-2014-2016.html')]) {
    await paper.goto(`file://${file}`);
    const over = await paper.evaluate(() => [...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.textContent?.slice(0, 60)));
    assert.deepEqual(over, [], file);
  }
  await paper.close();
  rmSync(folder, { recursive: true, force: true });
});

test('two days of knowledge are compared field by field', async () => {
  await open('#/sources?before=2025-06-10&after=2025-07-10');
  const text = await page.locator('main').textContent();
  assert.match(text, /Between 2025-06-10 and 2025-07-10: [\d,]+ reports added/);
  assert.ok(await page.locator('table caption', { hasText: 'What changed' }).count() > 0);
});

test('playback moves the days, and stops', async () => {
  await open(`#/group/${store.group}?from=2018-01-01&to=2018-03-31&speed=300`);
  const said = () => page.locator('.sticky p').textContent();
  const before = await said();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction((text) => document.querySelector('.sticky p').textContent !== text, before);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForURL((url) => !/from=2018-01-01/.test(url.hash));
  const stopped = await said();
  await page.waitForTimeout(400);
  assert.equal(await said(), stopped);
});

test('names in other scripts run their own way', async () => {
  const actor = { id: 'x', name: 'بوكو حرام', kind: 'armed-group', ideology: null, aims: null, note: null, active_from: null, active_to: null, relations: [], statements: [],
    names: [{ text: 'جماعة أهل السنة', kind: 'full', language: 'ar', from: null, to: null }] };
  const other = await fresh();
  await other.route(/\/api\/v1\/actors\/x(\?|$)/, (route) => route.fulfill({ json: actor }));
  await other.route(/\/api\/v1\/(count|events)\?/, (route) => route.fulfill({ json: { unit: 'reports', rows: [], events: [], store: { version: 1, digest: '' }, citations: [] } }));
  await open('#/group/x', other);
  const directions = await other.evaluate(() => [...document.querySelectorAll('h1 bdi, td bdi')].map((one) => getComputedStyle(one).direction));
  assert.deepEqual(directions, ['rtl', 'rtl']);
  await other.close();
});

test('a page whose script does not come says so, and the others are there', async () => {
  const other = await fresh();
  await other.route('**/app/pages/claim.js', (route) => route.abort());
  await other.goto(`${store.address}/#/claim`);
  await other.locator('.trouble').waitFor();
  await open('#/sources', other);
  assert.equal(await other.locator('.trouble').count(), 0);
  await other.close();
});

test('nothing moves by itself where the reader wants no motion', async () => {
  const still = await fresh({ reducedMotion: 'reduce' });
  await open(`#/group/${store.group}`, still);
  const moving = await still.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length);
  assert.equal(moving, 0);
  await still.close();
});

test('an incident is opened, and a pair judged: the machine gives way', async () => {
  await open(`#/group/${store.group}`);
  await page.locator('td a', { hasText: /^\d+ reports$/ }).first().click();
  await page.locator('.reasons').first().waitFor();
  assert.match(await page.locator('main').textContent(), /bits/);
  const reports = await page.locator('thead th').allTextContents();
  await page.getByLabel('because').fill('they are two attacks');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.getByText('Written down.').waitFor();
  const judged = JSON.parse(store.run('incident', 'judgements', '--json'));
  assert.match(JSON.stringify(judged), /they are two attacks/);
  assert.ok(reports.length > 2);
});

test('a claim is checked, and says what it leaves out', async () => {
  await open('#/claim');
  await page.getByLabel('One sentence').fill(`${store.name} killed at least 5 people between 2015 and 2024`);
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.locator('.verdict').waitFor();
  const text = await page.locator('main').textContent();
  assert.match(text, /What it leaves out/);
  assert.match(text, /How the count moves/);
});

test('a day of knowledge goes with every view', async () => {
  await open('#/sources?as_of=2025-06-10');
  const text = await page.locator('main').textContent();
  assert.match(text, /sim-ged/);
  assert.doesNotMatch(text, /sim-acled/, 'what came in July was not known in June');
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.waitForURL(/#\/map\?as_of=2025-06-10/);
});

test('a view is taken along with its citation', async () => {
  await open(`#/group/${store.group}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.exports a', { hasText: 'geojson' }).first().click()]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.equal(JSON.parse(text).type, 'FeatureCollection');
  assert.match(text, /SIMULATED/);
});

test('files of a view are what their names say, and its sources can be taken along', async () => {
  await open(`#/group/${store.group}?from=2018-01-01&to=2018-12-31`);
  const exports = page.locator('.map .exports').first();
  assert.equal((await saved(exports.locator('a', { hasText: 'geoparquet' }))).subarray(0, 4).toString(), 'PAR1');
  const csv = (await saved(exports.locator('a', { hasText: 'csv' }))).toString();
  assert.equal(csv.trim().split('\n').length - 1, read(await page.locator('.sticky strong').first().textContent()));
  const cited = (await saved(exports.getByRole('button', { name: 'its sources' }))).toString();
  for (const part of [/SIMULATED data/, /Question: .*from=2018-01-01&to=2018-12-31/, /Store version \d+, digest [0-9a-f]{64}/, /Taken on \d{4}-\d\d-\d\d/]) assert.match(cited, part);
});

test('kinds of event are given in shared terms, in PLOVER\'s, or as the source has them', async () => {
  await open(`#/group/${store.group}`);
  const kinds = async () => (await page.locator('table', { has: page.locator('caption', { hasText: 'By kind of event' }) }).locator('tbody tr td:first-child').allTextContents()).join('; ');
  const shared = await kinds();
  assert.match(shared, /state based/);
  await page.getByRole('button', { name: 'as the source has it' }).click();
  await page.waitForURL(/types=native/);
  await page.locator('td', { hasText: /^sim-ged \d/ }).first().waitFor();
  assert.doesNotMatch(await kinds(), /state based/);
  await page.getByText('How the terms correspond').click();
  await page.locator('caption', { hasText: 'From ucdp to shared terms' }).waitFor();
  await page.getByRole('button', { name: 'in PLOVER\'s terms' }).click();
  await page.waitForURL(/types=plover/);
  await page.locator('td', { hasText: 'ASSAULT' }).first().waitFor();
  assert.doesNotMatch(await kinds(), /state based|sim-ged/);
});

test('more events than are drawn are told, and their numbers shown by province', async () => {
  await open(`#/group/${store.group}?most=50`);
  const told = await page.locator('.capped').textContent();
  const total = read(told.match(/There are ([\d,]+) events/)[1]);
  assert.ok(total > 50, told);
  await page.getByText('The map as a table').click();
  await page.locator('.map details tbody tr td.number').first().waitFor();
  const shown = (await page.locator('.map details tbody tr td.number:nth-child(2)').allTextContents()).reduce((sum, one) => sum + read(one), 0);
  const without = read((await page.locator('.legend').first().textContent()).match(/; ([\d,]+) of which no province is known/)[1]);
  assert.equal(shown + without, total, 'nothing is lost between the map and the sentence under it');
  await page.getByRole('button', { name: 'places' }).click();
  await page.locator('.capped', { hasText: `${(total - 50).toLocaleString('en')} are not` }).waitFor();
});

test('rows that may not be passed on are left out and named, and the rest is there', async () => {
  const other = await fresh();
  await other.route(/\/api\/v1\/events\?/, (route) => {
    const closed = !/source=sim-ged/.test(route.request().url());
    const refused = { type: 'urn:bellwether:problem:licence', title: 'Forbidden', status: 403, detail: 'not exported' };
    return closed ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refused) }) : route.continue();
  });
  await open(`#/group/${store.group}`, other);
  await other.locator('.capped', { hasText: 'Rows of sim-acled may not be passed on' }).waitFor();
  assert.ok(read(await other.locator('.sticky strong').first().textContent()) > 0);
  const sources = (await other.locator('td:nth-child(6)').allTextContents()).join(' ');
  assert.doesNotMatch(sources, /sim-acled/);
  await other.close();
});

test('facets are further charts, and a part of the address', async () => {
  await open(`#/group/${store.group}?facet=civilian-share`);
  await page.locator('figcaption', { hasText: 'Share against civilians' }).waitFor();
  const before = await page.locator('figure').count();
  await page.getByRole('button', { name: 'Share against civilians' }).click();
  await page.waitForFunction((count) => document.querySelectorAll('figure').length === count - 1, before);
  assert.doesNotMatch(page.url(), /facet=/);
});

test('what was known when is on a line of its own, down to the file', async () => {
  await open(`#/group/${store.group}`);
  await page.locator('td a', { hasText: /^\d+ reports$/ }).first().click();
  await page.locator('svg.record').waitFor();
  await page.getByText('The same as a table, with file and line').click();
  const row = page.locator('table', { has: page.locator('caption', { hasText: 'Every revision of every report' }) }).locator('tbody tr').first();
  assert.match(await row.locator('code').getAttribute('title'), /^[0-9a-f]{64}$/);
  assert.match(await row.textContent(), /2025-0[67]-\d\d/);
});

test('an alert is set aside with its reason by the keyboard alone, and heard again', async () => {
  await open('#/overview');
  const mute = page.locator('.mute summary', { hasText: /^set aside$/ }).first();
  await mute.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('the source caught up with a backlog');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const closed = page.getByText('Alerts set aside, or no longer raised');
  await closed.click();
  const row = page.locator('tr', { hasText: 'the source caught up with a backlog' });
  await row.waitFor();
  assert.match(store.run('alerts', 'list', '--closed', '--json'), /caught up with a backlog/);
  await row.getByRole('button', { name: /^hear it again: the alert/ }).click();
  await row.waitFor({ state: 'detached' });
  assert.doesNotMatch(store.run('alerts', 'list', '--closed', '--json'), /caught up with a backlog/);
});

test('a group is watched from its page, and no longer', async () => {
  await open('#/overview');
  const other = page.locator('tbody a[href^="#/group/"]').filter({ hasNotText: store.name }).first();
  await other.click();
  await page.getByRole('button', { name: /^Watch / }).click();
  await page.getByText('its first run is still to come').waitFor();
  const name = decodeURIComponent(page.url().split('/group/')[1]);
  assert.match(store.run('watch', 'list', '--json'), new RegExp(`"${name}"`));
  await open('#/overview');
  await page.getByLabel(`Stop the watch ${name}`).click();
  await page.getByRole('button', { name: /^stop watching/ }).last().click();
  await page.getByLabel(`Stop the watch ${name}`).waitFor({ state: 'detached' });
  assert.doesNotMatch(store.run('watch', 'list', '--json'), new RegExp(`"name": "${name}"`));
});

test('a pair is judged by the keyboard alone', async () => {
  await open(`#/group/${store.group}`);
  await page.locator('td a', { hasText: /^\d+ reports$/ }).nth(1).click();
  await page.locator('.judge').waitFor();
  await page.locator('.judge select').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.type('the same checkpoint');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Written down.').waitFor();
  assert.match(store.run('incident', 'judgements', '--json'), /the same checkpoint/);
});

test('the day of knowledge can be chosen on every page, and is a part of its address', async () => {
  for (const view of ['#/overview', `#/group/${store.group}`, '#/map', '#/claim', '#/sources']) {
    await open(view);
    await page.getByLabel('As known on').fill('2025-06-10');
    await page.waitForURL(/as_of=2025-06-10/);
    await page.locator('.then', { hasText: '2025-06-10' }).waitFor();
  }
});

test('on paper stands what was seen and whose it is, without what can be pressed', async () => {
  await open(`#/group/${store.group}`);
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate(() => ['header', '.clock', '.exports', 'figure', '.map-box', '.sources'].map((one) => {
    const element = document.querySelector(one);
    return [one, Boolean(element && element.getClientRects().length)];
  }));
  await page.emulateMedia({ media: null });
  assert.deepEqual(seen, [['header', false], ['.clock', false], ['.exports', false], ['figure', true], ['.map-box', true], ['.sources', true]]);
});

/** Views in states that a click leads to: what is clicked, and what is waited for. */
const STATES = [
  ['map by province', `#/group/GROUP?map=units&facet=lethality`, async () => { await page.getByText('The map as a table').click(); await page.locator('.map details tbody tr').first().waitFor(); }],
  ['a list of a place', `#/group/GROUP?gl=off&types=native`, async () => { await page.locator('.map-box svg [role="button"]').first().focus(); await page.keyboard.press('Enter'); await page.locator('.chosen table').waitFor(); }],
  ['an alert explained', '#/overview', async () => { await page.locator('summary', { hasText: 'explain' }).first().click(); await page.locator('.why').waitFor(); await page.locator('.mute summary').first().click(); }],
  ['two states compared', '#/sources?before=2025-06-10&after=2025-07-10&as_of=2025-08-01', async () => {}],
  ['not a page', '#/nowhere', async () => {}],
];

for (const scheme of ['light', 'dark']) {
  test(`no page breaks the rules of WCAG 2.2 AA that can be tested (${scheme})`, async () => {
    await page.emulateMedia({ colorScheme: scheme });
    const all = [];
    const incident = JSON.parse(store.run('incident', 'list', '--actor', store.group, '--json')).incidents.find((one) => one.reports > 1).incident_id;
    for (const [name, view] of [
      ['overview', '#/overview'], ['group', `#/group/${store.group}`], ['map', '#/map'], ['incident', `#/incident/${incident}`],
      ['claim', `#/claim?text=${encodeURIComponent(`${store.name} killed at least 5 people between 2015 and 2024`)}`], ['sources', '#/sources'],
    ]) {
      await open(view);
      if (await page.locator('.map-box').count()) await page.locator('.map-box[data-ground]').waitFor(); // its buttons too
      await page.waitForTimeout(800);
      all.push(...await broken(name));
      await shot(`${name}-${scheme}`);
    }
    for (const [name, view, reach] of STATES) {
      await open(view.replace('GROUP', store.group));
      await reach();
      all.push(...await broken(name));
    }
    assert.deepEqual(all, []);
    assert.deepEqual(complaints, []);
  });
}
