// Every kind of letter there is that leads to a page of ours: somebody gets it, clicks its link on another site, and can do there
// what the letter says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as acts from './acts.mjs';
import { soon } from './gatelodge.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

// What only this kind of letter has in its subject.
const SUBJECTS = {
  confirm: 'Please confirm your request',
  'confirm-beside': 'Please confirm your email address',
  'confirm-later': 'Please confirm your email address',
  received: 'We have your request',
  'please-decide': 'asks to join',
  'queue-link': 'your link to what waits',
  reminder: 'is still waiting',
  approved: 'You are welcome',
  rejected: 'Your request to join',
  'nobody-decided': 'Nobody has decided',
  'account-ready': 'ready',
  'needs-you': 'Please help us open',
  'could-not-open': 'no account for|could not be opened',
  'two-days-left': 'still waiting for you',
  'already-asked': 'You already asked',
  'your-links': 'Your links',
  'set-password': 'set a new Mastodon password',
  'member-password-changed': 'your password was changed',
  'set-member-password': 'set a new password',
  'session-reused': 'we ended one of your sessions',
  left: 'you have left',
  'post-unpublished': 'taken off the board',
  'post-deleted': 'your post was deleted',
};
// Their links lead to the platform itself, and `copy-by-hand` comes only from a gate that cannot change passwords there.
const LEAD_ELSEWHERE = ['password-changed', 'somebody-tried', 'change-it-there', 'copy-by-hand'];
const ENGLISH = new URL('../../shared/src/locales/en/letters.ftl', import.meta.url);
// Shorter than any operator would have it, and long enough for what has to happen before.
const BRIEF = '90s';
const BRIEF_MS = 90_000;
// For so long after it was used, a token may come twice by accident; what comes later is somebody else.
const TWICE_MS = 60_000;

const clicked = new Set();
const addressOf = acts.addressOf;
const doing = (what) => `button[name="do"][value="${what}"]`;
const enter = () => Person.enter(browser);

// Clicks the link of such a letter; in `visitor`'s own browser where somebody is signed in.
async function click(kind, to, path, { visitor, within } = {}) {
  const letter = await soonLetter(to, SUBJECTS[kind], within);
  const link = letter.links.find((each) => each.startsWith(gate.gate) && new URL(each).pathname.startsWith(path));
  assert.ok(link, `the letter “${letter.subject}” leads to ${path}: ${letter.links}`);
  clicked.add(kind);
  return acts.clickedElsewhere(browser, gate, link, visitor);
}

function soonLetter(to, words, within) {
  const fits = (letter) => letter.to.includes(to) && new RegExp(words).test(letter.subject);
  return soon(`a letter to ${to} about “${words}”`, async () => (await gate.allLetters()).findLast(fits), within);
}

async function send(path, body, { at = gate.gate, method = 'POST', as } = {}) {
  const headers = { 'Content-Type': 'application/json', ...(as && { Authorization: as }) };
  const answer = await fetch(`${at}${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, said: await answer.json().catch(() => null) };
}

// At another gate of the same house: what is done there is done by its operator's settings.
const there = (link, at) => link.replace(gate.gate, at);

test('every kind of letter is known here, with what it is called', () => {
  const kinds = [...readFileSync(ENGLISH, 'utf8').matchAll(/^letter-(.+?)-subject(-[a-z]+)? =/gm)].map(([, kind]) => kind);
  assert.deepEqual([...new Set(kinds)].sort(), [...Object.keys(SUBJECTS), ...LEAD_ELSEWHERE].sort());
});

test('every letter that leads to a page of ours: its link is clicked on another site', async (t) => {
  const beside = await gate.beside({ GATELODGE_CONFIRM_EMAIL: 'false' });
  const moderator = await enter();
  const [first, second] = gate.moderators;

  // Takes its time, and no longer than it may: beside everything else.
  const reminding = Promise.allSettled([reminded(await gate.beside({ GATELODGE_REGISTRATION_TTL: BRIEF, GATELODGE_APPROVED_TTL: BRIEF }))]);

  await t.test('those of who was not asked to confirm, or gave an address later', async () => {
    await send('/registrations/', { email: addressOf('bo'), reason: 'Seeds.', services: ['mastodon'] }, { at: beside });
    const bo = await click('confirm-beside', addressOf('bo'), '/c/');
    await bo.press('yes');
    const { said } = await send('/registrations/', { username: 'lea', reason: 'Seeds.', services: ['matrix'] });
    await moderator.open((await acts.decideLinksOf(gate, said.rid))[0]);
    await moderator.press('approve');
    const as = `Basic ${btoa(`${said.rid}:${said.token}`)}`;
    const order = { matrix_status: 'processing', username: 'lea', email: addressOf('lea'), password: acts.PASSWORD };
    assert.equal((await send(`/registrations/${said.rid}/`, order, { method: 'PATCH', as })).status, 200);
    const lea = await click('confirm-later', addressOf('lea'), '/c/');
    await lea.press('yes');
  });

  await t.test('those of who asks: from the request to the account', async () => {
    await acts.apply(gate, await enter(), 'amy');
    const amy = await click('confirm', addressOf('amy'), '/c/');
    await amy.press('yes');
    await click('received', addressOf('amy'), '/r/');
    const noor = await click('please-decide', second, '/m/');
    await noor.press('approve');
    await click('approved', addressOf('amy'), '/r/', { visitor: amy });
    await acts.choose(amy, { password: acts.PASSWORD });
    await click('account-ready', addressOf('amy'), '/r/');
    const signs_in = await click('account-ready', addressOf('amy'), '/login');
    await signs_in.fill({ '#username': addressOf('amy'), '#password': acts.PASSWORD });
    await signs_in.click(doing('sign-in'));
    assert.equal(signs_in.url().pathname, '/account');
  });

  await t.test('those of who is turned away, has asked before, or has lost the link', async () => {
    const rob = await enter();
    await acts.confirmed(gate, rob, 'rob');
    await moderator.open((await acts.decideLinks(gate, rob))[0]);
    await acts.reject(moderator, 'Not now.');
    assert.match(await (await click('rejected', addressOf('rob'), '/r/')).text(), /Not now\./);
    for (let times = 0; times < 4; times += 1) await send('/registrations/', { email: addressOf('kit'), reason: 'Seeds.' });
    const kit = await click('already-asked', addressOf('kit'), '/lost-link');
    await kit.fill({ '#email': addressOf('kit') });
    await kit.click('main form button:not(.unseen)');
    await click('your-links', addressOf('kit'), '/');
  });

  await t.test('those of who is in the way of an account, and of moderators', async () => {
    // A second account on the instance with the same address: nobody can prove whose it is.
    const amy = await enter();
    await acts.apply(gate, amy, 'amy');
    await amy.open(await gate.link(addressOf('amy'), acts.CONFIRM, '/c/', 2));
    await amy.press('yes');
    await moderator.open((await acts.decideLinks(gate, amy))[0]);
    await moderator.press('approve');
    await amy.open(await gate.link(addressOf('amy'), acts.APPROVED, '/r/', 2));
    await acts.choose(amy, { name: 'amy_again', password: acts.PASSWORD });
    await click('needs-you', addressOf('amy'), '/r/');
    assert.match(await (await click('could-not-open', first, '/m/')).text(), /amy_again|amy/);
    const nobody = await enter();
    await nobody.open(`${gate.gate}/moderate`);
    await nobody.fill({ '#email': first });
    await nobody.press('mail-link');
    assert.match(await (await click('queue-link', first, '/moderate')).text(), /decision/);
  });

  await t.test('those of members: passwords, sessions, posts', async () => {
    const amy = await enter();
    await acts.signIn(gate, amy, 'amy');
    const { said } = await send('/auth/login', { email: addressOf('amy'), password: acts.PASSWORD });
    await send('/auth/refresh', { refresh_token: said.refresh_token });
    await moderatedPosts(amy);
    const reused = (async () => {
      // Answered with the same successor at first; then it is somebody else's.
      const is_reused = async () => (await send('/auth/refresh', { refresh_token: said.refresh_token })).status === 401;
      await soon('the session is ended', is_reused, TWICE_MS);
      return click('session-reused', addressOf('amy'), '/account');
    })();
    assert.equal((await reused).url().pathname, '/login', 'who is not signed in signs in first');
    await click('session-reused', addressOf('amy'), '/account', { visitor: amy });
    assert.equal(amy.url().pathname, '/account', 'who is signed in stays signed in');

    const forgets = await enter();
    await forgets.open(`${gate.gate}/forgot`);
    await forgets.fill({ '#email': addressOf('amy') });
    await forgets.click('main form button:not(.unseen)');
    await click('set-member-password', addressOf('amy'), '/reset', { visitor: forgets });
    await forgets.fill({ '#password': `${acts.PASSWORD}-anew` });
    await acts.well(await forgets.press('set'));
    await click('member-password-changed', addressOf('amy'), '/forgot');

    await acts.signIn(gate, amy, 'amy', `${acts.PASSWORD}-anew`);
    await amy.page.locator('details:has(#leave-password) > summary').click();
    await amy.fill({ '#leave-password': `${acts.PASSWORD}-anew` });
    await acts.well(await amy.click(doing('leave')));
    await click('left', addressOf('amy'), '/');
    // The account on the instance stays, and its owner may still need a password for it.
    await gate.settle();
    await send('/forgot-password', { email: addressOf('amy') });
    const owner = await click('set-password', addressOf('amy'), '/reset');
    await owner.fill({ '#password': `${acts.PASSWORD}-there` });
    await acts.well(await owner.press('set'));
  });

  await t.test('those that remind', async () => {
    const [{ reason }] = await reminding;
    assert.ifError(reason);
  });

  assert.deepEqual(Object.keys(SUBJECTS).filter((kind) => !clicked.has(kind)), []);
});

// Two whom nobody decides about, or who do not choose, at a gate where everything ends soon.
async function reminded(brief) {
  const [wim, ute, moderator] = [await enter(), await enter(), await enter()];
  for (const [person, name] of [[wim, 'wim'], [ute, 'ute']]) {
    await send('/registrations/', { email: addressOf(name), username: name, reason: 'Seeds.' }, { at: brief });
    await person.open(there(await gate.link(addressOf(name), acts.CONFIRM, '/c/'), brief));
    await person.press('yes');
  }
  await moderator.open(there((await acts.decideLinks(gate, ute))[0], brief));
  await moderator.press('approve');
  await click('nobody-decided', addressOf('wim'), '/r/', { within: BRIEF_MS });
  assert.ok(await (await click('reminder', gate.moderators[0], '/m/', { within: BRIEF_MS })).has('approve'));
  await click('two-days-left', addressOf('ute'), '/r/', { within: BRIEF_MS });
}

// Two posts of hers, which a moderator takes off and deletes.
async function moderatedPosts(author) {
  const mira = await enter();
  await acts.confirmed(gate, mira, 'mira');
  // Nobody hears of their own request: the other moderator decides.
  const [, , rid] = mira.url().pathname.split('/');
  const fits = ({ to, text }) => to.includes(gate.moderators[1]) && text.includes(`/m/${rid}`);
  const other = await enter();
  const { links } = await soon('the other moderator hears of it', async () => (await gate.allLetters()).findLast(fits));
  await other.open(links.find((link) => new URL(link).pathname.startsWith('/m/')));
  await other.press('approve');
  await mira.open(await gate.link(addressOf('mira'), acts.APPROVED, '/r/'));
  await acts.choose(mira, { password: acts.PASSWORD });
  await gate.letter(addressOf('mira'), acts.READY);
  await acts.signIn(gate, mira, 'mira');
  for (const [act, kind, path] of [['take-off', 'post-unpublished', '/board/mine'], ['delete', 'post-deleted', '/board']]) {
    await author.open(`${gate.gate}/board/new`);
    await author.fill({ '#title': `To ${act}`, '#content': 'Leeks.' });
    await author.press('publish');
    await mira.open(author.page.url());
    await mira.press(act);
    await mira.press(`${act}-yes`);
    await click(kind, addressOf('amy'), path, { visitor: author });
  }
}
