import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { describeError } from './describe-error.ts';

/**
 * The server's log: JSON lines. Whoever logs an error, Probot included, only what `describeError` lets through is
 * written.
 */
export function makeLog(level: string, stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeError },
    hooks: {
      // Without words of its own, a line would repeat the error's message whole.
      logMethod(args, method) {
        const [first] = args;
        method.apply(this, first instanceof Error && args.length === 1 ? [first, first.name] : args);
      },
    },
    redact: ['*.privateKey', '*.headers.authorization', '*.request.headers'],
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
