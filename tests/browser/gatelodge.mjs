// A whole Gatelodge for one file of journeys, as `gatelodge-demo --for-browser` starts it, and what can be seen of it from
// outside: its letters, and every key that rests in its Redis.
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? `${ROOT}/target`;
// As long as anything may take that a journey waits for.
const SOON_MS = 20_000;
const LOOK_AGAIN_MS = 20;

// Every key with what rests under it and until when. On a Redis that cannot say until when, the bytes alone.
const REST = `
local rest, cursor = {}, '0'
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    local until_ms = redis.pcall('PEXPIRETIME', key)
    rest[key] = redis.sha1hex(redis.call('DUMP', key)) .. (type(until_ms) == 'number' and ' until ' .. until_ms or '')
  end
until cursor == '0'
return cjson.encode(rest)`;

// How many jobs wait or run.
const JOBS = `
local count = 0
for _, key in ipairs(redis.call('KEYS', 'gl:*:jobs:*')) do count = count + redis.call('XLEN', key) end
return count`;

export class Gatelodge {
  // With --pseudo every text is longer than any language makes it.
  static async start(...more) {
    const child = spawn(`${TARGET}/debug/gatelodge-demo`, ['--for-browser', ...more], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const lines = createInterface({ input: child.stdout });
    const line = await Promise.race([new Promise((resolve) => lines.once('line', resolve)), ended]);
    if (typeof line !== 'string') throw new Error('gatelodge-demo ended before anything was there');
    return Object.assign(new Gatelodge(), JSON.parse(line), { child, ended, gates: [] });
  }

  // A second gate before the same house, of an operator who chose otherwise in these settings; where it is. It finds the others
  // in the folder that the house keeps, as any program of ours does.
  async beside(settings) {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const environment = { PATH: process.env.PATH, GATELODGE_BIND: `127.0.0.1:${port}`, GATELODGE_PUBLIC_URL: url, ...settings };
    const cwd = `${ROOT}/var/check-${this.child.pid}`;
    const gate = spawn(`${TARGET}/debug/gatelodge-api`, [], { cwd, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise((resolve) => gate.once('exit', resolve));
    this.gates.push({ gate, ended });
    const is_ready = () => fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    await soon(`a gate with ${Object.keys(settings)}`, async () => gate.exitCode !== null || is_ready());
    if (gate.exitCode !== null) throw new Error(`gatelodge-api ended with ${gate.exitCode}`);
    return url;
  }

  async stop() {
    this.thaw();
    for (const { gate, ended } of this.gates) {
      gate.kill();
      await ended;
    }
    this.child.stdin.end();
    await this.ended;
  }

  async allLetters() {
    return (await fetch(this.letters)).json();
  }

  // The newest letter to this address with these words in its subject, once there are so many.
  async letter(to, words, count = 1) {
    const fits = (letter) => letter.to.includes(to) && letter.subject.includes(words);
    return soon(`a letter to ${to} about “${words}”`, async () => {
      const letters = (await this.allLetters()).filter(fits);
      return letters.length >= count && letters.at(-1);
    });
  }

  // The link in that letter that leads to such a page.
  async link(to, words, path, count = 1) {
    const { links } = await this.letter(to, words, count);
    const link = links.find((each) => new URL(each).pathname.startsWith(path));
    if (!link) throw new Error(`the letter to ${to} about “${words}” has no link to ${path}`);
    return link;
  }

  async ask(script) {
    const order = ['-s', this.redis_socket, '--raw', 'EVAL', script, '0'];
    const { stdout } = await promisify(execFile)('redis-cli', order, { maxBuffer: 1 << 26 });
    return JSON.parse(stdout);
  }

  // Waits until no job is left to do now.
  async settle() {
    await soon('no job is left', async () => (await this.ask(JOBS)) === 0);
  }

  // Everything that rests but what counts for limits, and the record that only the frozen worker writes.
  async rest() {
    const rest = await this.ask(REST);
    return Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('gl:{limits}:') && key !== 'gl:{house}:health'));
  }

  // While the worker is frozen, what changes in Redis was changed by a request.
  freeze() {
    process.kill(this.worker, 'SIGSTOP');
    this.frozen = true;
  }

  thaw() {
    if (this.frozen) process.kill(this.worker, 'SIGCONT');
    this.frozen = false;
  }

  // An account that was at the homeserver before anybody asked for it here.
  async strangersAccount(username, password) {
    const url = `${this.homeserver}/_synapse/admin/v1/register`;
    const { nonce } = await (await fetch(url)).json();
    const mac = createHmac('sha1', this.shared_secret).update([nonce, username, password, 'notadmin'].join('\0')).digest('hex');
    await post(url, { nonce, username, password, mac, admin: false });
  }

  // Signs in to Matrix as a person does; the id that the homeserver knows them by.
  async signIn(user, password) {
    const order = { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password };
    return (await post(`${this.homeserver}/_matrix/client/v3/login`, order)).user_id;
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function post(url, order) {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

// Looks until there is something, and not for ever.
export async function soon(what, look, within = SOON_MS) {
  const until = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not within ${within / 1000} s: ${what}`);
    await pause(Math.max(LOOK_AGAIN_MS, within / 1000));
  }
}

// A page of somebody else's that links there: webmail, for example. For a browser localhost and 127.0.0.1 are two sites.
export async function anotherSite(link) {
  const page = `<!doctype html><title>Webmail</title><p><a id="link" href="${link.replaceAll('&', '&amp;')}">Open</a>`;
  const server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html; charset=utf-8').end(page));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
