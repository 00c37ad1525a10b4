import Type, { type Static, type TSchema } from 'typebox';
import { DELIVERY_STATUSES, WEBHOOK_EVENTS, type WebhookDelivery } from '../../domain/webhook.js';
import type { VersionedWebhook } from '../../services/webhooks/admin.js';

/** What goes out of an endpoint: its entity tag in place of the number behind it. */
export type WebhookView = Omit<VersionedWebhook, 'revision'> & { readonly etag: string };

const OVERLAP_S_DEFAULT = 86_400;
const OVERLAP_S_MAX = 7 * 86_400;

const Nullable = <S extends TSchema & { type: string }>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(description !== undefined && { description }) });
const Time = Type.String({ format: 'date-time' });

const settings = {
  url: Type.String({
    minLength: 1,
    maxLength: 2_000,
    description:
      'Where to: an https:// address with a public host name. Other hosts, and http://, only where WEBHOOK_ALLOWED_HOSTS names the host.',
  }),
  description: Type.String({ maxLength: 200, description: 'For people.' }),
  events: Type.Array(oneOf(WEBHOOK_EVENTS), { minItems: 1, uniqueItems: true }),
  flaggedOnly: Type.Boolean({
    description: 'Of decisions only those that are not plain allow; true if absent.',
  }),
  includeText: Type.Boolean({ description: "Whether the message's text goes along; false if absent." }),
  enabled: Type.Boolean({
    description: 'False: nothing is sent, and what waits is cancelled; true if absent.',
  }),
};

const Webhook = Type.Object(
  {
    id: Type.Integer(),
    etag: Type.String({ description: 'For If-Match.' }),
    ...settings,
    disabledBy: Type.Unsafe<'admin' | 'gone' | null>({
      type: ['string', 'null'],
      enum: ['admin', 'gone', null],
      description: '`gone`: the receiver answered 410.',
    }),
    throttledUntil: Nullable(
      Type.String({
        format: 'date-time',
        description: 'The receiver is overloaded: nothing is sent until then.',
      }),
    ),
    createdAt: Time,
  },
  { title: 'Webhook' },
);
export const WebhookSchema = Type.Unsafe<WebhookView>(Webhook);
export const WebhookListSchema = Type.Object({ webhooks: Type.Array(WebhookSchema) });
export const WebhookSecretSchema = Type.Unsafe<WebhookView & { readonly secret: string }>(
  Type.Object({
    ...Webhook.properties,
    secret: Type.String({ description: 'whsec_… to verify signatures with; shown this once.' }),
  }),
);

const { url, events, description, flaggedOnly, includeText, enabled } = settings;
export const NewWebhookBody = Type.Object(
  {
    url,
    events,
    description: Type.Optional(description),
    flaggedOnly: Type.Optional(flaggedOnly),
    includeText: Type.Optional(includeText),
    enabled: Type.Optional(enabled),
  },
  { additionalProperties: false, title: 'NewWebhook' },
);

export const WebhookChangeBody = Type.Object(
  {
    url: Type.Optional(url),
    events: Type.Optional(events),
    description: Type.Optional(description),
    flaggedOnly: Type.Optional(flaggedOnly),
    includeText: Type.Optional(includeText),
    enabled: Type.Optional(enabled),
  },
  { additionalProperties: false, minProperties: 1, title: 'WebhookChange' },
);

export const RotateBody = Type.Unsafe<{ readonly overlapS?: number } | null>({
  type: ['object', 'null'],
  properties: {
    overlapS: {
      type: 'integer',
      minimum: 0,
      maximum: OVERLAP_S_MAX,
      description: `For how many seconds earlier secrets sign too; ${OVERLAP_S_DEFAULT}, a day, if absent.`,
    },
  },
  additionalProperties: false,
});
/** The overlap asked for, in seconds. */
export const overlapOf = (body: Static<typeof RotateBody>) => body?.overlapS ?? OVERLAP_S_DEFAULT;

const Delivery = Type.Object(
  {
    id: Type.Integer(),
    eventId: Type.String({ description: 'The header webhook-id, the same on every attempt.' }),
    type: oneOf(WEBHOOK_EVENTS),
    status: oneOf(
      DELIVERY_STATUSES,
      'failed after the last attempt; cancelled where the endpoint was disabled before.',
    ),
    occurredAt: Time,
    nextAttemptAt: Nullable(Time),
    attempts: Type.Array(
      Type.Object({
        at: Time,
        httpStatus: Nullable(Type.Integer({ description: 'Null where no answer came.' })),
        failure: Nullable(
          Type.String({
            description:
              'status, redirect, timeout, address_not_allowed, name_not_found, tls, connection, secret_unreadable; null on success.',
          }),
        ),
        durationMs: Type.Integer(),
      }),
      { description: 'Oldest first.' },
    ),
  },
  { title: 'WebhookDelivery' },
);
export const DeliverySchema = Type.Unsafe<WebhookDelivery>(Delivery);
export const DeliveryPageSchema = Type.Object({
  deliveries: Type.Array(DeliverySchema),
  next: Nullable(Type.Integer({ description: '`before` of the next page; null on the last one.' })),
});
export const DeliveryQuery = Type.Object(
  {
    status: Type.Optional(oneOf(DELIVERY_STATUSES)),
    before: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'Only ids below this one.' }),
    ),
  },
  { additionalProperties: false },
);
