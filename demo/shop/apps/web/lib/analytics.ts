'use client';

import posthog from 'posthog-js';

/** Counts visits, and only after the visitor agreed to it. */
export function startAnalytics(hasConsent: boolean): void {
  const key = process.env.NEXT_PUBLIC_POSTHOG_KEY;
  if (!hasConsent || key === undefined) return;
  posthog.init(key, {
    api_host: process.env.NEXT_PUBLIC_POSTHOG_HOST,
    persistence: 'memory',
    autocapture: false,
  });
}

export function countOrder(total: number): void {
  posthog.capture('order placed', { total });
}
