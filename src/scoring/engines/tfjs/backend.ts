import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow's own library through @tensorflow/tfjs-node, or WebAssembly on one thread. */
export type Backend = 'tensorflow' | 'wasm';

/** An optional peer: in a variable, since it is not there to be resolved. */
const NATIVE_PACKAGE = '@tensorflow/tfjs-node';
/** Its last release, 4.22, calls functions of `node:util` that Node 23 removed. */
const NATIVE_NODE_BEFORE = 23;

/**
 * Makes TensorFlow.js compute with @tensorflow/tfjs-node where that is installed, loads, and runs on this
 * Node; else with WebAssembly.
 * @throws Error where neither starts
 */
export async function openBackend(
  loadNative: () => Promise<unknown> = () => import(NATIVE_PACKAGE),
  nodeMajor = Number.parseInt(process.versions.node, 10),
): Promise<Backend> {
  if (nodeMajor < NATIVE_NODE_BEFORE && (await loads(loadNative)) && (await tf.setBackend('tensorflow')))
    return 'tensorflow';
  await import('@tensorflow/tfjs-backend-wasm');
  if (!(await keepingFaultHandlers(() => tf.setBackend('wasm'))))
    throw new Error('the WebAssembly backend of TensorFlow.js did not start');
  return 'wasm';
}

const FAULTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * The backend's loader adds handlers that throw what they are given: a process with a fault would end there and
 * then, instead of closing in order.
 */
async function keepingFaultHandlers<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = FAULTS.map((fault) => process.rawListeners(fault));
  try {
    return await work();
  } finally {
    for (const [i, fault] of FAULTS.entries()) {
      const added = process.rawListeners(fault).filter((listener) => !before[i]!.includes(listener));
      for (const listener of added) process.off(fault, listener as () => void);
    }
  }
}

/** Not installed, or its library was never downloaded or is for another machine: all the same here. */
async function loads(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch {
    return false;
  }
}
