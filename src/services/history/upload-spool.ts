import { randomUUID } from 'node:crypto';
import { mkdir, open, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes a stream to a file that has no name, and hands its descriptor on: it is unlinked as soon as it is open,
 * so that nobody else opens it and nothing is left over however this process ends.
 */
export async function withSpooledFile<T>(
  folder: string,
  stream: AsyncIterable<Uint8Array>,
  run: (fd: number) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `upload-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    await writeFile(file, stream);
    return await run(file.fd);
  } finally {
    await file.close();
  }
}
