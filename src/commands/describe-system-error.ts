import { getSystemErrorMessage } from 'node:util';

/** The operating system's message for an error: `no space left on device`; otherwise the error's code or message. */
export function describeSystemError(error: unknown): string {
  const { errno, code, message } = error as Partial<NodeJS.ErrnoException>;
  return typeof errno === 'number' ? getSystemErrorMessage(errno) : (code ?? message ?? String(error));
}
