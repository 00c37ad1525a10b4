import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';

/** Counts deliveries; outcomes are words of ours, so that there are few. */
export type CountDelivery = (outcome: string) => void;

const NAME = 'conduct_chat_deliveries_total';

export function deliveryCounter({ metricsRegistry }: FastifyInstance, platform: string): CountDelivery {
  const counter =
    (metricsRegistry.getSingleMetric(NAME) as Counter<'platform' | 'outcome'> | undefined) ??
    new Counter({
      name: NAME,
      help: 'What chat platforms delivered, by what became of it.',
      labelNames: ['platform', 'outcome'] as const,
      registers: [metricsRegistry],
    });
  return (outcome) => counter.inc({ platform, outcome });
}
