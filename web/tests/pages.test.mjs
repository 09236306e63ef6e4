// Drives every page in a real browser: `node --test web/tests/` after `cargo build`. Wants Chromium (CHROMIUM=PATH).
import assert from 'node:assert/strict';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { served } from './store.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.SCREENSHOTS;
const SLOW = { timeout: 120_000 };
let store;
let browser;
let page;
let complaints;

before(async () => {
  store = await served();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
  page = await fresh();
}, { timeout: 600_000 });

after(async () => {
  await browser?.close();
  store?.stop();
});

async function fresh(options = {}) {
  const made = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  made.setDefaultTimeout(120_000);
  complaints = [];
  made.on('pageerror', (error) => complaints.push(error.message));
  made.on('console', (message) => {
    if (message.type() === 'error' && !/GPU stall|WebGL/.test(message.text())) complaints.push(message.text());
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

for (const scheme of ['light', 'dark']) {
  test(`no page breaks the rules of WCAG 2.2 AA that can be tested (${scheme})`, async () => {
    await page.emulateMedia({ colorScheme: scheme });
    const broken = [];
    const incident = JSON.parse(store.run('incident', 'list', '--actor', store.group, '--json')).incidents[0].incident_id;
    for (const [name, view] of [
      ['overview', '#/overview'], ['group', `#/group/${store.group}`], ['map', '#/map'], ['incident', `#/incident/${incident}`],
      ['claim', `#/claim?text=${encodeURIComponent(`${store.name} killed at least 5 people between 2015 and 2024`)}`], ['sources', '#/sources'],
    ]) {
      await open(view);
      await page.waitForTimeout(800);
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
      broken.push(...found.violations.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`));
      await shot(`${name}-${scheme}`);
    }
    assert.deepEqual(broken, []);
    assert.deepEqual(complaints, []);
  });
}
