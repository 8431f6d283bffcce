import { COLON } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isMember, type Literal, readLiteral, type Scan, skipTrivia } from '../../scan/scan.ts';

/**
 * Django settings whose strings are modules or classes that it imports: `all` of them, or in nested settings only the
 * values of certain keys (`keyed`).
 *
 * @see https://docs.djangoproject.com/en/5.2/ref/settings/
 */
const SETTINGS: Readonly<Record<string, 'all' | 'keyed'>> = {
  INSTALLED_APPS: 'all',
  // The groups that cookiecutter-django made common.
  DJANGO_APPS: 'all',
  THIRD_PARTY_APPS: 'all',
  MIDDLEWARE: 'all',
  AUTHENTICATION_BACKENDS: 'all',
  EMAIL_BACKEND: 'all',
  DEFAULT_FILE_STORAGE: 'all',
  STATICFILES_STORAGE: 'all',
  SESSION_ENGINE: 'all',
  STORAGES: 'keyed',
  CACHES: 'keyed',
  DATABASES: 'keyed',
  CHANNEL_LAYERS: 'keyed',
};

/** Names of the settings, for the scanner. */
export const SETTING_WORDS: readonly string[] = Object.keys(SETTINGS);

const KEYS = new Set(['BACKEND', 'ENGINE']);
const MODULE = /^[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,10}$/;
/** Characters after its name in which a setting is read. */
const LONGEST_SETTING = 20_000;

/** Finds the modules that a setting names in strings: `INSTALLED_APPS = ['allauth.socialaccount.providers.google']`. */
export function findPythonSetting(scan: Scan, offset: number, word: string, collector: SignalCollector): void {
  const { text } = scan;
  if (isMember(text, offset)) return;
  const from = offset + word.length;
  const assigned = /^[ \t]*(?::[^=\n]{0,80})?\+?=(?!=)/.exec(text.slice(from, from + 120));
  if (assigned === null) return;
  const keyed = SETTINGS[word] === 'keyed';
  for (const literal of readValue(scan, from + assigned[0].length, keyed)) {
    if (MODULE.test(literal.value)) collector.addImport(literal.start, literal.value);
  }
}

/**
 * The strings of a value, up to the end of its outermost bracket. In a keyed setting, only those after one of `KEYS`.
 */
function readValue(scan: Scan, from: number, keyed: boolean): Literal[] {
  const { text } = scan;
  const found: Literal[] = [];
  let depth = 0;
  let counts = !keyed;
  for (let at = skipTrivia(scan, from); at < from + LONGEST_SETTING && at < text.length; at = skipTrivia(scan, at)) {
    const literal = readLiteral(scan, at);
    if (literal === null) {
      const mark = text[at] ?? '';
      if ('[({'.includes(mark)) depth++;
      else if ('])}'.includes(mark)) depth--;
      at++;
    } else {
      if (counts) found.push(literal);
      counts = !keyed || (KEYS.has(literal.value) && text.charCodeAt(skipTrivia(scan, literal.end + 1)) === COLON);
      at = literal.end + 1;
    }
    if (depth <= 0) return found;
  }
  return found;
}
