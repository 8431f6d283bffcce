import { PostHog } from 'posthog-node';

export const track = new PostHog(process.env.TRACKING_KEY ?? '');
