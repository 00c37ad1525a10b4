/**
 * Answers of the live lane, from the worker straight to the API process that waits. Not BullMQ's
 * QueueEvents: on PostgreSQL its cursor skips rows that commit out of order and loses events.
 * Delivery is at most once; a lost reply ends as the caller's deadline.
 */
export interface Replies {
  publish(replyTo: string, payload: string): Promise<void>;
  /** One subscription a process; it is kept alive over lost connections until `close`. */
  subscribe(replyTo: string, onPayload: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
}
