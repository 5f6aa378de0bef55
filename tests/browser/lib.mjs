// What the browser tests share: the server, the browser, and the checks that every page must pass.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const out = fileURLToPath(new URL('out/', import.meta.url));
export const NARROW = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 900 };

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Debian's Chromium, one for a whole file of tests. */
export function startBrowser() {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, chromiumSandbox: false });
}

/** The same with a folder of its own that stays, as on somebody's device: for what is found in it afterwards. */
export function launchWithFolder(folder, options = {}) {
  return chromium.launchPersistentContext(folder, { executablePath: '/usr/bin/chromium', args: FLAGS, chromiumSandbox: false, locale: 'en', ...options });
}

/**
 * Starts `watchpost demo` on a free port with a fresh folder, and waits for the line that says where it listens.
 * `stop` ends it with SIGTERM and fails when it did not end cleanly.
 */
export async function startServer(extra = []) {
  const program = process.env.WATCHPOST_BIN;
  assert.ok(program, 'WATCHPOST_BIN must name the program to test: cargo xtask test browser sets it');
  const data = mkdtempSync(join(tmpdir(), 'watchpost-browser-'));
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', data, ...extra], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  let printed = '';
  const listening = new Promise((resolve) => {
    const read = (chunk) => {
      printed += chunk;
      const found = printed.match(/https?:\/\/127\.0\.0\.1:[0-9]+/);
      if (found) resolve(found[0]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
  });
  const base = await Promise.race([listening, ended.then(() => null), timeout(60_000)]);
  if (!base) {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
    throw new Error(`the server did not say where it listens:\n${printed}`);
  }
  return {
    base,
    data,
    printed: () => printed,
    async stop() {
      child.kill('SIGTERM');
      const end = await Promise.race([ended, timeout(30_000)]);
      if (!end) child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
      assert.deepEqual(end, { code: 0, signal: null }, 'the server did not stop cleanly');
    },
  };
}

/** Nothing after a while; it does not keep the process alive. */
function timeout(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null).unref());
}

/**
 * A fresh visitor, without scripts unless asked for. Every request, console error and refused resource is recorded, and
 * requests to other origins than `base` are stopped: nothing leaves this machine whatever a page says.
 */
export async function visitor(browser, base, options = {}) {
  const { scripts = false, size = NARROW, language = 'en', dark = false, ...rest } = options;
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport: size,
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    ...rest,
  });
  const seen = { elsewhere: [], errors: [] };
  const home = new URL(base).origin;
  // A function, since a pattern would leave out what is not http, such as ws.
  await context.route((url) => url.origin !== home, (route) => route.abort());
  context.on('request', (request) => {
    const url = new URL(request.url());
    const inside = url.origin === home || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!inside) seen.elsewhere.push(request.url());
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    // A form that is refused is answered with 422, as it should be; the console calls that an error.
    const refused = /status of 422/.test(message.text());
    if (message.type() === 'error' && !refused) seen.errors.push(message.text());
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  // The console speaks of a refused resource only sometimes; the browser's own log always does.
  const devtools = await context.newCDPSession(page);
  await devtools.send('Audits.enable');
  devtools.on('Audits.issueAdded', ({ issue }) => {
    if (issue.code === 'ContentSecurityPolicyIssue') {
      const { violatedDirective, blockedURL } = issue.details.contentSecurityPolicyIssueDetails;
      seen.errors.push(`refused by the Content-Security-Policy: ${violatedDirective} ${blockedURL ?? ''}`.trim());
    }
  });
  return { base, context, page, seen, close: () => context.close() };
}

// Where a page's scripts are off, its timers are too, but messages arrive. Short waits become messages; long ones are
// time limits, which are kept from outside.
const TIMERS = `{
  const waiting = new Map();
  let last = 0;
  globalThis.setTimeout = (act, wait = 0, ...given) => {
    const id = ++last;
    if (wait > 100) return id;
    const { port1, port2 } = new MessageChannel();
    waiting.set(id, port1);
    port1.onmessage = () => { port1.close(); if (waiting.delete(id)) act(...given); };
    port2.postMessage(null);
    return id;
  };
  globalThis.clearTimeout = (id) => { waiting.delete(id); };
}`;

/**
 * What axe finds on the page as it is now. It runs in a world of its own beside the page: so the page's scripts stay
 * off, and its policy stays as strict as it is.
 */
export async function violations(page, tags) {
  const devtools = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await devtools.send('Page.getFrameTree');
    const { executionContextId: contextId } = await devtools.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    });
    const evaluate = async (expression) => {
      const ask = { expression, contextId, awaitPromise: true, returnByValue: true };
      const answer = await Promise.race([devtools.send('Runtime.evaluate', ask), timeout(30_000)]);
      if (!answer) throw new Error('axe did not come to an end');
      if (answer.exceptionDetails) throw new Error(`axe: ${JSON.stringify(answer.exceptionDetails)}`);
      return answer.result.value;
    };
    await evaluate(`${TIMERS}; ${axe}; undefined`);
    const options = { resultTypes: ['violations'], ...(tags ? { runOnly: tags } : {}) };
    const found = await evaluate(`axe.run(document, ${JSON.stringify(options)})`);
    return found.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target.join(' ')) }));
  } finally {
    await devtools.detach();
  }
}

/** What is wrong with the page as it is now; an empty list when nothing is. */
export async function faults(visitor) {
  const { page, seen } = visitor;
  const found = [];
  found.push(...seen.elsewhere.map((url) => `asked another origin: ${url}`));
  found.push(...seen.errors.map((text) => `console: ${text}`));
  let wrong = await violations(page);
  if (wrong.some(({ id }) => id === 'color-contrast')) {
    // A busy machine may not have drawn it in these colours yet; a picture waits until it has.
    await page.screenshot();
    wrong = await violations(page);
  }
  found.push(...wrong.map(({ id, help, where }) => `${id}: ${help} (${where.join(', ')})`));
  const { cssContentSize, cssLayoutViewport } = await measure(page);
  if (cssContentSize.width > cssLayoutViewport.clientWidth) {
    found.push(`wider than the screen: ${cssContentSize.width} > ${cssLayoutViewport.clientWidth}`);
  }
  return found;
}

/** The same with everything unfolded, and what is too faint in the dark as well. */
export async function faultsInBoth(visitor) {
  const { page } = visitor;
  await page.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
  const found = await faults(visitor);
  await page.emulateMedia({ colorScheme: 'dark' });
  let dark = await violations(page, ['color-contrast']);
  if (dark.length) {
    // A busy machine may not have drawn it in the dark yet; a picture waits until it has.
    await page.screenshot();
    dark = await violations(page, ['color-contrast']);
  }
  found.push(...dark.map(({ where }) => `too faint in the dark: ${where.join(', ')}`));
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

async function measure(page) {
  const devtools = await page.context().newCDPSession(page);
  try {
    return await devtools.send('Page.getLayoutMetrics');
  } finally {
    await devtools.detach();
  }
}

/** Fails unless the page is in order: no error, no other origin, nothing that axe objects to, no scrolling sideways. */
export async function check(visitor, name) {
  if (name) await picture(visitor.page, name);
  assert.deepEqual(await faults(visitor), [], visitor.page.url());
}

/** A picture of the whole page in `out/`. */
export async function picture(page, name) {
  mkdirSync(out, { recursive: true });
  const options = { path: join(out, `${name}.png`), fullPage: true };
  // Chromium on a busy machine sometimes cannot draw one; the page is judged by what is in it, so it is asked once more.
  await page.screenshot(options).catch(() => page.screenshot(options));
}
