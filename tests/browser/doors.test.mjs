// A report that is not for us is shown other doors, and one whose reporter is threatened goes first and is left alone. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { act, answerAll, answerSheet, begin, comeBack, fillSheet, goOn, press, send, SHEETS, signIn, standing, unlock } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A report in its channel, and the case that the desk has of it. */
async function reportAndOpen({ base, screen, channel, login, said, words }) {
  const reporter = await visitor(browser, base, screen);
  await begin(reporter.page, base, channel);
  await answerAll(reporter.page, said);
  const receipt = await send(reporter.page);
  const officer = await visitor(browser, base, screen);
  const desk = officer.page;
  await unlock(desk, base, await signIn(desk, base, login));
  await desk.goto(`${base}/desk/cases?words=${encodeURIComponent(words)}`);
  await desk.locator('th a', { hasText: receipt.reference }).click();
  return { reporter, officer, desk, receipt, address: new URL(desk.url()).pathname };
}

const WAYS = [
  { language: 'en', size: WIDE, dark: false, channel: 'River Valley Rights', login: 'esteban', union: 'Guards’ Union', second: 'daniel' },
  { language: 'ar', size: NARROW, dark: true, channel: 'حقوق الوادي', login: 'noor', union: 'نقابة الحراس', second: 'wanjiru' },
];

for (const { language, size, dark, channel, login, union, second } of WAYS) {
  const screen = { size, language, dark };
  const label = `doors-${language}-${size.width}`;

  test(`what is not for us is shown another door, ${language}, ${size.width} wide`, async () => {
    const { base } = server;
    const said = { what_happened: 'The farm keeps our papers.', kind: ['pay-hours'], 'where.country': 'KE', where: 'A farm', 'when.words': 'Now', submitter: 'guard', wished: ['back-pay'], contact: 'Here', consent: ['store'] };
    const { reporter, officer, desk, receipt } = await reportAndOpen({ base, screen, channel, login, said, words: 'keeps our papers' });
    await press(desk, 'acknowledge');
    await fillSheet(desk, 'safety', SHEETS.safety);
    await act(desk, 'continue');
    await fillSheet(desk, 'mandate', SHEETS.mandate);
    await act(desk, 'complete');
    await desk.locator('a[href*="/sheet/eligibility"]').click();
    await check(officer, `${label}-tests`);
    // To look for a paragraph saves nothing, and what is ticked stays ticked.
    const paragraph = (code) => desk.locator(`[name="q.paragraphs"][value="${code}"]`);
    await answerSheet(desk.locator('main'), { paragraphs: 'icoc-2021-52' });
    await desk.locator('[name="find"]').fill('54');
    await desk.locator('button[value="find"]').click();
    await check(officer, `${label}-found`);
    assert.ok(await paragraph('icoc-2021-52').isChecked());
    assert.equal(await paragraph('icoc-2021-31').count(), 0, 'what is not looked for is not shown');
    await paragraph('icoc-2021-54').check();
    await answerSheet(desk.locator('main'), { ...SHEETS.eligibility, 'member-then': 'no' });
    await goOn(desk);
    await check(officer, `${label}-paragraphs`);
    assert.ok((await desk.textContent('main')).includes('54 '), 'the case names it');
    await desk.locator('a[href*="/sheet/doors"]').click();
    await check(officer, `${label}-proposed`);
    await desk.locator('[name="standing"]').selectOption('not-in');
    await desk.locator('[name="force"]').selectOption('in-house');
    await desk.locator('button[value="propose"]').click();
    await check(officer, `${label}-anew`);
    await goOn(desk);
    await act(desk, 'redirect');
    await comeBack(reporter.page, base, receipt.digits);
    assert.equal((await reporter.page.textContent('p.lead')).trim(), standing(language, 'route-referral').told);
    await reporter.page.locator('details', { has: reporter.page.locator('dl.answers') }).first().locator('summary').first().click();
    await check(reporter, `${label}-read`);
    await reporter.close();
    await officer.close();
  });

  test(`who is threatened is heard first and left alone, ${language}, ${size.width} wide`, async () => {
    const { base } = server;
    const said = { what_happened: 'They hit a boy at the fence.', where: 'The fence', 'when.words': 'Last week', contact: 'Here', consent: ['store'] };
    const { reporter, officer, desk, receipt, address } = await reportAndOpen({ base, screen, channel: union, login: second, said, words: 'a boy at the fence' });
    await press(desk, 'acknowledge');
    await comeBack(reporter.page, base, receipt.digits);
    const page = reporter.page;
    const revenge = page.locator('details', { has: page.locator('input[name="sheet"][value="retaliation"]') });
    await revenge.locator('summary').click();
    await revenge.locator('button').click();
    await check(reporter, `${label}-revenge-wrong`);
    await answerSheet(revenge, { what: 'He was sent home the next day.', danger: 'yes' });
    await revenge.locator('button').click();
    // "I am not safe": from then on nobody writes.
    const safety = page.locator('#at-3');
    await safety.locator('summary').click();
    await safety.locator('button[value="yes"]').click();
    await check(reporter, `${label}-paused`);
    await desk.goto(base + address);
    assert.ok((await desk.textContent('main')).includes('He was sent home the next day.'));
    assert.equal(await desk.locator('[name="message"]').count(), 0, 'nobody can write to them');
    await check(officer, `${label}-heard`);
    await reporter.close();
    await officer.close();
  });
}
