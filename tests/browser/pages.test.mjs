// Every page of the sample network: on the smallest screen (320 px, which is also 400 % of 1280 px), light and dark, with
// all that is folded away opened; the public ones in every language. Links are followed, so a new page is seen by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsInBoth, startBrowser, startServer, visitor } from './lib.mjs';
import { answerAll, begin, comeBack, FILES, send, signIn, TELLING, unlock } from './way.mjs';

const SMALLEST = { width: 320, height: 640 };

let browser, server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Pages that differ by an id, or by what is looked for in the Code, alone are of one kind. */
const kind = (path) => path.replace(/\/code\/\d+/, '/code/{number}').replace(/\/code\?.*/, '/code?{asked}').replace(/\/companies\?.*/, '/companies?{asked}').replace(/\/companies\/(?!new)[^/?]+/, '/companies/{slug}').replace(/\/record\/[a-z]+$/, '/record/{kind}').replace(/\{slug\}\?.*/, '{slug}?{days}').replace(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}');

/**
 * Follows the links of a site's pages from where it stands, and looks at each: at most `each` of a kind. Files are not taken
 * along, and languages are another visitor's.
 */
async function walk(someone, from, { each = 3, look, past = /^$/ }) {
  const { page, base } = someone;
  const waiting = [...from];
  const known = new Set(from);
  const kinds = new Map();
  while (waiting.length > 0) {
    const path = waiting.shift();
    const times = kinds.get(kind(path)) ?? 0;
    if (times >= (/cases\/\{id\}$|\/look/.test(kind(path)) ? 2 * each : each)) continue;
    kinds.set(kind(path), times + 1);
    await page.goto(base + path);
    await look(path);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((node) => node.href));
    for (const link of links.map((href) => new URL(href)).filter((url) => url.origin === base)) {
      const next = link.pathname + link.search;
      const leads = !/\/(file|proof)\/[^/]+$|\/follow-up\/copy$|\/bytes$|\/leave$|\.(json|csv|txt)$|\/log\/(checkpoint|cosigned|tile|key)/.test(link.pathname) && !/[?&]lang=/.test(next);
      if (leads && !past.test(next) && !known.has(next)) {
        known.add(next);
        waiting.push(next);
      }
    }
  }
  return kinds;
}

for (const language of ['en', 'fr', 'es', 'ar']) {
  test(`the public pages, ${language}`, async () => {
    const someone = await visitor(browser, server.base, { size: SMALLEST, language });
    const { page, base } = someone;
    const found = [];
    const titles = [];
    const look = async (path) => {
      titles.push(await page.title());
      // That a page is not there is an error to the console, as it should be.
      if (path === '/nowhere') someone.seen.errors.length = 0;
      for (const fault of await faultsInBoth(someone)) found.push(`${new URL(page.url()).pathname}: ${fault}`);
      someone.seen.errors.length = 0;
    };
    const front = await walk(someone, ['/', '/leave', '/nowhere'], { look, past: /^\/desk/ });
    for (const path of ['/about', '/report', '/follow-up', '/log', '/statistics', '/code', '/companies', '/companies/{slug}']) assert.ok(front.has(path), `${path} is found`);
    await begin(page, base);
    await answerAll(page, { what_happened: 'x', submitter: 'ngo', fear: 'high', identity_mode: 'named' }, { files: FILES, look });
    await look();
    const { digits } = await send(page, look);
    await comeBack(page, base, digits);
    await walk(someone, ['/follow-up/open'], { look, past: /^\/(?!follow-up\/)/ });
    assert.deepEqual(found, []);
    assert.ok(titles.length > 30, `${titles.length} pages`);
    assert.deepEqual([...new Set(titles)].filter((title) => TELLING[language].test(title)), [], 'titles tell nothing');
    await someone.close();
  });
}

for (const language of ['en', 'ar']) {
  test(`the pages of the desk, ${language}`, async () => {
    const someone = await visitor(browser, server.base, { size: SMALLEST, language });
    const { page, base } = someone;
    const found = [];
    const look = async () => {
      for (const fault of await faultsInBoth(someone)) found.push(`${kind(new URL(page.url()).pathname)}: ${fault}`);
      someone.seen.errors.length = 0;
    };
    await page.goto(`${base}/desk/sign-in`);
    await look();
    const unlocking = await signIn(page, base, language === 'en' ? 'esteban' : 'wanjiru');
    await walk(someone, ['/desk/unlock', '/desk/cases'], { look, each: 1, past: /cases\// });
    await unlock(page, base, unlocking);
    const seen = await walk(someone, ['/desk/cases', '/desk/cases?state=all'], { look, each: language === 'en' ? 3 : 2 });
    for (const path of ['/desk/cases/{id}', '/desk/people/{id}', '/desk/account', '/desk/audit', '/desk/channels/{id}', '/desk/enter']) {
      assert.ok(seen.has(path), `${path} is found: ${[...seen.keys()].join(' ')}`);
    }
    assert.deepEqual([...new Set(found)], []);
    await someone.close();
  });
}
