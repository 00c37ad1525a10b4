import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasChromium,
  overflowOf,
  signIn,
  startBrowsedService,
  type BrowsedService,
  type OpenedPage,
} from '../support/browser.js';

const RTL = '\u202e';
/** Insults all of them, so that each becomes a case. */
const TEXTS: Readonly<Record<string, string>> = {
  image: 'you idiot <img src=x onerror="alert(1)"> nobody wants you here',
  script: 'you idiot <script>alert(2)</script> nobody wants you here',
  svg: 'you idiot "><svg/onload=alert(3)><style>*{display:none}</style> nobody wants you here',
  address: 'you idiot javascript:alert(4) nobody wants you here [x](javascript:alert(5)) {{7*7}} ${alert(6)}',
  turned: `you idiot ${RTL}ereh uoy stnaw ydobon\u202c nobody wants you here`,
  invisible: 'you id\u200biot, you moron, nobody wants you here \u2066\u0007',
  emoji: 'you idiot 👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇺🇳 nobody wants you here 🖕🏽',
  stacked: `you idiot ${'z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307'.repeat(40)} nobody wants you here`,
  // Not as sure as the others: what rounds to 1 stays at `act` wherever the slider is.
  long: 'You idiot, stop writing to the whole channel about the build all day long! '.repeat(263).trimEnd(),
};
const LONG = TEXTS['long']!;
const AUTHOR = '<b onmouseover=alert(8)>eve</b>';

describe.skipIf(!hasChromium())('hostile texts', () => {
  let browsed: BrowsedService;
  let opened: OpenedPage;
  let page: Page;
  let flagged = 0;

  beforeAll(async () => {
    browsed = await startBrowsedService();
    const items = Object.entries(TEXTS).map(([id, text]) => ({
      id: `<i>${id}</i>`,
      text,
      store: 'all',
      channelType: 'public',
      channelId: '"><script>alert(7)</script>',
      authorId: AUTHOR,
      context: [{ authorId: `${RTL}bo`, text: '<iframe src="javascript:alert(9)"></iframe>' }],
    }));
    const { body } = await browsed.service.post('/v1/classify/batch', { items });
    flagged = body.items.filter((item: any) => item.decision.action !== 'allow').length;
    expect(flagged).toBeGreaterThan(Object.keys(TEXTS).length / 2);
    opened = await browsed.open();
    ({ page } = opened);
    await signIn(page);
  });
  afterAll(async () => browsed.close());

  /** Elements that only a message could have brought: the pages themselves have none of them. */
  const foreignElements = () =>
    page
      .locator(
        '#app :is(img, script, iframe, style, b, i, object, embed), #app :is([onerror], [onload], [onmouseover])',
      )
      .count();

  const expectHarmless = async () => {
    expect(await foreignElements()).toBe(0);
    expect(opened.complaints).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  };

  it.each(Object.keys(TEXTS))('are text where they are tried: %s', async (name) => {
    const text = TEXTS[name]!;
    await page.goto('about:blank');
    await page.goto('/#/try');
    await page.getByLabel('Text', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('Decision:').waitFor();
    const shown = page.locator('.result .message');
    const marks = await shown.locator('.hidden-char').allInnerTexts();
    if (name === 'turned') expect(marks).toEqual(['U+202E', 'U+202C']);
    else if (name === 'invisible') expect(marks).toEqual(['U+200B', 'U+2066', 'U+0007']);
    else if (name !== 'long') {
      expect(marks).toEqual([]);
      expect(await shown.textContent()).toBe(text);
    }
    await expectHarmless();
  });

  it('are text in the workbench, and long ones are clipped', async () => {
    await page.goto('/#/workbench?clause=insult');
    await page.getByRole('slider', { name: /act from/ }).press('End');
    const list = page.getByRole('region', { name: 'Messages that would change' });
    await list.getByText('<img src=x onerror="alert(1)">').waitFor();
    await expectHarmless();
    const all = page.getByRole('button', { name: `Show all ${LONG.length.toLocaleString('en')} characters` });
    const long = list.getByRole('listitem').filter({ has: all });
    expect((await long.locator('.message').textContent())!.length).toBeLessThan(1_000);
    await all.click();
    await expect
      .poll(async () => (await list.locator('.message').allTextContents()).includes(LONG))
      .toBe(true);
    await expectHarmless();
  });

  it('are text in the queue, names and context included', async () => {
    await page.goto('/#/queue');
    const lines = page.getByRole('list', { name: 'Cases' }).getByRole('listitem');
    await expect.poll(() => lines.count()).toBe(flagged);
    const shown = page.getByRole('region', { name: 'The case' });
    for (let i = 0; i < flagged; i += 1) {
      await lines.nth(i).getByRole('button').click();
      await shown.getByText(AUTHOR).first().waitFor();
      await shown.getByText('<iframe src="javascript:alert(9)"></iframe>').waitFor();
      expect(await shown.locator('.context .hidden-char').allInnerTexts()).toEqual(['U+202E']);
      await expectHarmless();
    }
  });

  it('are text as notes and owners', async () => {
    const html = '<img src=x onerror=alert(10)>';
    await page.goto('/#/keys');
    await page.getByLabel('Owner').fill(html);
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByLabel('The new key').waitFor();
    await page.getByRole('rowheader', { name: html }).waitFor();
    await expectHarmless();
    await page.goto('/#/policies');
    await page.getByRole('cell', { name: html }).first().waitFor();
    await expectHarmless();
  });

  it('would be told of, did one run: what watches for them works', async () => {
    const watched = await browsed.open();
    const { page: other, complaints } = watched;
    await other.goto('/');
    await other.getByLabel('API key').waitFor();
    await other.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(11)' }))",
    );
    await other.evaluate("document.body.setAttribute('style', 'color: red')");
    await other.evaluate(
      'document.body.append(document.createRange().createContextualFragment(\'<p style="color: red">\'))',
    );
    await expect.poll(() => complaints.filter((one) => one.includes('CSP: script-src'))).not.toEqual([]);
    await expect.poll(() => complaints.filter((one) => one.includes('CSP: style-src'))).not.toEqual([]);
    expect(complaints.filter((one) => one.startsWith('dialog'))).toEqual([]);
    await watched.close();
  });
});
