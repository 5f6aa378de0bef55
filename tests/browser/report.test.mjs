// Reporting and coming back, as a person with a phone does it: without scripts, narrow and wide, in English and Arabic.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { download, PDF, PHOTO, VOICE } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const go = (page) => page.locator('form .buttons button:not(.second):not(.danger)').first().click();

/** Answers what is asked until the answers are to be checked. */
async function answer(someone, label) {
  const { page } = someone;
  const seen = new Set();
  for (let step = 0; step < 40 && !/\/report\/check/.test(page.url()); step++) {
    const at = new URL(page.url()).pathname;
    assert.ok(!seen.has(at), `the way comes back to ${at}`);
    seen.add(at);
    const has = (name) => page.locator(`[name="${name}"]`).count();
    if (await has('what_happened')) {
      await go(page);
      assert.equal(new URL(page.url()).pathname, at, 'a needed answer is asked for again');
      await check(someone, `${label}-missing`);
      await page.fill('[name="what_happened"]', 'They took our papers at the gate.\nأخذوا أوراقنا');
    } else if (await has('where')) {
      await page.fill('[name="where"]', 'The quarry road');
      await page.selectOption('[name="where.country"]', 'KE');
      await page.click('[name="districts"]');
      assert.equal(await page.inputValue('[name="where"]'), 'The quarry road', 'what was typed stays');
      await page.selectOption('[name="where.district"]', { index: 3 });
      await check(someone, `${label}-where`);
    } else if (await has('when.words')) {
      await page.fill('[name="when.day"]', '31');
      await page.fill('[name="when.month"]', '2');
      await page.fill('[name="when.year"]', '2026');
      await go(page);
      assert.equal(await page.inputValue('[name="when.day"]'), '31', 'what was typed stays');
      await check(someone, `${label}-when`);
      await page.fill('[name="when.day"]', '');
      await page.fill('[name="when.month"]', '3');
    } else if (await has('contact')) {
      await page.click('[name="contact.skip"][value="rather-not"]');
      continue;
    } else if (await has('files')) {
      await page.setInputFiles('[name="files"]', [
        { name: 'gate.jpg', mimeType: 'image/jpeg', buffer: PHOTO },
        { name: 'paper.pdf', mimeType: 'application/pdf', buffer: PDF },
        { name: 'voice.ogg', mimeType: 'audio/ogg', buffer: VOICE },
      ]);
      await page.locator('form[enctype] button').click();
      assert.equal(await page.locator('ul.files > li').count(), 3);
      await page.locator('ul.files button').nth(1).click();
      assert.equal(await page.locator('ul.files > li').count(), 2);
      await page.setInputFiles('[name="files"]', [{ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }]);
      await page.locator('form[enctype] button').click();
      assert.equal(await page.locator('ul.files > li').count(), 2, 'a refusal loses nothing');
      await check(someone, `${label}-files`);
    } else if (await has('consent')) {
      assert.equal(await page.locator('[name="consent"]:checked').count(), 0, 'nothing is allowed by itself');
      await page.check('[name="consent"][value="store"]');
      await check(someone, `${label}-consent`);
    }
    await go(page);
  }
}

// The other two of each language and each screen go the whole way, in whole.test.mjs.
for (const [size, width, language] of [[NARROW, '360', 'en'], [WIDE, '1280', 'ar']]) {
  test(`a report and what comes of it, ${language}, ${width} wide`, async () => {
    const someone = await visitor(browser, server.base, { size, language });
    const { page, context } = someone;
    const label = `${language}-${width}`;
    for (const path of ['/', '/about', '/report', '/follow-up']) {
      await page.goto(server.base + path);
      await check(someone, `${label}${path.replace('/', '-')}`);
    }
    assert.equal((await context.cookies()).length, 0, 'no cookie before a draft');
    await page.goto(`${server.base}/report`);
    await page.locator('[name="channel"]').first().check();
    await go(page);
    await check(someone, `${label}-first`);
    await answer(someone, label);
    await check(someone, `${label}-check`);

    await page.click('main .buttons a.button:not(.second)');
    const digits = (await page.textContent('.receipt-digits')).trim();
    const words = await page.locator('.receipt-words').allTextContents();
    const number = Number((await page.textContent('label[for="f-typed"]')).replace(/[٠-٩]/g, (d) => '٠١٢٣٤٥٦٧٨٩'.indexOf(d)).match(/\d+/)[0]);
    await page.fill('[name="typed"]', 'wrongword');
    await go(page);
    await check(someone, `${label}-receipt`);
    const list = (words[0] ?? digits).trim().split(/\s+/);
    await page.fill('[name="typed"]', list[number - 1]);
    await go(page);
    await check(someone, `${label}-send`);
    await go(page);
    assert.match(page.url(), /\/report\/sent/);
    await check(someone, `${label}-sent`);
    await page.goBack();

    const later = await visitor(browser, server.base, { size, language });
    await later.page.goto(`${server.base}/follow-up`);
    await later.page.fill('[name="receipt"]', digits.replace(/\d$/, (d) => String((Number(d) + 1) % 10)));
    await go(later.page);
    await check(later, `${label}-mistyped`);
    await later.page.fill('[name="receipt"]', digits.replace(/ /g, ''));
    await go(later.page);
    assert.match(later.page.url(), /\/follow-up\/open/);
    await later.page.fill('[name="text"]', 'I can also say who drove the car.');
    await go(later.page);
    assert.match(await later.page.textContent('ol.messages'), /who drove the car/);
    await later.page.setInputFiles('[name="files"]', [{ name: 'paper.pdf', mimeType: 'application/pdf', buffer: PDF }]);
    await later.page.locator('form[enctype] button').click();
    assert.equal(await later.page.locator('ul.files > li').count(), 3);
    for (const [name, sent] of [['paper.pdf', PDF], ['gate.jpg', PHOTO], ['voice.ogg', VOICE]]) {
      const bytes = await download(later.page, later.page.locator('ul.files a', { hasText: name }));
      assert.ok(bytes.equals(sent), `${name} comes back byte for byte`);
    }
    await check(later, `${label}-open`);
    await later.page.goto(`${server.base}/leave`);
    assert.equal((await later.context.cookies()).length, 0, 'leaving takes the cookies away');
    await later.close();
    await someone.close();
  });
}

test('the pages beside the way are for everybody as well', async () => {
  for (const [size, language, dark] of [[WIDE, 'en', false], [NARROW, 'ar', true]]) {
    const someone = await visitor(browser, server.base, { size, language, dark });
    for (const path of ['/', '/follow-up', '/log', '/api']) {
      await someone.page.goto(server.base + path);
      await check(someone, `${language}-${size.width}-${path.slice(1) || 'front'}`);
    }
    await someone.close();
  }
});
