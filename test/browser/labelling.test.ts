import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThresholdClause } from '../../src/domain/policy.js';
import { loadDefaultPolicy } from '../../src/policy/default-policy.js';
import {
  hasChromium,
  signIn,
  startBrowsedService,
  type BrowsedService,
  type OpenedPage,
} from '../support/browser.js';
import { fillCommunity } from '../support/community.js';

const RUDE = /idiot|moron|dumb|clown|loser/;

describe.skipIf(!hasChromium())('labels', () => {
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

  const labels = async () => {
    const answer = await fetch(`${browsed.address}/v1/labels`, {
      headers: { authorization: 'Bearer test-admin-key-0123456789' },
    });
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line));
  };

  it('are given one key each on a sample, and precision and recall are drawn from them', async () => {
    await page.goto('/#/workbench?clause=insult');
    await page.getByText('Precision and recall need labels on a sample').waitFor();
    await page.getByRole('button', { name: 'Label these 40 next' }).click();
    const run = page.getByRole('region', { name: /Does it break/ });
    for (let i = 1; i <= 40; i += 1) {
      await run.getByText(`${i} of 40`).waitFor();
      const text = (await run.locator('article > .message-box .message').textContent())!;
      await page.keyboard.press(RUDE.test(text) ? '1' : '2');
    }
    await run.getByText('That was the last one.').waitFor();
    const given = await labels();
    expect(given).toHaveLength(40);
    for (const { origin, sampling, target } of given) {
      expect(origin).toBe('suggested');
      expect(sampling.probability).toBeGreaterThan(0);
      expect(target).toEqual({ clause: 'insult' });
    }
    expect(given.filter(({ verdict }) => verdict === 'violates').length).toBeGreaterThan(3);

    const { body } = await browsed.service.get('/v1/stats/precision-recall?clause=insult&policy=default');
    expect(body.basis).toBe('sampled');
    const { review } = loadDefaultPolicy().clauses.find(({ id }) => id === 'insult') as ThresholdClause;
    const row = page.getByRole('row', { name: `review from ${review.toFixed(2)}` });
    const precision: number = body.points[Math.round(100 * review)].precision.value;
    await row.getByText(precision.toFixed(2)).first().waitFor();
    await page.getByText(/precision: review ≥/).waitFor();
  });

  it('resolve cases by key, and go to the next', async () => {
    await page.goto('/#/queue');
    const shown = page.getByRole('region', { name: 'The case' });
    const list = page.getByRole('list', { name: 'Cases' });
    await shown.getByText('Clauses that fired').waitFor();
    const { body: before } = await browsed.service.get('/v1/cases');
    await page.keyboard.press('j');
    await expect.poll(() => list.getByRole('listitem').nth(1).getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('k');
    await expect.poll(() => list.getByRole('listitem').nth(0).getAttribute('aria-current')).toBe('true');
    await shown.getByText('Clauses that fired').waitFor();
    await page.keyboard.press('1');
    await expect.poll(() => list.getByRole('listitem').nth(1).getAttribute('aria-current')).toBe('true');
    const { body: first } = await browsed.service.get(`/v1/cases/${before.cases[0].id}`);
    expect(first.status).toBe('resolved');
    expect(first.resolution).toBe('violates');
    await shown.getByText('Clauses that fired').waitFor();
    await page.keyboard.press('c');
    await shown.getByRole('button', { name: 'Let go' }).waitFor();
    const { body: second } = await browsed.service.get(`/v1/cases/${before.cases[1].id}`);
    expect(second.status).toBe('claimed');
    await shown.getByRole('button', { name: 'Mark what carries the score' }).click();
    await shown.locator('mark').or(shown.getByText('No single part carries the score')).first().waitFor();
  });

  it('are given once by a key that is held, which moves on and on', async () => {
    await page.goto('about:blank');
    await page.goto('/#/queue');
    const shown = page.getByRole('region', { name: 'The case' });
    const lines = page.getByRole('list', { name: 'Cases' }).getByRole('listitem');
    const { body } = await browsed.service.get('/v1/cases');
    await shown.getByText('Clauses that fired').waitFor();
    await page.keyboard.down('1');
    await expect.poll(() => lines.nth(1).getAttribute('aria-current')).toBe('true');
    await shown.getByText('Clauses that fired').waitFor();
    await page.keyboard.down('1'); // goes down again without having gone up: repeated
    await page.keyboard.up('1');
    await page.keyboard.press('2');
    await expect.poll(() => lines.nth(2).getAttribute('aria-current')).toBe('true');
    const given = body.cases.slice(0, 2).map(async ({ id }: any) => {
      const { body: one } = await browsed.service.get(`/v1/cases/${id}`);
      return one.resolution;
    });
    expect(await Promise.all(given)).toEqual(['violates', 'ok']);
    for (let i = 3; i <= 5; i += 1) {
      await page.keyboard.down('j');
      await expect.poll(() => lines.nth(i).getAttribute('aria-current')).toBe('true');
    }
    await page.keyboard.up('j');
  });

  it('show who was faster where two people work at once', async () => {
    await page.goto('about:blank');
    await page.goto('/#/queue');
    const shown = page.getByRole('region', { name: 'The case' });
    await shown.getByText('Clauses that fired').waitFor();
    const { body } = await browsed.service.get('/v1/cases');
    const [{ id, etag }] = body.cases;
    const { body: key } = await browsed.service.post('/v1/keys', { owner: 'Ada', scopes: ['review'] });
    const claimed = await fetch(`${browsed.address}/v1/cases/${id}/claim`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.key}`, 'if-match': etag },
    });
    expect(claimed.status).toBe(200);
    await page.keyboard.press('2');
    await shown.getByText('Ada has the case.').waitFor();
    expect((await browsed.service.get(`/v1/cases/${id}`)).body.status).toBe('claimed');
  });

  it('complained of nothing meanwhile', () => expect(opened.complaints).toEqual([]));
});
