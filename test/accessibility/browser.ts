import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Said where there is no browser, so that a run without this test says what it left out. */
export const howToGetABrowser =
  'no Chromium here: install it (Debian: apt-get install --no-install-recommends chromium), or name one in KVITTERT_CHROMIUM';

const places = [
  process.env['KVITTERT_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** A browser that is on the machine; none is ever fetched. */
export const browserProgram: string | undefined = places.find((place) => place !== '' && existsSync(place));

export async function launchBrowser(): Promise<Browser> {
  if (browserProgram === undefined) throw new Error(howToGetABrowser);
  // Chromium's own sandbox does not work as root; nothing but our own pages is opened.
  return chromium.launch({ executablePath: browserProgram, args: ['--no-sandbox'] });
}

/** Everything is tested without scripts of our own having to run; axe needs one, past the page's policy. */
export async function axeViolations(page: Page, only?: readonly string[]): Promise<string[]> {
  const runOnly = only === undefined ? rules : { type: 'rule', values: only };
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `if (typeof axe === 'undefined') { ${axeSource} } axe.run({ runOnly: ${JSON.stringify(runOnly)} }).then((found) => JSON.stringify(found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).slice(0, 3).join(' '))))`,
    awaitPromise: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}

/**
 * Places on the page that are named wrongly: one name for two places, and links, labels and descriptions that lead to
 * none. No rule of axe's asks for these any more, and a link to a name that two have leads to the wrong one.
 */
export async function wrongPlaces(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const names = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    const called = [...document.querySelectorAll('a[href^="#"], [for], [aria-labelledby], [aria-describedby], [aria-controls]')]
      .flatMap((element) => [
        decodeURIComponent(element.getAttribute('href')?.startsWith('#') ? element.getAttribute('href').slice(1) : ''),
        ...['for', 'aria-labelledby', 'aria-describedby', 'aria-controls']
          .flatMap((attribute) => (element.getAttribute(attribute) ?? '').split(' ')),
      ])
      .filter((name) => name !== '');
    const nowhere = called.filter((name) => !names.includes(name));
    return [...twice.map((name) => 'twice: ' + name), ...nowhere.map((name) => 'nowhere: ' + name)];
  })()`);
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose answer depends on how wide the page is. */
export const rulesOfLayout = ['color-contrast', 'scrollable-region-focusable', 'target-size'];

/** What sticks out to the right at this width; content must reflow at 320 px (WCAG 1.4.10). */
export async function sticksOut(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate<string[]>(
    `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
      [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .filter((element) => element.closest('.kv-scroll') === null)
        .map((element) => element.outerHTML.slice(0, 100))`,
  );
}

/** The same where everything that people may have written has a word in it that is longer than the page is wide. */
export async function sticksOutWithLongWords(page: Page, width: number): Promise<string[]> {
  await page.evaluate(`(() => {
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const said = [];
    while (walk.nextNode() !== null) said.push(walk.currentNode);
    for (const text of said)
      if (text.data.trim() !== '' && text.parentElement.closest('button, .ds-button, .ds-tag, .kv-bar, label, legend, option, textarea, nav, .kv-scroll') === null)
        text.data = text.data.trim() + 'beredskap'.repeat(40);
  })()`);
  return sticksOut(page, width);
}

/** Where the keyboard is: what it is called, and whether it can be seen that it is there. */
export interface Stop {
  name: string;
  seen: boolean;
  inView: boolean;
}

/** Undefined outside the main content. In words of the page: these tests are compiled without its globals. */
export async function focusedStop(page: Page): Promise<Stop | null> {
  return page.evaluate<Stop | null>(`(() => {
    const element = document.activeElement;
    if (element.closest('main') === null) return null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      name: element.getAttribute('name') ?? element.textContent.trim(),
      seen: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
      inView: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight,
    };
  })()`);
}

/** One that waits as long as a busy machine needs; what ends a wait for nothing is the test's own limit. */
export async function patientPage(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(120_000);
  return context.newPage();
}

/** Logs in as one of the invented people, the way a person does. */
export async function logIn(context: BrowserContext, url: string, name: string): Promise<Page> {
  const page = await patientPage(context);
  await page.goto(`${url}/login`);
  await page.getByRole('link', { name: 'Logg inn', exact: true }).click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`${url}/`);
  return page;
}
