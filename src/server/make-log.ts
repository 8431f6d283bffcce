import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { describeError } from './describe-error.ts';

/**
 * The server's log: JSON lines. Of an error, whoever logs it (including Probot), only the result of `describeError` is
 * written.
 *
 * @param stream default: standard output.
 */
export function makeLog(level: string, stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeError },
    hooks: {
      // For an error alone, pino would use the whole message for the line; the error's name replaces it.
      logMethod(args, method) {
        const [first] = args;
        method.apply(this, first instanceof Error && args.length === 1 ? [first, first.name] : args);
      },
    },
    redact: ['*.privateKey', '*.headers.authorization', '*.request.headers'],
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
