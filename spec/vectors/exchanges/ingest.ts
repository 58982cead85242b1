import { SESSION_START } from '../../examples.ts';
import { LIMITS } from '../../limits.ts';
import { CREDENTIALS, JWT } from '../credentials.ts';
import { decided, exchange, refusal, type Exchange } from '../exchange.ts';
import { CHILD_EVENT, EVENTS, STARTED } from './story.ts';

const { personal, service } = CREDENTIALS;
const token = service.raw;

/** `{"events":[CHILD_EVENT]}` through gzip: a literal, since nothing here can compress. */
const COMPRESSED_CHILD_EVENT =
  'H4sIAAAAAAAC/z2PUUvDMBhF/8t9TvRL2i5b3gQnCD6JT4qULPmqwbUpSVsdY/9d6sDnezicewYvPEwF9u2M4j+5d+3CucQ0wGpxXdsYYEGHbWe8YtloZ2Tt60rugmFZdarbOOV1UBUEpthzmVw/wkKT3kiqpW5eqLKaLNFNQ/QKgZLm7BkWY04/JwiMRzd1Kfew8Ec3B5Y+BYaA81NMQzudxhV/eHzat8/7u/vVwWUNveY1O10bqYwxtG0qs1OkbJkPVq2Kj/8XA8sxBvlHQyDH8tUWnzLDkoD/Xpnbkhdc3i+/nMsPIx0BAAA=';

export const ingestExchanges: readonly Exchange[] = [
  exchange(
    'stream',
    'what happens from now on, such as the next exchange',
    { token },
    { messages: [{ event: 'session.upserted', data: STARTED }] },
  ),
  exchange(
    'ingestSession',
    'a session starts',
    { token, body: SESSION_START },
    { body: { ok: true } },
  ),
  decided(
    exchange(
      'stream',
      'a Last-Event-ID that is none',
      { token, headers: { 'last-event-id': 'x' } },
      refusal('validation_failed', [['Last-Event-ID', 'invalid_format']]),
    ),
  ),
  exchange(
    'ingestEvents',
    'three events',
    { token, body: { events: EVENTS } },
    { body: { ingested: 3, duplicates: 0 } },
  ),
  exchange(
    'ingestEvents',
    'two of them again, beside a new one, with a personal token',
    { token: personal.raw, body: { events: [...EVENTS.slice(0, 2), CHILD_EVENT] } },
    { body: { ingested: 1, duplicates: 2 } },
  ),
  exchange(
    'ingestSession',
    'a JWT may report, too; the session ends',
    {
      token: JWT,
      body: {
        session_id: SESSION_START.session_id,
        state: 'ended',
        session_name: 'Fix auth middleware',
        model: 'claude-sonnet-4-20250514',
        timestamp: '2026-04-25T03:54:02Z',
      },
    },
    { body: { ok: true } },
  ),
  exchange(
    'ingestEvents',
    'one bad event refuses all of the batch',
    { token, body: { events: [EVENTS[0], { ...CHILD_EVENT, event_id: 'uuid-v4' }] } },
    refusal('validation_failed', [['/events/1/event_id', 'invalid_format']]),
  ),
  exchange(
    'ingestEvents',
    'an empty batch',
    { token, body: { events: [] } },
    refusal('validation_failed', [['/events', 'too_small']]),
  ),
  exchange(
    'ingestEvents',
    'a body that is no JSON',
    { token, text: '{"events": [' },
    refusal('invalid_json'),
  ),
  exchange('ingestEvents', 'a body that is empty', { token, text: '' }, refusal('invalid_json')),
  decided(
    exchange(
      'ingestEvents',
      'a body that is compressed: the last event of before',
      { token, headers: { 'content-encoding': 'gzip' }, base64: COMPRESSED_CHILD_EVENT },
      { body: { ingested: 0, duplicates: 1 } },
    ),
  ),
  decided(
    exchange(
      'ingestEvents',
      'a body that claims to be compressed and is not',
      { token, headers: { 'content-encoding': 'gzip' }, body: { events: EVENTS } },
      refusal('invalid_json'),
    ),
  ),
  exchange(
    'ingestEvents',
    'a body of a byte too much; it may be refused before all of it was sent',
    { token, repeat: { text: ' ', times: LIMITS.bodyBytes + 1 } },
    refusal('payload_too_large'),
  ),
  ...(
    [
      ['ingestEvents', { events: EVENTS }],
      ['ingestSession', SESSION_START],
    ] as const
  ).flatMap(([operation, body]) => [
    decided(
      exchange(
        operation,
        'a body that does not say that it is JSON',
        { token, headers: { 'content-type': 'text/plain' }, body },
        refusal('unsupported_media_type'),
      ),
    ),
    decided(
      exchange(
        operation,
        'what is answered is not accepted',
        { token, headers: { accept: 'text/html' }, body },
        refusal('not_acceptable'),
      ),
    ),
  ]),
  exchange(
    'ingestEvents',
    'with a JWT',
    { token: JWT, body: { events: EVENTS } },
    refusal('insufficient_permissions'),
  ),
  exchange(
    'ingestSession',
    'neither form',
    { token, body: { session_id: 's-1' } },
    refusal('validation_failed', [['', 'invalid_union']]),
  ),
];
