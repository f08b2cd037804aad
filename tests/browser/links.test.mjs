// Links out of letters: whatever follows them, only a pressed button changes anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { soon } from './gatelodge.mjs';
import { Person } from './person.mjs';
import { Scanner } from './scanner.mjs';
import { browser, gate } from './stage.mjs';

const GETS = 50;
// How long a page gets to do something by itself.
const STAY_MS = 5_000;
const TABS = 4;
const TOKEN = /gl[a-z]_[A-Za-z0-9_-]{40,}/;

// One person for every kind of letter.
async function fillTheLetterBox() {
  const moderator = await Person.enter(browser);
  const people = {};
  for (const name of ['una', 'pia', 'kim', 'ada', 'dee', 'bob', 'ned', 'wil']) people[name] = await Person.enter(browser);
  await acts.apply(gate, people.una, 'una');
  for (const name of ['pia', 'wil']) await acts.confirmed(gate, people[name], name);
  await acts.approved(gate, people.ada, moderator, 'ada');
  await acts.approved(gate, people.dee, moderator, 'dee');
  await acts.choose(people.dee, {});
  await acts.confirmed(gate, people.bob, 'bob');
  await acts.decided(gate, people.bob, moderator, 'reject');
  await acts.approved(gate, people.ned, moderator, 'ned');
  await acts.chooseTaken(gate, people.ned, 'ned');
  for (let times = 0; times < 4; times += 1) await acts.apply(gate, people.kim, 'kim');
  const seeker = people.wil;
  await seeker.open(`${gate.gate}/lost-link`);
  await seeker.fill({ '#email': acts.addressOf('wil') });
  await seeker.click('main form button:not(.unseen)');
  const expected = { dee: acts.READY, bob: acts.REJECTED, ned: acts.NEEDS_YOU, kim: acts.ALREADY_ASKED, wil: acts.YOUR_LINKS };
  for (const [name, words] of Object.entries(expected)) await gate.letter(acts.addressOf(name), words);
  await gate.settle();
}

async function scan(link) {
  const scanner = new Scanner();
  const prefetch = { 'Sec-Purpose': 'prefetch', Purpose: 'prefetch' };
  for (let times = 0; times < GETS; times += 1) await scanner.ask('GET', link);
  await scanner.ask('HEAD', link);
  await scanner.ask('OPTIONS', link);
  await scanner.ask('GET', link, prefetch);
  // And as somebody who was never here before.
  const fresh = new Scanner();
  await fresh.ask('HEAD', link);
  await new Scanner().ask('GET', link, prefetch);
  return [...scanner.heard, ...fresh.heard];
}

// Browsers that open every link in a tab of its own and run whatever the pages bring, for a while. A page that follows a
// registration keeps a connection, of which a browser has six for one gate.
async function stay(links) {
  const visitors = [];
  for (let at = 0; at < links.length; at += TABS) {
    const visitor = await Person.enter(browser);
    visitors.push(visitor);
    for (const link of links.slice(at, at + TABS)) await (await visitor.context.newPage()).goto(link);
  }
  await visitors[0].page.waitForTimeout(STAY_MS);
  for (const visitor of visitors) await visitor.leave();
}

const clickedElsewhere = (link) => acts.clickedElsewhere(browser, gate, link);

test('T1 no mailed link changes anything until a person presses a button, and every one works afterwards', async (t) => {
  await fillTheLetterBox();
  const letters = await gate.allLetters();
  const links = [...new Set(letters.flatMap((letter) => letter.links))].filter((link) => link.startsWith(gate.gate));
  for (const path of ['/c/', '/r/', '/m/', '/moderate']) assert.ok(links.some((link) => new URL(link).pathname.startsWith(path)), `a link to ${path}`);

  let heard = [];
  await t.test(`T1 ${links.length} links: GET ×50, HEAD, OPTIONS, prefetch and a browser running scripts for 5 s change no key`, async () => {
    gate.freeze();
    try {
      const before = await gate.rest();
      heard = (await Promise.all(links.map(scan))).flat();
      await stay(links);
      assert.deepEqual(await gate.rest(), before);
    } finally {
      gate.thaw();
    }
    assert.equal((await gate.allLetters()).length, letters.length, 'nor is a letter sent');
  });

  await t.test('T1 no answer to any of it holds a token', () => {
    assert.ok(heard.length > links.length * GETS, 'there were answers');
    for (const { asked, head, body } of heard) assert.doesNotMatch(`${JSON.stringify(head)}\n${body}`, TOKEN, asked);
  });

  const linkOf = (name, words, path) => gate.link(acts.addressOf(name), words, path);

  await t.test('T1 the link to confirm, clicked on another site: Yes confirms', async () => {
    const una = await clickedElsewhere(await linkOf('una', acts.CONFIRM, '/c/'));
    const before = await gate.rest();
    await una.press('yes');
    assert.notDeepEqual(await gate.rest(), before, 'what rests is compared');
    await gate.letter(acts.addressOf('una'), acts.RECEIVED);
  });

  await t.test('T1 the link to decide, clicked on another site: Approve approves', async () => {
    const pia = await clickedElsewhere(await linkOf('pia', acts.RECEIVED, '/r/'));
    const moderator = await clickedElsewhere((await acts.decideLinks(gate, pia))[1]);
    await moderator.press('approve');
    await gate.letter(acts.addressOf('pia'), acts.APPROVED);
  });

  await t.test('T1 the link to the queue, clicked on another site, shows what waits', async () => {
    const moderator = await clickedElsewhere(await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate'));
    assert.match(await moderator.text(), /waits? for a decision/);
  });

  await t.test('T1 the link to choose, clicked on another site: name and password are taken', async () => {
    const ada = await clickedElsewhere(await linkOf('ada', acts.APPROVED, '/r/'));
    await acts.choose(ada, { password: acts.PASSWORD });
    await gate.letter(acts.addressOf('ada'), acts.READY);
    assert.equal(await gate.signIn('ada', acts.PASSWORD), '@ada:example.test');
  });

  await t.test('T1 the link of who is asked again, clicked on another site: another name is taken', async () => {
    const ned = await clickedElsewhere(await linkOf('ned', acts.NEEDS_YOU, '/r/'));
    await acts.choose(ned, { name: 'ned_the_second', password: acts.PASSWORD });
    await gate.letter(acts.addressOf('ned'), acts.READY);
    assert.equal(await gate.signIn('ned', acts.PASSWORD), '@ned:example.test', 'the stranger is untouched');
  });

  await t.test('T1 the link to a finished account, clicked on another site: a button shows the password, which no answer held', async () => {
    const dee = await clickedElsewhere(await linkOf('dee', acts.READY, '/r/'));
    await dee.press('show-password');
    const password = await dee.page.locator('#your-password code').innerText();
    assert.ok(password.length >= 20);
    for (const { asked, head, body } of heard) assert.ok(!`${JSON.stringify(head)}\n${body}`.includes(password), asked);
    assert.equal(await gate.signIn('dee', password), '@dee:example.test');
  });

  await t.test('T1 a link that was lost and mailed again, clicked on another site: Withdraw withdraws', async () => {
    const wil = await clickedElsewhere(await linkOf('wil', acts.YOUR_LINKS, '/r/'));
    await wil.press('withdraw');
    await wil.press('withdraw-yes');
    const gone = await Person.enter(browser);
    await soon('the link has ended', async () => (await gone.open(await linkOf('wil', acts.YOUR_LINKS, '/r/'))).answer.status() !== 200);
  });

  await t.test('T1 the links of a rejected person and of who already asked, clicked on another site, show their page', async () => {
    const bob = await clickedElsewhere(await linkOf('bob', acts.REJECTED, '/r/'));
    assert.equal(await bob.has('withdraw'), false);
    const again = await gate.letter(acts.addressOf('kim'), acts.ALREADY_ASKED);
    for (const link of again.links) await clickedElsewhere(link);
  });
});
