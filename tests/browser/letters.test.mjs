// The letters as a mail program shows them: the worker's unit tests put one of each kind into var/letters/<language>/.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { judged, photograph, widthFaults } from './audit.mjs';
import { launch, Person } from './person.mjs';

const LETTERS = fileURLToPath(new URL('../../var/letters/', import.meta.url));
// Photographed and judged in these, which differ in more than words; in all others they only have to fit.
const SHOWN = { en: ['phone', 'desktop'], ar: ['phone'] };
const NARROWEST = 320;
// A letter is shown inside of somebody else's page, which has landmarks of its own.
const PAGES_ONLY = ['landmark-one-main', 'region'];

const languages = existsSync(LETTERS) ? readdirSync(LETTERS) : [];
const skip = languages.length === 0 && 'no letters lie there: cargo test -p worker --lib every_letter_can_be_looked_at';
let browser;

before(async () => { browser = await launch(); });
after(() => browser?.close());

async function lookedAt(reader, language, name) {
  const devices = SHOWN[language];
  if (!devices) return widthFaults(reader.page, NARROWEST);
  await photograph(reader, `letter-${language === 'en' ? '' : `${language}-`}${name}`, devices);
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await reader.page.emulateMedia({ colorScheme });
    faults.push(...(await judged(reader.page, NARROWEST, PAGES_ONLY)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}

for (const language of languages.length > 0 ? languages : ['en']) {
  test(`every letter in ${language} keeps axe's rules, fits a phone, and loads nothing`, { skip }, async () => {
    const reader = await Person.enter(browser);
    const faults = [];
    const letters = readdirSync(`${LETTERS}${language}`).filter((file) => file.endsWith('.html'));
    for (const file of letters) {
      const name = file.slice(0, -'.html'.length);
      reader.forget();
      await reader.open(pathToFileURL(`${LETTERS}${language}/${file}`).href);
      faults.push(...(await lookedAt(reader, language, name)).map((fault) => `${name}: ${fault}`));
      faults.push(...reader.requests.filter((url) => !url.endsWith(`/${file}`)).map((url) => `${name} asks for ${url}`));
    }
    assert.ok(letters.length > 20, `${letters.length} letters`);
    assert.deepEqual(faults, []);
  });
}
