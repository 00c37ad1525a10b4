import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasChromium,
  signIn,
  startBrowsedService,
  type BrowsedService,
  type OpenedPage,
} from '../support/browser.js';
import { fillCommunity } from '../support/community.js';
import { ADMIN_KEY } from '../support/service.js';

const INSULT = 'You are an idiot and nobody wants you here.';

/** Drags a handle to a place on the scale from 0 to 1, in steps as a hand does. */
async function drag(page: Page, name: RegExp, to: number): Promise<void> {
  const handle = page.getByRole('slider', { name });
  await handle.scrollIntoViewIfNeeded();
  const from = (await handle.boundingBox())!;
  const scale = (await page.locator('.handles').boundingBox())!;
  const y = from.y + from.height / 2;
  await page.mouse.move(from.x + from.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(scale.x + scale.width * to, y, { steps: 8 });
  await page.mouse.up();
}

describe.skipIf(!hasChromium())('the workbench', () => {
  let browsed: BrowsedService;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    browsed = await startBrowsedService();
    await fillCommunity(browsed.service, 400);
    opened = await browsed.open();
    ({ page } = opened);
    await signIn(page);
  });
  afterAll(async () => browsed.close());

  const sliderValue = async (name: RegExp) =>
    Number(await page.getByRole('slider', { name }).getAttribute('aria-valuenow'));

  /** The rules of a version with another threshold, as the workbench is to make them. */
  async function rules(version: number, clause: string, part: object) {
    const { body } = await browsed.service.get(`/v1/policies/default/versions/${version}`);
    const { policy } = body;
    return { ...policy, clauses: policy.clauses.map((c: any) => (c.id === clause ? { ...c, ...part } : c)) };
  }

  async function changedByApi(policy: object): Promise<number> {
    const { body } = await browsed.service.post('/v1/policies/default/simulate', { policy, limit: 0 });
    return body.changed as number;
  }

  const decide = async () =>
    (await browsed.service.post('/v1/classify', { text: INSULT, channelType: 'public', store: 'none' })).body;

  async function openBench(clause: string): Promise<void> {
    await page.goto('about:blank'); // a draft lives as long as the page
    await page.goto(`/#/workbench?clause=${clause}`);
    await page.locator('.chart canvas').waitFor();
  }

  const expectHeadline = (count: number) =>
    page
      .getByTestId('changed')
      .getByText(count === 1 ? '1 message changes' : `${count} messages change`, { exact: true })
      .waitFor();

  it('counts what a dragged threshold changes, as the API does', async () => {
    await openBench('insult');
    await expectHeadline(0);
    await drag(page, /act from/, 1);
    await expect.poll(() => sliderValue(/act from/)).toBe(1);
    const expected = await changedByApi(await rules(1, 'insult', { act: 1 }));
    expect(expected).toBeGreaterThan(10);
    await expectHeadline(expected);
    const shown = page.getByRole('row').filter({ has: page.getByRole('cell', { name: String(expected) }) });
    expect(await shown.first().innerText()).toMatch(/act\s+review/);
    await page.getByRole('listitem').filter({ hasText: INSULT }).first().waitFor();
  });

  it('takes keys and numbers as well, and never lets review pass act', async () => {
    await openBench('promotion');
    const review = page.getByRole('slider', { name: /review from/ });
    const start = await sliderValue(/review from/);
    await review.press('ArrowLeft');
    await expect.poll(() => sliderValue(/review from/)).toBeCloseTo(start - 0.01, 6);
    await review.press('End');
    await expect.poll(() => sliderValue(/review from/)).toBe(await sliderValue(/act from/));
    await page.getByLabel('review from', { exact: true }).fill('0.25');
    await page.getByLabel('review from', { exact: true }).press('Enter');
    await expect.poll(() => sliderValue(/review from/)).toBe(0.25);
    const expected = await changedByApi(await rules(1, 'promotion', { review: 0.25 }));
    await expectHeadline(expected);
  });

  it('saves, activates and rolls back, and live messages follow', async () => {
    const before = (await decide()).decision.action;
    expect(before).toBe('act');
    await openBench('insult');
    await drag(page, /act from/, 1);
    await page.getByLabel('Note').fill('Nobody is put forward for an insult alone');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByRole('button', { name: 'Activate version 2' }).click();
    const dialog = page.getByRole('dialog', { name: 'Activate version 2?' });
    await dialog.getByText('insult: act 0.92 → 1').waitFor();
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Version 2 decides from here on.').waitFor();
    await expect.poll(async () => (await decide()).decision.action).toBe('review');
    expect((await decide()).receipt.policy.version).toBe(2);
    await expectHeadline(0);

    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('Version 1 decides again.').waitFor();
    await expect.poll(async () => (await decide()).decision.action).toBe(before);
  });

  it('overwrites nobody: who was slower is told, and keeps the thresholds', async () => {
    await openBench('insult');
    await drag(page, /act from/, 0.97);
    await expect.poll(() => sliderValue(/act from/)).toBe(0.97);
    await expectHeadline(await changedByApi(await rules(1, 'insult', { act: 0.97 })));
    const { body: policy } = await browsed.service.get('/v1/policies/default');
    const answer = await fetch(`${browsed.address}/v1/policies/default/shadow`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        'content-type': 'application/json',
        'if-match': policy.etag,
      },
      body: JSON.stringify({ version: 2 }),
    });
    expect(answer.status).toBe(200);
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await page.getByText('Somebody else changed “default” since you read it').waitFor();
    expect((await browsed.service.get('/v1/policies/default')).body.latestVersion).toBe(2);
    expect(await sliderValue(/act from/)).toBe(0.97);
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await page.getByText('Saved. It decides nothing until you activate it.').waitFor();
    expect((await browsed.service.get('/v1/policies/default')).body.latestVersion).toBe(3);
  });

  it('complained of nothing meanwhile', () => expect(opened.complaints).toEqual([]));
});
