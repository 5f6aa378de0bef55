// The ways that several tests go: reporting and coming back as a person does it, and coming to work as an officer does.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

// A picture as a phone takes it (its place and model inside), a letter, and speech as messengers record it.
const sample = (name) => readFileSync(new URL(`../../crates/cli/src/demo/files/${name}`, import.meta.url));
export const [PHOTO, PDF, VOICE] = ['photo.jpg', 'letter.pdf', 'voice.opus'].map(sample);
export const FILES = [
  { name: 'gate.jpg', mimeType: 'image/jpeg', buffer: PHOTO },
  { name: 'paper.pdf', mimeType: 'application/pdf', buffer: PDF },
  { name: 'voice.ogg', mimeType: 'audio/ogg', buffer: VOICE },
];

const CATALOGUE = new URL('../../crates/text/catalogue/', import.meta.url);

const PROCEDURE = new URL('../../crates/domain/src/vocabulary/procedure.toml', import.meta.url);

/** How the shipped procedure calls a state in a language, and what the person who reported is told of it. */
export function standing(language, code) {
  const text = readFileSync(PROCEDURE, 'utf8');
  const state = text.split('[[state]]').find((part) => part.startsWith(`\ncode = "${code}"\n`));
  const said = (field) => state.match(new RegExp(`^${field} = .*?\\b${language} = "([^"]*)"`, 'm'))[1];
  return { name: said('name'), told: said('told') };
}

/** The form of an act of the procedure, where it has one of its own. */
export function stepForm(page, act) {
  return page.locator('details', { has: page.locator(`input[name="act"][value="${act}"]`) });
}

/** Goes to a worksheet of a case from its page and fills it in: by the code of the sheet, with answers by question. */
export async function fillSheet(page, sheet, said, look = async () => {}) {
  await page.locator(`a[href*="/sheet/${sheet}"]`).click();
  await answerSheet(page.locator('main'), said);
  await look(page);
  await goOn(page);
}

/** Answers the questions of a worksheet. */
export async function answerSheet(form, said) {
  for (const [question, value] of Object.entries(said)) {
    const field = form.locator(`[name="q.${question}"]`).first();
    const type = await field.evaluate((node) => node.type);
    // What is folded away is unfolded first, as somebody would.
    await form.locator(`[name="q.${question}"]`).evaluateAll((nodes, value) => {
      const chosen = nodes.find((node) => node.value === value);
      for (let fold = chosen?.closest('fieldset details'); fold; fold = fold.parentElement.closest('fieldset details')) fold.open = true;
    }, value);
    if (['radio', 'checkbox'].includes(type)) await form.locator(`[name="q.${question}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

/** Fills in a worksheet where it unfolds: on the follow-up page, or in a room. */
export async function fillUnfolded(page, sheet, said) {
  const own = `input[name="sheet"][value="${sheet}"], form[action*="/sheet/${sheet}"]`;
  const form = page.locator('details', { has: page.locator(own) });
  await form.locator('summary').click();
  await answerSheet(form, said);
  await form.locator('button').click();
}

/** Carries a new case on to where its tests are done. */
export async function carriedToTests(page) {
  await press(page, 'acknowledge');
  for (const [sheet, on] of [['safety', 'continue'], ['mandate', 'complete']]) {
    await fillSheet(page, sheet, SHEETS[sheet]);
    await act(page, on);
  }
  await fillSheet(page, 'eligibility', SHEETS.eligibility);
}

/** Writes down what one of the parties is told, from the page of a case, and tells them. */
export async function tell(page, base, address, party, { title, text, ask }, look = async () => {}) {
  await page.goto(`${base}${address}/told/tell`);
  await page.locator('main a', { hasText: party }).click();
  await look('form');
  await page.fill('[name="title"]', title);
  await page.check('[name="which"][value="what_happened"]');
  await page.fill('[name="field-what_happened"]', text);
  await page.fill('[name="ask"]', ask);
  await goOn(page);
  await look('preview');
  await page.locator('form[action*="/release"] button').click();
}

/** Answers with which a case can go on. */
export const SHEETS = {
  safety: { life: 'no', child: 'no', 'sexual-violence': 'no', ongoing: 'yes', perishing: 'no', retaliation: 'some', protect: 'advice' },
  mandate: { speaks: 'self', mandate: 'own', 'can-end': 'yes' },
  eligibility: Object.fromEntries([['paragraphs', 'icoc-2021-52'], ...
    ['company-known', 'member-then', 'code-touched', 'link-to-harm', 'facts-enough', 'not-vexatious', 'company-tried']
      .flatMap((test) => [[test, 'yes'], [`${test}.why`, 'As it was told.']]),
  ]),
};

/** Presses the button of an act that needs nothing. */
export const press = (page, name) => page.locator(`button[name="act"][value="${name}"]`).click();

/** Unfolds an act that can be done now, and does it. */
export async function act(page, name) {
  const form = stepForm(page, name);
  await form.locator('summary').click();
  await form.locator('button').click();
}

/** The words of a language by their id: the messages of one line, with nothing to put in. */
export function words(language) {
  const found = new Map();
  const folder = new URL(`${language}/`, CATALOGUE);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    const lines = readFileSync(new URL(file, folder), 'utf8').matchAll(/^([a-z][a-z0-9-]*) = ([^{}\n]+)$/gm);
    for (const [, id, text] of lines) found.set(id, text.trim());
  }
  return (id) => {
    assert.ok(found.has(id), `${id} is a message of ${language}, in one line`);
    return found.get(id);
  };
}

/** Words that tell whoever looks over a shoulder, or into a history, what somebody is doing. Arabic has them with other words before. */
export const TELLING = {
  en: /\b(reports?|reporting|complain\w*|receipts?|codes?)\b/i,
  fr: /signal(e|er|é|ée|ement)\w*|plainte|dénonc\w*|\breçus?\b|\bcodes?\b/i,
  es: /denunci\w*|\binforme\w*|quej\w*|\brecibos?\b|código|report[ea]\w*/i,
  ar: /بلاغ|إبلاغ|تبليغ|شكوى|شكاوى|إيصال|رمز|كود/,
};

/** The button that leads on. */
export const goOn = (page) => page.locator('main form .buttons button:not(.second):not(.danger)').first().click();

/** Begins a report to the channel whose name has these words; to the first of the list without. */
export async function begin(page, base, channel = '') {
  await page.goto(`${base}/report`);
  await page.locator('.choice', { hasText: channel }).locator('[name="channel"]').first().check();
  await goOn(page);
  assert.match(page.url(), /\/report\/1(\?|$)/);
}

/** Gives one answer: ticks, chooses or types, as the field wants it. */
export async function give(page, name, value) {
  const field = page.locator(`main [name="${name}"]`).first();
  const kind = await field.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
  if (kind === 'checkbox' || kind === 'radio') {
    for (const one of [value].flat()) await page.check(`main [name="${name}"][value="${one}"]`);
  } else if (kind === 'select') await field.selectOption(value);
  else await field.fill(value);
}

/**
 * Goes through the questions until the answers are to be checked. `said` holds what is answered, by the name of the field;
 * the rest is passed over with "I would rather not say". `look` sees each page as it is left.
 */
export async function answerAll(page, said, { files = [], look = async () => {} } = {}) {
  const given = new Set();
  const seen = new Set();
  while (!/\/report\/check/.test(page.url())) {
    const at = new URL(page.url()).pathname;
    assert.ok(!seen.has(at), `the way comes back to ${at}`);
    seen.add(at);
    const names = await page.locator('main [name]').evaluateAll((all) => all.map((node) => node.name));
    const here = [...new Set(names)].filter((name) => name in said);
    for (const name of here) {
      await give(page, name, said[name]);
      given.add(name);
    }
    if (names.includes('files') && files.length > 0) {
      await page.setInputFiles('[name="files"]', files);
      await page.locator('form[enctype] button').click();
      assert.equal(await page.locator('ul.files > li').count(), files.length, 'the files are there');
    }
    await look(at);
    const skip = page.locator('button[name$=".skip"][value="rather-not"]');
    if (here.length === 0 && (await skip.count()) > 0) await skip.click();
    else await goOn(page);
  }
  assert.deepEqual(Object.keys(said).filter((name) => !given.has(name)), [], 'all was asked for');
}

const ARABIC = '٠١٢٣٤٥٦٧٨٩';

/** Digits as they are written in Arabic. */
export const inArabic = (text) => text.replace(/[0-9]/g, (digit) => ARABIC[Number(digit)]);

/** What the page of the receipt shows, and the part of it that is to be typed back. */
export async function receiptOf(page) {
  const digits = (await page.textContent('.receipt-digits')).trim();
  const shown = await page.locator('.receipt-words').allTextContents();
  const list = (shown[0] ?? digits).trim();
  const label = (await page.textContent('label[for="f-typed"]')).replace(/[٠-٩]/g, (digit) => ARABIC.indexOf(digit));
  const number = Number(label.match(/\d+/)[0]);
  return { digits, words: shown[0]?.trim(), part: list.split(/\s+/)[number - 1] };
}

/** From the checked answers to the page that says it has arrived: the receipt, and the reference that was shown. */
export async function send(page, look = async () => {}) {
  await page.click('main .buttons a.button:not(.second)');
  const receipt = await receiptOf(page);
  await look('receipt');
  await page.fill('[name="typed"]', receipt.part);
  await goOn(page);
  await look('send');
  await goOn(page);
  assert.match(page.url(), /\/report\/sent/);
  const reference = (await page.textContent('main strong')).trim();
  await look('sent');
  return { ...receipt, reference };
}

/** Comes back with a receipt, however it is written. */
export async function comeBack(page, base, receipt) {
  await page.goto(`${base}/follow-up`);
  await page.fill('[name="receipt"]', receipt);
  await goOn(page);
  assert.match(page.url(), /\/follow-up\/open/);
}

/** Signs in with a login of the sample network, as its page shows it. Gives the words that unlock. */
export async function signIn(page, base, name) {
  await page.goto(`${base}/desk/sign-in`);
  const row = page.locator('tbody tr', { has: page.locator('th', { hasText: name }) });
  const [passphrase, code, unlocking] = await row.locator('code').allTextContents();
  await page.fill('[name="name"]', name);
  await page.fill('[name="passphrase"]', passphrase);
  await page.fill('[name="code"]', code);
  await goOn(page);
  assert.match(page.url(), /\/desk\/unlock/);
  return unlocking;
}

/** Unlocks what the desk was sent. */
export async function unlock(page, base, unlocking) {
  await page.goto(`${base}/desk/unlock`);
  await page.fill('[name="passphrase"]', unlocking);
  await goOn(page);
  assert.match(page.url(), /\/desk\/(cases|rooms)/);
}

/** What a browser gets when it takes a file along. */
export async function download(page, link) {
  const [begun] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const bytes = [];
  for await (const chunk of await begun.createReadStream()) bytes.push(chunk);
  return Buffer.concat(bytes);
}

/** Whether something becomes true of a page; its own scripts stay off. */
export async function becomes(page, expression) {
  const devtools = await page.context().newCDPSession(page);
  try {
    for (let left = 200; left > 0; left--) {
      const { result } = await devtools.send('Runtime.evaluate', { expression, returnByValue: true });
      if (result.value === true) return true;
      await page.waitForTimeout(50);
    }
    return false;
  } finally {
    await devtools.detach();
  }
}
