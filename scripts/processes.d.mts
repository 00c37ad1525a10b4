export function processIdentity(pid: number): string | null;
export function processCommand(pid: number): string | null;
export function processFolder(pid: number): string | null;
export function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  intervalMs?: number,
): Promise<boolean>;
