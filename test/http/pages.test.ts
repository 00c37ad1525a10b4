import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const CSP =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";

describe('the admin pages', () => {
  let service: TestService;
  let parent: string;
  let folder: string;
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'conduct-pages-'));
    folder = join(parent, 'web');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Conduct</title>');
    writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), 'export {};');
    writeFileSync(join(folder, 'assets', '.hidden'), 'canary-hidden');
    writeFileSync(join(folder, 'private.txt'), 'canary-private');
    writeFileSync(join(parent, 'outside.txt'), 'canary-outside');
    service = await startTestService({ worker: false, pagesFolder: folder });
  });
  afterAll(async () => {
    await service.close();
    rmSync(parent, { recursive: true });
  });
  const get = (url: string, headers: Record<string, string> = {}) => service.app.inject({ url, headers });

  it('are served at /, asked for again each time, under a policy that lets nothing else in', async () => {
    const page = await get('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<title>Conduct</title>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(page.headers['strict-transport-security']).toBeUndefined();
    const again = await get('/', { 'if-none-match': String(page.headers['etag']) });
    expect(again.statusCode).toBe(304);
    const head = await service.app.inject({ method: 'HEAD', url: '/' });
    expect(head).toMatchObject({ statusCode: 200, body: '' });
  });

  it('load what carries a hash in its name once and for all', async () => {
    const script = await get('/assets/main-1a2b3c.js');
    expect(script.statusCode).toBe(200);
    expect(script.headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    '/assets/none.js',
    '/assets/',
    '/assets/../private.txt',
    '/assets/..%2fprivate.txt',
    '/assets/..%2f..%2foutside.txt',
    '/assets/%2e%2e/%2e%2e/outside.txt',
    '/assets/..%5c..%5coutside.txt',
    '/assets/%00',
    '/assets/.hidden',
    '/private.txt',
    '/index.html',
  ])('nothing else is served: %s', async (url) => {
    const { statusCode, body, headers } = await get(url);
    expect([400, 404]).toContain(statusCode);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).not.toContain('canary');
  });

  it('leave the documentation as it is, under its own policy, which loads nothing from elsewhere', async () => {
    const page = await get('/docs/');
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https:|upgrade-insecure-requests|validator/);
    const script = /src="([^"]+\.js)"/.exec(page.body)![1]!;
    expect((await get(new URL(script, 'http://x/docs/').pathname)).statusCode).toBe(200);
  });

  it('404 says to build them where they are missing, and they are there once built', async () => {
    renameSync(folder, `${folder}-away`);
    const missing = await get('/');
    expect(missing.statusCode).toBe(404);
    expect(missing.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(missing.body).toBe('The pages are not built yet: run "npm run build".\n');
    expect((await get('/assets/main-1a2b3c.js')).statusCode).toBe(404);
    renameSync(`${folder}-away`, folder);
    expect((await get('/')).statusCode).toBe(200);
  });
});
