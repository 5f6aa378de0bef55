// Pictures of pages: narrow and wide, left-to-right and right-to-left, light and dark.
//   node screens.mjs http://127.0.0.1:8080 / /report /companies
//   WATCHPOST_BIN=… node screens.mjs --demo [PATH…]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, out, startBrowser, startServer, visitor, WIDE } from './lib.mjs';

const DEMO_PATHS = ['/', '/report', '/follow-up', '/companies', '/countries', '/code', '/stories', '/library', '/log', '/desk'];

const [where, ...given] = process.argv.slice(2);
if (!where) {
  console.error('usage: node screens.mjs (BASE-URL | --demo) [PATH…]');
  process.exit(2);
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
