// The harness itself: it must find what is planted, or all the other tests prove nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, faults, faultsInBoth, NARROW, out, startBrowser, startServer, visitor, WIDE } from './lib.mjs';

const STRICT = "default-src 'none'; style-src 'self'; img-src 'self'";
const page = (body, lang = 'lang="en"') =>
  `<!doctype html><html ${lang}><head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width">` +
  `<link rel="icon" href="/icon.png"></head><body><main><h1>A page</h1>${body}</main></body></html>`;

const PAGES = {
  '/good': page('<p>All is well.</p>'),
  '/nameless': page('<form><input type="text" name="a"></form><img src="/icon.png">', ''),
  '/elsewhere': page('<img alt="" src="http://third-party.invalid/pixel.png">'),
  '/inline': page('<p style="color: red">Red.</p>'),
  '/script': page('<p id="a">off</p><script src="/a.js"></script>'),
  '/wide': page('<table role="presentation" width="900"><tr><td>wide</td></tr></table>'),
  '/night': page('<link rel="stylesheet" href="/night.css"><details><summary>More</summary><p>Who can read this at night?</p></details>'),
  '/faint': page('<link rel="stylesheet" href="/faint.css"><p>Who can read this?</p>'),
};
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

let server;
let browser;
let base;

before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const head = { 'content-security-policy': pathname === '/script' ? "script-src 'self'; img-src 'self'" : STRICT };
    if (pathname === '/icon.png') response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL);
    else if (pathname === '/faint.css') response.writeHead(200, { 'content-type': 'text/css' }).end('p { color: #ddd }');
    else if (pathname === '/night.css') {
      const night = '@media (prefers-color-scheme: dark) { body { background: #000 } details p { color: #333 } }';
      response.writeHead(200, { 'content-type': 'text/css' }).end(night);
    } else if (pathname === '/a.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end("document.getElementById('a').textContent = 'on';");
    else if (pathname === '/language') response.writeHead(200, { ...head, 'content-type': 'text/html' }).end(page(request.headers['accept-language']));
    else if (PAGES[pathname]) response.writeHead(200, { ...head, 'content-type': 'text/html' }).end(PAGES[pathname]);
    else response.writeHead(404, { ...head, 'content-type': 'text/html' }).end(page('<p>Not here.</p>'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page as a fresh visitor and hands both to a function. */
async function open(path, use, options) {
  const someone = await visitor(browser, base, options);
  try {
    await someone.page.goto(base + path, { waitUntil: 'load' });
    return await use(someone);
  } finally {
    await someone.close();
  }
}

const found = (path, options) => open(path, async (someone) => (await faults(someone)).join('\n'), options);

test('a good page has no fault, and its picture is kept', async () => {
  await open('/good', async (someone) => {
    await check(someone, 'harness-good');
    assert.ok(existsSync(join(out, 'harness-good.png')) && statSync(join(out, 'harness-good.png')).size > 1000);
  });
});

test('a field without a name, a picture without words and a page without a language are found with scripts off', async () => {
  const text = await found('/nameless');
  for (const rule of ['label:', 'image-alt:', 'html-has-lang:']) assert.ok(text.includes(rule), `${rule} is missing in: ${text}`);
});

test('letters that are too faint are found', async () => {
  assert.match(await found('/faint'), /color-contrast:/);
});

test('letters that are too faint only in the dark, and folded away, are found', async () => {
  assert.equal(await found('/night'), '');
  assert.match(await open('/night', async (someone) => (await faultsInBoth(someone)).join('\n')), /too faint in the dark: p/);
});

test('a request to somebody else is found and goes nowhere', async () => {
  const text = await found('/elsewhere');
  assert.match(text, /asked another origin: http:\/\/third-party\.invalid\/pixel\.png/);
});

test('what the policy refuses is found', async () => {
  assert.match(await found('/inline'), /Content-Security-Policy|Content Security Policy/i);
});

test('an error answer is found', async () => {
  assert.match(await found('/missing'), /404/);
});

test('a page that scrolls sideways on a telephone is found', async () => {
  assert.match(await found('/wide', { size: NARROW }), /wider than the screen/);
  assert.doesNotMatch(await found('/wide', { size: WIDE }), /wider than the screen/);
});

test('scripts run only when asked for', async () => {
  for (const scripts of [false, true]) {
    const text = await open('/script', async ({ page }) => page.locator('#a').textContent(), { scripts });
    assert.equal(text, scripts ? 'on' : 'off');
  }
});

test('the language and the colours are the visitor\'s', async () => {
  const text = await open('/language', async ({ page }) => page.locator('main').textContent(), { language: 'ar' });
  assert.match(text, /^A pagear/);
});

/** Runs a small shell script in the place of the program. */
async function instead(script, use) {
  const folder = mkdtempSync(join(tmpdir(), 'watchpost-harness-'));
  const before = process.env.WATCHPOST_BIN;
  process.env.WATCHPOST_BIN = join(folder, 'program');
  writeFileSync(process.env.WATCHPOST_BIN, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  try {
    await use();
  } finally {
    if (before === undefined) delete process.env.WATCHPOST_BIN;
    else process.env.WATCHPOST_BIN = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

const SERVE = 'echo "listening on http://127.0.0.1:12345" >&2; while :; do sleep 0.05; done';

test('a program that listens is found and stopped', async () => {
  await instead(`trap 'exit 0' TERM; ${SERVE}`, async () => {
    const running = await startServer();
    assert.equal(running.base, 'http://127.0.0.1:12345');
    await running.stop();
    assert.ok(!existsSync(running.data));
  });
});

test('a program that does not start is named with what it said', async () => {
  await instead('echo "the disk is full" >&2; exit 1', async () => {
    await assert.rejects(startServer(), /did not say where it listens:\nthe disk is full/);
  });
});

test('a program that does not stop cleanly is a fault', async () => {
  await instead(`trap 'exit 3' TERM; ${SERVE}`, async () => {
    const running = await startServer();
    await assert.rejects(running.stop(), /did not stop cleanly/);
  });
});
