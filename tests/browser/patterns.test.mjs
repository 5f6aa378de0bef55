// Three workers tell of one company and the same wages. Two allow that theirs is put beside others, one does not: the officer finds all three, is
// told whose yes is missing, puts two together, opens one case for both, and one of them takes it back. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { answerAll, begin, comeBack, send, signIn, unlock, words } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const WAYS = [
  { language: 'en', size: WIDE, dark: false, channel: 'River Valley Rights', officer: 'noor', company: 'Zuberi Watchmen' },
  { language: 'ar', size: NARROW, dark: true, channel: 'نقابة الحراس', officer: 'daniel', company: 'حراس الوادي الأخضر' },
];

for (const way of WAYS) {
  test(`cases that are alike are put together with consent, ${way.language}, ${way.size.width} wide`, async () => {
    const { base } = server;
    const { language, size, dark } = way;
    const said = words(language);
    const screen = { size, language, dark };
    const label = `patterns-${language}-${size.width}`;
    const reports = [];
    for (const consent of [['store', 'link'], ['store', 'link'], ['store']]) {
      const reporter = await visitor(browser, base, screen);
      await begin(reporter.page, base, way.channel);
      await answerAll(reporter.page, {
        what_happened: 'They kept our pay.', kind: ['pay-hours'], company: way.company,
        where: 'The north gate', 'where.country': 'KE', 'when.words': 'This spring', contact: 'I come back', consent,
      });
      reports.push({ reporter, receipt: await send(reporter.page) });
    }
    const [one, other, third] = reports.map(({ receipt }) => receipt.reference);

    const officer = await visitor(browser, base, screen);
    const desk = officer.page;
    await unlock(desk, base, await signIn(desk, base, way.officer));
    await desk.goto(`${base}/desk/patterns?company=${encodeURIComponent(way.company)}`);
    await check(officer, `${label}-found`);
    const group = desk.locator('section', { hasText: third });
    assert.ok((await group.textContent()).includes(one) && (await group.textContent()).includes(other));
    await desk.goto(`${base}/desk/cases?words=${one}`);
    await desk.locator('th a', { hasText: one }).click();
    const address = new URL(desk.url()).pathname;
    await desk.locator(`a[href*="${address}/alike"]`).click();
    await check(officer, `${label}-alike`);
    const row = (reference) => desk.locator('tr', { hasText: reference });
    const link = desk.locator('form[action$="/alike"] button:not(.second), form[action*="/alike?"] button:not(.second)');

    // Nothing said, nothing ticked: both are named, and what was typed stays.
    await desk.fill('[name="title"]', 'Pay kept back');
    await link.click();
    assert.equal(await desk.inputValue('[name="title"]'), 'Pay kept back');
    assert.ok((await desk.locator('.errors a').count()) > 0);
    await desk.fill('[name="why"]', 'Three tell the same of one gate.');
    for (const reference of [other, third]) await row(reference).locator('[name="case"]').check();
    await link.click();
    const hindered = desk.locator('.notice.bad');
    assert.ok((await hindered.textContent()).includes(third));
    assert.ok((await hindered.textContent()).includes(said('hindrance-consent')));
    assert.ok(!(await hindered.textContent()).includes(other));
    assert.ok(await row(other).locator('[name="case"]').isChecked(), 'what was ticked stays');
    await check(officer, `${label}-hindered`);
    // The letter that asks for it is put before the officer.
    const ask = await hindered.locator('a').getAttribute('href');
    await desk.goto(new URL(ask, base).href);
    assert.ok((await desk.inputValue('[name="message"]')).includes(third));
    await desk.goto(base + address + '/alike');
    await desk.fill('[name="title"]', 'Pay kept back');
    await desk.fill('[name="why"]', 'Two tell the same of one gate.');
    await row(other).locator('[name="case"]').check();
    await link.click();
    await check(officer, `${label}-linked`);
    const pattern = desk.locator('section', { hasText: 'Pay kept back' });
    assert.ok((await pattern.textContent()).includes(other));

    // The person reads that theirs is beside others, and nothing of them.
    await comeBack(reports[1].reporter.page, base, reports[1].receipt.digits);
    const theirs = await reports[1].reporter.page.textContent('main');
    assert.ok(theirs.includes(said('follow-beside')) && !theirs.includes(one) && !theirs.includes('Pay kept back'));
    await check(reports[1].reporter, `${label}-reporter`);

    // One case for both, in words that tell nothing exact.
    await pattern.locator('summary').first().click();
    const text = await pattern.locator('[name="text"]').inputValue();
    assert.ok(text.startsWith('Pay kept back') && !text.includes('north gate') && text.includes('2'));
    await check(officer, `${label}-carry`);
    await pattern.locator('button[value="new"]').click();
    assert.ok((await desk.textContent('main')).includes(said('pattern-carrier')));
    await check(officer, `${label}-carrier`);

    const person = reports[1].reporter.page;
    await person.locator('details', { has: person.locator('[name="consent"][value="link"]') }).locator('summary').click();
    await person.uncheck('[name="consent"][value="link"]');
    await person.locator('form[action*="/consent"] button').click();
    assert.ok(!(await person.textContent('main')).includes(said('follow-beside')));
    await check(reports[1].reporter, `${label}-taken-back`);
    await desk.goto(base + address + '/alike');
    assert.ok(!(await pattern.textContent()).includes(other), 'it is out at once');
    await check(officer, `${label}-out`);
    for (const { reporter } of reports) await reporter.close();
    await officer.close();
  });
}
