// One person with a browser of their own: cookies, a page, and everything that this browser was asked and answered.
import { chromium } from 'playwright-core';

// As long as anything may take before it failed.
const PATIENCE_MS = 15_000;
// No name but these two leads anywhere: what would ask somebody else's server fails here as it would without a network.
const RESOLVER_RULES = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

// Runs in every page before anything of the page itself, and tells of each thing that the page's policy stopped.
const WATCH = () => {
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.toldOfViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`.trim());
  });
};

// Debian's, unless CHROMIUM names another. `more` are switches of its command line.
export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--host-resolver-rules=${RESOLVER_RULES}`,
      ...more,
    ],
  });
}

export class Person {
  // A fresh browser. Without `scripts` pages run none, as for people who turned them off.
  static async enter(browser, { scripts = true } = {}) {
    const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const person = Object.assign(new Person(context), { scripts });
    if (scripts) {
      await context.exposeBinding('toldOfViolation', (_, violation) => void person.violations.push(violation));
      await context.addInitScript(WATCH);
    }
    context.on('request', (request) => person.requests.push(request.url()));
    context.on('response', (response) => void person.answers.push(response));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) person.complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => person.complaints.push(String(error.error())));
    context.on('dialog', (dialog) => {
      person.complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    person.page = await context.newPage();
    return person;
  }

  constructor(context) {
    this.context = context;
    this.forget();
  }

  // What was asked and answered until now is of no interest.
  forget() {
    Object.assign(this, { requests: [], answers: [], violations: [], complaints: [] });
  }

  async open(url) {
    this.answer = await this.page.goto(url, { waitUntil: 'load' });
    return this;
  }

  async fill(fields) {
    for (const [selector, value] of Object.entries(fields)) {
      const field = this.page.locator(selector);
      if (typeof value === 'boolean') await field.setChecked(value);
      else await field.fill(value);
    }
    return this;
  }

  // Clicks what leads to another page.
  async click(selector) {
    const onward = this.page.waitForNavigation({ waitUntil: 'load', timeout: PATIENCE_MS });
    [this.answer] = await Promise.all([onward, this.page.locator(selector).click()]);
    return this;
  }

  // Waits until a page asks for nothing any more. Without a script that is so once it is loaded and drawn; a page that follows a
  // registration listens on, and has then been told what there is.
  async rests() {
    const follows = this.page.locator('#live[data-events]');
    if (!this.scripts) return this.page.waitForLoadState('networkidle');
    if ((await follows.count()) === 0) {
      return this.page.evaluate(() => new Promise((rested) => { requestAnimationFrame(() => setTimeout(rested)); }));
    }
    await this.page.waitForFunction(() => document.querySelector('#live').dataset.heard);
  }

  // Presses the button that sends this action.
  press(action) {
    return this.click(button(action));
  }

  has(action) {
    return this.page.locator(button(action)).isVisible();
  }

  async text() {
    return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
  }

  url() {
    return new URL(this.page.url());
  }

  async leave() {
    await this.context.close();
  }
}

// The one that people see: forms have a second one for those who press Enter.
function button(action) {
  return `button:not(.unseen)[name="action"][value="${action}"]`;
}
