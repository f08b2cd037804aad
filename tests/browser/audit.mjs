// What every page owes its readers: a policy that lets nothing in, requests to nobody else, and axe-core's rules at every
// width and in every colour. Each question answers with the faults as lines of text.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = fileURLToPath(new URL('../../var/screenshots/', import.meta.url));
const COLOURS = ['light', 'dark'];
const WIDTHS = [320, 1280];
const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

const PAGE_POLICY = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};
const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
// What no page of ours uses.
const POWERS = ['camera', 'geolocation', 'microphone', 'payment', 'usb'];
// Everything that would run or look differently without being a file of our own.
const INLINE = '[style], style, script, base, object, embed, iframe, [onclick], [onload], [onerror], [onsubmit], [onfocus]';

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

export async function pageFaults(person, origin, status = 200) {
  const faults = await conductFaults(person, origin, status);
  if (person.answer.status() !== status) faults.push(`answered ${person.answer.status()}`);
  const policy = policyOf(await person.answer.allHeaders());
  for (const name of new Set([...Object.keys(policy), ...Object.keys(PAGE_POLICY)])) {
    if (policy[name] !== PAGE_POLICY[name]) faults.push(`${name} is ${policy[name]}`);
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

export async function axeFaults(person) {
  const { page } = person;
  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`at ${width} px the page is ${wide} px wide`);
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      // Evaluated from outside: the page's own policy would let no script in.
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { preload: false }));
      const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
      faults.push(...told.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
    }
  }
  return faults;
}

// Into var/screenshots: a person looks at them.
export async function photograph(person, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const [device, size] of Object.entries(DEVICES)) {
    await person.page.setViewportSize(size);
    for (const colorScheme of COLOURS) {
      await person.page.emulateMedia({ colorScheme });
      await person.page.screenshot({ path: `${SCREENSHOTS}${name}-${device}-${colorScheme}.png`, fullPage: true });
    }
  }
}
