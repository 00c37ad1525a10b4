import { spawn } from 'node:child_process';
import { projectRoot } from '../../src/paths.js';

/**
 * Runs a program in the project's folder.
 * @returns its status and all it printed, for an assertion that shows the reason
 */
export function runTool(
  command: string,
  ...args: string[]
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output: output.slice(-8000) }));
  });
}
