// Every page there is, each in the states that people meet: what it may do, whom it asks, and whether everybody can read it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { axeFaults, conductFaults, documentFaults, pageFaults, photograph } from './audit.mjs';
import { soon } from './gatelodge.mjs';
import { look } from './look.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

const FORM_SEND = 'main form button:not(.unseen)';
const POST = `# Leeks

I have *too many* **chard** seedlings, and would [swap](https://seeds.example.org) them:

- five of the \`red\` ones
- a tray of the others
  1. small
  2. tall

> Nothing is lost that is swapped.

    a plan of the beds

---

### When

<script>alert(1)</script> ![the bed](https://seeds.example.org/bed.png)
`;
const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAA';

const enter = () => Person.enter(browser);
// The button of a member's page that does this.
const doing = (what) => `button[name="do"][value="${what}"]`;

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
  await mira.page.locator('input[name="silent"]').check();
  assert.match(await mira.page.locator('button.no').innerText(), /gets no letter/, 'the button says what it does');
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

test('T29 the queue of who decides', async (t) => {
  const [una, vic, moderator, nobody] = [await enter(), await enter(), await enter(), await enter()];
  for (const [person, name] of [[una, 'una'], [vic, 'vic']]) await acts.confirmed(gate, person, name);
  await acts.decideLinks(gate, vic);
  await look(t, await moderator.open(await gate.link(gate.moderators[0], acts.PLEASE_DECIDE, '/moderate')), 'queue');
  await moderator.page.locator('li:has-text("una") details:has(textarea) > summary').click();
  await moderator.fill({ 'li:has-text("una") textarea': 'No. '.repeat(300) });
  await look(t, await moderator.click('li:has-text("una") button[value="reject"]'), 'queue-faults', 422);
  await look(t, await moderator.press('approve-chosen'), 'queue-none-chosen', 422);
  await look(t, await moderator.open(`${gate.gate}/moderate?tick=all`), 'queue-ticked');
  for (const box of await moderator.page.locator('input[name="chosen"]').all()) await box.check();
  await look(t, await moderator.press('approve-chosen'), 'queue-decided');
  await look(t, await nobody.open(`${gate.gate}/moderate`), 'queue-door');
  await nobody.fill({ '#email': 'nobody' });
  await look(t, await nobody.press('mail-link'), 'queue-door-faults', 422);
  await nobody.fill({ '#email': 'nobody@example.org' });
  await look(t, await nobody.press('mail-link'), 'queue-link-sent');
  nobody.forget();
  await look(t, await nobody.open(`${gate.gate}/moderate?t=glq_AAAA`), 'queue-door-ended', 404);
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

test('T29 the pages of members', async (t) => {
  const [lia, moderator] = [await enter(), await enter()];
  await acts.approved(gate, lia, moderator, 'lia');
  await acts.choose(lia, { password: acts.PASSWORD });
  await gate.letter(acts.addressOf('lia'), acts.READY);
  await look(t, await lia.open(`${gate.gate}/account`), 'login');
  assert.equal(lia.url().pathname, '/login', 'nobody has an account page without signing in');
  await lia.fill({ '#username': acts.addressOf('lia'), '#password': 'not the password' });
  await look(t, await lia.click(doing('sign-in')), 'login-faults', 422);
  for (let times = 0; times < 2; times += 1) {
    const elsewhere = await enter();
    await acts.signIn(gate, elsewhere, 'lia');
    await elsewhere.leave();
  }
  await lia.fill({ '#password': acts.PASSWORD });
  await look(t, await lia.click(doing('sign-in')), 'account');
  await look(t, await lia.open(`${gate.gate}/login`), 'login-already');
  await lia.open(`${gate.gate}/account`);
  await look(t, await lia.click('button[name="session"] >> nth=0'), 'account-session-ended');
  await lia.page.locator('details:has(#old-password) > summary').click();
  await lia.fill({ '#old-password': 'not the password', '#password': 'short' });
  await look(t, await lia.click(doing('password')), 'account-faults', 422);
  await look(t, await lia.click(doing('token')), 'account-token');
  await lia.page.locator('details:has(#old-password) > summary').click();
  await lia.fill({ '#old-password': acts.PASSWORD, '#password': `${acts.PASSWORD}-anew` });
  await look(t, await lia.click(doing('password')), 'account-password-changed');
  await acts.signIn(gate, lia, 'lia', `${acts.PASSWORD}-anew`);
  lia.forget();
  await look(t, await lia.click(doing('sign-out')), 'signed-out');
  await look(t, await lia.open(`${gate.gate}/forgot`), 'forgot');
  await lia.fill({ '#email': 'nobody' });
  await look(t, await lia.click(FORM_SEND), 'forgot-faults', 422);
  await lia.fill({ '#email': acts.addressOf('lia') });
  await look(t, await lia.click(FORM_SEND), 'forgot-sent');
  await acts.signIn(gate, lia, 'lia', `${acts.PASSWORD}-anew`);
  await lia.page.locator('details:has(#leave-password) > summary').click();
  await lia.fill({ '#leave-password': `${acts.PASSWORD}-anew` });
  lia.forget();
  await look(t, await lia.click(doing('leave')), 'left');
});

test('T29 the board', async (t) => {
  const [pia, mira, moderator] = [await enter(), await enter(), await enter()];
  await acts.approved(gate, pia, moderator, 'pia');
  await acts.choose(pia, { password: acts.PASSWORD });
  await gate.letter(acts.addressOf('pia'), acts.READY);
  await acts.signIn(gate, pia, 'pia');
  await look(t, await pia.open(`${gate.gate}/board`), 'board-empty');
  await look(t, await pia.open(`${gate.gate}/board/new`), 'post-new');
  await look(t, await pia.press('publish'), 'post-new-faults', 422);
  await pia.fill({ '#title': 'Who has <b>leeks</b> to swap?', '#content': POST });
  await look(t, await pia.press('preview'), 'post-new-preview');
  await look(t, await pia.press('draft'), 'post-draft');
  await pia.open(`${pia.url()}/edit`);
  await look(t, pia, 'post-edit');
  await look(t, await pia.press('publish'), 'post-own');
  const post = pia.page.url();
  await pia.open(`${gate.gate}/board/new`);
  await pia.fill({ '#title': 'Neverendingsummerofcourgettes'.repeat(6), '#content': 'x'.repeat(400) });
  await pia.press('publish');
  await look(t, await pia.press('vote'), 'post-long');
  await look(t, await pia.open(`${gate.gate}/board`), 'board');
  await pia.fill({ '#search': 'leeks swap' });
  await look(t, await pia.click('form[role="search"] button'), 'board-found');
  await look(t, await pia.open(`${gate.gate}/board?search=pelican`), 'board-found-none');
  await look(t, await pia.open(`${gate.gate}/board/mine`), 'board-own');
  await pia.open(`${gate.gate}/board/new`);
  await pia.fill({ '#title': 'Kept', '#content': 'What I wrote while my session ended.' });
  await pia.page.context().clearCookies();
  await look(t, await pia.press('publish'), 'post-signed-out', 401);
  await acts.signIn(gate, pia, 'pia');

  await acts.confirmed(gate, mira, 'mira');
  // Nobody hears of their own request: the other moderator decides.
  const rid = mira.url().pathname.split('/')[2];
  const fits = (letter) => letter.to.includes(gate.moderators[1]) && letter.text.includes(`/m/${rid}`);
  const { links } = await soon('the other moderator hears of it', async () => (await gate.allLetters()).find(fits));
  await moderator.open(links.find((link) => new URL(link).pathname === `/m/${rid}`));
  await moderator.press('approve');
  await mira.open(await gate.link(acts.addressOf('mira'), acts.APPROVED, '/r/'));
  await acts.choose(mira, { password: acts.PASSWORD });
  await gate.letter(acts.addressOf('mira'), acts.READY);
  await acts.signIn(gate, mira, 'mira');
  mira.forget();
  await look(t, await mira.open(post), 'post-moderated');
  await look(t, await mira.press('take-off'), 'post-take-off');
  await look(t, await mira.press('take-off-yes'), 'post-taken-off');
  await look(t, await pia.open(post), 'post-own-taken-off');
  await look(t, await pia.open(`${post}/edit`), 'post-edit-taken-off');
  await pia.open(post);
  await look(t, await pia.press('delete'), 'post-delete');
  await look(t, await pia.press('delete-yes'), 'post-deleted');
  await look(t, await pia.open(post), 'post-gone', 404);
});

test('T29 the pages of who is lost', async (t) => {
  const [cam, tom] = [await enter(), await enter()];
  await look(t, await cam.open(`${gate.gate}/lost-link`), 'lost-link');
  await cam.fill({ '#email': 'nobody' });
  await look(t, await cam.click(FORM_SEND), 'lost-link-faults', 422);
  await cam.fill({ '#email': 'cam@example.org' });
  await look(t, await cam.click(FORM_SEND), 'lost-link-sent');
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
