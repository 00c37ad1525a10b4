import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasChromium,
  overflowOf,
  signIn,
  startBrowsedService,
  type BrowsedService,
} from '../support/browser.js';
import { fillCommunity } from '../support/community.js';
import { eventually } from '../support/service.js';

/** Where to keep a picture of every page, for the README; unset: nowhere. */
const pictures = process.env['SCREENSHOTS'];

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const LOOKS = [
  { name: 'wide light', viewport: WIDE, colorScheme: 'light' },
  { name: 'wide dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'narrow light', viewport: NARROW, colorScheme: 'light' },
  { name: 'narrow dark', viewport: NARROW, colorScheme: 'dark' },
] as const;

/** What axe-core finds serious or critical, in words. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
    );
}

interface Shown {
  readonly name: string;
  /** Brings the page about, and waits until it stands. */
  readonly show: (page: Page) => Promise<unknown>;
}

const PAGES: readonly Shown[] = [
  {
    name: 'try',
    show: async (page) => {
      await page.goto('/#/try');
      await page.getByRole('button', { name: 'An insult', exact: true }).click();
      await page.getByRole('button', { name: 'Add a message' }).click();
      await page.getByRole('button', { name: 'Decide' }).click();
      await page.getByText('Decision:').waitFor();
    },
  },
  {
    name: 'workbench',
    show: async (page) => {
      await page.goto('/#/workbench?clause=insult');
      await page.locator('.chart canvas').waitFor();
      for (let i = 0; i < 5; i += 1) await page.getByRole('slider', { name: /review/ }).press('PageDown');
      await page.locator('.effect[aria-busy=false]').waitFor();
      await page.getByText(/precision: review ≥/).waitFor();
      await page
        .getByRole('region', { name: 'Messages that would change' })
        .getByText('violates')
        .first()
        .waitFor();
      await page.getByText('Recalibration').click();
      await page.getByText('Nothing has been proposed').waitFor();
      await page
        .getByTestId('changed')
        .getByText(/messages? changes?$/)
        .waitFor();
    },
  },
  {
    name: 'queue',
    show: async (page) => {
      await page.goto('/#/queue');
      await page.getByRole('region', { name: 'The case' }).getByText('Clauses that fired').waitFor();
    },
  },
  {
    name: 'policies',
    show: async (page) => {
      await page.goto('/#/policies');
      await page.getByRole('heading', { name: 'Who changed what' }).waitFor();
      await page.getByRole('cell', { name: /policy.shadow/ }).waitFor();
    },
  },
  {
    name: 'webhooks',
    show: async (page) => {
      await page.goto('/#/webhooks');
      const webhook = page.getByRole('region', { name: 'Webhook The bot' });
      await webhook.getByRole('button', { name: 'Show what was sent' }).click();
      await webhook.getByText('decision.created').nth(1).waitFor();
      await page.getByText('Add a webhook').click();
    },
  },
  {
    name: 'runs',
    show: async (page) => {
      await page.goto('/#/runs');
      await page.getByRole('button', { name: 'Send the file' }).waitFor();
      await page.getByRole('link', { name: /^Rescoring/ }).waitFor();
      await page.getByRole('button', { name: 'Score again' }).click();
    },
  },
  {
    name: 'run',
    show: async (page) => {
      await page.goto('/#/runs');
      await page.getByRole('link', { name: /^Rescoring/ }).click();
      await page.getByRole('heading', { name: 'What changes' }).waitFor();
      await page.locator('.chart canvas').waitFor();
      await page.getByText('allow').first().click();
      await page.getByText('What was asked for, by whom and when').click();
    },
  },
  {
    name: 'keys',
    show: async (page) => {
      await page.goto('/#/keys');
      await page
        .getByRole('button', { name: /^Revoke/ })
        .first()
        .waitFor();
    },
  },
];

describe.skipIf(!hasChromium())('the pages', () => {
  let browsed: BrowsedService;
  beforeAll(async () => {
    browsed = await startBrowsedService();
    const { service } = browsed;
    await fillCommunity(service, 400);
    await addStricterShadow(browsed);
    await labelSample(browsed);
    await rescore(browsed);
    await service.post('/v1/keys', { owner: 'The forum’s bot', scopes: ['classify'] });
    await service.post('/v1/keys', { owner: 'Ada', scopes: ['review'] });
    await service.post('/v1/webhooks', {
      url: 'https://bot.example/conduct',
      description: 'The bot',
      events: ['decision.created', 'alert.created'],
    });
    await service.post('/v1/classify', { text: 'You are an idiot and nobody wants you here.' });
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => browsed.close());

  it.each(LOOKS)('are accessible: $name', async ({ name, ...look }) => {
    const opened = await browsed.open(look);
    const { page, complaints } = opened;
    const findings: Record<string, string[]> = {};
    await page.goto('/');
    await page.getByLabel('API key').waitFor();
    findings['sign-in'] = await seriousFindings(page);
    await picture(page, `sign-in ${name}`);
    await signIn(page);
    for (const { name: shown, show } of PAGES) {
      await show(page);
      findings[shown] = await seriousFindings(page);
      await picture(page, `${shown} ${name}`);
      const overflow = await overflowOf(page);
      expect(overflow, `${shown} is wider than the window`).toBe(0);
    }
    const none = Object.fromEntries(Object.keys(findings).map((shown) => [shown, []]));
    expect(findings).toEqual(none);
    expect(complaints).toEqual([]);
    await opened.close();
  });
});

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  const path = join(pictures, name.replaceAll(' ', '-'));
  await page.screenshot({ path: `${path}-full.png`, fullPage: true });
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: `${path}.png` });
}

/** What a person says of a sample, so that there are curves. */
async function labelSample({ service }: BrowsedService): Promise<void> {
  const body = { clause: 'insult', policy: 'default', size: 100 };
  const { body: sample } = await service.post('/v1/labelling/samples', body);
  for (const { id, text, stratum, probability } of sample.messages) {
    const verdict = /idiot|moron|dumb|clown|loser|stupid|clue/.test(text) ? 'violates' : 'ok';
    const sampling = { stratum, probability };
    const label = { target: { clause: 'insult' }, verdict, origin: 'suggested', sampling };
    const { status } = await service.post(`/v1/messages/${id}/labels`, label);
    if (status !== 201) throw new Error(`The label was not taken: ${status}`);
  }
}

/** All messages by another model, so that there is something to compare. */
async function rescore({ service }: BrowsedService): Promise<void> {
  const { body } = await service.post('/v1/runs', { kind: 'rescore', model: 'encoder-1', start: true });
  await eventually(async () => (await service.get(`/v1/runs/${body.id}`)).body.status === 'done', 60_000);
}

/** A second version with lower thresholds, in the shadow: what the pages about versions have to show. */
async function addStricterShadow({ service, address }: BrowsedService): Promise<void> {
  const { body: policy } = await service.get('/v1/policies/default/versions/1');
  for (const clause of policy.policy.clauses) if (clause.id === 'insult') clause.review = 0.5;
  const send = (path: string, method: string, etag: string, body: unknown) =>
    fetch(`${address}/v1/policies/default${path}`, {
      method,
      headers: {
        authorization: 'Bearer test-admin-key-0123456789',
        'content-type': 'application/json',
        'if-match': etag,
      },
      body: JSON.stringify(body),
    });
  const { body: before } = await service.get('/v1/policies/default');
  const added = await send('/versions', 'POST', before.etag, {
    policy: policy.policy,
    note: 'Stricter on insults: too many slipped through last week',
  });
  await send('/shadow', 'PUT', added.headers.get('etag')!, { version: 2 });
}
