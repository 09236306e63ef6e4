// The frame of every page: head, day of knowledge, navigation; and which page an address means.
import { html, render, useEffect, useState } from './lib.js';
import { address, asOf, place, turn } from './state.js';
import { question, useAnswer } from './api.js';
import { Trouble } from './parts.js';

/** What each page is called, and where it is read from when it is gone to. */
const PAGES = {
  overview: { title: 'Overview', read: async () => (await import('./pages/overview.js')).Overview },
  group: { title: 'Group', read: async () => (await import('./pages/group.js')).Group },
  map: { title: 'Map', read: async () => (await import('./pages/map.js')).MapPage },
  incident: { title: 'Incident', read: async () => (await import('./pages/incident.js')).Incident },
  claim: { title: 'Claim', read: async () => (await import('./pages/claim.js')).Claim },
  sources: { title: 'Sources', read: async () => (await import('./pages/sources.js')).SourcesPage },
};
const IN_HEAD = ['overview', 'map', 'claim', 'sources'];

/** Finds a group by any of its names. */
function Finder() {
  const [text, set] = useState('');
  const [name, setName] = useState('');
  const found = useAnswer(name ? question('actors/find', { name, limit: 8 }) : null);
  useEffect(() => {
    const wait = setTimeout(() => setName(text.trim()), 200);
    return () => clearTimeout(wait);
  }, [text]);
  const matches = found.data?.matches ?? [];
  const go = (id) => { set(''); setName(''); location.hash = address('group', id); };
  return html`<form class="finder" role="search" onSubmit=${(event) => { event.preventDefault(); if (matches[0]) go(matches[0].actor); }}>
    <label class="unseen" for="finder">Find a group</label>
    <input id="finder" type="search" placeholder="Find a group" autocomplete="off" value=${text} onInput=${(event) => set(event.target.value)} />
    ${name && html`<ul class="found" role="list" aria-label="Groups found">
      ${matches.map((one) => html`<li><a dir="auto" href=${address('group', one.actor)} onClick=${() => { set(''); setName(''); }}>${one.name}</a> <span class="quiet">${one.why}</span></li>`)}
      ${found.data && matches.length === 0 && html`<li class="quiet">no group is called so</li>`}
      ${found.error && html`<li class="quiet">${found.error.message}</li>`}
    </ul>`}
  </form>`;
}

/** A page, once its script is there. @param {{page: string, id: string, query: Record<string, string>}} props */
function Page({ page, id, query }) {
  const [{ View, error }, set] = useState(/** @type {{View?: any, error?: Error}} */ ({}));
  useEffect(() => {
    PAGES[page]?.read().then((view) => set({ View: view }), (trouble) => set({ error: trouble }));
  }, []);
  if (!PAGES[page]) return html`<h1>Not a page</h1><p>There is no page <code>${page}</code>. <a href=${address('overview')}>Overview</a></p>`;
  if (error) return html`<${Trouble} error=${error} />`;
  return View ? html`<${View} id=${id} query=${query} />` : html`<p class="wait" role="status">Opening the page …</p>`;
}

function Frame() {
  const here = place.value;
  const title = PAGES[here.page]?.title ?? 'Not a page';
  useEffect(() => {
    document.title = `${here.id ? `${here.id} · ` : ''}${title} · Bellwether`;
  }, [here.page, here.id]);
  useEffect(() => { document.getElementById('main')?.focus({ preventScroll: true }); scrollTo(0, 0); }, [here.page, here.id]);
  const key = `${here.page} ${here.id}`;
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the content</a>
    <header>
      <a class="name" href=${address('overview')}>Bellwether</a>
      <nav aria-label="Pages">${IN_HEAD.map((page) => html`<a href=${address(page)} aria-current=${here.page === page ? 'page' : undefined}>${PAGES[page].title}</a>`)}</nav>
      <${Finder} />
      <label class="as-of">As known on <input type="date" value=${asOf.value} onChange=${(event) => turn({ as_of: event.target.value || undefined })} /></label>
      ${asOf.value && html`<button onClick=${() => turn({ as_of: undefined })}>Today</button>`}
    </header>
    ${asOf.value && html`<p class="then" role="status">You see what was known on <strong>${asOf.value}</strong>; what came later is left out.</p>`}
    <main id="main" tabindex="-1" key=${key}><${Page} page=${here.page} id=${here.id} query=${here.query} /></main>
    <footer class="quiet">Bellwether follows organisations, never persons. <a href="/feeds/alerts.atom">Alerts as Atom</a> · <a href="/feeds/alerts.json">JSON Feed</a> · <a href="/api/v1/openapi.json">API</a> · <a href="/ogc">OGC Features</a></footer>`;
}

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
app.replaceChildren();
render(html`<${Frame} />`, app);
