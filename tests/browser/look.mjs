// The one way in which journeys look at a page that somebody is on: what it may do, whom it asks, and whether everybody can read it.
import assert from 'node:assert/strict';
import { axeFaults, follows, pageFaults, photograph } from './audit.mjs';

// The states whose page follows a registration by itself. No other page runs anything.
const WITH_SCRIPT = /^(status-|apply-sent)/;

export async function look(t, person, name, status = 200) {
  await t.test(`T29 “${name}”: a policy that lets nothing in, no request to anybody else, nothing stopped`, async () => {
    await person.rests();
    const faults = await pageFaults(person, person.url().origin, status);
    person.forget();
    assert.deepEqual(faults, []);
    assert.equal(await follows(person), WITH_SCRIPT.test(name), 'whether it brings our script');
  });
  await photograph(person, name);
  await t.test(`“${name}” keeps axe's rules and fits, narrow and wide, light and dark, from the left and from the right`, async () => {
    assert.deepEqual(await axeFaults(person, name), []);
  });
}
