import type { Redis } from 'ioredis';
import type { Replies } from './replies.js';

export interface RedisRepliesOptions {
  readonly publisher: Redis;
  /** Opens the one connection that only listens; ioredis resubscribes it after a loss. */
  readonly subscriber: () => Redis;
}

/** Replies by Redis pub/sub. */
export function createRedisReplies({ publisher, subscriber }: RedisRepliesOptions): Replies {
  let listening: Redis | undefined;
  return {
    async publish(replyTo, payload) {
      await publisher.publish(replyTo, payload);
    },
    async subscribe(replyTo, onPayload) {
      listening = subscriber();
      listening.on('message', (_channel, payload) => onPayload(payload));
      // Not awaited: where Redis comes later, the subscription is sent once it is there.
      listening.subscribe(replyTo).catch(() => undefined);
      await Promise.resolve();
    },
    async close() {
      listening?.disconnect();
      await Promise.resolve();
    },
  };
}
