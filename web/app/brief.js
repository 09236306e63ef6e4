// The brief of a group, read where one is: its own style, in a tree of its own, and nothing of it runs.
import { html, useEffect, useRef, useState } from './lib.js';
import { askText, question } from './api.js';
import { current } from './time.js';
import { dayText } from './format.js';
import { Take, Trouble } from './parts.js';

/** What a document about reported events has no use for, and the policy of the pages would not let run. */
const LEFT_OUT = 'script, style, iframe, object, embed, link, meta, base, form, title';

/** The days of the view, as parameters of a brief. */
export function briefDays() {
  const stretch = current.value;
  return {
    from: stretch && Number.isFinite(stretch[0]) ? dayText(Math.round(stretch[0])) : undefined,
    to: stretch && Number.isFinite(stretch[1]) ? dayText(Math.round(stretch[1])) : undefined,
  };
}

/** Puts a document under an element, with its own style; links within it lead within it.
 * @param {HTMLElement} element @param {string} text */
function show(element, text) {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  // The style is taken out before the document is read: the policy of the pages would complain of it.
  const styles = /<style[^>]*>([\s\S]*?)<\/style>/gi;
  const style = [...text.matchAll(styles)].map((one) => one[1]).join('\n');
  const read = new DOMParser().parseFromString(text.replace(styles, ''), 'text/html');
  read.querySelectorAll(LEFT_OUT).forEach((one) => one.remove());
  read.querySelectorAll('*').forEach((one) => {
    for (const name of one.getAttributeNames()) if (name.startsWith('on')) one.removeAttribute(name);
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.replace(/:root\b/g, ':host').replace(/(^|[}\s,])body\b/gm, '$1.body'));
  root.adoptedStyleSheets = [sheet];
  const body = document.createElement('div');
  body.className = 'body';
  body.append(...[...read.body.childNodes].map((one) => document.importNode(one, true)));
  // A page has one main part, and it is not this.
  const main = body.querySelector('main');
  main?.setAttribute('role', 'group');
  body.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest('a');
    const to = link?.getAttribute('href');
    if (!to?.startsWith('#')) return;
    event.preventDefault();
    root.getElementById(to.slice(1))?.scrollIntoView();
  });
  root.replaceChildren(body);
}

/** @param {{id: string}} props the group */
export function Brief({ id }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [asked, ask] = useState('');
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [busy, setBusy] = useState(false);
  const path = `briefs/${encodeURIComponent(id)}`;
  const days = briefDays();
  useEffect(() => {
    if (!asked) return undefined;
    let live = true;
    setBusy(true);
    setError(null);
    askText(asked).then((text) => { if (live && box.current) show(box.current, text); })
      .catch((trouble) => live && setError(trouble)).finally(() => live && setBusy(false));
    return () => { live = false; };
  }, [asked]);
  const form = (word, ending) => html`<${Take} href=${question(path, { ...days, format: word })} name=${`${id}.${ending}`}>${ending}<//>`;
  return html`<p class="exports" role="group" aria-label="Documents about the group">
      <button class="open" onClick=${() => ask(question(path, { ...days, format: 'html' }))}>Read the brief here</button>
      <span class="quiet">${days.from || days.to ? 'of the days that are looked at; ' : ''}or take it along as</span> ${form('html', 'html')} ${form('markdown', 'md')} ${form('json', 'json')}
      <${Take} href=${question(`actors/${encodeURIComponent(id)}/stix`)} name=${`${id}.stix.json`}>STIX 2.1<//></p>
    ${busy && html`<p class="wait" role="status">Writing the brief: every number in it is a question to the store …</p>`}
    ${error && html`<${Trouble} error=${error} />`}
    <div ref=${box} class="brief" hidden=${!asked || busy || Boolean(error)} role="region" aria-label="The brief"></div>`;
}
