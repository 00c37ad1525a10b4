import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, signIn, startBrowsedService, type BrowsedService } from '../support/browser.js';

describe.skipIf(!hasChromium())('signing out', () => {
  let browsed: BrowsedService;
  beforeAll(async () => {
    browsed = await startBrowsedService();
  });
  afterAll(async () => browsed.close());

  it('shows the sign-in only once the session has ended', async () => {
    const opened = await browsed.open();
    const { page, complaints } = opened;
    await signIn(page);
    const session = async () => (await page.request.get('/v1/session')).status();
    await page.route('/v1/session', (route) => route.fulfill({ status: 429, body: '' }), { times: 1 });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alert').getByText('Too many attempts').waitFor();
    expect(await page.getByLabel('API key').count()).toBe(0);
    expect(await session()).toBe(200);

    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('API key').waitFor();
    expect(await session()).toBe(401);
    expect(complaints).toEqual([]);
    await opened.close();
  });

  it('is done where the session had ended already', async () => {
    const opened = await browsed.open();
    const { page } = opened;
    await signIn(page);
    await page.route('/v1/session', (route) => route.fulfill({ status: 401, body: '' }));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
    await opened.close();
  });
});
