// A year of two cases with four people. One claims harm: the company is told, answers, proposes, does it, somebody else sees it, and the person
// confirms it. The other is evidence for oversight alone. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { act, answerAll, begin, carriedToTests, comeBack, fillSheet, fillUnfolded, goOn, press, send, signIn, standing, stepForm, tell, unlock } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const SCREEN = { language: 'en', size: WIDE, dark: false };

test('the year of a case on both tracks, with a reporter, an officer, a company and a supervisor', async () => {
  const { base } = server;
  const atWork = async (login) => {
    const who = await visitor(browser, base, SCREEN);
    await unlock(who.page, base, await signIn(who.page, base, login));
    return who;
  };
  const report = async (words, consent) => {
    const who = await visitor(browser, base, SCREEN);
    await begin(who.page, base, 'River Valley Rights');
    const said = { what_happened: words, where: 'The depot', 'when.words': 'This spring', contact: 'I come back', consent };
    await answerAll(who.page, said);
    return { ...who, receipt: await send(who.page) };
  };
  const reporter = await report('For a year they kept a third of our pay.', ['store', 'send-to-company']);
  const officer = await atWork('noor');
  const supervisor = await atWork('esteban');
  const company = await atWork('ruth');
  const [desk, lead, theirs] = [officer.page, supervisor.page, company.page];
  const open = async (page, receipt, words) => {
    await page.goto(`${base}/desk/cases?words=${encodeURIComponent(words)}`);
    await page.locator('th a', { hasText: receipt.reference }).click();
    return new URL(page.url()).pathname;
  };
  const stands = async (page, state) => assert.ok((await page.textContent('dl.facts')).includes(standing('en', state).name), state);

  // Harm: to the company, and back with an answer.
  const address = await open(desk, reporter.receipt, 'a third of our pay');
  await carriedToTests(desk);
  await act(desk, 'admit-harm');
  await stands(desk, 'company-notified');
  const told = { title: 'Pay that was kept', text: 'A third of the pay of workers was kept for a year.', ask: 'What do you know of it?' };
  await tell(desk, base, address, 'Kestrel Guarding (sample)', told);
  const room = async () => {
    await theirs.goto(`${base}/desk/rooms`);
    await theirs.locator('ul.rooms a', { hasText: told.title }).first().click();
  };
  const does = async (step, text, reason) => {
    const form = stepForm(theirs, step);
    await form.locator('summary').click();
    if (reason) await form.locator(`[name="reason"][value="${reason}"]`).check();
    await form.locator('[name="text"]').fill(text);
    await form.locator('button').click();
  };
  await room();
  await fillUnfolded(theirs, 'company-answer', { so: 'yes', 'so.why': 'The books say so.', looked: 'We read the books.', safe: 'Nobody is asked who said it.' });
  await does('reply', 'It is as you say.');

  // The person chooses the way; the company carries it out, and somebody else sees it done.
  await comeBack(reporter.page, base, reporter.receipt.digits);
  await fillUnfolded(reporter.page, 'way', { way: 'company-mechanism' });
  await desk.goto(base + address);
  await act(desk, 'use-company-mechanism');
  await stands(desk, 'route-company-mechanism');
  await room();
  await fillUnfolded(theirs, 'company-plan', { kinds: 'back-pay', what: 'All of it is paid, by the cashier.', 'by-day': '2030-05-01' });
  await does('report-outcome', 'We will pay all of it by May.');
  await room();
  await fillUnfolded(theirs, 'done', { kinds: 'back-pay', what: 'Ninety people were paid.' });
  await check(company, 'year-company');
  // What was promised is followed one by one: nobody sees their own word done.
  const follow = async (page, step, fields) => {
    await page.goto(`${base}${address}/remedy`);
    const form = page.locator('form', { has: page.locator(`input[name="step"][value="${step}"]`) }).last();
    const unfold = page.locator('details', { has: page.locator(`input[name="step"][value="${step}"]`) });
    if ((await unfold.count()) > 0) await unfold.locator('summary').click();
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`).first();
      const type = await field.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
      if (type === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (type === 'select') await field.selectOption(value);
      else await field.fill(value);
    }
    await form.locator('button').click();
  };
  await desk.goto(`${base}${address}/remedy`);
  await goOn(desk);
  assert.ok((await desk.locator('.errors a').count()) >= 4, 'what is missing is named');
  await check(officer, 'year-promise-wrong');
  await follow(desk, 'promised', { kind: 'back-pay', words: 'All that was kept is paid.', who: 'The cashier of the company', due: '2030-05-01', shows: 'The list of the bank' });
  await follow(desk, 'claimed', { words: 'The company sent the list.' });
  assert.equal(await desk.locator('input[name="step"][value="seen"]').count(), 0, 'somebody else sees it');
  await follow(lead, 'seen', { reached: 'partly', words: 'By the list: eighty of ninety.' });
  await check(supervisor, 'year-promises');
  await comeBack(reporter.page, base, reporter.receipt.digits);
  const promise = reporter.page.locator('section', { has: reporter.page.locator('input[name="commitment"]') });
  await promise.locator('summary').click();
  await promise.locator('[name="reached"][value="yes"]').check();
  await promise.locator('[name="words"]').fill('Everybody has it now.');
  await promise.locator('button').click();
  await check(reporter, 'year-promised');
  await lead.goto(base + address);
  await fillSheet(lead, 'seen-done', { reached: 'yes', how: 'By the list of the bank.' });
  await check(supervisor, 'year-verified');
  await comeBack(reporter.page, base, reporter.receipt.digits);
  const confirm = stepForm(reporter.page, 'confirm-remedy');
  await confirm.locator('summary').click();
  await confirm.locator('[name="reason"][value="remedied"]').check();
  await confirm.locator('[name="text"]').fill('We have our pay.');
  await confirm.locator('button').click();
  assert.equal((await reporter.page.textContent('p.lead')).trim(), standing('en', 'closed').told);
  await check(reporter, 'year-confirmed');
  await desk.goto(base + address);
  await stands(desk, 'closed');
  await check(officer, 'year-closed');

  // Evidence, and no claim: it is for oversight.
  const witness = await report('I saw weapons without a licence at the depot.', ['store']);
  const other = await open(desk, witness.receipt, 'weapons without a licence');
  await press(desk, 'acknowledge');
  await fillSheet(desk, 'safety', { life: 'no', child: 'no', 'sexual-violence': 'no', ongoing: 'yes', perishing: 'no', retaliation: 'some', protect: 'advice' });
  await act(desk, 'continue');
  await press(desk, 'take-as-evidence');
  await fillSheet(desk, 'eligibility', Object.fromEntries([['paragraphs', 'icoc-2021-57'], ...
    ['company-known', 'member-then', 'code-touched', 'link-to-harm', 'facts-enough', 'not-vexatious', 'company-tried']
      .flatMap((name) => [[name, name === 'link-to-harm' ? 'no' : 'yes'], [`${name}.why`, 'As it was told.']]),
  ]));
  await act(desk, 'admit-evidence');
  await stands(desk, 'concern');
  await check(officer, 'year-concern');
  await comeBack(witness.page, base, witness.receipt.digits);
  assert.equal((await witness.page.textContent('p.lead')).trim(), standing('en', 'concern').told);
  await lead.goto(base + other);
  const resolve = stepForm(lead, 'resolve');
  await resolve.locator('summary').click();
  await resolve.locator('[name="reason"]').selectOption('settled');
  await resolve.locator('button').click();
  await stands(lead, 'closed');
  await check(supervisor, 'year-resolved');
  for (const who of [reporter, witness, officer, supervisor, company]) await who.close();
});
