// What the map draws, read from its pixels: `node --test web/tests/map.test.mjs`. Wants Chromium (CHROMIUM=PATH), and no program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { EVENTS, stub } from './map-stub.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await stub();
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  page.setDefaultTimeout(60_000);
  // How often WebGL is asked to draw.
  await page.addInitScript(() => {
    globalThis.drawnByGl = 0;
    const { drawElements } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.drawElements = function counted(...given) {
      globalThis.drawnByGl += 1;
      return drawElements.apply(this, given);
    };
  });
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  server?.stop();
});

/** The group's page, when its map is drawn and stands still. */
async function open(query = '') {
  await page.goto('about:blank');
  await page.goto(`${server.address}/#/group/x${query}`);
  await page.locator('.map-box[data-drawn="gl"][data-ground]').waitFor();
  await page.waitForFunction(() => !document.querySelector('.wait'));
  await page.waitForTimeout(400);
}

const radians = Math.PI / 180;
/** Web Mercator, as shares of the world. */
const world = ([longitude, latitude]) => [(longitude + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * radians) / 2)) / (2 * Math.PI)];

/** Where a place lies on the canvas, worked out anew: the map shows all events with a degree around them, and 24 pixels. */
async function pixel(place) {
  const { width, height } = await page.locator('.map-events').evaluate((one) => ({ width: one.clientWidth, height: one.clientHeight }));
  const [xs, ys] = [EVENTS.map((one) => one.longitude), EVENTS.map((one) => one.latitude)];
  const [west, north] = world([Math.min(...xs) - 1, Math.max(...ys) + 1]);
  const [east, south] = world([Math.max(...xs) + 1, Math.min(...ys) - 1]);
  const scale = Math.min((width - 48) / (east - west), (height - 48) / (south - north));
  const [x, y] = world(place);
  return { x: width / 2 + (x - (east + west) / 2) * scale, y: height / 2 + (y - (north + south) / 2) * scale, scale };
}

/** The pixels around a point of the canvas over the map, as red, green, blue, alpha. */
const around = ({ x, y }, reach = 0) => page.locator('.map-events').evaluate((canvas, at) => {
  const size = 2 * at.reach + 1;
  const { data } = canvas.getContext('2d').getImageData(Math.round(at.x) - at.reach, Math.round(at.y) - at.reach, size, size);
  return Array.from({ length: size * size }, (_, one) => [...data.slice(4 * one, 4 * one + 4)]);
}, { x, y, reach });

const ACCENT = [11, 110, 143];
const isAccent = ([red, green, blue]) => Math.abs(red - ACCENT[0]) < 12 && Math.abs(green - ACCENT[1]) < 12 && Math.abs(blue - ACCENT[2]) < 12;
const find = (name) => EVENTS.find((one) => one.place_name === name) ?? EVENTS[EVENTS.length - 1];
const at = (name, moved = 0) => pixel([find(name).longitude, find(name).latitude]).then((found) => ({ ...found, x: found.x + moved }));

test('an event is drawn at its pixel, and nothing where nothing is', async () => {
  await open();
  const [middle] = await around(await at('Middle'));
  assert.ok(isAccent(middle) && middle[3] > 200, `${middle}`);
  const ring = await around(await at('Middle'), 4);
  assert.ok(ring.filter(isAccent).length > 40, 'a sign and not a pixel');
  assert.deepEqual((await around(await at('Middle', 14), 3)).filter(([, , , alpha]) => alpha > 0), []);
});

test('how well a place is known is drawn: solid, hollow with its ground, hatched and without a dot; fainter where the day is not known', async () => {
  await open();
  const [hollow] = await around(await at('About'));
  assert.ok(hollow[0] > 200 && hollow[3] > 200, `the middle of ${hollow} is not hollow`);
  const { scale } = await at('About');
  const km25 = (25 / (40_075 * Math.cos(2 * radians))) * scale;
  const [[, , , inside], [, , , outside]] = [...await around(await at('About', km25 - 2)), ...await around(await at('About', km25 + 4))];
  assert.ok(inside > 15 && inside < 90 && outside === 0, `the ground of 25 km: ${inside} within, ${outside} without`);
  const [faint] = await around(await at('Sometime'));
  const [clear] = await around(await at('Middle'));
  assert.ok(isAccent(faint) && faint[3] > 40 && faint[3] < 0.6 * clear[3], `${faint} beside ${clear}`);
  const lines = await around(await at('Fourth'), 8);
  const inked = lines.filter(([, , , alpha]) => alpha > 100).length / lines.length;
  assert.ok(inked > 0.05 && inked < 0.5, `${inked} of the middle of the province is inked`);
});

test('places that lie on one another are one sign with their number, which lists and exports what it holds', async () => {
  await open();
  const middle = await pixel([(4 + 4.05 + 4.02) / 3, (-2 - 2 - 2.03) / 3]);
  const sign = await around(middle, 6);
  assert.ok(sign.some(([red, , , alpha]) => red > 200 && alpha > 200), 'its figure stands on it');
  const canvas = await page.locator('.map-events').boundingBox();
  const click = ({ x, y }) => page.mouse.click(canvas.x + x, canvas.y + y);
  await click(middle);
  await page.locator('.chosen table').waitFor();
  assert.deepEqual((await page.locator('.chosen tbody td:nth-child(2) span:first-child').allTextContents()).sort(), ['First', 'Second', 'Third']);
  const link = await page.locator('.chosen .exports a', { hasText: 'csv' }).getAttribute('href');
  for (const name of ['First', 'Second', 'Third']) assert.ok(decodeURIComponent(link).includes(find(name).report_id), name);
  // Off its middle, where the province is the only one that lies there.
  await click({ ...await at('Fourth'), y: (await at('Fourth')).y + 20 });
  await page.locator('.chosen td', { hasText: 'Fourth Province' }).first().waitFor();
  assert.equal(await page.locator('.chosen tbody tr').count(), 1);
  await click(await at('Middle', 40));
  assert.equal(await page.locator('.chosen tbody tr').count(), 1, 'where nothing is, nothing is listed anew');
});

test('while time is brushed the events move and WebGL draws nothing; what is listed follows when time rests', async () => {
  await open();
  const chart = await page.locator('.u-over').first().boundingBox();
  const picture = () => page.locator('.map-events').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let byte = 0; byte < data.length; byte += 1) sum = (sum * 31 + data[byte]) | 0;
    return sum;
  });
  const listed = () => page.locator('table', { has: page.locator('caption', { hasText: 'Events in the stretch' }) }).locator('tbody tr').count();
  assert.equal(await listed(), EVENTS.length);
  await page.mouse.move(chart.x + 2, chart.y + 40);
  await page.waitForTimeout(200);
  const before = await page.evaluate(() => globalThis.drawnByGl);
  await page.mouse.down();
  const pictures = new Set();
  const counts = [];
  for (let share = 0.1; share < 0.75; share += 0.05) {
    await page.mouse.move(chart.x + chart.width * share, chart.y + 40);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    pictures.add(await picture());
    counts.push(Number(await page.locator('.sticky strong').first().textContent()));
  }
  assert.equal(await page.evaluate(() => globalThis.drawnByGl), before, 'the ground stands still');
  assert.ok(pictures.size >= 4, `${pictures.size} pictures`);
  assert.ok(new Set(counts).size >= 4 && counts.every((count, index) => !index || count >= counts[index - 1]), `${counts}`);
  await page.waitForTimeout(600);
  assert.equal(await listed(), counts.at(-1), 'the table follows while the button is still held');
  await page.mouse.up();
  await page.waitForURL(/from=2020-01/);
});

test('a picture of the map holds ground and events', async () => {
  await open();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.map button', { hasText: 'PNG' }).click()]);
  const bytes = readFileSync(await download.path()).toString('base64');
  const [sign, ground] = [await at('Middle'), await at('Middle', 30)];
  const reader = await browser.newPage();
  const seen = await reader.evaluate(async ({ bytes, points }) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${bytes}`;
    await picture.decode();
    const pen = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height }).getContext('2d');
    pen.drawImage(picture, 0, 0);
    return points.map(({ x, y }) => [...pen.getImageData(Math.round(x), Math.round(y), 1, 1).data]);
  }, { bytes, points: [sign, ground] });
  await reader.close();
  assert.ok(Math.abs(seen[0][0] - 45) < 40 && seen[0][2] > 120 && seen[0][3] === 255, `the sign: ${seen[0]}`);
  assert.deepEqual(seen[1], [0xdf, 0xe8, 0xee, 255], 'the sea beside it');
});

test('events keep to their places when the map is moved, made smaller or drawn by province', async () => {
  await open();
  const canvas = await page.locator('.map-events').boundingBox();
  const start = await at('Middle', 40);
  await page.mouse.move(canvas.x + start.x, canvas.y + start.y);
  await page.mouse.down();
  await page.mouse.move(canvas.x + start.x - 60, canvas.y + start.y + 30, { steps: 6 });
  await page.waitForTimeout(200);
  await page.mouse.up();
  await page.waitForTimeout(1500);
  const centre = await at('Middle');
  const moved = await around({ x: centre.x - 60, y: centre.y + 30 }, 12);
  assert.ok(moved.filter((one) => isAccent(one) && one[3] > 200).length > 40, 'the sign moved with the ground');
  await page.setViewportSize({ width: 900, height: 900 });
  await page.waitForTimeout(800);
  const { width, shown } = await page.locator('.map-events').evaluate((one) => ({ width: one.width, shown: Math.round(one.clientWidth * devicePixelRatio) }));
  assert.equal(width, shown);
  await page.setViewportSize({ width: 1280, height: 900 });
  await open('?map=units');
  const shaded = await around(await at('Fourth'), 8);
  assert.ok(shaded.every((one) => isAccent(one) && one[3] > 150), 'a province is shaded whole');
});

test('events are there before the ground, and stay where they are when it comes', async () => {
  let let_go = () => {};
  const held = new Promise((done) => { let_go = () => done(undefined); });
  await page.route('**/vendor/maplibre-gl.mjs', async (route) => { await held; await route.continue(); });
  await page.goto('about:blank');
  await page.goto(`${server.address}/#/group/x`);
  await page.locator('.map-box[data-drawn="gl"]').waitFor();
  await page.waitForTimeout(500);
  const before = await around(await at('About'), 6);
  assert.ok(before.some((one) => isAccent(one) && one[3] > 200));
  assert.equal(await page.locator('.map-box[data-ground]').count(), 0);
  let_go();
  await page.locator('.map-box[data-ground]').waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(await around(await at('About'), 6), before);
  await page.unroute('**/vendor/maplibre-gl.mjs');
});

test('what is there of the rows is drawn and counted while the rest is read', async () => {
  let let_go = () => {};
  const held = new Promise((done) => { let_go = () => done(undefined); });
  await page.route(/\/api\/v1\/events\?/, async (route) => {
    const rest = /cursor=/.test(route.request().url());
    if (rest) await held;
    await route.fulfill({ json: { unit: 'reports', citations: [], ...(rest ? { events: EVENTS.slice(3) } : { events: EVENTS.slice(0, 3), next: '/api/v1/events?cursor=2' }) } });
  });
  await page.goto('about:blank');
  await page.goto(`${server.address}/#/group/x`);
  await page.locator('.wait', { hasText: 'The newest 3 are there' }).waitFor();
  assert.equal(await page.locator('.sticky strong').first().textContent(), '3');
  await page.locator('.map-box[data-drawn]').waitFor();
  await page.waitForTimeout(300);
  const drawn = await page.locator('.map-events').evaluate((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0));
  assert.ok(drawn, 'nothing is drawn of what is there');
  assert.equal(await page.locator('.capped').count(), 0, 'what is on its way is not what is left out');
  let_go();
  await page.waitForFunction((count) => document.querySelector('.sticky strong')?.textContent === String(count) && !document.querySelector('.wait'), EVENTS.length);
  await page.unroute(/\/api\/v1\/events\?/);
});

test('a browser without WebGL gets the drawing', async () => {
  const bare = await browser.newPage();
  await bare.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function without(kind, ...given) { return /webgl/.test(kind) ? null : getContext.call(this, kind, ...given); };
  });
  await bare.goto(`${server.address}/#/group/x`);
  await bare.locator('.map-box[data-drawn="svg"] circle').first().waitFor();
  assert.equal(await bare.locator('.map button', { hasText: 'PNG' }).count(), 0);
  assert.equal(await bare.locator('.map-box > *').count(), 1, 'nothing of the other map is left');
  await bare.close();
});
