// The whole story as people live it, in browsers that run scripts and in browsers that do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPROVED, CONFIRM, PASSWORD, READY, REJECTED, YOUR_LINKS } from './acts.mjs';
import { addressOf, apply, approved, choose, confirmed, decideLinks, reject } from './acts.mjs';
import { Person } from './person.mjs';
import { browser, gate } from './stage.mjs';

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const name = (person) => `${person}_${scripts ? 'on' : 'off'}`;
  const enter = () => Person.enter(browser, { scripts });

  test(`${how}: somebody asks, confirms, is approved, chooses, and signs in to Matrix`, async () => {
    const [ann, moderator, late] = [await enter(), await enter(), await enter()];
    await apply(gate, ann, name('ann'));
    await ann.open(await gate.link(addressOf(name('ann')), CONFIRM, '/c/'));
    assert.equal(ann.url().search, '', 'the token leaves the address bar');
    assert.match(await ann.text(), /Chard & <b>leeks<\/b>/);
    await ann.press('yes');

    const [first, second] = await decideLinks(gate, ann);
    await moderator.open(first);
    assert.equal(moderator.url().search, '', 'the token leaves the address bar');
    await moderator.press('approve');
    assert.equal(await moderator.has('approve'), false, 'it is decided');
    await late.open(second);
    assert.equal(await late.has('approve'), false, 'it is decided for everybody');

    await ann.open(await gate.link(addressOf(name('ann')), APPROVED, '/r/'));
    await choose(ann, { password: PASSWORD });
    await ann.open(await gate.link(addressOf(name('ann')), READY, '/r/'));
    assert.match(await ann.text(), new RegExp(`@${name('ann')}:example\\.test`));
    assert.equal(await gate.signIn(name('ann'), PASSWORD), `@${name('ann')}:example.test`);
  });

  test(`${how}: a password that was made for somebody is behind a button, and opens the account`, async () => {
    const [dee, moderator] = [await enter(), await enter()];
    await approved(gate, dee, moderator, name('dee'));
    await choose(dee, {});
    await dee.open(await gate.link(addressOf(name('dee')), READY, '/r/'));
    assert.equal(await dee.page.locator('#your-password code').count(), 0, 'no page shows it unasked');
    await dee.press('show-password');
    const password = await dee.page.locator('#your-password code').innerText();
    assert.equal(await gate.signIn(name('dee'), password), `@${name('dee')}:example.test`);
    await dee.press('saved');
    assert.equal(await dee.has('show-password'), false, 'it is forgotten');
  });

  test(`${how}: a rejected person reads the moderator's words`, async () => {
    const [bob, moderator] = [await enter(), await enter()];
    await confirmed(gate, bob, name('bob'));
    await moderator.open((await decideLinks(gate, bob))[0]);
    await reject(moderator, 'Please ask again in spring.');
    await bob.open(await gate.link(addressOf(name('bob')), REJECTED, '/r/'));
    assert.match(await bob.text(), /Please ask again in spring\./);
  });

  test(`${how}: who lost the link gets it by letter, and withdraws`, async () => {
    const cam = await enter();
    await confirmed(gate, cam, name('cam'));
    const [decide] = await decideLinks(gate, cam);
    const elsewhere = await enter();
    await elsewhere.open(`${gate.gate}/lost-link`);
    await elsewhere.fill({ '#email': addressOf(name('cam')) });
    await elsewhere.click('main form button:not(.unseen)');
    await elsewhere.open(await gate.link(addressOf(name('cam')), YOUR_LINKS, '/r/'));
    await elsewhere.press('withdraw');
    await elsewhere.press('withdraw-yes');
    await elsewhere.open(decide);
    assert.equal(await elsewhere.has('approve'), false, 'nothing is left to decide');
  });
}
