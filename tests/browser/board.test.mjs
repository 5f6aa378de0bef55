// A case before a board: each pillar reads its brief and votes in a room of its own, one seat with an interest steps aside, and what was voted
// is carried out. Without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { act, answerAll, begin, carriedToTests, comeBack, fillSheet, fillUnfolded, press, send, signIn, standing, tell, unlock } from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a board votes, and who has an interest steps aside', async () => {
  const { base } = server;
  const label = 'board';
  const at = (language, size, dark) => ({ language, size, dark });
  const wide = at('en', WIDE, false);
  const narrow = at('ar', NARROW, true);
  const atWork = async (login, screen) => {
    const who = await visitor(browser, base, screen);
    await unlock(who.page, base, await signIn(who.page, base, login));
    return who;
  };

  const reporter = await visitor(browser, base, wide);
  await begin(reporter.page, base, 'Secretariat');
  const said = {
    what_happened: 'Guards at the mine beat two people, and the company answers nobody.',
    where: 'The old shaft',
    'when.words': 'In the spring',
    company: 'Example Mine Guards',
    contact: 'I come back',
    consent: ['store', 'send-to-icoca'],
  };
  await answerAll(reporter.page, said);
  const receipt = await send(reporter.page);

  const officer = await atWork('mei', wide);
  const desk = officer.page;
  await desk.goto(`${base}/desk/cases?words=${encodeURIComponent('answers nobody')}`);
  await desk.locator('th a', { hasText: receipt.reference }).click();
  const address = new URL(desk.url()).pathname;
  await carriedToTests(desk);
  await act(desk, 'choose-other-door');
  await press(desk, 'refer-to-board');
  assert.ok((await desk.textContent('dl.facts')).includes(standing('en', 'board-referral').name));
  await check(officer, `${label}-referred`);

  // Industry is not told whom it is about: the question is not offered, and a text with the name is pointed at.
  const text = 'Two people were beaten by guards of a member that answers nobody.';
  const brief = { title: 'Violence and no answer', text, ask: 'Please read and vote.' };
  const pillars = { gustav: 'governments (sample)', chidi: 'civil society (sample)' };
  for (const party of Object.values(pillars)) await tell(desk, base, address, party, brief);
  const careless = { ...brief, ask: 'What should Example Mine Guards do?' };
  await tell(desk, base, address, 'industry (sample)', careless, async (at) => {
    await check(officer, `${label}-industry-${at}`);
    if (at === 'form') assert.equal(await desk.locator('[name="field-company"]').count(), 0);
    if (at === 'preview') {
      assert.match(await desk.textContent('.preview .notice'), /Example Mine Guards/);
      await desk.locator('.preview a[href*="/told/tell"]').click();
      await desk.fill('[name="ask"]', brief.ask);
      await desk.locator('main form .buttons button').first().click();
      assert.equal(await desk.locator('.preview .notice').count(), 0);
    }
  });

  // One seat has an interest: it steps aside, and nothing is shown to it any more.
  const interested = await atWork('ivar', narrow);
  await interested.page.locator('ul.rooms a', { hasText: brief.title }).first().click();
  await check(interested, `${label}-brief-ar`);
  assert.ok(!(await interested.page.textContent('main')).includes('Example Mine Guards'));
  const aside = interested.page.locator('details', { has: interested.page.locator('form[action*="/aside"]') });
  await aside.locator('summary').click();
  await aside.locator('button').click();
  assert.ok((await interested.page.locator('.errors a').count()) > 0, 'it says why');
  await aside.locator('[name="reason"]').fill('The mine is my client.');
  await aside.locator('button').click();
  assert.equal(await interested.page.locator('ul.rooms a', { hasText: brief.title }).count(), 0);
  await check(interested, `${label}-aside-ar`);

  const vote = async (login, decision, screen) => {
    const seat = await atWork(login, screen);
    await seat.page.locator('ul.rooms a', { hasText: brief.title }).first().click();
    await fillUnfolded(seat.page, 'ballot', { decision, reasons: 'It answers nobody.' });
    await check(seat, `${label}-voted-${login}`);
    await seat.close();
  };
  await vote('gustav', 'suspend', wide);
  await vote('chidi', 'suspend', narrow);
  await desk.goto(base + address);
  await fillSheet(desk, 'recusals', { interest: 'aside', who: 'One seat of industry.' });
  await fillSheet(desk, 'decision', { decision: 'suspend', reasons: 'The member answers nobody.' });
  const suspend = desk.locator('details', { has: desk.locator('summary', { hasText: 'Suspend the company' }) });
  await suspend.locator('summary').click();
  assert.equal(await suspend.locator('button').count(), 0, 'nobody of industry has voted');
  await check(officer, `${label}-not-yet`);
  await vote('ilse', 'no-action', wide);
  await desk.reload();
  await check(officer, `${label}-voted`);
  await act(desk, 'suspend');
  assert.ok((await desk.textContent('dl.facts')).includes(standing('en', 'concern').name));
  await check(officer, `${label}-decided`);

  // The person reads what was decided, and who was told what.
  await comeBack(reporter.page, base, receipt.digits);
  assert.ok((await reporter.page.textContent('main')).includes('The member answers nobody.'));
  await check(reporter, `${label}-reporter`);
  for (const who of [reporter, officer, interested]) await who.close();
});
