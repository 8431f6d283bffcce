const SOURCE = /\.[cm]?[jt]sx?$/;
const TEST_PATH =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|fixtures?|mocks?|stories|node_modules|dist|cypress|playwright)\/|\.(?:test|spec|stories|d|e2e|mock)\.[cm]?[jt]sx?$/i;

/** Words without which no file has a receiver or a helper of one. Plain substrings: this runs on every source file. */
const WORDS = [
  'ebhook',
  'ignature',
  'EBHOOK',
  '/hook',
  'hmac',
  'Hmac',
  'HMAC',
  'timingSafeEqual',
  'constructEvent',
  'svix',
  'web-hook',
];
const ROUTE_OF_EVENTS = /['"`][\w/:-]{0,80}\/(?:events|callback|notify|notifications?|ipn|interactions|commands)['"`/]/;

/** Whether a file can hold anything for the webhook analysis. Costs next to nothing where it cannot. */
export function isWebhookCandidate(path: string, text: string, code: () => string): boolean {
  if (!SOURCE.test(path) || TEST_PATH.test(path)) return false;
  const inPath = /hook/i.test(path);
  if (!inPath && !WORDS.some((word) => text.includes(word)) && !eventsRoute(text)) return false;
  if (isMinified(text)) return false;
  if (inPath) return true;
  const bare = code();
  return WORDS.some((word) => bare.includes(word)) || eventsRoute(bare);
}

const eventsRoute = (text: string): boolean =>
  (text.includes('.post(') || text.includes('.route(') || text.includes('.all(')) && ROUTE_OF_EVENTS.test(text);

/** Bundles: lines of hundreds of characters on average. Nobody writes a handler there. */
function isMinified(text: string): boolean {
  if (text.length < 20_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > 300;
}
