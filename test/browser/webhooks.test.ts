import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, signIn, startBrowsedService, type BrowsedService } from '../support/browser.js';
import { startReceiver, type WebhookReceiver } from '../support/receiver.js';
import { eventually } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';

describe.skipIf(!hasChromium())('the page of webhooks', () => {
  let browsed: BrowsedService;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    browsed = await startBrowsedService({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
  });
  afterAll(async () => {
    await browsed.close();
    await receiver.close();
  });

  const panel = (page: Page) => page.getByRole('region', { name: 'Webhook The bot' });
  const secretIn = async (page: Page) => {
    const value = await page.getByLabel('The new secret').inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(value).toMatch(/^whsec_/);
    return value;
  };
  const verify = (secret: string, at: number) => {
    const { body, headers } = receiver.received.at(at)!;
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  };

  it('adds one, shows the secret once, what was sent, and sends it again', async () => {
    const opened = await browsed.open();
    const { page, complaints } = opened;
    await signIn(page);
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByText('Nobody is told of anything').waitFor();
    await page.getByText('Add a webhook').click();
    await page.getByLabel('Address').fill('http://192.168.1.1/');
    await page.getByLabel('Description').fill('The bot');
    await page.getByRole('button', { name: 'Add the webhook' }).click();
    await page.getByRole('alert').getByText('WEBHOOK_ALLOWED_HOSTS').waitFor();
    await page.getByLabel('Address').fill(`${receiver.url}/hook`);
    await page.getByRole('button', { name: 'Add the webhook' }).click();
    const secret = await secretIn(page);
    expect(await page.content()).not.toContain(secret);

    await browsed.service.post('/v1/classify', { id: 'one', text: INSULT });
    await eventually(() => receiver.received.length === 1, 20_000);
    expect(verify(secret, 0)).toMatchObject({ type: 'decision.created', data: { message: { id: 'one' } } });
    await panel(page).getByRole('button', { name: 'Show what was sent' }).click();
    await panel(page).getByRole('cell', { name: 'answered 204' }).waitFor();
    await panel(page)
      .getByRole('button', { name: /^Send again: msg_/ })
      .click();
    await eventually(() => receiver.received.length === 2, 20_000);
    await expect.poll(() => panel(page).getByText('answered 204').count()).toBe(2);
    expect(receiver.received[1]!.headers['webhook-id']).toBe(receiver.received[0]!.headers['webhook-id']);
    expect(complaints).toEqual([]);
    await opened.close();
  });

  it('makes a new secret, edits, disables, enables and deletes', async () => {
    const opened = await browsed.open();
    const { page, complaints } = opened;
    await signIn(page);
    await page.goto('/#/webhooks');
    await panel(page).getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
    const secret = await secretIn(page);
    await browsed.service.post('/v1/classify', { id: 'two', text: INSULT });
    await eventually(() => receiver.received.length === 3, 20_000);
    verify(secret, 2);

    await panel(page).getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByLabel('The text of the message').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await panel(page).getByText('with the text').waitFor();
    await browsed.service.post('/v1/classify', { id: 'three', text: INSULT });
    await eventually(() => receiver.received.length === 4, 20_000);
    expect(verify(secret, 3)).toMatchObject({ data: { text: INSULT } });

    await panel(page).getByRole('button', { name: 'Disable' }).click();
    await panel(page).getByText('disabled', { exact: true }).waitFor();
    await panel(page).getByRole('button', { name: 'Enable' }).click();
    await panel(page).getByText('enabled', { exact: true }).waitFor();
    await panel(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Nobody is told of anything').waitFor();
    expect((await browsed.service.get('/v1/webhooks')).body.webhooks).toEqual([]);
    expect(complaints).toEqual([]);
    await opened.close();
  });

  it('is not there for whoever is no admin', async () => {
    const opened = await browsed.open();
    const { page } = opened;
    await signIn(page, await browsed.service.newKey('review'));
    expect(await page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    await page.goto('/#/webhooks');
    await page.getByText('Webhooks are for admins').waitFor();
    await opened.close();
  });
});
