// A store of a simulated world with two sources, put together and watched, and a server over it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { shown } from './disk.mjs';

const program = resolve(process.env.BELLWETHER ?? '../target/debug/bellwether');

/** @returns {Promise<{address: string, group: string, name: string, run: (...words: string[]) => string, stop: () => void}>} */
export async function served() {
  const home = mkdtempSync(join(tmpdir(), 'bellwether-web-'));
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, BELLWETHER_STORE: join(home, 'store') };
  // A program without optimisation on a busy machine is slow; how long it takes is not what is tested here.
  mkdirSync(join(home, 'bellwether'));
  writeFileSync(join(home, 'bellwether', 'config.toml'), '[serve]\nrequest_seconds = "240"\n');
  const run = (...words) => execFileSync(program, words, { cwd: home, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const world = JSON.parse(run('simulate', 'world', '-q', '--reconciliation', '2', '--reports', '1000', '--seed', '3', '--json'));
  const ged = readdirSync(join(home, 'world')).find((file) => file.endsWith('.csv'));
  run('ingest', `world/${ged}`, '--published', '2025-06-03', '-q');
  const acled = readdirSync(join(home, 'world', 'acled')).filter((file) => file.endsWith('.csv')).sort()[0];
  run('ingest', `world/acled/${acled}`, '--published', '2025-07-01', '-q');
  run('reconcile', '-q');
  const group = world.headline_group;
  // One source, so that no second one's beginning is a break; and the whole past, so that there are alerts.
  run('watch', 'add', 'first', '--actor', group, '--source', 'sim-ged', '--unit', 'reports', '-q');
  run('watch', 'run', '--back', '4000', '-q');
  const { name } = JSON.parse(run('actor', 'show', group, '--json'));
  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { cwd: home, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise((done, failed) => {
    server.stdout.once('data', (line) => done(String(line).trim().replace(/\/$/, '')));
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const front = await shown(address);
  return { address: front.address, group, name, run, stop: () => { front.stop(); server.kill('SIGTERM'); rmSync(home, { recursive: true, force: true }); } };
}
