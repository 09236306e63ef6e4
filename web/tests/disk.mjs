// The pages as they lie in web/, before a server that runs: what was changed is seen without building the program.
//
//   node tests/disk.mjs http://127.0.0.1:8080     # says its own address, to be opened in a browser
//   PAGES=disk node --test tests/*.test.mjs       # tests of the pages as they lie
//
// Everything is asked of the server, its headers too; only what it would say of a file of web/ is replaced by that file.
import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', json: 'application/json' };

/** A file of the pages by the path that is asked for. @param {string} path */
export function lying(path) {
  const name = path === '/' ? 'index.html' : normalize(path).slice(1);
  if (!/^(index\.html|style\.css|(app|vendor)\/[\w./-]+)$/.test(name)) return null;
  try {
    return { type: TYPES[name.split('.').at(-1)], body: readFileSync(join(web, name)) };
  } catch {
    return null;
  }
}

/** @param {string} server @param {number} [port] @returns {Promise<{address: string, stop: () => void}>} */
export async function fromDisk(server, port = 0) {
  const behind = new URL(server);
  const agent = new Agent({ keepAlive: true });
  const front = createServer((asked, answer) => {
    const { origin, ...given } = asked.headers;
    const headers = { ...given, host: behind.host, ...(origin ? { origin: behind.origin } : {}) };
    const file = asked.method === 'GET' ? lying((asked.url ?? '/').split('?')[0]) : null;
    if (file) delete headers['if-none-match'];
    const passed = request({ host: behind.hostname, port: behind.port, path: asked.url, method: asked.method, headers, agent }, (said) => {
      if (!file) { answer.writeHead(said.statusCode ?? 502, said.headers); said.pipe(answer); return; }
      said.resume();
      const { etag, 'transfer-encoding': _, ...kept } = said.headers;
      answer.writeHead(200, { ...kept, 'content-type': file.type, 'content-length': file.body.length, 'cache-control': 'no-cache' });
      answer.end(file.body);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise((done) => front.listen(port, '127.0.0.1', () => done(undefined)));
  const { port: own } = /** @type {import('node:net').AddressInfo} */ (front.address());
  return { address: `http://127.0.0.1:${own}`, stop: () => { front.closeAllConnections(); front.close(); agent.destroy(); } };
}

/** The server as tests see it: with PAGES=disk behind the pages that lie in web/ now. @param {string} server @returns {Promise<{address: string, stop: () => void}>} */
export const shown = async (server) => (process.env.PAGES === 'disk' ? fromDisk(server) : { address: server, stop: () => {} });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(`${(await fromDisk(process.argv[2], 8090)).address}\n`);
