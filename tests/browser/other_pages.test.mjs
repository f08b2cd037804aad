// Pages that look different under other settings, or once there is a lot: open membership, a public board, two who must agree,
// long lists.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { look } from './look.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

// More than one page of any list.
const MANY = 55;

const enter = () => Person.enter(browser);
const doing = (what) => `button[name="do"][value="${what}"]`;

async function post(url, body, headers = {}) {
  const order = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(url, order);
  assert.ok(answer.ok, `${url} answered ${answer.status}`);
  return answer.json();
}

test('T29 the pages of a house that is open', async (t) => {
  const open = await gate.beside({ GATELODGE_MEMBERS: 'open', GATELODGE_BOARD: 'public' });
  const [ola, stranger] = [await enter(), await enter()];
  await look(t, await stranger.open(`${open}/board`), 'board-public-empty');
  await ola.open(`${open}/`);
  await ola.fill({ '#reason': 'Seeds.', '#username': 'ola', '#email': acts.addressOf('ola'), '#password': 'short' });
  await look(t, await ola.click(acts.SEND), 'apply-open-faults', 422);
  await ola.open(`${open}/`);
  await look(t, ola, 'apply-open');
  await ola.fill({ '#reason': 'Seeds.', '#username': 'ola', '#email': acts.addressOf('ola'), '#password': acts.PASSWORD });
  await look(t, await acts.well(await ola.click(acts.SEND)), 'apply-sent-open');
  await ola.open(`${open}/login`);
  await ola.fill({ '#username': acts.addressOf('ola'), '#password': acts.PASSWORD });
  await look(t, await acts.well(await ola.click(doing('sign-in'))), 'account-unproved');
  await look(t, await ola.open(`${open}/`), 'apply-member');
  const { access_token } = await post(`${open}/auth/login`, { email: acts.addressOf('ola'), password: acts.PASSWORD });
  for (let at = 1; at <= MANY; at += 1) {
    const written = { title: `Bed ${at}`, content: 'Chard. '.repeat(at), published: true };
    await post(`${open}/posts/`, written, { Authorization: `Bearer ${access_token}` });
  }
  await look(t, await stranger.open(`${open}/board`), 'board-public');
  await look(t, await stranger.click('a[rel="next"]'), 'board-public-older');
  await look(t, await stranger.click('main ul.posts a >> nth=0'), 'post-public');
  await look(t, await stranger.click('main a[href^="/login"]'), 'login-to-vote');
});

test('T29 the pages of moderators who must agree, and of a queue that is long', async (t) => {
  const together = await gate.beside({
    GATELODGE_APPROVALS: '2', GATELODGE_REJECTIONS: '2', GATELODGE_CONFIRM_EMAIL: 'false', GATELODGE_SERVICES: 'matrix',
  });
  const moderator = await enter();
  let rid;
  for (let at = 1; at <= MANY; at += 1) {
    const asked = { username: `tom_${at}`, reason: 'Seeds. '.repeat(at), email: acts.addressOf(`tom_${at % 50}`) };
    ({ rid } = await post(`${together}/registrations/`, asked));
  }
  const [link] = await acts.decideLinksOf(gate, rid);
  await look(t, await moderator.open(link.replace(gate.gate, together)), 'decide-together');
  await look(t, await moderator.press('approve'), 'decide-counted');
  await moderator.open((await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate')).replace(gate.gate, together));
  await look(t, moderator, 'queue-long');
  await look(t, await moderator.click('a[rel="next"]'), 'queue-long-next');
  await look(t, await moderator.open(`${together}/moderate?show=mine`), 'queue-mine');
  const person = await enter();
  const mine = await gate.link(acts.addressOf('tom_7'), acts.RECEIVED, '/r/');
  await look(t, await person.open(mine.replace(gate.gate, together)), 'status-together');
});
