// What people do with Gatelodge in a browser, from a page to a pressed button. What comes of it, the journeys find out.
import assert from 'node:assert/strict';
import { anotherSite, soon } from './gatelodge.mjs';
import { Person } from './person.mjs';

export const SEND = 'form > button:not(.unseen):not([name])';
export const PASSWORD = 'seven-Quiet-tomatoes-4-ripening';

export const CONFIRM = 'Please confirm';
export const RECEIVED = 'We have your request';
export const PLEASE_DECIDE = 'asks to join';
export const APPROVED = 'one step left';
export const REJECTED = 'Your request to join';
export const READY = 'your accounts are ready';
export const NEW_PASSWORD = 'set a new password';
export const NEEDS_YOU = 'Please help us open';
export const YOUR_LINKS = 'Your links';
export const ALREADY_ASKED = 'You already asked';

export const addressOf = (name) => `${name}@example.org`;

// Fails with what a person reads, where a page is not the one that was expected.
export async function well(person) {
  const status = person.answer.status();
  assert.ok(status < 400, `${person.url().pathname} answered ${status}: ${await person.text()}`);
  return person;
}

// Fills in the form and sends it.
export async function apply(gate, person, name) {
  await person.open(`${gate.gate}/`);
  const reason = `I am ${name} and would like to swap seeds.`;
  await person.fill({ '#email': addressOf(name), '#username': name, '#reason': reason, '#answer-1': 'Chard & <b>leeks</b>' });
  return well(await person.click(SEND));
}

// Applies, opens the letter's link and presses Yes.
export async function confirmed(gate, person, name) {
  await apply(gate, person, name);
  await person.open(await gate.link(addressOf(name), CONFIRM, '/c/'));
  return well(await person.press('yes'));
}

// The links by which moderators decide about the registration whose page somebody is on.
export const decideLinks = (gate, person) => decideLinksOf(gate, person.url().pathname.split('/')[2]);

export async function decideLinksOf(gate, rid) {
  const links = [];
  for (const moderator of gate.moderators) {
    const is_about = ({ to, text }) => to.includes(moderator) && text.includes(`/m/${rid}`);
    const letter = await soon(`a letter to ${moderator} about ${rid}`, async () => (await gate.allLetters()).find(is_about));
    links.push(letter.links.find((link) => new URL(link).pathname === `/m/${rid}`));
  }
  assert.equal(new Set(links).size, gate.moderators.length, 'every moderator has a link of their own');
  return links;
}

// A click in webmail, which is another site, in a browser that was never here or in somebody's own.
export async function clickedElsewhere(browser, gate, link, visitor) {
  const [person, webmail] = [visitor ?? (await Person.enter(browser)), await anotherSite(link)];
  await person.open(webmail.url);
  await person.click('#link');
  webmail.close();
  assert.equal(person.answer.status(), 200, `${new URL(link).pathname} answered ${person.answer.status()}`);
  assert.equal(person.url().searchParams.has('t'), false, 'the token leaves the address bar');
  assert.equal(person.url().origin, gate.gate);
  return person;
}

// The first moderator decides about the registration whose page the applicant is on.
export async function decided(gate, applicant, moderator, action) {
  const [link] = await decideLinks(gate, applicant);
  await moderator.open(link);
  return well(await moderator.press(action));
}

// Says why, and presses Reject.
export async function reject(moderator, words) {
  await moderator.fill({ '#message': words });
  return moderator.press('reject');
}

// Confirmed and approved; the applicant stands before name and password.
export async function approved(gate, person, moderator, name) {
  await confirmed(gate, person, name);
  await decided(gate, person, moderator, 'approve');
  return well(await person.open(await gate.link(addressOf(name), APPROVED, '/r/')));
}

// Chooses a name that somebody else takes at the homeserver before the account is made.
export async function chooseTaken(gate, person, name) {
  gate.freeze();
  try {
    await choose(person, { password: `${PASSWORD}-of-another` });
    await gate.strangersAccount(name, PASSWORD);
  } finally {
    gate.thaw();
  }
}

// Signs in at the page and stands before the account.
export async function signIn(gate, person, name, password = PASSWORD) {
  await person.open(`${gate.gate}/login`);
  await person.fill({ '#username': addressOf(name), '#password': password });
  return well(await person.click('button[name="do"][value="sign-in"]'));
}

export async function choose(person, { name, password }) {
  if (name) await person.fill({ '#username': name });
  if (password) await person.fill({ '#password-own': true, '#password': password });
  else await person.fill({ '#password-generate': true });
  return well(await person.press('choose'));
}
