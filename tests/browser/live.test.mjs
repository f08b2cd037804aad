// What a script adds to an open page: it follows its registration, spares who is typing, and copies. And that nothing needs it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { soon } from './gatelodge.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

const announced = (person) => person.page.locator('body > p.unseen[role="status"]').innerText();

// Another tab stands before the page, or none does.
const seen = (person, is_seen) =>
  person.page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !is_seen);

const paths = (person) => person.requests.map((url) => new URL(url).pathname);

test('an open page shows a decision by itself, says so, and keeps the place of who reads it', async () => {
  const [ann, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  await acts.confirmed(gate, ann, 'ann_live');
  await ann.page.evaluate(() => { globalThis.stays = true; });
  await ann.page.locator('details > summary').click();
  await acts.decided(gate, ann, moderator, 'approve');
  await ann.page.locator('#password-own').waitFor();
  assert.equal(await ann.page.evaluate(() => globalThis.stays), true, 'the page was not loaded anew');
  assert.match(await announced(ann), /Choose your name and password/);
  assert.match(await ann.page.title(), /Choose your name and password/);
  assert.equal(await ann.page.locator('details').evaluate((one) => one.open), true, 'what was opened stays open');
  assert.equal(await ann.page.evaluate(() => document.activeElement.closest('main') !== null), true, 'the focus is not lost');
  assert.deepEqual([...ann.complaints, ...ann.violations], []);
});

test('who is typing is told that there is something new and loses nothing', async () => {
  const [bea, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  await acts.approved(gate, bea, moderator, 'bea_live');
  await bea.fill({ '#password-own': true, '#password': 'half a passw' });
  const elsewhere = await bea.context.newPage();
  await elsewhere.goto(bea.page.url());
  await elsewhere.locator('#password-generate').check();
  await elsewhere.locator('button:not(.unseen)[value="choose"]').click();
  await bea.page.locator('#news').waitFor();
  assert.equal(await bea.page.locator('#password').inputValue(), 'half a passw');
  await bea.page.locator('#news button').click();
  await bea.page.locator('#news').waitFor({ state: 'detached' });
  assert.equal(await bea.page.locator('#password').count(), 0, 'the page is as it is now');
});

test('an open page follows until the account is there, and its name is copied with one press', async () => {
  const [cleo, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  await cleo.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: gate.gate });
  await acts.approved(gate, cleo, moderator, 'cleo_live');
  await acts.choose(cleo, { password: acts.PASSWORD });
  const name = cleo.page.locator('code.copy', { hasText: '@cleo_live:' });
  await name.waitFor();
  await cleo.page.locator('dd', { has: name }).locator('button').click();
  await soon('it is copied', async () => (await announced(cleo)) === 'Copied');
  assert.equal(await cleo.page.evaluate(() => navigator.clipboard.readText()), '@cleo_live:example.test');
});

test('the answer to a pressed button stays readable for who looks away and comes back', async () => {
  const [eve, moderator] = [await Person.enter(browser), await Person.enter(browser)];
  await acts.approved(gate, eve, moderator, 'eve_live');
  await eve.rests();
  eve.forget();
  await seen(eve, false);
  await seen(eve, true);
  await soon('a page that is looked at again looks itself', async () => paths(eve).includes(eve.url().pathname));
  await acts.choose(eve, {});
  await eve.page.locator('code.copy', { hasText: '@eve_live:' }).waitFor();
  await eve.press('show-password');
  const shown = await eve.text();
  eve.forget();
  await seen(eve, false);
  await seen(eve, true);
  // Whatever the page would have asked for was asked for before this.
  await eve.page.evaluate(() => fetch('/livez').then((answer) => answer.text()));
  assert.ok(paths(eve).includes('/livez') && !paths(eve).includes(eve.url().pathname), paths(eve).join(' '));
  assert.equal(await eve.text(), shown);
  await eve.open(eve.page.url());
  assert.notEqual(await eve.text(), shown, 'no look at the page shows the password');
});

test('without scripts there are no buttons that do nothing, and “Look again” leads to what is new', async () => {
  const [dan, moderator] = [await Person.enter(browser, { scripts: false }), await Person.enter(browser)];
  await acts.confirmed(gate, dan, 'dan_live');
  await acts.decided(gate, dan, moderator, 'approve');
  await dan.click('a.button[href=""]');
  assert.match(await dan.text(), /Choose your name and password/);
  const nia = await Person.enter(browser, { scripts: false });
  await nia.open(`${gate.gate}/`);
  await nia.fill({ '#reason': 'I have no address to give.', '#services-2': false });
  await nia.click(acts.SEND);
  assert.equal(await nia.page.locator('[data-print]').isVisible(), false);
});
