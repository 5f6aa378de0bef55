// What stays on the device: a browser's folder is searched, byte by byte, after a report was sent from it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchWithFolder, startServer } from './lib.mjs';
import { answerAll, begin, comeBack, FILES, goOn, send, TELLING } from './way.mjs';

let server, planted;
before(async () => {
  server = await startServer();
  // A page that keeps nothing back. What it leaves behind must be found, or the search proves nothing.
  planted = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=3600' });
    response.end('<!doctype html><title>plantedtitle</title><form method="post"><p>plantedbody<p><input name="l"><button>Go</button></form>');
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

/** Where these words are found, as UTF-8 and as UTF-16. */
function found(folder, secrets) {
  const wanted = secrets.flatMap((secret) => [[secret, Buffer.from(secret)], [secret, Buffer.from(secret, 'utf16le')]]);
  const places = [];
  for (const [path, bytes] of filesOf(folder)) {
    for (const [secret, needle] of wanted) if (bytes.includes(needle)) places.push(`“${secret}” in ${path}`);
  }
  return [...new Set(places)];
}

/** Rows of one of the browser's databases. Python reads SQLite wherever these tests run. */
function rows(folder, database, query) {
  const script = 'import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))';
  return JSON.parse(execFileSync('python3', ['-c', script, join(folder, 'Default', database), query], { encoding: 'utf8' }));
}

/** Opens the planted page, types into it, sends its form and goes on. */
async function plant(page, line) {
  const address = `http://127.0.0.1:${planted.address().port}/plantedaddress`;
  await page.goto(address);
  await page.fill('[name="l"]', line);
  await Promise.all([page.waitForEvent('load'), page.click('button')]);
  await page.goto(address);
}

/** Waits until the browser has written down what was done before: what it keeps for the next start comes after a while. */
async function settled(page, folder) {
  await plant(page, 'plantedlast');
  for (let left = 300; left > 0; left--) {
    if (found(folder, ['plantedlast']).some((place) => place.includes('/Sessions/'))) return;
    await page.waitForTimeout(100);
  }
  assert.fail('the browser does not write down what was done');
}

/** Back, as a finger does it. */
const back = (page) => Promise.all([page.waitForEvent('load'), page.evaluate(() => { setTimeout(() => history.back()); })]);

/** A receipt as it could be written: neighbouring parts, however they are joined. */
function written({ digits, words }) {
  const pairs = (list) => list.slice(1).map((part, at) => [list[at], part]);
  const joined = (list, by) => pairs(list).map((pair) => pair.join(by));
  const groups = digits.split(' ');
  return [' ', '', '+', '-', '%20'].flatMap((by) => [...joined(words.split(' '), by), ...joined(groups, by)]);
}

const TYPED = {
  urgent: ['evidence-perishing'],
  what_happened: 'kumquatone They beat us behind the fence. الكناريثانية',
  kind: ['torture-ill-treatment'],
  where: 'kumquatthree road',
  'where.country': 'KE',
  'when.words': 'kumquatfour night',
  company: 'kumquatfive guards',
  people_affected: 'kumquatsix of us',
  submitter: 'representative',
  mandate: 'community-meeting',
  mandate_details: 'kumquatseven meeting',
  fear: 'high',
  fear_details: 'kumquateight the boss',
  identity_mode: 'confidential-to-desk',
  name: 'kumquatnine Name',
  contact: 'kumquatten by night',
  consent: ['store', 'share-with-cso'],
};
const CANARIES = [
  'kumquat', 'الكناريثانية', 'behind the fence', 'evidence-perishing', 'torture-ill-treatment', 'community-meeting',
  'confidential-to-desk', 'share-with-cso',
];
const NAMED = FILES.map((file) => ({ ...file, name: `kumquatfile-${file.name}` }));

/** Runs with a fresh device: a folder, a browser that uses it, and its page. */
async function onDevice(use) {
  const folder = mkdtempSync(join(tmpdir(), 'watchpost-device-'));
  try {
    const context = await launchWithFolder(folder);
    await use({ folder, context, page: context.pages()[0] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('after a report the browser keeps nothing but where it was', async () => {
  await onDevice(async ({ folder, context, page }) => {
    await plant(page, 'plantedfirst');
    await page.goto(server.base);
    await begin(page, server.base);
    await answerAll(page, TYPED, { files: NAMED });
    await page.goto(`${server.base}/report/5`);
    await page.fill('[name="when.words"]', 'kumquateleven, changed');
    await goOn(page);
    await back(page);
    await page.goto(`${server.base}/report/check`);
    const receipt = await send(page);
    const box = await context.newPage();
    await comeBack(box, server.base, receipt.words);
    await box.fill('[name="text"]', 'kumquattwelve, one thing more');
    await box.locator('form[action*="/message"] button').click();
    assert.match(await box.textContent('ol.messages'), /kumquattwelve/);
    await box.close();
    await Promise.all([page.waitForURL(/leave/), page.click('main a[href="/leave"]')]);
    await settled(page, folder);
    await context.close();

    const places = found(folder, ['plantedtitle', 'plantedbody', 'plantedaddress', 'plantedfirst']).join('\n');
    assert.match(places, /plantedtitle” in Default\/History/, 'a title is found where there is one');
    assert.match(places, /plantedbody” in Default\/Cache/, 'a page is found where it may be kept');
    assert.match(places, /plantedfirst” in Default\/Sessions/, 'what was typed is found where it may be kept');
    const addresses = rows(folder, 'History', 'select url from urls').flat();
    assert.ok(addresses.includes(`${server.base}/report/sent`), 'the history is read');
    const titles = rows(folder, 'History', 'select title from urls').flat();
    assert.deepEqual(titles.filter((title) => TELLING.en.test(title)), [], 'titles tell nothing');
    assert.deepEqual(found(folder, [...CANARIES, receipt.reference, ...written(receipt)]), []);
    assert.deepEqual(addresses.filter((url) => url.startsWith(server.base) && /[?&#]/.test(url)), [], 'addresses carry nothing');
    assert.deepEqual(rows(folder, 'Network/Cookies', 'select host_key, name from cookies'), [], 'leaving takes the cookies away');
    assert.deepEqual(rows(folder, 'History', 'select target_path from downloads'), [], 'nothing is stored by itself');
  });
});

test('a browser that is torn away in the middle of a report keeps none of its words', async () => {
  await onDevice(async ({ folder, context, page }) => {
    const closed = new Promise((resolve) => context.once('close', resolve));
    await begin(page, server.base);
    await answerAll(page, TYPED, { files: NAMED });
    await page.goto(`${server.base}/report/2`);
    await page.fill('[name="what_happened"]', 'kumquatthirteen, not yet sent');
    await page.goto(`${server.base}/report/6`);
    await back(page);
    await page.goto(`${server.base}/report/receipt`);
    const digits = (await page.textContent('.receipt-digits')).trim();
    const words = (await page.textContent('.receipt-words')).trim();
    await settled(page, folder);
    // The lock that the browser keeps on its folder names its process.
    process.kill(Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
    await closed;
    assert.match(found(folder, ['plantedbody']).join('\n'), /Default\/Cache/, 'a page is found where it may be kept');
    assert.deepEqual(found(folder, [...CANARIES, ...written({ digits, words })]), []);
  });
});
