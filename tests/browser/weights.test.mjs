// What a first visit costs: every file of it as a server that compresses sends it, and nothing of it from anybody else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as acts from './acts.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';
import { table } from './table.mjs';

const WEIGHT_MAX = 30_000;
const FILES = ['document', 'stylesheet', 'script', 'image'];

// Opens it in a browser that was never here. Answers that never end weigh nothing here.
async function weigh(url) {
  const person = await Person.enter(browser);
  await person.open(url);
  await person.rests();
  // A browser without windows asks for no icon; people's do.
  const icon = await person.page.locator('link[rel="icon"]').first().getAttribute('href');
  const drawn = await person.page.request.get(new URL(icon, person.page.url()).href);
  const weights = { icon: gzipSync(await drawn.body()).length };
  for (const answer of person.answers) {
    const kind = answer.request().resourceType();
    if (!FILES.includes(kind) || answer.url() === drawn.url() || (answer.status() > 299 && answer.status() < 400)) continue;
    weights[kind] = (weights[kind] ?? 0) + gzipSync(await answer.body()).length;
  }
  const elsewhere = person.requests.filter((asked) => new URL(asked).origin !== new URL(url).origin);
  await person.leave();
  return { weights, sum: Object.values(weights).reduce((sum, weight) => sum + weight, 0), elsewhere };
}

test('T29 no first visit costs more than 30 kB, and none asks anybody else', async () => {
  const [ivy, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  const open = await gate.beside({ GATELODGE_BOARD: 'public', GATELODGE_MEMBERS: 'open' });
  const visits = { apply: `${gate.gate}/`, 'apply, open to members': `${open}/` };
  for (const path of ['login', 'forgot', 'lost-link', 'moderate', 'nowhere']) visits[path] = `${gate.gate}/${path}`;
  visits['board, public'] = `${open}/board`;
  visits['a link that ended'] = `${gate.gate}/r/AAAAAAAAAAAAAAAAAAAAAA`;
  await acts.apply(gate, ivy, 'ivy');
  visits.confirm = await gate.link(acts.addressOf('ivy'), acts.CONFIRM, '/c/');
  const measured = {};
  const measure = async () => {
    for (const [name, url] of Object.entries(visits)) measured[name] ??= await weigh(url);
  };
  await measure();
  await ivy.open(visits.confirm);
  await ivy.press('yes');
  visits['status, pending'] = await gate.link(acts.addressOf('ivy'), acts.RECEIVED, '/r/');
  visits.decide = (await acts.decideLinks(gate, ivy))[0];
  visits.queue = await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate');
  await measure();
  await acts.decided(gate, ivy, moderator, 'approve');
  visits['status, choose'] = await gate.link(acts.addressOf('ivy'), acts.APPROVED, '/r/');
  await measure();
  await ivy.open(visits['status, choose']);
  await acts.choose(ivy, {});
  visits['status, done'] = await gate.link(acts.addressOf('ivy'), acts.READY, '/r/');
  await measure();

  const kinds = [...FILES, 'icon'];
  const rows = Object.entries(measured).map(([name, { weights, sum }]) => [name, ...kinds.map((kind) => weights[kind] ?? 0), sum]);
  console.log(table('first visit, bytes, compressed', [...kinds, 'sum'], rows));
  for (const [name, { weights, sum, elsewhere }] of Object.entries(measured)) {
    assert.ok(weights.document > 0 && weights.stylesheet > 0, `${name}: page and style are weighed`);
    assert.ok(sum <= WEIGHT_MAX, `${name} weighs ${sum}`);
    assert.deepEqual(elsewhere, [], name);
  }
});
