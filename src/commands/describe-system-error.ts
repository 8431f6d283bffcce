import { getSystemErrorMessage } from 'node:util';

/** Why the system refused something, in its own few words: `no space left on device`. */
export function describeSystemError(error: unknown): string {
  const { errno, code, message } = error as Partial<NodeJS.ErrnoException>;
  return typeof errno === 'number' ? getSystemErrorMessage(errno) : (code ?? message ?? String(error));
}
