// Takes the libraries of the pages from their published packages into vendor/, and writes down what came:
// version, licence, and the hash of each file. Nothing is built: module specifiers are made relative, no more.
//
//   cd web && npm install --no-save && node vendor.mjs
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, 'node_modules');
const target = join(here, 'vendor');

/** Package, then its files: where they lie in the package, and what they are called here. */
const wanted = [
  ['preact', { 'dist/preact.mjs': 'preact.mjs', 'hooks/dist/hooks.mjs': 'preact-hooks.mjs' }],
  ['htm', { 'dist/htm.mjs': 'htm.mjs' }],
  ['@preact/signals-core', { 'dist/signals-core.mjs': 'signals-core.mjs' }],
  ['@preact/signals', { 'dist/signals.mjs': 'signals.mjs' }],
  ['uplot', { 'dist/uPlot.esm.js': 'uplot.mjs', 'dist/uPlot.min.css': 'uplot.css' }],
  ['maplibre-gl', {
    'dist/maplibre-gl.mjs': 'maplibre-gl.mjs',
    'dist/maplibre-gl-worker.mjs': 'maplibre-gl-worker.mjs',
    'dist/maplibre-gl.css': 'maplibre-gl.css',
  }],
  ['topojson-client', { 'dist/topojson-client.min.js': 'topojson-client.mjs' }],
  ['world-atlas', { 'countries-50m.json': 'countries-50m.json' }],
];

/** Bare specifiers, as the files are called here. */
const names = {
  preact: './preact.mjs',
  'preact/hooks': './preact-hooks.mjs',
  '@preact/signals-core': './signals-core.mjs',
};

/** topojson-client is published for script tags; a browser's module sees it as one export more. */
const wrapped = {
  'topojson-client.mjs': (text) =>
    `const self = {};\n(function () {\n${text}\n}).call(self);\nexport const { feature, mesh } = self.topojson ?? {};\n`,
};

/** What the type check takes each file for: the declarations of the package that it comes from. Not served. */
const declared = {
  'preact.mjs': "export * from 'preact';\n",
  'preact-hooks.mjs': "export * from 'preact/hooks';\n",
  'htm.mjs': "export { default } from 'htm';\n",
  'signals.mjs': "export * from '@preact/signals';\n",
  'signals-core.mjs': "export * from '@preact/signals-core';\n",
  'uplot.mjs': "export { default } from 'uplot';\n",
  'maplibre-gl.mjs': "export * from 'maplibre-gl';\n",
  'topojson-client.mjs': "export function feature(topology: any, object: any): any;\nexport function mesh(topology: any, object?: any): any;\n",
};

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const manifest = [];
for (const [name, files] of wanted) {
  const own = join(packages, name);
  const about = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
  const came = {};
  for (const [from, to] of Object.entries(files)) {
    if (/\.m?js$/.test(to)) {
      let text = readFileSync(join(own, from), 'utf8').replace(/\/\/# sourceMappingURL=\S+\s*$/, '');
      for (const [bare, here] of Object.entries(names)) {
        text = text.replaceAll(`from"${bare}"`, `from"${here}"`).replaceAll(`from "${bare}"`, `from "${here}"`);
        text = text.replaceAll(`import"${bare}"`, `import"${here}"`);
      }
      writeFileSync(join(target, to), wrapped[to] ? wrapped[to](text) : text);
      if (declared[to]) writeFileSync(join(target, to.replace(/\.mjs$/, '.d.mts')), declared[to]);
    } else {
      copyFileSync(join(own, from), join(target, to));
    }
    came[to] = createHash('sha256').update(readFileSync(join(target, to))).digest('hex');
  }
  const terms = readdirSync(own).find((file) => /^licen[cs]e/i.test(file));
  if (terms) copyFileSync(join(own, terms), join(target, `${name.replace(/[@/]/g, '_')}.LICENSE`));
  manifest.push({ name, version: about.version, licence: about.license, files: came });
}
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
