// A case through its whole procedure, from its receipt to a remedy that the person who reported confirms with their code. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { act, answerAll, answerSheet, begin, comeBack, fillSheet, fillUnfolded, goOn, press, send, SHEETS, signIn, standing, stepForm, unlock } from './way.mjs';

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
  { language: 'en', size: WIDE, dark: false, channel: 'River Valley Rights', login: 'esteban' },
  { language: 'ar', size: NARROW, dark: true, channel: 'حقوق الوادي', login: 'noor' },
];

for (const { language, size, dark, channel, login } of WAYS) {
  test(`from a receipt to a confirmed remedy, ${language}, ${size.width} wide`, async () => {
    const { base } = server;
    const screen = { size, language, dark };
    const label = `procedure-${language}-${size.width}`;
    const stands = async (page, state) => assert.ok((await page.textContent('dl.facts')).includes(standing(language, state).name), state);

    const reporter = await visitor(browser, base, screen);
    await begin(reporter.page, base, channel);
    const said = { what_happened: 'They kept our pay for three months.', where: 'The depot', 'when.words': 'This spring', contact: 'I come back', consent: ['store'] };
    await answerAll(reporter.page, said);
    const receipt = await send(reporter.page);
    await comeBack(reporter.page, base, receipt.digits);
    assert.equal((await reporter.page.textContent('p.lead')).trim(), standing(language, 'received').told);
    await reporter.page.goto(`${base}/procedure`);
    await check(reporter, `${label}-drawn`);

    const officer = await visitor(browser, base, screen);
    const desk = officer.page;
    await unlock(desk, base, await signIn(desk, base, login));
    await desk.goto(`${base}/desk/cases?words=${encodeURIComponent('kept our pay')}`);
    await desk.locator('th a', { hasText: receipt.reference }).click();
    const address = new URL(desk.url()).pathname;
    await press(desk, 'acknowledge');
    await stands(desk, 'safety-check');
    // What has to be found out first is named, and is found out on a page of its own.
    const judged = desk.locator('details', { has: desk.locator('summary', { hasText: /^(Go on|متابعة)$/ }) });
    await judged.locator('summary').click();
    assert.equal(await judged.locator('button').count(), 0, 'there is no button for it');
    await check(officer, `${label}-missing`);
    await desk.locator('a[href*="/sheet/safety"]').click();
    await goOn(desk);
    assert.ok(await desk.locator('.errors a').count() > 5, 'each question is named');
    await check(officer, `${label}-safety-wrong`);
    await answerSheet(desk.locator('main'), SHEETS.safety);
    await goOn(desk);
    await check(officer, `${label}-judged`);
    await act(desk, 'continue');
    await stands(desk, 'representation-check');
    await press(desk, 'ask-more');
    await stands(desk, 'info-requested');

    // Writing is the answer: the case goes back to where it was asked.
    await comeBack(reporter.page, base, receipt.digits);
    assert.equal((await reporter.page.textContent('p.lead')).trim(), standing(language, 'info-requested').told);
    await reporter.page.fill('[name="text"]', 'I speak for myself.');
    await reporter.page.locator('form[action*="/message"] button').click();
    assert.equal((await reporter.page.textContent('p.lead')).trim(), standing(language, 'representation-check').told);
    await desk.goto(base + address);
    await fillSheet(desk, 'mandate', SHEETS.mandate);
    await act(desk, 'complete');
    await stands(desk, 'eligibility');

    await fillSheet(desk, 'eligibility', SHEETS.eligibility, () => check(officer, `${label}-tests`));
    // The company is told nothing before the person allows it.
    const told = desk.locator('details', { has: desk.locator('summary', { hasText: /Admit: harm|قبول: ضرر/ }) });
    await told.locator('summary').click();
    assert.equal(await told.locator('button').count(), 0, 'there is no button for it');
    await check(officer, `${label}-no-consent`);
    await reporter.page.locator('details', { has: reporter.page.locator('[value="send-to-company"]') }).locator('summary').click();
    await reporter.page.check('[name="consent"][value="send-to-company"]');
    await reporter.page.locator('form[action*="/consent"] button').click();
    await desk.goto(base + address);
    await act(desk, 'admit-harm');
    await press(desk, 'reply');
    // The person chooses how it goes on, and says whether they agree to what was found.
    await comeBack(reporter.page, base, receipt.digits);
    await check(reporter, `${label}-way`);
    await fillUnfolded(reporter.page, 'way', { way: 'good-offices' });
    await desk.goto(base + address);
    await act(desk, 'use-good-offices');
    await comeBack(reporter.page, base, receipt.digits);
    await fillUnfolded(reporter.page, 'agreement', { terms: 'All of it by May.', agrees: 'yes' });
    await desk.goto(base + address);
    await act(desk, 'agree');
    await stands(desk, 'monitoring-remedy');
    await check(officer, `${label}-remedy`);

    // Only the person who reported says that it was put right.
    await comeBack(reporter.page, base, receipt.digits);
    const done = stepForm(reporter.page, 'confirm-remedy');
    await done.locator('summary').click();
    await done.locator('button').click();
    await check(reporter, `${label}-how`);
    await done.locator('[name="reason"][value="remedied"]').check();
    await done.locator('[name="text"]').fill('All of it was paid.');
    await done.locator('button').click();
    assert.equal((await reporter.page.textContent('p.lead')).trim(), standing(language, 'closed').told);
    await check(reporter, `${label}-confirmed`);
    await desk.goto(base + address);
    await stands(desk, 'closed');
    assert.ok((await desk.textContent('main')).includes('All of it was paid.'));
    await check(officer, `${label}-closed`);
    await reporter.close();
    await officer.close();
  });
}
