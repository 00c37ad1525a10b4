import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../../src/integrations/webhooks/send.js';
import { parseAllowedHosts } from '../../../src/services/webhooks/allowed-hosts.js';
import { startReceiver, type WebhookReceiver } from '../../support/receiver.js';

const SECRETS = [
  `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  `whsec_${Buffer.alloc(32, 2).toString('base64')}`,
];
const request = (url: string) => ({ url, eventId: 'msg_1', body: '{"type":"x"}', secrets: SECRETS });
const nothing = parseAllowedHosts(undefined);

/** A resolver that answers what it is told, each time the next. */
const resolving = (...answers: string[][]): LookupFunction & { asked: string[] } => {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)]!.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    asked.push(hostname);
    if (options.all === true) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
  return Object.assign(lookup, { asked });
};

describe('sending a webhook', () => {
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());
  const allowed = () =>
    createWebhookSender({ allowedHosts: parseAllowedHosts(`127.0.0.1:${receiver.port}`), timeoutMs: 1_500 });

  it('signs with every secret so that the library verifies each, and posts the body as it is', async () => {
    const outcome = await allowed()(request(`${receiver.url}/hook?a=1`));
    expect(outcome).toMatchObject({ httpStatus: 204, failure: null, retryAfterS: null });
    expect(receiver.received).toHaveLength(1);
    const [{ path, headers, body }] = receiver.received as [WebhookReceiver['received'][number]];
    expect(path).toBe('/hook?a=1');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toBe('msg_1');
    expect(body).toBe('{"type":"x"}');
    for (const secret of SECRETS) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ type: 'x' });
    }
    const other = new Webhook(`whsec_${Buffer.alloc(32, 3).toString('base64')}`);
    expect(() => other.verify(body, headers as Record<string, string>)).toThrow('No matching signature');
  });

  it('does not follow a redirect', async () => {
    receiver.respond = (response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await allowed()(request(receiver.url))).toMatchObject({ httpStatus: 307, failure: null });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/']);
  });

  it('reads Retry-After in seconds and as a date, and ignores anything else', async () => {
    const asked = async (value: string) => {
      receiver.respond = (response) => void response.writeHead(429, { 'retry-after': value }).end();
      return (await allowed()(request(receiver.url))).retryAfterS;
    };
    expect(await asked('17')).toBe(17);
    const inAMinute = await asked(new Date(Date.now() + 60_000).toUTCString());
    expect(inAMinute).toBeGreaterThan(55);
    expect(inAMinute).toBeLessThanOrEqual(60);
    expect(await asked('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
    expect(await asked('soon')).toBeNull();
  });

  it('does not wait for the end of an endless answer', async () => {
    receiver.respond = (response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(1_000)), 5);
      response.on('close', () => clearInterval(more));
    };
    expect(await allowed()(request(receiver.url))).toMatchObject({ httpStatus: 200, failure: null });
  });

  it('gives up a receiver that does not answer', async () => {
    receiver.respond = () => undefined;
    expect(await allowed()(request(receiver.url))).toMatchObject({ httpStatus: null, failure: 'timeout' });
  });

  it('tells a receiver that hangs up, refuses or speaks no TLS from one that answers', async () => {
    receiver.respond = (response) => response.destroy();
    expect(await allowed()(request(receiver.url))).toMatchObject({ httpStatus: null, failure: 'connection' });
    const https = receiver.url.replace('http:', 'https:');
    expect(await allowed()(request(https))).toMatchObject({ httpStatus: null, failure: 'tls' });
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    const send = createWebhookSender({ allowedHosts: parseAllowedHosts('127.0.0.1') });
    expect(await send(request(`http://127.0.0.1:${port}`))).toMatchObject({ failure: 'connection' });
  });

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '0',
    '０.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'localhost.',
  ])('never reaches the receiver on this host by %s', async (host) => {
    const send = createWebhookSender({ allowedHosts: nothing, timeoutMs: 1_500 });
    const outcome = await send(request(`http://${host}:${receiver.port}/`));
    expect(outcome).toMatchObject({ httpStatus: null });
    expect(['address_not_allowed', 'name_not_found']).toContain(outcome.failure);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '198.18.0.1',
    '168.63.129.16',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fec0::1]',
    '[ff02::1]',
    '[64:ff9b:1::1]',
    '[2001:db8::1]',
    '[::168.63.129.16]',
    '[::a00:1]',
  ])('refuses the special address %s at once, over http and https', async (host) => {
    const send = createWebhookSender({ allowedHosts: nothing, timeoutMs: 1_500 });
    for (const protocol of ['http', 'https']) {
      expect(await send(request(`${protocol}://${host}/`))).toMatchObject({ failure: 'address_not_allowed' });
    }
  });

  it('refuses a name that leads to a private address, alone or among public ones', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['192.0.2.1', '127.0.0.1'],
      ['93.184.215.14', '127.0.0.1'],
      ['127.0.0.1', '93.184.215.14'],
      ['::ffff:127.0.0.1'],
      ['::7f00:1'],
      ['168.63.129.16'],
    ]) {
      const send = createWebhookSender({
        allowedHosts: nothing,
        lookup: resolving(addresses),
        timeoutMs: 800,
      });
      const outcome = await send(request(`http://rebound.example:${receiver.port}/`));
      expect(outcome.failure, addresses.join()).toBe('address_not_allowed');
    }
    expect(receiver.received).toEqual([]);
  });

  it('looks a name up once a connection and checks what it connects to, so that rebinding gains nothing', async () => {
    // Public at the first question, private at the second.
    const lookup = resolving(['203.0.114.1'], ['127.0.0.1']);
    const send = createWebhookSender({ allowedHosts: nothing, lookup, timeoutMs: 300 });
    const url = `http://rebound.example:${receiver.port}/`;
    expect((await send(request(url))).failure).not.toBe('address_not_allowed');
    expect(lookup.asked).toHaveLength(1);
    expect((await send(request(url))).failure).toBe('address_not_allowed');
    expect(lookup.asked).toHaveLength(2);
    expect(receiver.received).toEqual([]);
  });

  it('reaches a private address by name where the host is allowed, and only by that name', async () => {
    const lookup = resolving(['127.0.0.1']);
    const send = createWebhookSender({ allowedHosts: parseAllowedHosts('hooks.internal'), lookup });
    expect(await send(request(`http://hooks.internal:${receiver.port}/`))).toMatchObject({ httpStatus: 204 });
    expect(await send(request(`http://other.internal:${receiver.port}/`))).toMatchObject({
      failure: 'address_not_allowed',
    });
    expect(receiver.received).toHaveLength(1);
  });
});
