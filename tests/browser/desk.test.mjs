// The desk: an officer signs in, unlocks, reads, answers, notes and closes; a custodian opens who reported. Without scripts.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { stepForm } from './way.mjs';

/** The login of the sample network that leads a desk. */
const LEAD = 'esteban';
let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const go = (page) => page.locator('main form .buttons button').first().click();

/** The cookies of those who signed in before: a code of an authenticator works once. */
const sessions = new Map();

/** Signs in with the login of the sample network, as its page shows it, and unlocks; or goes on where they were. */
async function atWork(someone, name, label) {
  const { page } = someone;
  if (sessions.has(name)) {
    await page.context().addCookies(sessions.get(name));
    await page.goto(`${server.base}/desk/cases`);
    return;
  }
  await page.goto(`${server.base}/desk`);
  assert.match(page.url(), /\/desk\/sign-in/);
  await check(someone, `${label}-sign-in`);
  const row = page.locator('tbody tr', { has: page.locator('th', { hasText: name }) });
  const [passphrase, code, unlocking] = await row.locator('code').allTextContents();
  await page.fill('[name="name"]', name);
  await page.fill('[name="passphrase"]', passphrase);
  await page.fill('[name="code"]', '000');
  await go(page);
  await check(someone, `${label}-refused`);
  await page.fill('[name="passphrase"]', passphrase);
  await page.fill('[name="code"]', code);
  await go(page);
  assert.match(page.url(), /\/desk\/unlock/);
  await page.goto(`${server.base}/desk/cases`);
  assert.equal(await page.locator('tbody tr', { hasText: 'quarry' }).count(), 0, 'locked, nothing is read');
  await check(someone, `${label}-locked`);
  await page.goto(`${server.base}/desk/unlock`);
  await page.fill('[name="passphrase"]', unlocking);
  await go(page);
  assert.match(page.url(), /\/desk\/cases/);
  sessions.set(name, await page.context().cookies());
}

/** Whether something becomes true of a page; its own scripts stay off. */
async function becomes(page, expression) {
  const devtools = await page.context().newCDPSession(page);
  for (let left = 100; left > 0; left--) {
    const { result } = await devtools.send('Runtime.evaluate', { expression, returnByValue: true });
    if (result.value === true) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

test('an officer carries a case to its end', async () => {
  const someone = await visitor(browser, server.base, { size: WIDE, language: 'en' });
  const { page } = someone;
  await atWork(someone, 'noor', 'en-1280-desk');
  await check(someone, 'en-1280-desk-inbox');
  await page.locator('summary', { hasText: 'Do the same to several' }).click();
  await page.locator('button[value="acknowledge"]').click();
  await check(someone, 'en-1280-desk-none-ticked');
  await page.fill('[name="words"]', 'identity papers');
  await go(page);
  const open = page.locator('tbody tr th a');
  assert.equal(await open.count(), 1, 'the search finds the one case');
  await page.locator('summary', { hasText: 'Saved views' }).click();
  await page.fill('[name="name"]', 'Papers kept');
  await page.locator('form[action*="/views"] button').first().click();
  assert.equal(await page.locator('ul.views a', { hasText: 'Papers kept' }).count(), 1);
  await check(someone, 'en-1280-desk-view');
  await open.click();
  await check(someone, 'en-1280-desk-case');
  assert.match(await page.textContent('main'), /Guards of the sample company at the quarry gate/);
  assert.equal(await page.locator('[name="identity"]').count(), 0, 'an officer does not open who reported');

  const look = (name) => page.locator('ul.files li', { hasText: name }).locator('a[href$="/look"]').click();
  await look('gate.txt');
  await check(someone, 'en-1280-desk-look');
  assert.match(await page.textContent('main pre'), /gate/);
  await page.goBack();
  await look('photo.jpg');
  assert.ok(await becomes(page, 'document.images[0].naturalWidth > 1000'), 'the picture is drawn');
  await check(someone, 'en-1280-desk-photo');
  await page.goBack();
  await look('letter.pdf');
  assert.ok(await becomes(page, 'document.images[0].naturalHeight > 1000'), 'the page of the PDF is drawn');
  await check(someone, 'en-1280-desk-pdf');
  await page.goBack();
  await look('voice.opus');
  assert.ok(await becomes(page, 'document.querySelector("audio").duration > 3'), 'the recording can be played');
  await check(someone, 'en-1280-desk-voice');
  await page.goBack();
  await page.locator('summary', { hasText: 'Who may read it' }).click();
  await check(someone, 'en-1280-desk-access');
  await page.goto(page.url());

  await page.locator('button[name="act"][value="acknowledge"]').click();
  await page.fill('[name="message"]', 'We have read it. Are you in a safe place?');
  await page.locator('form[action*="/message"] button').click();
  assert.match(await page.textContent('ol.messages'), /Are you in a safe place/);
  await page.fill('[name="note"]', 'Call the labour office on Monday.');
  await page.locator('form[action*="/note"] button').first().click();
  assert.match(await page.textContent('main'), /labour office on Monday/);

  const closing = stepForm(page, 'close');
  await closing.locator('summary').click();
  await closing.locator('button').click();
  await check(someone, 'en-1280-desk-not-closed');
  assert.ok(await closing.locator('[name="reason"]').isVisible(), 'the error leads to what is seen');
  await closing.locator('[name="reason"]').selectOption('remedied');
  await closing.locator('[name="why"]').fill('The papers were given back.');
  await closing.locator('button').click();
  assert.match(await page.textContent('dl.facts'), /Closed/);
  assert.match(await page.textContent('main'), /carried it on: Close with a reason → Closed/);
  await check(someone, 'en-1280-desk-closed');
  await page.goto(`${server.base}/desk/cases`);
  await page.locator('.who button').last().click();
  assert.match(page.url(), /\/desk\/sign-in/);
  await page.goto(`${server.base}/desk/cases`);
  assert.match(page.url(), /\/desk\/sign-in/, 'signed out is out');
  await someone.close();
});

test('a member of another desk finds nothing of it', async () => {
  const noor = await visitor(browser, server.base, { size: NARROW, language: 'ar', dark: true });
  await atWork(noor, 'aicha', 'ar-360-desk');
  await check(noor, 'ar-360-desk-inbox');
  const link = noor.page.locator('tbody tr th a').first();
  const path = await link.getAttribute('href');
  await link.click();
  await check(noor, 'ar-360-desk-case');
  const other = await visitor(browser, server.base, { size: WIDE, language: 'fr' });
  await atWork(other, 'wanjiru', 'fr-1280-desk');
  const answer = await other.page.goto(server.base + path);
  const missing = await other.page.content();
  assert.equal(answer.status(), 404);
  const nowhere = await other.page.goto(`${server.base}/desk/cases/${'0'.repeat(32)}`);
  assert.equal(nowhere.status(), 404);
  assert.equal(await other.page.content(), missing, 'hidden and missing are the same');
  await other.close();
  await noor.close();
});

test('two people open who reported', async () => {
  const colleague = await visitor(browser, server.base, { size: WIDE, language: 'en' });
  await atWork(colleague, LEAD, 'en-1280-second');
  await check(colleague, 'en-1280-asked-inbox');
  await colleague.page.locator('tbody input[name="case"]').nth(1).check();
  await colleague.page.locator('tbody input[name="case"]').nth(2).check();
  await colleague.page.locator('summary', { hasText: 'Do the same to several' }).click();
  await colleague.page.selectOption('[name="member"]', { label: 'Noor Example' });
  await colleague.page.locator('button[value="assign"]').click();
  assert.match(await colleague.page.textContent('main'), /Done: 2 of 2/);
  await check(colleague, 'en-1280-many-done');
  await colleague.page.setViewportSize(NARROW);
  await colleague.page.goto(`${server.base}/desk/cases?lang=ar&words=the`);
  await colleague.page.locator('details summary').last().click();
  await check(colleague, 'ar-360-many');
  await colleague.page.setViewportSize(WIDE);
  await colleague.page.goto(`${server.base}/desk/cases?lang=en`);
  await colleague.page.locator('.notice a', { hasText: 'Show them' }).click();
  await colleague.page.locator('tbody tr th a').first().click();
  const path = new URL(colleague.page.url()).pathname;
  assert.match(await colleague.page.textContent('main'), /to be called by the legal office/);
  await check(colleague, 'en-1280-asked');

  const keeper = await visitor(browser, server.base, { size: NARROW, language: 'ar', dark: true });
  await atWork(keeper, 'aicha', 'ar-360-keeper');
  await keeper.page.goto(server.base + path);
  assert.equal(await keeper.page.locator('form[action*="/identity"]').count(), 0, 'not before somebody agrees');
  await check(keeper, 'ar-360-waits');

  await colleague.page.locator('button[name="agree"][value="yes"]').click();
  assert.match(await colleague.page.textContent('main'), /agreed that name and contact/);
  await keeper.page.goto(server.base + path);
  await check(keeper, 'ar-360-agreed');
  await keeper.page.locator('form[action*="/identity"] button').click();
  assert.match(await keeper.page.textContent('main'), /Sample Name/);
  await check(keeper, 'ar-360-who-reported');
  await colleague.close();
  await keeper.close();
});

test('the people of a desk: invited, joined, let in; channels and the own account', async () => {
  const lead = await visitor(browser, server.base, { size: WIDE, language: 'en' });
  await atWork(lead, LEAD, 'en-1280-lead');
  const { page } = lead;
  for (const [path, label] of [['/desk/people', 'people'], ['/desk/account', 'account'], ['/desk/audit', 'audit'], ['/desk/channels', 'channels']]) {
    await page.goto(server.base + path);
    await check(lead, `en-1280-${label}`);
  }
  await page.locator('main ul.files a').first().click();
  await check(lead, 'en-1280-channel');
  await page.locator('ol.questions a').nth(2).click();
  await check(lead, 'en-1280-question');

  await page.goto(`${server.base}/desk/enter`);
  await check(lead, 'en-1280-enter');
  await page.locator('input[value="phone"]').check();
  await go(page);
  assert.match(page.url(), /\/report\/1/, 'the same questions as everybody is asked');

  await page.goto(`${server.base}/desk/people`);
  await page.fill('[name="name"]', 'Benoît Exemple');
  await page.locator('form[action*="/invite"] button').click();
  await check(lead, 'en-1280-people-refused');
  await page.locator('input[value="case-officer"]').check();
  await page.locator('form[action*="/invite"] button').click();
  await check(lead, 'en-1280-invited');
  const link = await page.locator('.notice code').textContent();

  const guest = await visitor(browser, server.base, { size: NARROW, language: 'ar', dark: true });
  await guest.page.goto(link);
  await check(guest, 'ar-360-join');
  await guest.page.fill('[name="login"]', 'benoit');
  for (const [field, words] of [['passphrase', 'words to come in with'], ['unlocking', 'words to read with']]) {
    await guest.page.fill(`[name="${field}"]`, words);
    await guest.page.fill(`[name="${field}_again"]`, words);
  }
  await go(guest.page);
  assert.ok(await guest.page.isVisible('svg.qr'));
  await check(guest, 'ar-360-sheet');
  const seed = await guest.page.locator('code.link').textContent();
  await guest.page.fill('[name="code"]', totp(seed));
  await go(guest.page);
  await check(guest, 'ar-360-joined');
  const sign = await guest.page.locator('.receipt code').textContent();
  await guest.close();

  await page.goto(`${server.base}/desk/people`);
  const row = page.locator('tbody tr', { hasText: 'Benoît' });
  assert.match(await row.textContent(), new RegExp(sign));
  await row.locator('a').click();
  await check(lead, 'en-1280-admit');
  await page.locator('form[action*="/admit"] button').click();
  assert.doesNotMatch(await page.textContent('tbody'), /Not let in yet/);

  await page.setViewportSize(NARROW);
  for (const [path, label] of [['/desk/people', 'people'], ['/desk/account', 'account'], ['/desk/channels', 'channels']]) {
    await page.goto(`${server.base}${path}?lang=ar`);
    await check(lead, `ar-360-${label}`);
  }
  await page.locator('main ul.files a').first().click();
  await check(lead, 'ar-360-channel');
  await lead.close();
});

/** The code of an authenticator now (RFC 6238). */
function totp(seed) {
  const bits = [...seed].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
