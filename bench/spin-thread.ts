import { parentPort } from 'node:worker_threads';

parentPort!.on('message', (spinMs: number) => {
  const end = performance.now() + spinMs;
  while (performance.now() < end);
  parentPort!.postMessage(null);
});
