// The whole story by keyboard alone: nobody here has a mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { Typist, wayFaults } from './keyboard.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

const action = (what) => `button:not(.unseen)[name="action"][value="${what}"]`;
const doing = (what) => `button[name="do"][value="${what}"]`;
const SEND = 'main form > button:not(.unseen):not([name])';

// The first place leads past head and navigation to what the page is about.
async function skips(typist) {
  await typist.step();
  assert.ok(await typist.has('a.skip'), 'the first place leads to the content');
  await typist.press('Enter');
  assert.ok(await typist.has('main'));
}

async function applies(typist, name) {
  await typist.open(`${gate.gate}/`);
  await skips(typist);
  await typist.step();
  assert.ok(await typist.has('#reason'), 'what comes after it is the first field');
  await typist.type(`I am ${name} and would like to swap seeds.`);
  await typist.fill('#answer-1', 'Chard & leeks');
  await typist.to('#services-2');
  await typist.press('Space');
  assert.equal(await typist.person.page.locator('#services-2').isChecked(), false, 'the space bar takes a tick away');
  await typist.press('Space');
  await typist.fill('#username', name);
  await typist.step('Shift+Tab');
  assert.ok(await typist.has('#services-2'), 'back is where one came from');
  await typist.fill('#email', acts.addressOf(name));
  await typist.to(SEND);
  await typist.leads('Enter');
}

async function confirms(typist, name) {
  await typist.follow(await gate.link(acts.addressOf(name), acts.CONFIRM, '/c/'));
  await typist.to(action('yes'));
  await typist.leads('Space');
  await gate.letter(acts.addressOf(name), acts.RECEIVED);
}

async function chooses(typist, name) {
  await typist.follow(await gate.link(acts.addressOf(name), acts.APPROVED, '/r/'));
  await skips(typist);
  await typist.fill('#username', name);
  await typist.to('input[name="password_from"]');
  await typist.press('ArrowDown');
  const other = await typist.person.page.locator('input[name="password_from"]:checked').inputValue();
  await typist.press('ArrowUp');
  assert.notEqual(await typist.person.page.locator('input[name="password_from"]:checked').inputValue(), other, 'arrows choose');
  if (!(await typist.has('#password-own'))) await typist.press('ArrowUp');
  assert.ok(await typist.has('#password-own'));
  await typist.fill('#password', acts.PASSWORD);
  await typist.to(action('choose'));
  await typist.leads('Enter');
}

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts';

  test(`by keyboard, ${how}: somebody asks, confirms, is approved from the letter's link, chooses, and has an account`, async () => {
    const [kai, moderator] = [await Typist.enter(browser, { scripts }), await Typist.enter(browser, { scripts })];
    const name = scripts ? 'kai' : 'kaya';
    await applies(kai, name);
    await confirms(kai, name);
    const [link] = await acts.decideLinks(gate, kai.person);
    await moderator.follow(link);
    await moderator.to(action('approve'));
    await moderator.leads('Enter');
    await chooses(kai, name);
    await kai.follow(await gate.link(acts.addressOf(name), acts.READY, '/r/'));
    assert.match(await kai.person.text(), new RegExp(`@${name}:example\\.test`));
    assert.equal(await gate.signIn(name, acts.PASSWORD), `@${name}:example.test`);
  });
}

test('by keyboard: a moderator turns somebody away in the queue, with a ready-made reason', async () => {
  const [lou, moderator] = [await Person.enter(browser), await Typist.enter(browser)];
  await acts.confirmed(gate, lou, 'lou');
  await acts.decideLinks(gate, lou);
  await moderator.follow(await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate'));
  const row = 'li.waits';
  await moderator.to(`${row} summary`);
  await moderator.press('Enter');
  await moderator.to(`${row} input[name="reason"]`);
  await moderator.press('ArrowDown');
  const reason = await moderator.person.page.locator(`${row} input[name="reason"]:checked`).inputValue();
  assert.notEqual(reason, '');
  const asked = moderator.person.requests.length;
  await moderator.press('Enter');
  await moderator.fill(`${row} textarea`, 'Ask again in spring.');
  await moderator.to(`${row} input[name="silent"]`);
  await moderator.press('Enter');
  assert.equal(moderator.person.requests.length, asked, 'who presses Enter at a choice has decided nothing yet');
  await moderator.to(`${row} ${action('reject')}`);
  await moderator.leads('Enter');
  const { text } = await gate.letter(acts.addressOf('lou'), acts.REJECTED);
  for (const words of [reason, 'Ask again in spring.']) assert.ok(text.replace(/\s+/g, ' ').includes(words), words);
});

test('by keyboard: a member signs in, writes a post, and signs out', async () => {
  const [may, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  await acts.approved(gate, may, moderator, 'may');
  await acts.choose(may, { password: acts.PASSWORD });
  await gate.letter(acts.addressOf('may'), acts.READY);
  const typist = await Typist.enter(browser);
  await typist.open(`${gate.gate}/login`);
  await typist.fill('#username', acts.addressOf('may'));
  await typist.fill('#password', acts.PASSWORD);
  // As everybody does.
  await typist.leads('Enter');
  assert.equal(typist.person.url().pathname, '/account');
  await typist.to('main a[href="/board"]');
  await typist.leads('Enter');
  await typist.to('main a[href="/board/new"]');
  await typist.leads('Enter');
  await typist.fill('#title', 'Leeks to swap');
  await typist.fill('#content', 'Five of the *red* ones.');
  await typist.to(action('publish'));
  await typist.leads('Enter');
  assert.match(await typist.person.text(), /Leeks to swap.*Five of the red ones/);
  await typist.to('header a[href="/account"]');
  await typist.leads('Enter');
  await typist.to(doing('sign-out'));
  await typist.leads('Enter');
  await typist.open(`${gate.gate}/account`);
  assert.equal(typist.person.url().pathname, '/login', 'signed out');
});

test('by keyboard: on every kind of page everything is reached, in the order in which it is read, and seen', async (t) => {
  const [zoe, moderator] = [await Typist.enter(browser), await Typist.enter(browser)];
  const check = async (typist, name) => {
    for (const width of [1280, 320]) {
      await t.test(`“${name}” at ${width} px`, async () => {
        await typist.person.page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await wayFaults(typist), []);
      });
    }
  };
  await check(await zoe.open(`${gate.gate}/`), 'apply');
  await zoe.to(SEND);
  await Promise.all([zoe.person.page.waitForNavigation({ waitUntil: 'load' }), zoe.press('Enter')]);
  await check(zoe, 'apply with faults');
  await acts.apply(gate, zoe.person, 'zoe');
  await zoe.person.open(await gate.link(acts.addressOf('zoe'), acts.CONFIRM, '/c/'));
  await check(zoe, 'confirm');
  await zoe.to(action('yes'));
  await zoe.leads('Enter');
  await check(zoe, 'status');
  await moderator.open((await acts.decideLinks(gate, zoe.person))[0]);
  await check(moderator, 'decide');
  await moderator.open(await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate'));
  await moderator.to('li.waits summary');
  await moderator.press('Enter');
  await check(moderator, 'queue');
  await acts.decided(gate, zoe.person, moderator.person, 'approve');
  await check(moderator, 'decided');
  await zoe.open(await gate.link(acts.addressOf('zoe'), acts.APPROVED, '/r/'));
  await check(zoe, 'choose');
  await acts.choose(zoe.person, {});
  await zoe.open(await gate.link(acts.addressOf('zoe'), acts.READY, '/r/'));
  await check(zoe, 'done');
  await zoe.person.press('show-password');
  const password = await zoe.person.page.locator('#your-password code').innerText();
  for (const path of ['/login', '/forgot', '/lost-link', '/moderate']) await check(await zoe.open(`${gate.gate}${path}`), path);
  await acts.signIn(gate, zoe.person, 'zoe', password);
  for (const path of ['/account', '/board', '/board/new']) await check(await zoe.open(`${gate.gate}${path}`), path);
});
