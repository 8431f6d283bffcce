import posthog from 'posthog-js';

posthog.init(process.env.POSTHOG_KEY ?? '');
