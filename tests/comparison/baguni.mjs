// Baguni's own row: the devices' and the server's halves of crates/replica, run by its example.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Yields the outcome of each history, in their order. */
export async function* outcomes(histories, { release = false } = {}) {
  const cargo = ['run', '-q', '-p', 'baguni-replica', ...(release ? ['--release'] : [])];
  const child = spawn('cargo', [...cargo, '--example', 'histories'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const written = write(child.stdin, histories);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  await written;
  const [code] = await ended;
  if (code !== 0) throw new Error(`the example ended with ${code}`);
}

async function write(stream, histories) {
  // Where the example ends early, its exit code is the better message.
  const lines = function* () {
    for (const history of histories) yield `${JSON.stringify(history)}\n`;
  };
  await pipeline(Readable.from(lines()), stream).catch(() => {});
}
