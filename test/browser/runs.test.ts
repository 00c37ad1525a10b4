import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, signIn, startBrowsedService, type BrowsedService } from '../support/browser.js';
import { fillCommunity } from '../support/community.js';
import { ADMIN_KEY, eventually } from '../support/service.js';

const MESSAGES = 200;

describe.skipIf(!hasChromium())('the runs page', () => {
  let browsed: BrowsedService;
  beforeAll(async () => {
    browsed = await startBrowsedService();
    await fillCommunity(browsed.service, MESSAGES);
  });
  afterAll(async () => browsed.close());

  async function withPage(act: (page: Page) => Promise<void>, key = ADMIN_KEY): Promise<void> {
    const opened = await browsed.open();
    const { page, complaints } = opened;
    await signIn(page, key);
    await page.goto('/#/runs');
    await act(page);
    expect(complaints).toEqual([]);
    await opened.close();
  }
  const badge = (page: Page) => page.getByRole('heading', { level: 2 }).first().locator('.badge');
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const becomes = (page: Page, status: string) => expect.poll(() => badge(page).textContent()).toBe(status);

  it('sends a file, shows the plan before anything is scored, and what was left out', async () => {
    await withPage(async (page) => {
      const lines = ['{"id":"x1","text":"Thanks a lot!"}', '{"id":', '{"id":"x2","text":"You are a moron."}'];
      await page.getByLabel('File').setInputFiles({
        name: 'forum.ndjson',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(lines.join('\n')),
      });
      expect(await page.getByLabel('Format').inputValue()).toBe('ndjson');
      await page.getByLabel('Source').fill('forum');
      await press(page, 'Send the file');
      await page.getByText('2 messages, about').waitFor();
      await becomes(page, 'planned');
      expect((await browsed.service.get('/v1/messages/x2?source=forum')).body.status).toBe('pending');
      await press(page, 'Start');
      await becomes(page, 'done');
      await page.getByText('2 of 2 messages').waitFor();
      await page.getByText('line 2:').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'as CSV' }).click(),
      ]);
      const csv = await readFile(await download.path(), 'utf8');
      expect(csv).toMatch(/^id,source,.*,text\nx2,forum,.*You are a moron\.\n$/s);
    });
  });

  it('refuses a file that is not what it should be, in words', async () => {
    await withPage(async (page) => {
      await page.getByLabel('File').setInputFiles({
        name: 'slack.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from('no archive at all'),
      });
      await press(page, 'Send the file');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.textContent()).toMatch(/zip|archive/i);
      await page.getByRole('button', { name: 'Send the file' }).waitFor();
    });
  });

  it('shows a run as it goes on, pauses it, goes on with it and cancels it', async () => {
    await withPage(async (page) => {
      await press(page, 'Score again');
      await page.getByLabel('Model', { exact: true }).fill('encoder-1');
      await page.getByLabel('At most so many a second').fill('20');
      await press(page, 'Show the plan');
      await page.getByText(/messages, about .* at \d+ a second/).waitFor();
      await press(page, 'Start');
      await becomes(page, 'running');
      const bar = page.getByRole('progressbar');
      await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
      await press(page, 'Pause');
      await becomes(page, 'paused');
      await press(page, 'Go on');
      await becomes(page, 'running');
      // Somebody else's change shows without asking.
      const { id, etag } = (await browsed.service.get('/v1/runs?limit=1')).body.runs[0];
      const paused = await browsed.service.app.inject({
        method: 'POST',
        url: `/v1/runs/${id}/pause`,
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': etag },
      });
      expect(paused.statusCode).toBe(200);
      await becomes(page, 'paused');
      await press(page, 'Cancel');
      await becomes(page, 'cancelled');
    });
  });

  it('goes on watching a run after its events were refused', async () => {
    const { service } = browsed;
    const { body: run } = await service.post('/v1/runs', { kind: 'replay' });
    await withPage(async (page) => {
      const refuse = async (path: string, times: number) =>
        page.route(path, (route) => route.fulfill({ status: 429, body: '' }), { times });
      await refuse(`/v1/runs/${run.id}/events`, 2);
      await refuse(`/v1/runs/${run.id}`, 1);
      await page.goto(`/#/runs?run=${run.id}`);
      await page.getByRole('alert').getByText('Too many attempts').waitFor();
      await becomes(page, 'planned');
      expect(await page.getByRole('alert').count()).toBe(0);
      const dropped = await service.app.inject({
        method: 'POST',
        url: `/v1/runs/${run.id}/cancel`,
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': run.etag },
      });
      expect(dropped.statusCode).toBe(200);
      await becomes(page, 'cancelled');
    });
  });

  it('replays a version of a policy', async () => {
    await withPage(async (page) => {
      await press(page, 'Replay a policy');
      await press(page, 'Show the plan');
      await page.getByText(/messages, about/).waitFor();
      await press(page, 'Start');
      await becomes(page, 'done');
      await page.getByText('No decision changes').waitFor();
    });
  });

  it('shows what another model changes, and promotes it after a second look', async () => {
    const { body } = await browsed.service.post('/v1/runs', {
      kind: 'rescore',
      model: 'encoder-1',
      start: true,
    });
    await eventually(
      async () => (await browsed.service.get(`/v1/runs/${body.id}`)).body.status === 'done',
      60_000,
    );
    await withPage(async (page) => {
      await page.getByRole('link', { name: `Rescoring ${body.id}` }).click();
      await page.getByRole('heading', { name: 'What changes' }).waitFor();
      await page.getByRole('img', { name: /^Scores of .* before and after/ }).waitFor();
      await page.getByRole('button', { name: 'insult', exact: true }).click();
      await page.getByRole('img', { name: /^Scores of insult before and after/ }).waitFor();
      const changes = page.locator('details', { hasText: 'becomes' }).first();
      await changes.locator('summary').click();
      await changes.locator('.message').first().waitFor();
      await press(page, 'Promote…');
      await press(page, 'Not yet');
      await press(page, 'Promote…');
      await press(page, 'Promote them');
      await page.getByText('Its scores count').waitFor();
      expect((await browsed.service.get(`/v1/runs/${body.id}`)).body.outcome).toBe('promoted');
    });
  });

  it('is there for those who look after the history, without the buttons for admins, and for nobody else', async () => {
    const { service } = browsed;
    await withPage(
      async (page) => {
        await page
          .getByRole('link', { name: /^Rescoring/ })
          .first()
          .click();
        await page.getByText('What was asked for').waitFor();
        expect(await page.getByRole('button', { name: 'Promote…' }).count()).toBe(0);
      },
      await service.newKey('history', 'review'),
    );
    await withPage(
      async (page) => {
        await page.getByText('Runs are for those who look after the history').waitFor();
        expect(await page.getByRole('link', { name: 'Runs' }).count()).toBe(0);
      },
      await service.newKey('review'),
    );
  });
});
