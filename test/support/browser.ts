import { spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { ADMIN_KEY, startTestService, type TestService } from './service.js';

const PROGRAM = 'chromium';

export function hasChromium(): boolean {
  return spawnSync(PROGRAM, ['--version'], { stdio: 'ignore' }).status === 0;
}

export interface OpenedPage {
  readonly page: Page;
  /** What must not happen: dialogs, violations of the CSP, errors of the page and on its console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface BrowsedService {
  readonly service: TestService;
  readonly address: string;
  open(options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** The real service on a port of its own, with the small model unless told otherwise, and a headless Chromium. */
export async function startBrowsedService(env: Record<string, string> = {}): Promise<BrowsedService> {
  const service = await startTestService({ env: { MODEL: 'linear-1', ...env } });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const path = spawnSync('which', [PROGRAM], { encoding: 'utf8' }).stdout.trim();
  const browser = await chromium.launch({ executablePath: path, args: ['--disable-dev-shm-usage'] });
  return {
    service,
    address,
    open: (options = {}) => openPage(browser, address, options),
    close: async () => {
      await browser.close();
      await service.close();
    },
  };
}

async function openPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions,
): Promise<OpenedPage> {
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // Refusals of the API are logged by the browser itself; the tests bring some about.
    if (message.type() === 'error' && !/the server responded with a status of 4/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL)) complaints.push(`request to ${request.url()}`);
  });
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`CSP: ${violatedDirective} ${blockedURI}`))",
  );
  return { page, complaints, close: () => context.close() };
}

/** Signs in with a key, the admin's unless given, and waits for the first page. */
export async function signIn(page: Page, key = ADMIN_KEY): Promise<void> {
  await page.goto('/');
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** How many pixels the page is wider than its window: nobody should have to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
