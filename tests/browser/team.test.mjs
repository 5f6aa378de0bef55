// A desk works together: what is to be done, what nobody does alone, handing over, where somebody is not free, and a narrow case that is opened
// in an emergency. Without scripts.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { answerAll, begin, press, send, signIn, unlock, words } from './way.mjs';

// The shipped rules, but nobody ends a case alone.
const SHIPPED = readFileSync(new URL('../../crates/domain/src/vocabulary/team.toml', import.meta.url), 'utf8');

let browser, server, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchpost-team-'));
  const rules = join(folder, 'team.toml');
  writeFileSync(rules, SHIPPED.replace('\nclose = false', '\nclose = true'));
  browser = await startBrowser();
  server = await startServer(['--team', rules]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const WAYS = [
  { language: 'en', size: WIDE, dark: false, channel: 'River Valley Rights', officer: 'noor', lead: 'esteban' },
  { language: 'ar', size: NARROW, dark: true, channel: 'نقابة الحراس', officer: 'daniel', lead: 'wanjiru' },
];

for (const way of WAYS) {
  test(`a desk works together, and opens a narrow case in an emergency, ${way.language}, ${way.size.width} wide`, async () => {
    const { base } = server;
    const { language, size, dark } = way;
    const t = words(language);
    const label = `team-${language}-${size.width}`;
    const atWork = async (login) => {
      const who = await visitor(browser, base, { size, language, dark });
      await unlock(who.page, base, await signIn(who.page, base, login));
      return who;
    };
    const reporter = await visitor(browser, base, { size, language, dark });
    await begin(reporter.page, base, way.channel);
    await answerAll(reporter.page, {
      what_happened: 'Lantern: the night shift was sent home without pay.',
      where: 'The depot',
      'when.words': 'This spring',
      contact: 'I come back',
      consent: ['store'],
    });
    const { reference } = await send(reporter.page);
    await reporter.close();

    const officer = await atWork(way.officer);
    const desk = officer.page;
    await desk.goto(`${base}/desk/cases?words=lantern`);
    await desk.locator('th a', { hasText: reference }).click();
    const address = new URL(desk.url()).pathname;
    const id = address.split('/').pop();

    // What is to be done, by whom and when.
    await desk.goto(`${base}${address}/tasks`);
    await desk.locator(`form[action*="/tasks"] button`, { hasText: t('do-save') }).click();
    assert.ok((await desk.locator('.errors a').count()) >= 1, 'what is missing is named');
    await check(officer, `${label}-task-wrong`);
    await desk.fill('[name="what"]', 'Ask which nights');
    await desk.locator('[name="whom"]').selectOption({ index: 1 });
    await desk.fill('[name="by"]', '2099-01-01');
    await desk.locator(`form[action*="/tasks"] button`, { hasText: t('do-save') }).click();
    await check(officer, `${label}-tasks`);
    await desk.locator('section details summary').first().click();
    await desk.fill('section [name="word"]', 'She told me');
    await desk.locator('button[name="do"][value="done"]').first().click();
    assert.equal(await desk.locator('section h2').count(), 0, 'nothing is left to do');

    // Where somebody is not free.
    await desk.goto(`${base}/desk/account/conflicts`);
    await desk.fill('[name="name"]', 'Example Harbour Watch');
    await desk.fill('[name="why"]', 'My brother works there');
    await desk.locator('form.narrow button').click();
    assert.match(await desk.textContent('main'), /Example Harbour Watch/);
    await check(officer, `${label}-conflicts`);

    // Nobody ends it alone.
    await desk.goto(`${base}${address}`);
    await press(desk, 'acknowledge');
    await desk.goto(`${base}${address}/second`);
    const ask = desk.locator('details', { has: desk.locator('[name="ask"][value="close"]') });
    await ask.locator('summary').click();
    await ask.locator('[name="thing"]').selectOption('unfounded');
    await ask.locator('[name="why"]').fill('Nothing in it can be shown');
    await ask.locator('button').click();
    await check(officer, `${label}-asked`);

    const lead = await atWork(way.lead);
    const theirs = lead.page;
    await theirs.goto(`${base}/desk/cases`);
    const word = theirs.locator(`.notice a[href*="${id}/second"]`);
    assert.equal(await word.count(), 1, 'who waits for a word stands above the list');
    await check(lead, `${label}-waits`);
    await word.click();
    await check(lead, `${label}-second`);
    await theirs.locator('button[name="agree"][value="yes"]').click();
    await theirs.goto(`${base}/desk/cases`);
    assert.equal(await theirs.locator(`.notice a[href*="${id}/second"]`).count(), 0, 'it was given');
    await theirs.goto(`${base}/desk/conflicts`);
    assert.match(await theirs.textContent('main'), /Example Harbour Watch/);
    await check(lead, `${label}-declared`);

    // What one carries is handed to another.
    await desk.goto(`${base}${address}`);
    const give = desk.locator('details', { has: desk.locator('form[action*="/assign"]') });
    await give.locator('summary').click();
    const me = await give.locator('[name="member"] option').evaluateAll(
      (all, name) => all.find((one) => one.textContent.toLowerCase().includes(name)).value, way.officer);
    await give.locator('[name="member"]').selectOption(me);
    await give.locator('form[action*="/assign"] button').click();
    await theirs.goto(`${base}/desk/workload`);
    await check(lead, `${label}-workload`);
    await theirs.locator(`a[href*="/desk/workload/${me}"]`).first().click();
    await check(lead, `${label}-work`);
    await theirs.locator(`[name="case"][value="${id}"]`).check();
    await theirs.locator('[name="to"]').selectOption({ index: 1 });
    await theirs.fill('[name="note"]', 'On leave');
    await theirs.locator('main form button').last().click();
    await check(lead, `${label}-handed-over`);

    // Few read it. Whoever leads and does not read it asks, aloud.
    await desk.goto(`${base}${address}`);
    const access = desk.locator('details', { has: desk.locator('form[action*="/access"]') });
    await access.locator('summary').click();
    await desk.fill('[name="access"]', 'Somebody knows the depot');
    await check(officer, `${label}-narrowing`);
    await desk.locator('button[name="to"][value="named"]').click();
    await theirs.goto(`${base}/desk/cases`);
    await theirs.locator('main a[href*="/desk/emergency"]').click();
    await theirs.locator('th a', { hasText: reference }).click();
    await theirs.fill('[name="why"]', 'Now');
    await theirs.locator('form[action$="/desk/emergency"] button, form[action*="/desk/emergency?"] button').click();
    assert.equal(await theirs.inputValue('[name="case"]'), reference, 'what was typed is kept');
    await check(lead, `${label}-emergency-wrong`);
    await theirs.fill('[name="why"]', 'She writes that two men wait at her door, and nobody answers her.');
    await theirs.locator('form[action$="/desk/emergency"] button, form[action*="/desk/emergency?"] button').click();
    await check(lead, `${label}-emergency`);
    assert.equal(await theirs.locator('button[value="open"]').count(), 0, 'not alone at once');
    await desk.goto(`${base}/desk/cases`);
    await check(officer, `${label}-alarm`);
    await desk.locator('.notice.bad a[href*="/desk/emergency"]').click();
    await check(officer, `${label}-emergency-told`);
    await desk.locator('button[name="do"][value="agree"]').first().click();
    await theirs.goto(`${base}/desk/cases`);
    await theirs.locator('.notice.bad a[href*="/desk/emergency"]').click();
    await check(lead, `${label}-emergency-agreed`);
    await theirs.locator('button[name="do"][value="open"]').first().click();
    assert.equal(new URL(theirs.url()).pathname, address, 'the case is open');
    assert.match(await theirs.textContent('main'), /Lantern/);
    await check(lead, `${label}-emergency-case`);
    await desk.goto(`${base}/desk/emergency`);
    await desk.locator('button[name="do"][value="seen"]').first().click();
    await desk.goto(`${base}/desk/cases`);
    assert.equal(await desk.locator('.notice.bad').count(), 0, 'they saw it');
    await officer.close();
    await lead.close();
  });
}
