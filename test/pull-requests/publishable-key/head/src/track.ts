import posthog from 'posthog-js';

posthog.init('phc_{{alnum:43}}');
