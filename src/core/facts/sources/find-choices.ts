import { COLON, EQUALS, EXCLAMATION_MARK } from './scan/characters.ts';
import type { SignalCollector } from './collect-signals.ts';
import { forEachLiteral, type Scan, skipSpaceBack } from './scan/scan.ts';

/** A key that selects a service, in lower case: `provider`, `llmprovider`, `email_vendor`. */
const CHOOSES =
  /(?:^|[^\w$.-])["']?(?:[a-z][\w$]{0,30}?)?(?:provider|vendor)(?:_?(?:id|name|type|flavor|slug))?["']?\s?(?:\??:\s?[\w<>|' ]{1,40})?[:=]$/;
/** Context of sign-in providers, which rules identify by other facts. */
const SIGN_IN = /sign_?in|oauth|social|login|identity|account/;
const NAME = /^[A-Za-z][A-Za-z0-9]*(?:[ ._-][A-Za-z0-9]+){0,3}$/;
const SHORTEST = 3;
const LONGEST = 40;

/**
 * Finds services that code selects by name: `provider: 'openrouter'`, `llm_provider = "groq"`. The rules decide whether
 * the name is that of a service.
 */
export function findChoices(scan: Scan, collector: SignalCollector): void {
  const { text } = scan;
  forEachLiteral(scan, SHORTEST, LONGEST, (start, end) => {
    const before = skipSpaceBack(text, start - 1);
    const mark = text.charCodeAt(before);
    if (
      (mark !== COLON && mark !== EQUALS) ||
      text.charCodeAt(before - 1) === EQUALS ||
      text.charCodeAt(before - 1) === EXCLAMATION_MARK
    )
      return;
    const words = text.slice(Math.max(0, before - 90), before + 1).toLowerCase();
    // A cheap test before the pattern: most literals follow neither word.
    if (!words.includes('provider') && !words.includes('vendor')) return;
    if (!CHOOSES.test(words) || SIGN_IN.test(words)) return;
    const value = text.slice(start, end);
    if (NAME.test(value)) collector.addResource(start, `chosen:${value.toLowerCase()}`);
  });
}
