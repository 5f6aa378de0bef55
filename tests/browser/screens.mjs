// Pictures of pages: narrow and wide, left-to-right and right-to-left, light and dark.
//   node screens.mjs http://127.0.0.1:8080 / /report /companies
//   WATCHPOST_BIN=… node screens.mjs --demo [PATH…]
//   WATCHPOST_BIN=… node screens.mjs --first          the picture of the README, docs/pictures/first.png
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NARROW, out, startBrowser, startServer, visitor, WIDE } from './lib.mjs';
import { begin, goOn, signIn, unlock } from './way.mjs';

const DEMO_PATHS = ['/', '/report', '/follow-up', '/companies', '/countries', '/code', '/stories', '/library', '/log', '/desk'];

const [where, ...given] = process.argv.slice(2);
if (!where) {
  console.error('usage: node screens.mjs (BASE-URL | --demo | --first) [PATH…]');
  process.exit(2);
}
if (where === '--first') {
  await first();
  process.exit(0);
}
const server = where === '--demo' ? await startServer() : null;
const base = server ? server.base : where;
const paths = given.length ? given : DEMO_PATHS;
const folder = join(out, 'screens');
mkdirSync(folder, { recursive: true });

const browser = await startBrowser();
try {
  for (const size of [NARROW, WIDE]) {
    for (const language of ['en', 'ar']) {
      for (const dark of [false, true]) {
        const someone = await visitor(browser, base, { size, language, dark });
        for (const path of paths) {
          const answer = await someone.page.goto(new URL(path, base).href);
          const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'start';
          const file = `${name}-${size.width}-${language}-${dark ? 'dark' : 'light'}.png`;
          await someone.page.screenshot({ path: join(folder, file), fullPage: true });
          console.log(`${answer?.status() ?? '---'} ${file}`);
        }
        await someone.close();
      }
    }
  }
} finally {
  await browser.close();
  await server?.stop();
}

/** An officer's inbox, and beside it a question as somebody with a phone sees it. */
async function first() {
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const officer = await visitor(browser, server.base, { size: { width: 1280, height: 912 } });
    await unlock(officer.page, server.base, await signIn(officer.page, server.base, 'noor'));
    const reporter = await visitor(browser, server.base, { size: { width: 360, height: 912 } });
    await begin(reporter.page, server.base, 'River Valley Rights');
    while ((await reporter.page.locator('[name="where"]').count()) === 0) {
      const skip = reporter.page.locator('button[name$=".skip"]').first();
      if (await reporter.page.locator('[name="what_happened"]').count()) {
        await reporter.page.fill('[name="what_happened"]', 'They took our papers at the gate.');
        await goOn(reporter.page);
      } else await skip.click();
    }
    await reporter.page.fill('[name="where"]', 'The quarry road');
    await reporter.page.selectOption('[name="where.country"]', 'KE');
    const shots = [await officer.page.screenshot(), await reporter.page.screenshot()];
    const frame = await browser.newPage({ viewport: { width: 1046, height: 588 } });
    const image = (shot) => `<img height="568" src="data:image/png;base64,${shot.toString('base64')}">`;
    await frame.setContent(`<body style="margin:10px;display:flex;gap:10px;background:#d8d2c6">${shots.map(image).join('')}`);
    await frame.screenshot({ path: fileURLToPath(new URL('../../docs/pictures/first.png', import.meta.url)) });
  } finally {
    await browser.close();
    await server.stop();
  }
}
