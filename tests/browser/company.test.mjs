// What a company is told, and what it answers: written down by an officer, looked at and sent by the lead, answered by the company, read by
// the person who reported, and taken back by them. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { act, answerAll, begin, comeBack, fillSheet, fillUnfolded, goOn, press, send, SHEETS, signIn, standing, stepForm, unlock } from './way.mjs';

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
  { language: 'en', size: WIDE, dark: false, channel: 'River Valley Rights', officer: 'noor', lead: 'esteban', company: 'ruth' },
  { language: 'ar', size: NARROW, dark: true, channel: 'نقابة الحراس', officer: 'daniel', lead: 'wanjiru', company: 'sami' },
];

for (const way of WAYS) {
  test(`a company is told, answers, and is shown nothing more, ${way.language}, ${way.size.width} wide`, async () => {
    const { base } = server;
    const { language, size, dark } = way;
    const screen = { size, language, dark };
    const label = `company-${language}-${size.width}`;
    const atWork = async (login) => {
      const who = await visitor(browser, base, screen);
      await unlock(who.page, base, await signIn(who.page, base, login));
      return who;
    };

    const reporter = await visitor(browser, base, screen);
    await begin(reporter.page, base, way.channel);
    const said = {
      what_happened: 'On 12 March Amina Odhiambo was sent home from the night shift. They kept our pay.',
      where: 'The depot',
      'when.words': 'This spring',
      contact: 'I come back',
      consent: ['store', 'send-to-company'],
    };
    await answerAll(reporter.page, said);
    const receipt = await send(reporter.page);

    const officer = await atWork(way.officer);
    const desk = officer.page;
    await desk.goto(`${base}/desk/cases?words=${encodeURIComponent('amina odhiambo')}`);
    await desk.locator('th a', { hasText: receipt.reference }).click();
    const address = new URL(desk.url()).pathname;
    await press(desk, 'acknowledge');
    for (const [sheet, on] of [['safety', 'continue'], ['mandate', 'complete'], ['eligibility', 'admit-harm']]) {
      await fillSheet(desk, sheet, SHEETS[sheet]);
      await act(desk, on);
    }
    const side = desk.locator(`a[href^="${address}/told"]`);
    await side.click();
    await check(officer, `${label}-nothing-told`);
    await desk.locator('a[href*="/told/tell"]').click();
    await check(officer, `${label}-whom`);
    await desk.locator('main a', { hasText: 'Kestrel Guarding (sample)' }).click();
    await goOn(desk);
    assert.ok((await desk.locator('.errors a').count()) >= 2, 'what is missing is named');
    await check(officer, `${label}-tell-wrong`);
    await desk.fill('[name="title"]', 'Pay that was kept');
    await desk.check('[name="which"][value="what_happened"]');
    await desk.fill('[name="field-what_happened"]', said.what_happened);
    await desk.fill('[name="ask"]', 'What do you know of it?');
    await goOn(desk);
    // What may show who reported is pointed at, before anything goes.
    const preview = await desk.textContent('.preview');
    for (const word of ['12 March', 'Amina Odhiambo', 'shift', 'our']) assert.ok(preview.includes(word), word);
    assert.ok((await desk.locator('.preview .notice li').count()) >= 4);
    await check(officer, `${label}-telltales`);
    await desk.locator('.preview a[href*="/told/tell"]').click();
    await desk.fill('[name="field-what_happened"]', 'The pay of workers was kept for three months.');
    await goOn(desk);
    assert.equal(await desk.locator('.preview .notice').count(), 0, 'nothing is left to look at');
    await check(officer, `${label}-preview`);

    const lead = await atWork(way.lead);
    await lead.page.goto(`${base}${address}/told`);
    await lead.page.locator('form[action*="/release"] button').click();
    await check(lead, `${label}-told`);

    const company = await atWork(way.company);
    const theirs = company.page;
    assert.match(theirs.url(), /\/desk\/rooms/);
    await check(company, `${label}-rooms`);
    const title = theirs.locator('ul.rooms a', { hasText: 'Pay that was kept' }).first();
    await title.click();
    const room = new URL(theirs.url()).pathname;
    const page = await theirs.textContent('main');
    assert.ok(page.includes('The pay of workers was kept for three months.'));
    for (const word of ['Amina', '12 March', receipt.reference]) assert.ok(!page.includes(word), `${word} is told to nobody`);
    await check(company, `${label}-room`);
    await fillUnfolded(theirs, 'company-answer', { so: 'partly', 'so.why': 'Two months.', looked: 'We asked the depot.', safe: 'The chief was told to keep away.' });
    await fillUnfolded(theirs, 'challenge', { what: 'It was two months.' });
    const reply = stepForm(theirs, 'reply');
    await reply.locator('summary').click();
    await reply.locator('button').click();
    assert.ok((await theirs.locator('.errors a').count()) > 0, 'a reply says something');
    await check(company, `${label}-reply-wrong`);
    await reply.locator('[name="text"]').fill('We will pay what is missing by May.');
    await reply.locator('button').click();
    await check(company, `${label}-replied`);
    // Of the case itself there is nothing for them.
    assert.equal((await theirs.request.get(base + address)).status(), 404);

    await desk.goto(base + address);
    assert.ok((await desk.textContent('dl.facts')).includes(standing(language, 'route-choice').name));
    await side.click();
    const answered = await desk.textContent('main');
    for (const word of ['We will pay what is missing by May.', 'It was two months.', 'We asked the depot.']) assert.ok(answered.includes(word), word);
    await check(officer, `${label}-answered`);

    // Something is promised. The company is told of it in words that the desk chose, and says that it was done.
    await desk.goto(`${base}${address}/remedy`);
    const promise = desk.locator('form', { has: desk.locator('[name="kind"]') });
    await promise.locator('[name="kind"]').selectOption('back-pay');
    await promise.locator('[name="words"]').fill('Amina Odhiambo gets her pay of three months.');
    await promise.locator('[name="who"]').fill('Kestrel Guarding');
    await promise.locator('[name="due"]').fill('2099-01-31');
    await promise.locator('[name="shows"]').fill('What the bank says.');
    await promise.locator('button').click();
    await desk.locator('a[href*="/told/tell"]').click();
    await desk.locator('main a', { hasText: 'Kestrel Guarding (sample)' }).click();
    assert.ok(await desk.locator('[name="promise"]').isChecked());
    await check(officer, `${label}-promise-tell`);
    await goOn(desk);
    assert.ok((await desk.textContent('.preview .notice')).includes('Amina Odhiambo'), 'its words are looked at as well');
    await check(officer, `${label}-promise-preview`);
    await desk.locator('.preview a[href*="/told/tell"]').click();
    await desk.locator('[name^="promised-what"]').fill('The pay of three months is paid.');
    await goOn(desk);
    await lead.page.goto(`${base}${address}/told`);
    await lead.page.locator('form[action*="/release"] button').click();
    await theirs.goto(base + room);
    const promised = await theirs.textContent('main');
    assert.ok(promised.includes('The pay of three months is paid.') && !promised.includes('Amina'));
    const claim = theirs.locator('details', { has: theirs.locator('form[action*="/claim"]') });
    await claim.locator('summary').click();
    await claim.locator('button').click();
    assert.ok((await theirs.locator('.errors a').count()) > 0, 'it says what was done');
    await check(company, `${label}-claim-wrong`);
    await claim.locator('[name="words"]').fill('We paid on the first of the month.');
    await claim.locator('button').click();
    await check(company, `${label}-claimed`);
    await desk.goto(`${base}${address}/remedy`);
    assert.ok((await desk.textContent('main')).includes('We paid on the first of the month.'));
    await check(officer, `${label}-remedy`);

    // The person reads word for word what was told, and can end it.
    await comeBack(reporter.page, base, receipt.digits);
    const told = reporter.page.locator('details', { hasText: 'The pay of workers was kept' });
    await told.locator('summary').click();
    assert.ok((await told.textContent()).includes('The pay of workers was kept for three months.'));
    await check(reporter, `${label}-reporter`);
    await reporter.page.locator('details', { has: reporter.page.locator('[value="send-to-company"]') }).locator('summary').click();
    await reporter.page.uncheck('[name="consent"][value="send-to-company"]');
    await reporter.page.locator('form[action*="/consent"] button').click();
    await reporter.page.locator('details', { hasText: 'The pay of workers was kept' }).locator('summary').click();
    await check(reporter, `${label}-taken-back`);
    assert.equal((await theirs.request.get(base + room)).status(), 403);
    await theirs.goto(`${base}/desk/rooms`);
    assert.equal(await theirs.locator('ul.rooms a', { hasText: 'Pay that was kept' }).count(), 0);
    await check(company, `${label}-shut`);
    await desk.reload();
    await check(officer, `${label}-desk-shut`);
    for (const who of [reporter, officer, lead, company]) await who.close();
  });
}
