import { availableParallelism } from 'node:os';
import Type, { type Static, type TObject } from 'typebox';
import { Value } from 'typebox/value';
import { join } from 'node:path';
import { projectRoot } from './paths.js';

const integer = (minimum: number, maximum: number, defaultValue: number) =>
  Type.Integer({ minimum, maximum, default: defaultValue });

const PROXY = '(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(/[0-9]{1,3})?)';

/** Tokens that nobody can guess, comma-separated. */
const TOKENS = '^[^\\s,]{16,200}( *, *[^\\s,]{16,200})*$';

/** A name or an address, with or without a port. */
const HOST = '([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?';

/** Every setting of the service, by the name of its environment variable. */
const ConfigSchema = Type.Object({
  /** postgres:// address; `npm start` sets it to the embedded server where it is absent. */
  DATABASE_URL: Type.String({ pattern: '^postgres(ql)?://' }),
  /** redis:// or rediss:// address; absent means that the queue lives in PostgreSQL. */
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://' })),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1 }),
  PORT: integer(0, 65_535, 8080),
  /**
   * Proxies in front whose X-Forwarded-For, -Proto and -Host are believed: addresses, ranges, or `loopback`,
   * `linklocal`, `uniquelocal`, comma-separated.
   */
  TRUST_PROXY: Type.Optional(Type.String({ pattern: `^${PROXY}( *, *${PROXY})*$` })),
  DATA_DIR: Type.String({ default: './data', minLength: 1 }),
  MODEL: Type.String({ default: 'blend-1', pattern: '^[a-z0-9][a-z0-9._-]*$' }),
  MODELS_DIR: Type.String({ default: join(projectRoot, 'models'), minLength: 1 }),
  /** The small model in front of MODEL, where it was made for it; `none`: MODEL scores every text. */
  FIRST_STAGE: Type.String({ default: 'swift-1', pattern: '^[a-z0-9][a-z0-9._-]*$' }),
  /**
   * Threads of a worker that compute models, each with its own copy; 0: none beside the one that does everything
   * else, which takes least memory.
   */
  INFERENCE_THREADS: integer(0, 64, Math.min(2, availableParallelism())),
  /** What `conduct models fetch toxicity-tfjs` fills and `MODEL=toxicity-tfjs` reads. */
  TOXICITY_MODEL_DIR: Type.String({ default: './data/toxicity-tfjs', minLength: 1 }),
  /** Makes this the first admin key instead of a random one. */
  ADMIN_API_KEY: Type.Optional(Type.String({ minLength: 16 })),
  /** 32 bytes in base64: seals texts in queue jobs; needed where processes share no DATA_DIR. */
  QUEUE_KEY: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9+/_-]{43}=?$' })),
  /** Namespace of the queues, for several installations on one Redis or PostgreSQL. */
  QUEUE_PREFIX: Type.String({ default: 'conduct', pattern: '^[a-z][a-z0-9_]{0,30}$' }),
  /** How long a caller of the live lane waits before it gets 503. */
  LIVE_DEADLINE_MS: integer(50, 60_000, 2_000),
  /** The same for a whole batch of up to 1,000 messages. */
  BATCH_DEADLINE_MS: integer(50, 600_000, 30_000),
  /** Where people reach this service, for links to its pages. */
  PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^\\s?#]+$' })),
  /** Of the Slack app: turns on /integrations/slack. */
  SLACK_SIGNING_SECRET: Type.Optional(Type.String({ minLength: 16 })),
  /** With SLACK_ALERT_CHANNEL: alerts are posted by this bot. */
  SLACK_BOT_TOKEN: Type.Optional(Type.String({ pattern: '^xox[a-z]-' })),
  /** Id of the channel where alerts go. */
  SLACK_ALERT_CHANNEL: Type.Optional(Type.String({ pattern: '^[CG][A-Z0-9]{1,31}$' })),
  /** Of which decisions: any of review, act and alert, comma-separated. */
  SLACK_ALERT_ON: Type.String({
    default: 'act,alert',
    pattern: '^(review|act|alert)(,(review|act|alert))*$',
  }),
  /** Whether an alert shows what was said, or only a link to it. */
  SLACK_ALERT_TEXT: Type.Union([Type.Literal('copy'), Type.Literal('link')], { default: 'copy' }),
  /** Another server than Slack's, as in tests. */
  SLACK_API_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
  /** Tokens of outgoing webhooks, comma-separated: each turns on the platform's route. */
  MATTERMOST_TOKENS: Type.Optional(Type.String({ pattern: TOKENS })),
  ROCKETCHAT_TOKENS: Type.Optional(Type.String({ pattern: TOKENS })),
  ZULIP_TOKENS: Type.Optional(Type.String({ pattern: TOKENS })),
  /** Public key of a Discord application: turns on /integrations/discord. */
  DISCORD_PUBLIC_KEY: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F]{64}$' })),
  /**
   * Hosts that webhooks may go to although they are private, comma-separated: names or addresses, each with or
   * without a port, IPv6 in brackets. All others are reached over https at public addresses only.
   */
  WEBHOOK_ALLOWED_HOSTS: Type.Optional(Type.String({ pattern: `^${HOST}( *, *${HOST})*$` })),
  /** Requests a key may make in RATE_LIMIT_WINDOW_S seconds; 0: as many as it likes. */
  RATE_LIMIT: integer(0, 100_000_000, 0),
  RATE_LIMIT_WINDOW_S: integer(1, 86_400, 60),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info' },
  ),
});

export type Config = Static<typeof ConfigSchema>;

const SECRETS: readonly (keyof Config)[] = [
  'DATABASE_URL',
  'REDIS_URL',
  'ADMIN_API_KEY',
  'QUEUE_KEY',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'MATTERMOST_TOKENS',
  'ROCKETCHAT_TOKENS',
  'ZULIP_TOKENS',
];

/** A setting is missing or wrong; the message names each one and never shows a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from the environment.
 * @throws ConfigError naming every setting that is missing or malformed
 */
export function loadConfig(env: Environment = process.env): Config {
  const config = load(ConfigSchema, env);
  // An alert has buttons: it needs a channel, a bot to post it, and the secret by which answers are believed.
  if (config.SLACK_ALERT_CHANNEL !== undefined) {
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'] as const) {
      if (config[name] === undefined)
        throw new ConfigError(`Configuration: ${name} is missing: SLACK_ALERT_CHANNEL needs it`);
    }
  }
  return config;
}

function load<S extends TObject>(schema: S, env: Environment): Static<S> {
  const given = Object.fromEntries(
    Object.keys(schema.properties)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const value = Value.Convert(schema, Value.Default(schema, given));
  if (Value.Check(schema, value)) return value;
  const faults = new Set<string>();
  for (const error of Value.Errors(schema, value)) {
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) faults.add(`${name} is missing`);
    } else faults.add(`${error.instancePath.slice(1)} ${error.message}`);
  }
  throw new ConfigError(`Configuration: ${[...faults].join('; ')}`);
}

/** The configuration with secrets blanked, fit for a log line. */
export function redacted(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      SECRETS.includes(name as keyof Config) ? '[redacted]' : value,
    ]),
  );
}

const ClientConfigSchema = Type.Object({
  /** Address of the running service that the command line talks to. */
  CONDUCT_URL: Type.String({ default: 'http://127.0.0.1:8080', pattern: '^https?://' }),
  CONDUCT_API_KEY: Type.Optional(Type.String({ minLength: 1 })),
  /** The same by its earlier name. */
  CONDUCT_KEY: Type.Optional(Type.String({ minLength: 1 })),
  MODEL: ConfigSchema.properties.MODEL,
  FIRST_STAGE: ConfigSchema.properties.FIRST_STAGE,
  MODELS_DIR: ConfigSchema.properties.MODELS_DIR,
  TOXICITY_MODEL_DIR: ConfigSchema.properties.TOXICITY_MODEL_DIR,
});

/** What the command line needs: no database, no queue. */
export type ClientConfig = Static<typeof ClientConfigSchema>;

/** @throws ConfigError naming every setting that is malformed */
export function loadClientConfig(env: Environment = process.env): ClientConfig {
  return load(ClientConfigSchema, env);
}

/** Options of the command line go before the environment. @throws ConfigError as loadClientConfig */
export function withOptions(
  config: ClientConfig,
  { url, key }: { readonly url?: string | undefined; readonly key?: string | undefined },
): ClientConfig {
  const CONDUCT_API_KEY = key ?? config.CONDUCT_API_KEY ?? config.CONDUCT_KEY;
  return load(ClientConfigSchema, {
    ...config,
    ...(url !== undefined && { CONDUCT_URL: url }),
    ...(CONDUCT_API_KEY !== undefined && { CONDUCT_API_KEY }),
  });
}
