import * as Sentry from '@sentry/nextjs';

export function register(): void {
  Sentry.init({ dsn: process.env.SENTRY_DSN, tracesSampleRate: 0.1 });
}

export const onRequestError = Sentry.captureRequestError;
