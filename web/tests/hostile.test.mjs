// Names, notes, headlines and source addresses that hold script, opened on every page: they are shown and do nothing. The policy of the
// pages is switched off in one of two browsers, so that what it would stop is seen as well: `node --test web/tests/hostile.test.mjs`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { hostile } from './hostile-store.mjs';

let store;
let browser;

before(async () => {
  store = await hostile();
  browser = await launch();
}, { timeout: 300_000 });

after(async () => {
  await browser?.close();
  store?.stop();
});

/** A page that writes down what a planted handler would do: call `ran`, show a box, ask for `/ran`.
 * @param {boolean} bypassCSP */
async function watched(bypassCSP) {
  const context = await browser.newContext({ bypassCSP });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const done = [];
  await page.exposeFunction('ran', (what) => { done.push(`ran ${what}`); });
  page.on('dialog', (box) => { done.push(`a box: ${box.message()}`); box.dismiss(); });
  page.on('request', (request) => { if (/\/ran\b|\/x$/.test(request.url())) done.push(`asked for ${request.url()}`); });
  // The browser's own view of plain text and JSON brings a style, which the policy of the answer refuses.
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text()) && !/Applying inline style/.test(message.text())) done.push(message.text()); });
  page.on('pageerror', (error) => done.push(`broke: ${error.message}`));
  return { page, done };
}

async function open(page, view) {
  await page.goto(`${store.address}/${view}`);
  // A page that there is not, and a group that there is not, have no heading of their own.
  await page.waitForFunction(() => document.querySelector('main')?.textContent.trim() && !document.querySelector('.wait'));
}

/** Elements and addresses that can only come from the data, in the page and in the trees within it. */
const planted = () => {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      const names = one.getAttributeNames();
      if (names.some((name) => name.startsWith('on')) || one.getAttribute('src') === 'x') found.push(one.outerHTML.slice(0, 200));
      if (names.some((name) => /^\s*javascript:/i.test(one.getAttribute(name) ?? '') && ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name))) found.push(one.outerHTML.slice(0, 200));
      if (one.tagName === 'SCRIPT' && !one.getAttribute('src') && one.getAttribute('type') !== 'application/json') found.push(one.outerHTML.slice(0, 200));
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document);
  return found;
};

/** Text that turns the direction of what stands behind it, where nothing keeps it within its own place. */
const loose = () => {
  const kept = (node) => {
    for (let one = node.parentElement; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (/isolate|plaintext/.test(style.unicodeBidi) || one instanceof SVGElement) return true;
      if (style.display !== 'inline') return [...one.childNodes].every((other) => other === node || other.contains?.(node) || !other.textContent.trim());
    }
    return false;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) if (/[\u202A-\u202E]/.test(walk.currentNode.textContent) && !kept(walk.currentNode)) found.push(walk.currentNode.parentElement.outerHTML.slice(0, 200));
  return found;
};

for (const bypass of [false, true]) {
  test(`what the data say runs on no page${bypass ? ', also without the policy' : ''}`, { timeout: 240_000 }, async () => {
    const { page, done } = await watched(bypass);
    const claim = encodeURIComponent(`${store.name} killed at least 5 people in 2014`);
    let shown = 0;
    for (const view of ['#/overview', `#/group/${store.group}`, `#/group/${store.group}?gl=off`, '#/map', `#/incident/${store.report}`, `#/claim?text=${claim}`,
      '#/sources', `#/sources/${encodeURIComponent('ucdp-ged')}`, `#/group/${encodeURIComponent('<img src=x onerror=ran(1)>')}`, `#/${encodeURIComponent('<script>ran(2)</script>')}`]) {
      await open(page, view);
      for (const details of await page.locator('details:not([open]) > summary').all()) await details.click({ timeout: 5_000 }).catch(() => {});
      await page.waitForTimeout(150);
      assert.deepEqual(await page.evaluate(planted), [], view);
      assert.deepEqual(await page.evaluate(loose), [], view);
      shown += (await page.locator('body').innerText()).includes('onerror=ran(') ? 1 : 0;
    }
    assert.ok(shown >= 4, `the texts are shown on ${shown} pages only`);
    await open(page, `#/group/${store.group}`);
    await page.getByRole('button', { name: 'Read the brief here' }).click();
    await page.waitForFunction(() => document.querySelector('.brief')?.shadowRoot?.querySelector('h1'));
    assert.deepEqual(await page.evaluate(planted), [], 'the brief in its place');
    // The name is searched for, and what is found is clicked.
    await page.getByLabel('Find a group').fill(store.name);
    await page.locator('.found a').first().waitFor();
    assert.deepEqual(await page.evaluate(planted), [], 'what is found');
    // The documents themselves, as a browser opens them.
    for (const path of [`briefs/${store.group}?format=html`, `briefs/${store.group}?format=markdown`, 'events?format=json', 'events?format=csv&limit=5', `actors/${store.group}`]) {
      await page.goto(`${store.address}/api/v1/${path}`).catch((error) => assert.match(String(error), /Download is starting/));
      assert.deepEqual(await page.evaluate(planted), [], path);
    }
    await page.goto(`${store.address}/feeds/briefs.atom`).catch((error) => assert.match(String(error), /Download is starting/));
    await page.waitForTimeout(200);
    assert.deepEqual(done, []);
    await page.context().close();
  });
}

test('every answer says what a browser may do with it', async () => {
  for (const [path, own] of [['/', /script-src 'self';/], ['/app/main.js', /default-src 'none'/], ['/api/v1/events', /default-src 'none'/], [`/api/v1/briefs/${store.group}?format=html&section=judgement`, /sandbox/],
    ['/feeds/briefs.atom', /default-src 'none'/], ['/ogc', /default-src 'none'/], ['/none', /default-src 'none'/]]) {
    const answer = await fetch(`${store.address}${path}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, own, path);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    await answer.arrayBuffer();
  }
});
