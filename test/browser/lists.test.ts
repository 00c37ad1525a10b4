import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasChromium,
  signIn,
  startBrowsedService,
  type BrowsedService,
  type OpenedPage,
} from '../support/browser.js';
import { ADMIN_KEY } from '../support/service.js';

const INSULT = 'You are an idiot and nobody wants you here.';

describe.skipIf(!hasChromium())('lists that are read anew', () => {
  let browsed: BrowsedService;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    browsed = await startBrowsedService();
    opened = await browsed.open();
    ({ page } = opened);
    await signIn(page);
  });
  afterAll(async () => browsed.close());

  const handIn = async (from: number, to: number) => {
    const numbers = Array.from({ length: to - from }, (_, i) => from + i);
    const items = numbers.map((n) => ({ id: `n${n}`, text: `${INSULT} ${n}`, store: 'all' }));
    expect((await browsed.service.post('/v1/classify/batch', { items })).status).toBe(200);
  };

  it('have each case of the queue once, and more to show when it has grown', async () => {
    await handIn(0, 40);
    await page.goto('/#/queue');
    const lines = page.getByRole('list', { name: 'Cases' }).getByRole('listitem');
    const showMore = page.getByRole('button', { name: 'Show more' });
    const lookAgain = () => page.getByRole('button', { name: 'Look for new ones' }).click();
    const expectEachOnce = async (count: number) => {
      await expect.poll(() => lines.count()).toBe(count);
      const texts = await lines.locator('.message-start').allTextContents();
      expect(new Set(texts).size).toBe(count);
    };
    await expectEachOnce(40);
    expect(await showMore.count()).toBe(0);

    await handIn(40, 110);
    await lookAgain();
    await showMore.click();
    await expectEachOnce(100);

    await lines.nth(2).getByRole('button').click();
    await page.getByRole('region', { name: 'The case' }).getByText('Clauses that fired').waitFor();
    await page.keyboard.press('1');
    await expect.poll(() => lines.nth(3).getAttribute('aria-current')).toBe('true');
    const next = await lines.nth(3).locator('.message-start').textContent();
    const note = page.getByRole('textbox', { name: /note/i });
    await note.fill('half a sent');
    await lookAgain();
    await page.getByRole('button', { name: 'Open 109' }).waitFor();
    await expectEachOnce(50);
    expect(await page.locator('[aria-current=true] .message-start').textContent()).toBe(next);
    expect(await note.inputValue()).toBe('half a sent');
    await showMore.click();
    await expectEachOnce(100);
    const milder = { id: 'n0', text: 'That is a bit stupid, no?', store: 'all' };
    expect((await browsed.service.post('/v1/classify', milder)).body.decision.action).toBe('review');
    await showMore.click();
    await expectEachOnce(109);
  });

  it('leave out no entry of the log of changes', async () => {
    const { service, address } = browsed;
    const { body: rules } = await service.get('/v1/policies/default/versions/1');
    const { body: policy } = await service.get('/v1/policies/default');
    const added = await fetch(`${address}/v1/policies/default/versions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        'content-type': 'application/json',
        'if-match': policy.etag,
      },
      body: JSON.stringify({ policy: rules.policy, note: 'The same again' }),
    });
    expect(added.status).toBe(201);
    for (let i = 0; i < 25; i += 1) await service.newKey('review');
    const logged = async () => (await service.get('/v1/audit')).body.entries.length as number;

    await page.goto('/#/policies');
    const rows = page.getByRole('region', { name: 'Who changed what' }).locator('tbody tr');
    const showEarlier = page.getByRole('button', { name: 'Show earlier entries' });
    await showEarlier.click();
    await expect.poll(() => rows.count()).toBe(await logged());
    await page.getByRole('button', { name: 'Put version 2 in the shadow' }).click();
    await rows.first().getByText('policy.shadow').waitFor();
    await showEarlier.click();
    await expect.poll(() => rows.count()).toBe(await logged());
  });

  it('complained of nothing meanwhile', () => expect(opened.complaints).toEqual([]));
});
