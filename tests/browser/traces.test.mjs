// What stays on the device: a browser's folder is searched, byte by byte, after a report was sent from it and looked at again. On
// the way forms are refused, since a page that answers a form is kept with the form.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchWithFolder, startServer } from './lib.mjs';
import { answerAll, begin, comeBack, FILES, goOn, receiptOf, TELLING } from './way.mjs';

let server, planted;
before(async () => {
  server = await startServer();
  // A page that keeps nothing back, and answers its form itself. What it leaves behind must be found, or the search proves nothing.
  planted = createServer((request, response) => {
    request.resume();
    response.writeHead(request.method === 'POST' ? 422 : 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=3600' });
    response.end('<!doctype html><title>plantedtitle</title><form method="post" autocomplete="off"><p>plantedbody<p><input name="l"><button>Go</button></form>');
  });
  await new Promise((resolve) => planted.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  planted?.close();
  await server?.stop();
});

/** All files below a folder, with their bytes. */
function* filesOf(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) yield [path.slice(folder.length + 1), readFileSync(path)];
  }
}

/** A word as bytes: as UTF-8, as UTF-16, in percent signs, and in base64 wherever in it the word begins. */
function spellings(word) {
  const plain = Buffer.from(word);
  const percent = encodeURIComponent(word);
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain]).toString('base64');
    // What stands for the neighbours' bits is left out.
    return text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + plain.length) * 8) / 6));
  });
  return [
    plain, Buffer.from(word, 'utf16le'), Buffer.from(percent), Buffer.from(percent.toLowerCase()), Buffer.from(percent.replaceAll('%20', '+')),
    ...inBase64.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]).map((text) => Buffer.from(text)),
  ];
}

/** Where these words are found, however they are spelt. */
function found(folder, words) {
  const wanted = words.flatMap((word) => spellings(word).map((needle) => [word, needle]));
  const places = new Set();
  for (const [path, bytes] of filesOf(folder)) {
    for (const [word, needle] of wanted) if (bytes.includes(needle)) places.add(`“${word}” in ${path}`);
  }
  return [...places];
}

/** Rows of one of the browser's databases. Python reads SQLite wherever these tests run. */
function rows(folder, database, query) {
  const script = 'import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))';
  return JSON.parse(execFileSync('python3', ['-c', script, join(folder, 'Default', database), query], { encoding: 'utf8' }));
}

/** Opens the planted page, types into it and sends its form. */
async function plant(page) {
  await page.goto(`http://127.0.0.1:${planted.address().port}/`);
  await page.fill('[name="l"]', 'plantedline');
  await Promise.all([page.waitForEvent('load'), page.click('button')]);
}

/** A receipt as it could be written: neighbouring parts, as many as no text has by chance, however they are joined. */
function written({ digits, words }) {
  const together = (list, many, by) => list.slice(many - 1).map((_, at) => list.slice(at, at + many).join(by));
  return [' ', '', '+', '-', '\n'].flatMap((by) => [...together(words.split(' '), 3, by), ...together(digits.split(' '), 2, by)]);
}

const LONG = `kumquattoolong ${'a'.repeat(20_001)}`;
const TYPED = {
  what_happened: 'kumquatone They beat us behind the fence. الكناريثانية',
  kind: ['torture-ill-treatment'],
  where: 'kumquatthree road',
  'where.country': 'KE',
  'when.words': 'kumquatfour night',
  company: 'kumquatfive guards',
  identity_mode: 'confidential-to-desk',
  name: 'kumquatnine Name',
  contact: 'kumquatten by night',
  consent: ['store', 'share-with-cso'],
};
const CANARIES = ['kumquat', 'الكناريثانية', 'behind the fence', 'torture-ill-treatment', 'share-with-cso'];
const NAMED = FILES.map((file) => ({ ...file, name: `kumquatfile-${file.name}` }));

test('a report, what was refused of it and what came of it leave nothing on the device but where one was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchpost-device-'));
  let context;
  const shown = [];
  /** Sends a form that cannot be taken, with these fields, from a tab of its own that is left as it is: the browser keeps what each tab shows. */
  const refused = async (path, fields, button = goOn) => {
    const tab = await context.newPage();
    await tab.goto(server.base + path);
    for (const [name, value] of Object.entries(fields)) await tab.fill(`[name="${name}"]`, value);
    await button(tab);
    const to = new URL(tab.url());
    assert.match(to.search, /^\?again=[\w-]{43}$/, `${path} is shown as a page that was asked for`);
    for (const [name, value] of Object.entries(fields).filter(([name]) => name !== 'typed')) {
      assert.equal(await tab.inputValue(`[name="${name}"]`), value, 'what was typed stays');
    }
    shown.push(to.search.slice(1));
    return tab;
  };
  try {
    context = await launchWithFolder(folder, { javaScriptEnabled: false });
    const [page] = context.pages();
    await begin(page, server.base);
    const asked = {};
    await answerAll(page, TYPED, {
      files: NAMED,
      look: async (path) => {
        for (const name of ['what_happened', 'where', 'when.day', 'files']) {
          if ((await page.locator(`main [name="${name}"]`).count()) > 0) asked[name] = path;
        }
      },
    });
    const first = await refused(asked.what_happened, { what_happened: LONG });
    await first.reload();
    assert.equal(await first.inputValue('[name="what_happened"]'), LONG, 'as often as it is looked at');
    await refused(asked['when.day'], { 'when.day': '31', 'when.month': '2', 'when.year': '2026', 'when.words': 'kumquateleven, no day' });
    await refused(asked.where, { where: `kumquattwelve ${'b'.repeat(1_001)}` }, (tab) => tab.click('[name="districts"]'));
    await refused(asked.files, {}, async (tab) => {
      await tab.setInputFiles('[name="files"]', [{ name: 'kumquatempty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }]);
      await tab.locator('form[enctype] button').click();
    });
    // What is taken, in a tab that is left as well.
    const taken = await context.newPage();
    await taken.goto(server.base + asked.what_happened);
    await taken.fill('[name="what_happened"]', TYPED.what_happened);
    await goOn(taken);
    await page.goto(`${server.base}/report/receipt`);
    const receipt = await receiptOf(page);
    await refused('/report/receipt', { typed: `kumquat${receipt.part}` });
    await page.fill('[name="typed"]', receipt.part);
    await goOn(page);
    await goOn(page);
    assert.match(page.url(), /\/report\/sent/);
    const reference = (await page.textContent('main strong')).trim();

    // Back with the receipt: mistyped, in digits and in words.
    const [groups, list] = [receipt.digits.split(' '), receipt.words.split(' ')];
    for (const wrong of [[...groups.slice(0, 5), '00000'], [...list.slice(0, 8), 'kumquatword'], list.slice(0, 8)]) {
      await refused('/follow-up', { receipt: wrong.join(' ') });
    }
    const box = await context.newPage();
    await comeBack(box, server.base, receipt.words);
    await refused('/follow-up/open', { text: LONG }, (tab) => tab.locator('form[action*="/message"] button').click());
    await box.fill('[name="text"]', 'kumquatthirteen, one thing more');
    await box.locator('form[action*="/message"] button').click();
    assert.match(await box.textContent('ol.messages'), /kumquatthirteen/);
    await Promise.all([page.waitForURL(/notice/), page.click('main a[href="/leave"]')]);
    assert.deepEqual(await context.cookies(), [], 'leaving takes the cookies away');
    await plant(await context.newPage());
    await context.close();
    context = null;

    const places = found(folder, ['plantedtitle', 'plantedbody', 'plantedline', ...shown]);
    const isIn = (word, where) => places.some((place) => place.startsWith(`“${word}” in Default/${where}`));
    assert.ok(isIn('plantedtitle', 'History'), 'a title is found where there is one');
    assert.ok(isIn('plantedbody', 'Cache'), 'a page is found where it may be kept');
    assert.ok(isIn('plantedline', 'Sessions/'), 'a form that a page answers is found where the browser keeps it');
    for (const one of shown) assert.ok(isIn(one, 'Sessions/'), 'what each tab showed was kept there');
    assert.deepEqual(found(folder, [...CANARIES, reference, ...written(receipt)]), []);

    const addresses = rows(folder, 'History', 'select url from urls').flat().filter((url) => url.startsWith(server.base)).map((url) => new URL(url));
    assert.ok(addresses.some((url) => url.pathname === '/report/sent'), 'the history is read');
    const carried = addresses.map((url) => url.search + url.hash).filter((more) => more !== '' && !shown.includes(more.slice(1)));
    assert.deepEqual(carried, [], 'addresses carry nothing');
    const titles = rows(folder, 'History', 'select title from urls').flat();
    assert.deepEqual(titles.filter((title) => TELLING.en.test(title)), [], 'titles tell nothing');
    assert.deepEqual(rows(folder, 'History', 'select target_path from downloads'), [], 'nothing is stored by itself');
  } finally {
    await context?.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a word is found however it is spelt', () => {
  const word = 'kumquat one';
  const folder = mkdtempSync(join(tmpdir(), 'watchpost-spelt-'));
  try {
    for (const before of ['', 'a', 'ab']) {
      const text = Buffer.from(`${before}${word}, and more`);
      for (const spelt of [text, Buffer.from(text.toString('base64')), Buffer.from(text.toString('utf8'), 'utf16le'), Buffer.from(`l=${encodeURIComponent(text)}`)]) {
        writeFileSync(join(folder, 'file'), spelt);
        assert.equal(found(folder, [word]).length, 1, spelt.toString());
      }
    }
    assert.deepEqual(found(folder, ['kumquat two']), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
