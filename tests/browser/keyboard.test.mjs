// With the keyboard alone: reporting, and signing in, unlocking and answering. Where the keyboard stands is always seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { PDF, receiptOf, stepForm, words } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What has the focus, and what is wrong with how it is shown. */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (!node || node === document.body) return { name: 'the page', faults: [] };
    const faults = [];
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('has no outline');
    if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) faults.push('is out of sight');
    if (box.width < 2 || box.height < 2) faults.push('has no size');
    return { name: `${node.tagName} ${node.name ?? ''} ${node.textContent.trim().slice(0, 40)}`, faults };
  });

const has = (locator) => locator.evaluate((node) => node === document.activeElement);

/** Presses Tab until the focus is there; wherever it stands on its way, it is seen. */
async function tabTo(page, locator) {
  const passed = [];
  for (let left = 150; left > 0; left--) {
    await page.keyboard.press('Tab');
    const { name, faults } = await focused(page);
    assert.deepEqual(faults, [], `${name} at ${page.url()}`);
    if (await has(locator)) return;
    passed.push(name);
  }
  assert.fail(`the keyboard does not come to ${locator} at ${page.url()}, but to ${passed.join(', ')}`);
}

/** Goes there and presses a key that may lead to another page. */
async function press(page, locator, key = 'Enter') {
  await tabTo(page, locator);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

/** Goes to a field and types. */
async function type(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.type(text);
}

const on = (page) => page.locator('main form .buttons button:not(.second):not(.danger)').first();

/** The list of what is wrong has the focus; its first line leads into the field. */
async function leadsToField(page, field) {
  assert.ok(await has(page.locator('#errors')), 'what is wrong is where the keyboard is');
  await tabTo(page, page.locator('#errors a').first());
  await page.keyboard.press('Enter');
  assert.ok(await has(field), 'the line leads to its field');
  assert.deepEqual((await focused(page)).faults, []);
}

test('a report with the keyboard alone', async () => {
  const word = words('en');
  const someone = await visitor(browser, server.base, { size: NARROW, language: 'en' });
  const { page } = someone;
  await page.goto(server.base);
  await page.keyboard.press('Tab');
  assert.ok(await has(page.locator('a.skip')), 'the way past the menu comes first');
  assert.deepEqual((await focused(page)).faults, []);
  await page.keyboard.press('Enter');
  await press(page, page.locator('main a.button').first());
  assert.match(page.url(), /\/report$/);

  // Nothing chosen: what is wrong is said, and leads to the choice.
  await press(page, on(page));
  await leadsToField(page, page.locator('[name="channel"]').first());
  await page.keyboard.press('Space');
  assert.ok(await page.locator('[name="channel"]').first().isChecked());
  await press(page, on(page));

  for (let left = 30; left > 0 && !/\/report\/check/.test(page.url()); left--) {
    const field = (name) => page.locator(`main [name="${name}"]`);
    const asks = async (name) => (await field(name).count()) > 0;
    if (await asks('what_happened')) {
      await press(page, on(page));
      await leadsToField(page, field('what_happened'));
      await page.keyboard.type('They closed the well.');
    } else if (await asks('urgent')) {
      await tabTo(page, field('urgent').nth(1));
      await page.keyboard.press('Space');
    } else if (await asks('where')) {
      await type(page, field('where'), 'At the well');
      await type(page, field('where.country'), 'Keny');
      await press(page, page.locator('button[name="districts"]'), 'Space');
      assert.equal(await field('where.country').inputValue(), 'KE');
      assert.equal(await field('where').inputValue(), 'At the well');
    } else if (await asks('fear')) {
      // Radios are one stop; the arrows choose.
      await tabTo(page, field('fear').first());
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      assert.ok(await field('fear').nth(1).isChecked());
    } else if (await asks('files')) {
      const choosing = page.waitForEvent('filechooser');
      await tabTo(page, field('files'));
      await page.keyboard.press('Enter');
      await (await choosing).setFiles([{ name: 'paper.pdf', mimeType: 'application/pdf', buffer: PDF }]);
      await press(page, page.locator('form[enctype] button'));
      assert.equal(await page.locator('ul.files > li').count(), 1);
    } else if (await asks('consent')) {
      await tabTo(page, field('consent').first());
      await page.keyboard.press('Space');
    } else {
      await press(page, page.locator('button[name$=".skip"]').first(), 'Space');
      continue;
    }
    await press(page, on(page));
  }
  assert.match(await page.textContent('dl.answers'), /They closed the well\./);
  assert.match(await page.textContent('dl.answers'), /At the well/);
  await check(someone);

  await press(page, page.locator('main .buttons a.button').first());
  const { digits, part } = await receiptOf(page);
  await type(page, page.locator('[name="typed"]'), 'no');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await leadsToField(page, page.locator('[name="typed"]'));
  await page.keyboard.type(part);
  await press(page, on(page));
  await press(page, on(page), 'Space');
  assert.match(page.url(), /\/report\/sent/);
  await press(page, page.locator('main .buttons a.button').first());
  await type(page, page.locator('[name="receipt"]'), digits);
  await press(page, on(page));
  assert.match(page.url(), /\/follow-up\/open/);
  await type(page, page.locator('[name="text"]'), 'The well is open again.');
  await press(page, page.locator('form[action*="/message"] button'));
  assert.match(await page.textContent('ol.messages'), /The well is open again\./);
  await press(page, page.locator('a.leave'));
  assert.equal((await page.textContent('h1')).trim(), word('neutral-title'));
  await someone.close();
});

test('signing in, unlocking and answering with the keyboard alone', async () => {
  const someone = await visitor(browser, server.base, { size: WIDE, language: 'en' });
  const { page } = someone;
  await page.goto(`${server.base}/desk/sign-in`);
  const field = (name) => page.locator(`main [name="${name}"]`);
  const row = page.locator('tbody tr', { has: page.locator('th', { hasText: 'noor' }) });
  const [passphrase, , unlocking] = await row.locator('code').allTextContents();
  await type(page, field('name'), 'noor');
  await type(page, field('passphrase'), passphrase);
  await type(page, field('code'), '0');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.ok(await has(page.locator('#errors')), 'what is wrong is where the keyboard is');
  const code = await row.locator('code').nth(1).textContent();
  await type(page, field('passphrase'), passphrase);
  await type(page, field('code'), code);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/desk\/unlock/);
  await type(page, field('passphrase'), unlocking);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/desk\/cases/);

  await type(page, field('words'), 'quarry');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await press(page, page.locator('tbody th a').first());
  await type(page, field('message'), 'Are you safe where you are?');
  await press(page, page.locator('form[action*="/message"] button'));
  assert.match(await page.textContent('ol.messages'), /Are you safe where you are\?/);

  // What is folded away opens with a key, and a refusal inside of it leads there.
  const closing = stepForm(page, 'close');
  await tabTo(page, closing.locator('summary'));
  await page.keyboard.press('Space');
  await press(page, closing.locator('button'));
  await leadsToField(page, closing.locator('[name="reason"]'));
  await page.keyboard.type('The harm was put right');
  await type(page, closing.locator('[name="why"]'), 'They may go home.');
  await press(page, closing.locator('button'), 'Space');
  assert.match(await page.textContent('dl.facts'), /Closed/);
  await check(someone);
  await someone.close();
});
