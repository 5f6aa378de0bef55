// A case through its whole procedure, from its receipt to a remedy that the person who reported confirms with their code. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { answerAll, begin, comeBack, send, signIn, standing, stepForm, unlock } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Presses the button of an act that needs nothing. */
const press = (page, act) => page.locator(`button[name="act"][value="${act}"]`).click();

/** Confirms what an act needs, and does it. */
async function confirm(page, act, stated) {
  const form = stepForm(page, act);
  await form.locator('summary').click();
  for (const need of stated) await form.locator(`[name="stated"][value="${need}"]`).check();
  await form.locator('button').click();
}

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
    // What was not confirmed is asked for, where it is to be confirmed.
    await confirm(desk, 'continue', []);
    assert.ok(await stepForm(desk, 'continue').locator('button').isVisible());
    await check(officer, `${label}-missing`);
    await stepForm(desk, 'continue').locator('[name="stated"]').check();
    await stepForm(desk, 'continue').locator('button').click();
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
    await confirm(desk, 'complete', ['mandate']);
    await stands(desk, 'eligibility');

    // The company is told nothing before the person allows it.
    const told = desk.locator('details', { has: desk.locator('summary', { hasText: /Admit: harm|قبول: ضرر/ }) });
    await told.locator('summary').click();
    assert.equal(await told.locator('button').count(), 0, 'there is no button for it');
    await check(officer, `${label}-no-consent`);
    await reporter.page.locator('details', { has: reporter.page.locator('[value="send-to-company"]') }).locator('summary').click();
    await reporter.page.check('[name="consent"][value="send-to-company"]');
    await reporter.page.locator('form[action*="/consent"] button').click();
    await desk.goto(base + address);
    await confirm(desk, 'admit-harm', ['tests-done']);
    await press(desk, 'reply');
    await confirm(desk, 'use-good-offices', ['person-chose']);
    await confirm(desk, 'agree', ['person-agreed']);
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
