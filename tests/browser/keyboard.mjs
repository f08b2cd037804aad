// A person who has a keyboard and nothing else. At every place where the keyboard stops, what has the focus must be seen to have
// it, and the places must follow each other as the page is read.
import assert from 'node:assert/strict';
import { anotherSite } from './gatelodge.mjs';
import { Person } from './person.mjs';

// More places than any page has.
const STOPS_MAX = 200;
const OUTLINE_PX_MIN = 2;
// What a keyboard must reach; of radio buttons with one name it is enough to reach one.
const FIELDS = 'input:not([type="hidden"]):not([tabindex="-1"]), select, textarea';
const REACHABLE = `a[href], button:not([disabled]):not([tabindex="-1"]), summary, ${FIELDS}`;

export class Typist {
  static async enter(browser, options) {
    return Object.assign(new Typist(), { person: await Person.enter(browser, options) });
  }

  // By a link on somebody else's page, as out of webmail.
  async follow(link) {
    const webmail = await anotherSite(link);
    await this.person.open(webmail.url);
    await this.person.page.keyboard.press('Tab');
    await this.leads('Enter');
    webmail.close();
    return this;
  }

  async open(url) {
    await this.person.open(url);
    return this;
  }

  press(key) {
    return this.person.page.keyboard.press(key);
  }

  type(words) {
    return this.person.page.keyboard.type(words);
  }

  // Presses a key that leads to another page, or to this one anew.
  async leads(key) {
    const onward = this.person.page.waitForNavigation({ waitUntil: 'load' });
    [this.person.answer] = await Promise.all([onward, this.press(key)]);
    assert.ok(this.person.answer.status() < 400, `${this.person.url().pathname} answered ${this.person.answer.status()}`);
    return this;
  }

  // Goes on to the next place, or back, and looks at it.
  async step(key = 'Tab') {
    await this.press(key);
    const stop = await this.person.page.evaluate(look);
    if (stop !== null) {
      assert.ok(stop.outline >= OUTLINE_PX_MIN, `${stop.what}: nobody sees that it has the focus`);
      assert.ok(stop.seen, `${stop.what} has the focus and is out of sight`);
    }
    return stop;
  }

  has(selector) {
    return this.person.page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
  }

  // Goes on until what is wanted has the focus.
  async to(selector, key = 'Tab') {
    for (let count = 0; count < STOPS_MAX; count += 1) {
      await this.step(key);
      if (await this.has(selector)) return this;
    }
    throw new Error(`${this.person.url().pathname}: no keyboard reaches ${selector}`);
  }

  // Goes to a field and types over what is there.
  async fill(selector, words) {
    await this.to(selector);
    await this.press('Control+a');
    await this.type(words);
    return this;
  }

  // The whole page from its beginning: every place, in the order in which the keyboard stops there.
  async walk() {
    // Where something that had the focus is gone, the next place is the one after it.
    await this.person.page.evaluate(() => {
      const first = Object.assign(document.createElement('span'), { tabIndex: -1 });
      document.body.prepend(first);
      first.focus();
      first.remove();
    });
    const stops = [];
    for (;;) {
      const stop = await this.step();
      // Past the last one the browser itself has the focus.
      if (stop === null || (stops.length > 0 && stop.place === stops[0].place)) break;
      stops.push(stop);
      assert.ok(stops.length < STOPS_MAX, 'the keyboard comes to an end');
    }
    return stops;
  }
}

// Runs in the page: what has the focus; nothing where the browser itself has it.
function look() {
  const { activeElement: one } = document;
  if (one === null || one === document.body) return null;
  const [{ outlineStyle, outlineWidth }, box] = [getComputedStyle(one), one.getBoundingClientRect()];
  const inside = (at, size) => Math.min(Math.max(at, 1), size - 1);
  const there = document.elementFromPoint(
    inside(box.left + box.width / 2, innerWidth),
    inside(box.top + Math.min(box.height / 2, 20), innerHeight),
  );
  return {
    what: `${one.localName}${one.id ? `#${one.id}` : ''} “${(one.innerText || one.name || '').trim().slice(0, 40)}”`,
    place: [...document.querySelectorAll('*')].indexOf(one),
    outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
    seen: box.width > 1 && box.height > 1 && there !== null && (one.contains(there) || there.contains(one)),
    box: { left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY },
  };
}

// What is wrong with the way that a keyboard takes through the page.
export async function wayFaults(typist) {
  const stops = await typist.walk();
  const faults = [];
  if (!stops[0]?.what.startsWith('a “')) faults.push('the first place is no link');
  for (const [at, { what, place, box }] of stops.entries()) {
    if (at === 0) continue;
    const before = stops[at - 1];
    if (place < before.place) faults.push(`${what} comes after ${before.what}, and stands before it in the text`);
    const is_above = box.bottom <= before.box.top;
    const is_next_column = box.left >= before.box.right;
    if (is_above && !is_next_column) faults.push(`${what} comes after ${before.what}, and stands above it`);
  }
  const reached = stops.map(({ place }) => place);
  faults.push(...(await typist.person.page.evaluate(missed, [REACHABLE, reached])));
  return faults;
}

// Runs in the page: what nobody reaches, though it is to be seen.
function missed([reachable, reached]) {
  const all = [...document.querySelectorAll('*')];
  const is_reached = (one) => reached.includes(all.indexOf(one));
  const radios = [...document.querySelectorAll('input[type="radio"]')];
  const group = (radio) => radios.filter((one) => one.name === radio.name && one.form === radio.form);
  const is_missed = (one) => one.checkVisibility() && !(one.type === 'radio' ? group(one).some(is_reached) : is_reached(one));
  return [...document.querySelectorAll(reachable)].filter(is_missed).map((one) => `no keyboard reaches ${one.outerHTML.slice(0, 80)}`);
}
