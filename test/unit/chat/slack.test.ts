import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertBlocks, alertSummary, answeredBlocks } from '../../../src/integrations/slack/alert-blocks.js';
import { readDelivery } from '../../../src/integrations/slack/read-event.js';
import { readInteraction } from '../../../src/integrations/slack/read-interaction.js';
import { signatureFault } from '../../../src/integrations/slack/signature.js';
import type { ChatAlert } from '../../../src/services/chat-alerts.js';
import { envelope, said, SIGNING_SECRET, slackHeaders } from '../../support/slack.js';

const NOW_MS = 1_531_420_618_000;

describe('the signature of a request from Slack', () => {
  const check = (body: string, headers: Record<string, string>, nowMs = NOW_MS) =>
    signatureFault({
      secret: SIGNING_SECRET,
      timestamp: headers['x-slack-request-timestamp'],
      signature: headers['x-slack-signature'],
      body: Buffer.from(body),
      nowMs,
    });

  it("accepts Slack's own example", () => {
    // From "Verifying requests from Slack".
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(
      check(body, {
        'x-slack-request-timestamp': '1531420618',
        'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      }),
    ).toBeUndefined();
  });

  it.each([
    ['now', 0, undefined],
    ['300 s ago', -300_000, undefined],
    ['301 s ago', -301_000, 'stale'],
    ['300 s ahead', 300_000, undefined],
    ['301 s ahead', 301_000, 'stale'],
  ])('takes a window of five minutes to both sides: %s', (_, offsetMs, fault) => {
    expect(check('{}', slackHeaders('{}', NOW_MS + offsetMs))).toBe(fault);
  });

  it('refuses another secret, another body, another timestamp and what is no signature', () => {
    const good = slackHeaders('{"a":1}', NOW_MS);
    expect(check('{"a":1}', good)).toBeUndefined();
    expect(check('{"a":2}', good)).toBe('wrong');
    expect(check('{"a":1}', slackHeaders('{"a":1}', NOW_MS, 'another secret'))).toBe('wrong');
    expect(check('{"a":1}', { ...good, 'x-slack-request-timestamp': '1531420619' })).toBe('wrong');
    for (const timestamp of ['', 'NaN', '-1', '1e9', '١٢٣', '1531420618.5', '1531420618 ']) {
      expect(check('{"a":1}', { ...good, 'x-slack-request-timestamp': timestamp })).toBe('wrong');
    }
    for (const signature of [
      '',
      'v0=',
      `v1=${'0'.repeat(64)}`,
      'v0=zz',
      good['x-slack-signature']!.slice(0, -1),
    ]) {
      expect(check('{"a":1}', { ...good, 'x-slack-signature': signature })).toBe('wrong');
    }
    expect(check('{}', {})).toBe('missing');
  });

  it('refuses whatever differs in one byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, at) => {
        const body = Buffer.from(bytes).toString('latin1');
        const changed = Buffer.from(body);
        changed[at % changed.length]! ^= 1;
        const headers = slackHeaders(body, NOW_MS);
        expect(check(body, headers)).toBeUndefined();
        const fault = signatureFault({
          secret: SIGNING_SECRET,
          timestamp: headers['x-slack-request-timestamp'],
          signature: headers['x-slack-signature'],
          body: changed,
          nowMs: NOW_MS,
        });
        expect(fault).toBe('wrong');
      }),
    );
  });
});

describe('an event of Slack', () => {
  const TS = '1700000000.000200';
  const ID = `C024BE91L:${TS}`;
  const read = (event: object, more?: object) => readDelivery(envelope(event, more));

  it('is a message with its place, author and time, its three escapes undone', () => {
    expect(read(said(TS, 'a &lt;b&gt; &amp;amp; <@U1>'))).toMatchObject({
      kind: 'said',
      source: 'slack:T061EG9RZ',
      message: {
        id: ID,
        text: 'a <b> &amp; <@U1>',
        channelId: 'C024BE91L',
        channelType: 'public',
        authorId: 'U2147483697',
        sentAt: '2023-11-14T22:13:20.000Z',
      },
    });
  });

  it.each([
    ['channel', 'public'],
    ['group', 'private'],
    ['im', 'dm'],
    ['mpim', 'group_dm'],
    ['app_home', 'dm'],
    ['something_new', undefined],
  ])('tells the kind of channel: %s', (channel_type, channelType) => {
    expect(read(said(TS, 'x', { channel_type }))).toMatchObject({
      kind: 'said',
      message: channelType === undefined ? {} : { channelType },
    });
  });

  it('names the message that it answers, and none for the first of a thread', () => {
    const reply = read(said('1700000009.000100', 'x', { thread_ts: TS, parent_user_id: 'U1' }));
    expect(reply).toMatchObject({ parentId: ID, message: { threadId: TS } });
    expect(read(said(TS, 'x', { thread_ts: TS }))).not.toHaveProperty('parentId');
    const broadcast = said('1700000009.000100', 'x', {
      subtype: 'thread_broadcast',
      thread_ts: TS,
      root: said(TS, 'y'),
    });
    expect(read(broadcast)).toMatchObject({ kind: 'said', parentId: ID });
  });

  it('of an edit takes the new text and when it was edited', () => {
    const edit = {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts: '1700000100.000300',
      message: {
        type: 'message',
        user: 'U2147483697',
        text: 'new',
        edited: { user: 'U1', ts: '1700000100.000000' },
        ts: TS,
      },
      previous_message: { type: 'message', user: 'U2147483697', text: 'old', ts: TS },
    };
    expect(read(edit)).toMatchObject({
      kind: 'said',
      message: {
        id: ID,
        text: 'new',
        editedAt: '2023-11-14T22:15:00.000Z',
        sentAt: '2023-11-14T22:13:20.000Z',
      },
    });
    expect(read({ ...edit, message: { ...edit.message, text: '' } })).toMatchObject({
      kind: 'emptied',
      id: ID,
    });
    expect(read({ ...edit, message: { ...edit.message, bot_id: 'B1' } })).toMatchObject({
      kind: 'ignored',
      reason: 'bot',
    });
    // As when a link gets its preview.
    const shown = { ...edit.message, text: 'old', edited: undefined, attachments: [{ title: 'A page' }] };
    expect(read({ ...edit, message: shown })).toEqual({ kind: 'ignored', reason: 'same_text' });
    // What stays of a first message with answers when it is deleted.
    const tombstone = {
      type: 'message',
      subtype: 'tombstone',
      text: 'This message was deleted.',
      hidden: true,
      ts: TS,
    };
    expect(read({ ...edit, message: tombstone })).toMatchObject({ kind: 'deleted', id: ID });
  });

  it('of a deletion takes which message it was', () => {
    const deletion = {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts: '1700000100.000400',
      deleted_ts: TS,
      previous_message: { type: 'message', user: 'U1', text: 'gone', ts: TS },
    };
    expect(read(deletion)).toMatchObject({ kind: 'deleted', source: 'slack:T061EG9RZ', id: ID });
    const unset = { bot_id: null, edited: null, thread_ts: null };
    const withNulls = { ...deletion.previous_message, ...unset };
    expect(read({ ...deletion, previous_message: withNulls })).toMatchObject({ kind: 'deleted', id: ID });
    expect(read(said(TS, 'x', unset))).toMatchObject({ kind: 'said', message: { id: ID, text: 'x' } });
    const ofABot = { ...deletion.previous_message, bot_id: 'B1' };
    expect(read({ ...deletion, previous_message: ofABot })).toEqual({ kind: 'ignored', reason: 'bot' });
  });

  it.each([
    ['a bot of the old kind', { subtype: 'bot_message', bot_id: 'B1', username: 'deploy' }, 'bot'],
    ['a bot of the new kind, without subtype', { bot_id: 'B1' }, 'bot'],
    ['somebody joining', { subtype: 'channel_join' }, 'notice'],
    ['somebody leaving', { subtype: 'channel_leave' }, 'notice'],
    ['a new topic', { subtype: 'channel_topic', topic: 'x' }, 'notice'],
    ['a new purpose', { subtype: 'channel_purpose', purpose: 'x' }, 'notice'],
    ['a new name', { subtype: 'channel_name' }, 'notice'],
    ['an archived channel', { subtype: 'channel_archive' }, 'notice'],
    ['a file without words', { subtype: 'file_share', text: '' }, 'no_text'],
    ['words that nobody can see', { text: '\u200b \u2060' }, 'no_text'],
  ])('ignores %s', (_, more, reason) => {
    expect(read(said(TS, 'text', more))).toEqual({ kind: 'ignored', reason });
  });

  it.each(['file_share', 'me_message'])('takes what people say with a %s', (subtype) => {
    expect(read(said(TS, 'look', { subtype }))).toMatchObject({ kind: 'said', message: { text: 'look' } });
  });

  it('of a channel shared with another workspace, has the source of our own', () => {
    const shared = { team_id: 'T0OTHER00', context_team_id: 'T061EG9RZ', is_ext_shared_channel: true };
    expect(read(said(TS, 'x'), shared)).toMatchObject({ source: 'slack:T061EG9RZ' });
    expect(read(said(TS, 'x'), { context_team_id: null })).toMatchObject({ source: 'slack:T061EG9RZ' });
  });

  it('does not moderate the channel where alerts go', () => {
    expect(readDelivery(envelope(said(TS, 'x')), 'C024BE91L')).toEqual({
      kind: 'ignored',
      reason: 'alert_channel',
    });
  });

  it('reads nothing from what has another shape', () => {
    for (const body of [null, 1, [], {}, { type: 'event_callback' }, { type: 'new' }, envelope({})]) {
      expect(readDelivery(body)).toBeUndefined();
    }
    for (const more of [{ ts: 'now' }, { ts: undefined }, { channel: '../x' }, { text: 7 }]) {
      expect(read(said(TS, 'x', more))).toEqual({ kind: 'ignored', reason: 'unreadable' });
    }
    expect(read({ type: 'reaction_added', user: 'U1' })).toEqual({ kind: 'ignored', reason: 'other_event' });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        readDelivery(envelope(said(TS, 'x'), { event }));
        readDelivery(event);
      }),
    );
  });
});

describe('an alert as Slack shows it', () => {
  const alert: ChatAlert = {
    decisionId: 41,
    decidedAt: '2026-01-01T00:00:00.000Z',
    action: 'act',
    alert: false,
    isEdit: false,
    clauses: [
      {
        id: 'insult',
        title: 'Insults & <put-downs>',
        action: 'act',
        score: 0.9312,
        review: 0.7,
        act: 0.92,
        signals: [
          { name: 'insult', score: 0.9312, view: 'folded' },
          { name: 'toxicity', score: 0.5, view: 'original' },
        ],
      },
    ],
    message: {
      id: 'C1:1700000000.000200',
      source: 'slack:T1',
      revision: 1,
      latestRevision: 1,
      text: 'canary <!channel> *bold*',
      channelId: 'C1',
      channelType: 'public',
      authorId: 'U1',
      threadId: null,
      sentAt: '2026-01-01T00:00:00.000Z',
      editedAt: null,
      rowId: 1,
      revisionId: 1,
    },
  };
  const flat = (blocks: unknown) => JSON.stringify(blocks);

  it('says what was said as plain text, which clause, past which threshold, and why', () => {
    const blocks = alertBlocks(alert, { text: alert.message.text });
    expect(blocks).toContainEqual({
      type: 'section',
      text: { type: 'plain_text', text: 'canary <!channel> *bold*', emoji: false },
    });
    const said = flat(blocks);
    expect(said).toContain(
      '*Insults &amp; &lt;put-downs&gt;* 0.93 (act from 0.92): insult 0.93 disguised, toxicity 0.50',
    );
    expect(said).toContain('<@U1> in <#C1>');
    expect(said).toContain('Proposed: act');
  });

  it('shows no text where a link is wanted, and never in the line of the notification', () => {
    const link = 'https://example.slack.com/archives/C1/p1';
    const blocks = alertBlocks(alert, { text: undefined, message: link });
    expect(flat(blocks)).not.toContain('canary');
    expect(flat(blocks)).toContain(link);
    expect(alertSummary(alert)).toBe('Conduct: Proposed: act: Insults &amp; &lt;put-downs&gt;');
  });

  it("keeps within Slack's limit whatever the length of the text", () => {
    const [, quote] = alertBlocks(alert, { text: '😀'.repeat(5_000) });
    const { text } = (quote as { text: { text: string } }).text;
    expect(text.length).toBeLessThan(3_000);
    expect(text.isWellFormed()).toBe(true);
  });

  it('gives way to what somebody has said, and keeps its links', () => {
    const blocks = alertBlocks(alert, { text: 'x', conduct: 'https://conduct.example/#/queue' });
    const after = flat(answeredBlocks(blocks, { userId: 'U9', verdict: 'violates' }));
    expect(after).toContain('<@U9>: *Violates*');
    expect(after).not.toContain('conduct_violates');
    expect(after).not.toContain('conduct_ok');
    expect(after).toContain('conduct_open');
  });

  it('is not answered by what is no button of ours', () => {
    for (const payload of ['', 'x', 'null', '{}', '{"type":"view_submission"}']) {
      expect(readInteraction(payload)).toBeUndefined();
    }
    const payload = (action: object) =>
      JSON.stringify({
        type: 'block_actions',
        user: { id: 'U1' },
        container: { message_ts: '1.2', channel_id: 'C1' },
        actions: [action],
      });
    expect(readInteraction(payload({ action_id: 'conduct_open' }))).toBeNull();
    expect(readInteraction(payload({ action_id: 'conduct_ok', value: '1 or 1' }))).toBeUndefined();
    expect(readInteraction(payload({ action_id: 'conduct_ok', value: '41' }))).toMatchObject({
      decisionId: 41,
      verdict: 'ok',
      userId: 'U1',
    });
  });
});
