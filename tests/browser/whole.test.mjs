// The whole way, from a report to a closed case and back again: what one side writes, the other side reads. Without scripts.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { check, NARROW, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import {
  answerAll, becomes, begin, comeBack, download, FILES, inArabic, PDF, PHOTO, send, signIn, standing, stepForm, unlock, VOICE, words,
} from './way.mjs';

let browser, server;
before(async () => {
  browser = await startBrowser();
});
// Each way begins in a house of its own: the search is to find one report.
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server?.stop());
after(() => browser?.close());

/** Two people who report, and those who read it: each in another language, at another desk. */
const LIVES = [
  {
    language: 'en',
    channel: 'River Valley Rights',
    officer: 'noor',
    colleague: { login: 'esteban', name: 'Esteban Example' },
    said: {
      urgent: ['ongoing'],
      what_happened: 'Two guards pushed my sister off the footbridge at Marrow Creek.\nThey laughed & said: "Go <home>".',
      kind: ['force', 'weapons'],
      where: 'The footbridge behind the cement works',
      'where.country': 'KE',
      'when.words': 'The night the lights failed',
      'when.year': '2026',
      'when.month': '3',
      company: 'Granite Watch (invented)',
      people_affected: 'My sister and a child of nine',
      submitter: 'witness',
      told: ['nobody'],
      fear: 'high',
      fear_details: 'Of the man with the radio',
      wished: ['medical-care', 'stop'],
      contact: 'Do not contact. I come back here.',
      consent: ['store', 'statistics'],
    },
    search: 'footbridge marrow',
    answer: 'Thank you. We have read it.\nIs your sister with a doctor?',
    note: 'Ask the clinic at Marrow Creek, names left out.',
    own: 'I know the driver from school.',
    narrowed: 'The company has friends in this house.',
    shared: 'Speaks the language of the village.',
    back: 'She is at home again. The man was there on Sunday, too.',
    ended: 'Granite Watch took the guards away from the bridge.',
    again: 'The guards came back.',
    receiptAs: (receipt) => receipt.words.toUpperCase().replaceAll(' ', '  '),
  },
  {
    language: 'ar',
    channel: 'نقابة الحراس',
    officer: 'wanjiru',
    colleague: { login: 'daniel', name: 'Daniel Example' },
    said: {
      urgent: ['life'],
      what_happened: 'ضربني رئيس النوبة أمام المستودع الأزرق.\nقال: "لا تتكلم" وأخذ هاتفي.',
      kind: ['harassment', 'pay-hours'],
      where: 'المستودع الأزرق قرب الميناء',
      'where.country': 'JO',
      'when.words': 'ليلة الخميس بعد العيد',
      company: 'حراسة الصخرة (اسم مخترع)',
      submitter: 'guard',
      told: ['union'],
      fear: 'some',
      wished: ['back-pay'],
      contact: 'لا تتصلوا بي، أعود إلى هنا',
      consent: ['store'],
    },
    search: 'المستودع الأزرق',
    answer: 'وصلنا ما كتبت.\nهل أنت في مكان آمن الآن؟',
    note: 'يسأل المكتب القانوني عن عقد العمل.',
    own: 'أعرف رئيس النوبة هذا.',
    narrowed: 'له أصدقاء في المكتب.',
    shared: 'يعرف قانون العمل.',
    back: 'أنا عند أخي. دفعوا نصف الأجر فقط.',
    ended: 'دفعت الشركة الأجر كله واعتذرت.',
    again: 'لم يصل المال بعد.',
    receiptAs: (receipt) => inArabic(receipt.digits),
  },
];

const LATER = { name: 'later.txt', mimeType: 'text/plain', buffer: Buffer.from('The number of the car: ٧٧-KD\n') };

/** What stands beside a question in a list of answers. */
const answered = (page, question) =>
  page.locator('dl.answers > div', { has: page.locator('dt', { hasText: question }) }).locator('dd.said').textContent();

/** Everything that was said in words stands there letter by letter; what was chosen stands there in the reader's language. */
async function readsWhatWasSaid(page, life, word) {
  const { said } = life;
  assert.equal(await answered(page, word('question-what-happened')), said.what_happened);
  assert.equal(await answered(page, word('question-company')), said.company);
  const where = await answered(page, word('question-where'));
  assert.ok(where.includes(said.where), where);
  const when = await answered(page, word('question-when'));
  assert.ok(when.includes(said['when.words']), when);
  const kinds = await answered(page, word('question-kind'));
  for (const kind of said.kind) assert.ok(kinds.includes(word(`kind-${kind}`)), kinds);
  assert.equal(await answered(page, word('question-submitter')), word(`submitter-${said.submitter}`));
  assert.equal(await answered(page, word('question-fear')), word(`fear-${said.fear}`));
}

const opened = (page, summary) => page.locator('details', { has: page.locator('summary', { hasText: summary }) });

const SCREENS = [{ size: WIDE, dark: false }, { size: NARROW, dark: true }];
const WAYS = LIVES.flatMap((life) => SCREENS.map((screen) => ({ life, screen })));

for (const { life, screen: { size, dark } } of WAYS) {
  const { language } = life;
  test(`from a report to a closed case and back, ${language}, ${size.width} wide`, async () => {
    const word = words(language);
    const label = `whole-${language}-${size.width}`;
    const screen = { size, language, dark };
    const { base } = server;

    // Somebody reports.
    const reporter = await visitor(browser, base, screen);
    await reporter.page.goto(base);
    await check(reporter, `${label}-front`);
    await begin(reporter.page, base, life.channel);
    await answerAll(reporter.page, life.said, { files: FILES, look: () => check(reporter) });
    await readsWhatWasSaid(reporter.page, life, word);
    assert.equal(await answered(reporter.page, word('question-contact')), life.said.contact);
    await check(reporter, `${label}-answers`);
    const receipt = await send(reporter.page, (at) => check(reporter, `${label}-${at}`));
    await reporter.page.click('main a[href="/leave"]');
    assert.equal((await reporter.context.cookies()).length, 0, 'leaving takes the cookies away');
    await reporter.close();

    // An officer finds it, and nothing of it before unlocking.
    const officer = await visitor(browser, base, screen);
    const desk = officer.page;
    const unlocking = await signIn(desk, base, life.officer);
    await desk.goto(`${base}/desk/cases`);
    const locked = await desk.content();
    for (const secret of [life.said.company, life.said.where]) assert.ok(!locked.includes(secret), 'locked, nothing is read');
    await unlock(desk, base, unlocking);
    await desk.fill('[name="words"]', life.search);
    await desk.locator('form.filter .buttons button').click();
    const row = desk.locator('tbody tr', { has: desk.locator('th a') });
    assert.equal(await row.count(), 1, 'the search finds the one report');
    assert.equal((await row.locator('th a').textContent()).trim(), receipt.reference, 'it is the one that was sent');
    assert.match(await row.textContent(), new RegExp(standing(language, 'received').name));
    await check(officer, `${label}-found`);
    await row.locator('th a').click();
    const address = new URL(desk.url()).pathname;
    assert.equal((await desk.textContent('h1')).trim(), receipt.reference);
    await readsWhatWasSaid(desk, life, word);
    assert.ok(!(await desk.content()).includes(life.said.contact), 'name and contact lie in another compartment');
    for (const consent of life.said.consent) assert.ok((await desk.textContent('dl.facts')).includes(word(`consent-${consent}`)));
    await check(officer, `${label}-case`);

    // The files are looked at, and taken along as they came.
    const file = (name) => desk.locator('ul.files li', { hasText: name });
    const look = (name) => file(name).locator('a[href*="/look"]').click();
    await look('gate.jpg');
    // The phone says in the picture how it was held; the picture is turned accordingly.
    const drawnAs = '(({ naturalWidth: w, naturalHeight: h }) => w > 1000 && w > h)(document.images[0])';
    assert.ok(await becomes(desk, drawnAs), 'the picture is drawn, and turned as the phone says');
    const drawn = await desk.request.get(new URL(await desk.getAttribute('img', 'src'), base).href);
    assert.ok(!(await drawn.body()).includes('Exif'), 'what is drawn does not say where it was taken');
    await check(officer, `${label}-picture`);
    await desk.goto(base + address);
    await look('paper.pdf');
    assert.ok(await becomes(desk, 'document.images[0].naturalHeight > 1000'), 'the page of the PDF is drawn');
    await check(officer, `${label}-pdf`);
    await desk.goto(base + address);
    await look('voice.ogg');
    assert.ok(await becomes(desk, 'document.querySelector("audio").duration > 3'), 'the recording can be played');
    await check(officer, `${label}-recording`);
    await desk.goto(base + address);
    for (const [name, sent] of [['gate.jpg', PHOTO], ['paper.pdf', PDF], ['voice.ogg', VOICE]]) {
      const bytes = await download(desk, file(name).locator('a').first());
      assert.ok(bytes.equals(sent), `${name} comes to the desk byte for byte`);
    }

    // The officer answers, and writes a note for the team and one for nobody else.
    await desk.locator('button[name="act"][value="acknowledge"]').click();
    assert.ok((await desk.textContent('dl.facts')).includes(standing(language, 'safety-check').name));
    await desk.fill('[name="message"]', life.answer);
    await desk.locator('form[action*="/message"] button').click();
    await desk.fill('[name="note"]', life.note);
    await desk.locator('form[action*="/note"] button:not([name])').click();
    await desk.fill('[name="note"]', life.own);
    await desk.locator('form[action*="/note"] button[name="own"]').click();
    for (const text of [life.answer, life.note, life.own]) assert.equal(await desk.getByText(text, { exact: true }).count(), 1, text);

    // Only those named read it: the colleague does not, until the officer says so and why.
    await opened(desk, word('case-access')).locator('summary').click();
    await desk.fill('[name="access"]', life.narrowed);
    await desk.locator('button[name="to"][value="named"]').click();
    const colleague = await visitor(browser, base, screen);
    await unlock(colleague.page, base, await signIn(colleague.page, base, life.colleague.login));
    await colleague.page.goto(`${base}/desk/cases?state=all&words=${encodeURIComponent(life.search)}`);
    assert.ok(!(await colleague.page.content()).includes(receipt.reference), 'the inbox does not name it');
    assert.equal((await colleague.page.goto(base + address)).status(), 404);
    await opened(desk, word('case-access')).locator('summary').click();
    const giving = desk.locator('form[action*="/give"]');
    await giving.locator('select').selectOption({ label: life.colleague.name });
    await giving.locator('button').click();
    await check(officer, `${label}-share-without-a-reason`);
    assert.equal((await colleague.page.goto(base + address)).status(), 404, 'nothing is given without a reason');
    await giving.locator('[name="give"]').fill(life.shared);
    await giving.locator('button').click();
    await check(officer, `${label}-shared`);
    assert.equal((await colleague.page.goto(base + address)).status(), 200);
    await readsWhatWasSaid(colleague.page, life, word);
    const history = await colleague.page.textContent('main');
    for (const reason of [life.narrowed, life.shared, life.note, life.answer]) assert.ok(history.includes(reason), reason);
    assert.ok(!history.includes(life.own), 'a private note stays private');
    await colleague.close();

    // The person comes back, reads the answer and nothing that was not for them, and writes again.
    const later = await visitor(browser, base, screen);
    const box = later.page;
    await comeBack(box, base, life.receiptAs(receipt));
    assert.equal((await box.textContent('p.lead')).trim(), standing(language, 'safety-check').told);
    assert.ok((await box.textContent('dl.facts')).includes(receipt.reference));
    assert.deepEqual(await box.locator('ol.messages .said').allTextContents(), [life.answer]);
    const own = await box.content();
    for (const text of [life.note, life.own, life.shared, life.narrowed]) assert.ok(!own.includes(text), `not for the reporter: ${text}`);
    await box.fill('[name="text"]', life.back);
    await box.locator('form[action*="/message"] button').click();
    assert.deepEqual(await box.locator('ol.messages .said').allTextContents(), [life.answer, life.back]);
    await box.setInputFiles('[name="files"]', [LATER]);
    await box.locator('form[enctype] button').click();
    assert.equal(await box.locator('ul.files > li').count(), 4);
    await check(later, `${label}-conversation`);

    // The officer is told that there is something new, reads it, and closes the case.
    await desk.goto(`${base}/desk/cases?news=yes`);
    await check(officer, `${label}-news`);
    const news = desk.locator('tbody tr', { has: desk.locator('th a', { hasText: receipt.reference }) });
    assert.ok((await news.textContent()).includes(word('is-new')), 'the inbox says that there is something new');
    await news.locator('th a').click();
    assert.deepEqual(await desk.locator('ol.messages').first().locator('.said').allTextContents(), [life.answer, life.back]);
    await look('later.txt');
    assert.equal(await desk.textContent('main pre'), String(LATER.buffer));
    await desk.goto(base + address);
    const closing = stepForm(desk, 'close');
    await closing.locator('summary').click();
    await closing.locator('[name="reason"]').selectOption('remedied');
    await closing.locator('[name="why"]').fill(life.ended);
    await closing.locator('button').click();
    assert.ok((await desk.textContent('dl.facts')).includes(standing(language, 'closed').name));
    assert.ok((await desk.textContent('main')).includes(life.ended));
    await check(officer, `${label}-closed`);
    await desk.goto(`${base}/desk/cases`);
    assert.ok(!(await desk.content()).includes(receipt.reference), 'what is closed no longer lies in the inbox');
    await box.goto(`${base}/follow-up/open`);
    assert.equal((await box.textContent('p.lead')).trim(), standing(language, 'closed').told);
    assert.ok(!(await box.content()).includes(life.ended), 'the explanation is the team’s');
    await check(later, `${label}-told-closed`);

    // It can be taken up again, and the person sees it.
    await desk.goto(base + address);
    await desk.locator('form[action*="/step"] [name="why"]').first().fill(life.again);
    await desk.locator('button[name="act"][value="reopen"]').click();
    assert.ok((await desk.textContent('dl.facts')).includes(standing(language, 'eligibility').name));
    assert.ok((await desk.textContent('main')).includes(life.again));
    await box.goto(`${base}/follow-up/open`);
    assert.equal((await box.textContent('p.lead')).trim(), standing(language, 'eligibility').told);
    await check(officer);
    await check(later);
    await later.close();
    await officer.close();
  });
}
