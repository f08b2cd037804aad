// What one file of journeys plays on: a whole Gatelodge and a browser, there before its first test and gone after its last.
import { after, before } from 'node:test';
import { Gatelodge } from './gatelodge.mjs';
import { launch } from './person.mjs';

export let gate;
export let browser;

before(async () => {
  [gate, browser] = await Promise.all([Gatelodge.start(), launch()]);
});
after(async () => {
  await browser?.close();
  await gate?.stop();
});
