import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { describeError } from './describe-error.ts';

/**
 * The server's log: JSON lines. Of an error, whoever logs it (Probot too), only what `describeError` returns is written.
 *
 * @param stream default: standard output.
 */
export function makeLog(level: string, stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeError },
    hooks: {
      // pino would use the whole message of a lone error as the line's: the error's name takes its place.
      logMethod(args, method) {
        const [first] = args;
        method.apply(this, first instanceof Error && args.length === 1 ? [first, first.name] : args);
      },
    },
    redact: ['*.privateKey', '*.headers.authorization', '*.request.headers'],
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
