// Plain substrings: this runs on every source file.
const VERIFYING = [
  'hmac',
  'HMAC',
  'Hmac',
  'construct_event',
  'constructEvent',
  'ConstructEvent',
  'svix',
  'secure_compare',
  'ignature',
];
const HOOK = ['ebhook', 'EBHOOK', 'web_hook', 'allow_guest', 'ipn', 'IPN'];
const ROUTE_WORDS = [
  '/events',
  '/callback',
  '/notify',
  '/notification',
  '/interactions',
  '/slack',
  '/hooks',
  '/twilio',
  '/stripe',
  '/github',
  '/line',
  '/telegram',
];
const SERVING = [
  'post',
  'Post',
  'POST',
  'request',
  'Request',
  'params',
  'http',
  '$_',
  'php://input',
  'headers',
  'before_action',
  'def ',
  'fn ',
  'func ',
];
const TEST_PATH =
  /(?:^|\/)(?:tests?|testing|specs?|e2e|fixtures?|mocks?|migrations?|node_modules|vendor|dist|examples?_test|testdata|locales?|factories|seeds?)\/|(?:^|\/)(?:test_[^/]*\.py|conftest\.py)$|(?:_test\.(?:go|py|rb|exs)|_spec\.rb|Tests?\.(?:java|cs|php|kt)|_tests?\.rs)$|\.(?:Tests?|UnitTests|IntegrationTests)\//;

/** Whether a file of a lowered language can hold anything for the webhook analysis. Costs next to nothing where it cannot. */
export function isLoweredCandidate(path: string, text: string): boolean {
  if (TEST_PATH.test(path)) return false;
  if (path.endsWith('__init__.py')) return text.length < 50_000 && text.includes('import');
  if (/web[-_]?hook/i.test(path)) return true;
  if (VERIFYING.some((word) => text.includes(word))) return true;
  if (HOOK.some((word) => text.includes(word))) return SERVING.some((word) => text.includes(word));
  return ROUTE_WORDS.some((word) => text.includes(word)) && SERVING.some((word) => text.includes(word));
}
