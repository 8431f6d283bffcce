import { withSentryConfig } from '@sentry/nextjs';
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
};

export default withSentryConfig(config, { silent: true });
