// What every page owes its readers: a policy that lets nothing in, requests to nobody else, axe-core's rules at every width,
// in every colour and in both directions of writing. Each question answers with the faults as lines of text.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = fileURLToPath(new URL('../../var/screenshots/', import.meta.url));
const COLOURS = ['light', 'dark'];
const WIDTHS = [320, 1280];
const [NARROWEST] = WIDTHS;
// As a gate at an http: address calls it.
const CHOSEN_LANGUAGE = 'gl-lang';
const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

const PAGE_POLICY = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};
// What a page may do besides that names our script.
const SCRIPT_POLICY = { 'script-src': "'self'", 'connect-src': "'self'" };
const SCRIPT = 'head > script[src^="/assets/live.js?v="]:empty';
const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
// What no page of ours uses.
const POWERS = ['camera', 'geolocation', 'microphone', 'payment', 'usb'];
// Everything that would run or look differently without being a file of our own.
const INLINE = `[style], style, script:not(${SCRIPT}), base, object, embed, iframe, [onclick], [onload], [onerror], [onsubmit], [onfocus]`;

function policyOf(headers) {
  const directives = (headers['content-security-policy'] ?? '').split(';').map((directive) => directive.trim());
  return Object.fromEntries(directives.filter(Boolean).map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]));
}

// The answers since the person last forgot, the page's own among them.
async function headerFaults(person) {
  const faults = [];
  // A worker that a page made out of its own text comes from no server.
  const fromServers = person.answers.filter((answer) => !answer.url().startsWith('blob:'));
  for (const answer of fromServers) {
    const [headers, at] = [await answer.allHeaders(), `${answer.request().method()} ${new URL(answer.url()).pathname}`];
    for (const [name, value] of Object.entries(ON_EVERY_ANSWER)) {
      if (headers[name] !== value) faults.push(`${at}: ${name} is ${headers[name]}`);
    }
    const powers = headers['permissions-policy'] ?? '';
    faults.push(...POWERS.filter((power) => !powers.includes(`${power}=()`)).map((power) => `${at}: permissions-policy leaves ${power}`));
    if (!headers['referrer-policy']) faults.push(`${at}: no referrer-policy`);
    if (policyOf(headers)['default-src'] !== "'none'") faults.push(`${at}: default-src is ${policyOf(headers)['default-src']}`);
    if (policyOf(headers)['frame-ancestors'] !== "'none'") faults.push(`${at}: may be framed`);
  }
  return faults;
}

// What happened in this browser that should not: requests to others, things the policy stopped, errors in the console.
export async function conductFaults(person, origin, status = 200) {
  const elsewhere = person.requests.filter((url) => new URL(url).origin !== origin).map((url) => `asked ${url}`);
  // The browser reports the status of the page itself as an error, even where it is meant.
  const complaints = person.complaints.filter((complaint) => status < 400 || !complaint.includes(`status of ${status}`));
  return [...elsewhere, ...person.violations, ...complaints, ...(await headerFaults(person))];
}

// Whether the page brings our script.
export async function follows({ page }) {
  return (await page.locator(SCRIPT).count()) > 0;
}

export async function pageFaults(person, origin, status = 200) {
  const faults = await conductFaults(person, origin, status);
  if (person.answer.status() !== status) faults.push(`answered ${person.answer.status()}`);
  const policy = policyOf(await person.answer.allHeaders());
  const expected = (await follows(person)) ? { ...PAGE_POLICY, ...SCRIPT_POLICY } : PAGE_POLICY;
  for (const name of new Set([...Object.keys(policy), ...Object.keys(expected)])) {
    if (policy[name] !== expected[name]) faults.push(`${name} is ${policy[name]}`);
  }
  const inline = await person.page.locator(INLINE).count();
  if (inline > 0) faults.push(`${inline} elements are inline style, script or frame`);
  return faults;
}

export async function documentFaults(person, origin) {
  const faults = await conductFaults(person, origin);
  const script = policyOf(await person.answer.allHeaders())['script-src'] ?? '';
  if (!/^('sha256-[A-Za-z0-9+/=]+' ?)+$/.test(script)) faults.push(`script-src is ${script}`);
  return faults;
}

// axe's rules for a page at every width and in every colour, read from the right, and whether longer words fit.
export async function axeFaults(person, name) {
  const { page } = person;
  const faults = [];
  for (const width of WIDTHS) {
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      faults.push(...(await judged(page, width)).map((fault) => `${width} px, ${colorScheme}: ${fault}`));
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return [...faults, ...(await stretchedFaults(page)), ...(await mirroredFaults(person, name))];
}

// What axe finds at this width, but for the rules that are turned off.
export async function judged(page, width, off = []) {
  const faults = await widthFaults(page, width);
  // Evaluated from outside: the page's own policy would let no script in.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { preload: false, rules }), rules);
  const told = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`);
  return [...faults, ...violations.flatMap(told)];
}

export async function widthFaults(page, width) {
  await page.setViewportSize({ width, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide > width ? [`the page is ${wide} px wide`] : [];
}

// No language needs more room than a made-up one, whose words are longer by a half and cannot be told from ours.
async function stretchedFaults(page) {
  await page.setViewportSize({ width: NARROWEST, height: 800 });
  await page.evaluate(() => {
    const accents = { a: 'åá', e: 'éè', i: 'îï', o: 'öø', u: 'üû', y: 'ÿý', A: 'ÅÁ', E: 'ÉÈ', I: 'ÎÏ', O: 'ÖØ', U: 'ÜÛ' };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    globalThis.spoken = [];
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      // What people typed and what is copied stays as it is.
      if (text.data.trim() === '' || text.parentElement.closest('bdi, code, .said, .written, textarea, script')) continue;
      globalThis.spoken.push([text, text.data]);
      text.data = text.data.replace(/[aeiouyAEIOU]/g, (vowel) => accents[vowel] ?? vowel);
    }
  });
  const faults = await widthFaults(page, NARROWEST);
  await page.evaluate(() => globalThis.spoken.forEach(([text, data]) => { text.data = data; }));
  return faults.map((fault) => `${NARROWEST} px, in longer words: ${fault}`);
}

// In Arabic where the page offers it and can be asked for once more; otherwise this very page, its direction turned.
async function mirroredFaults(person, name) {
  const { page } = person;
  const offered = page.locator('nav.languages a[hreflang="ar"]');
  if (person.answer.request().method() === 'GET' && (await offered.count()) > 0) {
    const tab = await person.context.newPage();
    await tab.goto(new URL(await offered.getAttribute('href'), page.url()).href, { waitUntil: 'load' });
    const is_turned = (await tab.locator('html').getAttribute('dir')) === 'rtl';
    const faults = is_turned ? await turnedFaults(tab, name) : ['Arabic is not written from the right'];
    await tab.close();
    // The choice was this tab's alone.
    await person.context.clearCookies({ name: CHOSEN_LANGUAGE });
    person.forget();
    return faults;
  }
  const direction = await page.locator('html').getAttribute('dir');
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  const faults = await turnedFaults(page, name);
  await page.evaluate((dir) => { document.documentElement.dir = dir; }, direction);
  return faults;
}

async function turnedFaults(page, name) {
  const faults = [];
  for (const width of WIDTHS) faults.push(...(await judged(page, width)).map((fault) => `${width} px, from the right: ${fault}`));
  if (name) await take(page, `${name}-phone-rtl`, DEVICES.phone);
  return faults;
}

async function take(page, name, size) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.setViewportSize(size);
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}

// Into var/screenshots: a person looks at them.
export async function photograph({ page }, name, devices = Object.keys(DEVICES)) {
  for (const device of devices) {
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      await take(page, `${name}-${device}-${colorScheme}`, DEVICES[device]);
    }
  }
}
