// Every page there is, each in the states that people meet: what it may do, whom it asks, and whether everybody can read it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { axeFaults, conductFaults, documentFaults, pageFaults, photograph } from './audit.mjs';
import { soon } from './gatelodge.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

const LOST_LINK_SEND = 'main form button:not(.unseen)';
const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAA';

const enter = () => Person.enter(browser);

// Judges the page that somebody is on.
async function look(t, person, name, status = 200) {
  await t.test(`T29 “${name}”: a policy that lets nothing in, no request to anybody else, nothing stopped`, async () => {
    await person.page.waitForLoadState('networkidle');
    const faults = await pageFaults(person, gate.gate, status);
    person.forget();
    assert.deepEqual(faults, []);
  });
  await photograph(person, name);
  await t.test(`“${name}” keeps axe's rules and fits, narrow and wide, light and dark`, async () => {
    assert.deepEqual(await axeFaults(person), []);
  });
}

test('T29 what is looked for on every page is found where it is', async () => {
  const person = await enter();
  await person.open(`${gate.gate}/`);
  person.forget();
  await person.page.evaluate(() => {
    const hole = '<p style="color: red"><img src="http://elsewhere.example/pixel"><script src="http://elsewhere.example/run"></script>';
    document.body.append(document.createRange().createContextualFragment(hole));
  });
  await soon('the policy stopped all three', () => person.violations.length >= 3);
  const faults = (await pageFaults(person, gate.gate)).join('\n');
  for (const fault of [/^style-src-attr/m, /^img-src/m, /^script-src/m, /elements are inline/]) assert.match(faults, fault);
  await person.open(`${gate.gate}/livez`);
  person.forget();
  await person.page.setContent('<title>x</title><p>Nobody says in which language.');
  assert.match((await axeFaults(person)).join('\n'), /html-has-lang/);
});

test('T29 the pages of who asks', async (t) => {
  const ann = await enter();
  await look(t, await ann.open(`${gate.gate}/`), 'apply');
  await look(t, await ann.click(acts.SEND), 'apply-faults', 422);
  await ann.open(`${gate.gate}/`);
  await ann.fill({ '#username': 'ann', '#reason': 'Seeds.\n\n<b>And</b> a pear tree.' });
  await look(t, await ann.click('button[name="check"]'), 'apply-name-checked');
  await gate.strangersAccount('somebody', acts.PASSWORD);
  await ann.fill({ '#username': 'somebody' });
  await look(t, await ann.click('button[name="check"]'), 'apply-name-taken');
  await look(t, await acts.apply(gate, ann, 'ann'), 'apply-sent');
  await ann.open(await gate.link(acts.addressOf('ann'), acts.CONFIRM, '/c/'));
  await look(t, ann, 'confirm');
  await look(t, await ann.press('yes'), 'status-pending');
  await look(t, await ann.press('withdraw'), 'withdraw');
  await look(t, await ann.press('withdraw-yes'), 'withdrawn');

  const eve = await enter();
  await acts.apply(gate, eve, 'eve');
  await look(t, await eve.open(`${gate.gate}/r/${eve.url().pathname.split('/')[2]}`), 'status-unconfirmed');
  await eve.open(await gate.link(acts.addressOf('eve'), acts.CONFIRM, '/c/'));
  await look(t, await eve.press('not-me'), 'not-me');

  const nia = await enter();
  await nia.open(`${gate.gate}/`);
  await nia.fill({ '#username': 'nia', '#reason': 'I have no address to give.', '#answer-1': 'Moss', '#services-2': false });
  await look(t, await nia.click(acts.SEND), 'apply-sent-without-address');
});

test('T29 the pages of who decides', async (t) => {
  const [ben, mira, noor] = [await enter(), await enter(), await enter()];
  await acts.confirmed(gate, ben, 'ben');
  const [first, second] = await acts.decideLinks(gate, ben);
  await look(t, await mira.open(first), 'decide');
  await look(t, await acts.reject(mira, 'No. '.repeat(300)), 'decide-faults', 422);
  await noor.open(second);
  await mira.open(first);
  await look(t, await mira.press('approve'), 'decided');
  noor.forget();
  await look(t, await noor.press('reject'), 'decided-otherwise', 409);

  await look(t, await ben.open(await gate.link(acts.addressOf('ben'), acts.APPROVED, '/r/')), 'status-choose');
  await ben.fill({ '#username': 'Ben!', '#password-own': true, '#password': 'short' });
  await look(t, await ben.press('choose'), 'status-choose-faults', 422);
  await ben.fill({ '#username': 'ben' });
  await look(t, await ben.press('check'), 'status-choose-name-checked');
});

test('T29 the pages of who waits for an account', async (t) => {
  const [dee, ned, bob, moderator] = [await enter(), await enter(), await enter(), await enter()];
  await acts.approved(gate, dee, moderator, 'dee');
  dee.forget();
  gate.freeze();
  await acts.choose(dee, {});
  await look(t, dee, 'status-processing');
  gate.thaw();
  await dee.open(await gate.link(acts.addressOf('dee'), acts.READY, '/r/'));
  await look(t, dee, 'status-done');
  await look(t, await dee.press('show-password'), 'status-done-password');
  await look(t, await dee.press('saved'), 'status-done-saved');
  await look(t, await dee.press('token'), 'status-done-token');
  await look(t, await dee.press('revoke-token'), 'status-done-token-revoked');

  const order = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: acts.addressOf('dee') }) };
  await fetch(`${gate.gate}/forgot-password`, order);
  await look(t, await dee.open(await gate.link(acts.addressOf('dee'), acts.NEW_PASSWORD, '/reset')), 'reset');
  await dee.fill({ '#password': 'short' });
  await look(t, await dee.press('set'), 'reset-faults', 422);
  await dee.fill({ '#password': acts.PASSWORD });
  await look(t, await dee.press('set'), 'reset-done');

  await acts.approved(gate, ned, moderator, 'ned');
  await acts.chooseTaken(gate, ned, 'ned');
  await ned.open(await gate.link(acts.addressOf('ned'), acts.NEEDS_YOU, '/r/'));
  ned.forget();
  await look(t, await ned.open(ned.page.url()), 'status-failed');

  await acts.confirmed(gate, bob, 'bob');
  const [link] = await acts.decideLinks(gate, bob);
  await moderator.open(link);
  moderator.forget();
  await look(t, await acts.reject(moderator, 'We have no plot free this year.\nPlease ask again in spring.'), 'decided-rejected');
  bob.forget();
  await look(t, await bob.open(await gate.link(acts.addressOf('bob'), acts.REJECTED, '/r/')), 'status-rejected');
});

test('T29 the pages of who is lost', async (t) => {
  const [cam, tom] = [await enter(), await enter()];
  await look(t, await cam.open(`${gate.gate}/lost-link`), 'lost-link');
  await cam.fill({ '#email': 'nobody' });
  await look(t, await cam.click(LOST_LINK_SEND), 'lost-link-faults', 422);
  await cam.fill({ '#email': 'cam@example.org' });
  await look(t, await cam.click(LOST_LINK_SEND), 'lost-link-sent');
  await look(t, await cam.open(`${gate.gate}/nowhere`), 'not-found', 404);
  for (const page of ['c', 'r', 'm']) await look(t, await cam.open(`${gate.gate}/${page}/${NOBODY}`), `link-ended-${page}`, 404);

  await acts.confirmed(gate, tom, 'tom');
  await tom.page.locator('form:has(button[value="withdraw"]) input[name="nonce"]').evaluate((field) => {
    field.value = 'of-another-page';
  });
  tom.forget();
  await look(t, await tom.press('withdraw'), 'stale', 403);
});

test('T29 the pages that document the API render, under a policy of their own, and ask nobody else', async (t) => {
  const looks = { docs: '.opblock', redoc: '[data-section-id], h1' };
  for (const [path, piece] of Object.entries(looks)) {
    await t.test(`T29 /${path}`, async () => {
      const person = await enter();
      await person.open(`${gate.gate}/${path}`);
      await soon(`/${path} shows the routes`, async () => (await person.page.locator(piece).count()) > 3);
      assert.match(await person.text(), /registrations/i);
      await person.page.waitForLoadState('networkidle');
      const faults = await documentFaults(person, gate.gate);
      await photograph(person, path);
      assert.deepEqual(faults, []);
    });
  }
});

test('T29 answers for programs are under the same policy', async () => {
  const person = await enter();
  for (const path of ['/livez', '/openapi.json', '/registrations', '/assets/style.css', '/favicon.svg']) {
    person.forget();
    const answer = await person.page.request.get(`${gate.gate}${path}`);
    const headers = answer.headers();
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/, path);
  }
  assert.deepEqual(await conductFaults(person, gate.gate), []);
});
