import { COLON, EQUALS, OPEN_BRACKET, OPEN_PARENTHESIS } from '../scan/characters.ts';
import type { SignalCollector } from '../collect-signals.ts';
import { addEnvRead, readEnvArgument } from './env-call.ts';
import { type Scan, skipSpaceBack, SPAN_SIZE, STRING, startOf, endOf, kindOf } from '../scan/scan.ts';

/** The form of a variable's name: capitals, and at least two words. */
const VARIABLE = /^[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,10}$/;
const LONGEST = 80;

/**
 * A function whose name implies an env read: `getEnv(`, `require_env(`, `configService.get<string>(`,
 * `viper.GetString(`.
 */
const READER =
  /(?:^|[^\w$])(?:[\w$.]{0,60}\.)?(?:(?!un|set|del|put|add|with|mock|stub|patch|remove)[\w$]{0,20}env(?:[_A-Z][\w$]{0,30}|iron\w{0,10}|s|var)?|defineSecret|[\w$]{0,20}config(?:Service|uration)?[!?]?\.get(?:OrThrow|String|Value)?|viper\.Get\w{0,20}|secrets\.get|userdata\.get)(?:<[\w\s|]{1,60}>)?$/i;
/** A map of variables: `env["X"]`, `st.secrets["X"]`. */
const STORE = /(?:^|[^\w$])(?:[\w$.]{0,60}\.)?(?:[\w$]{0,20}env|environ|secrets)$/i;
/** A property or argument whose value is a variable's name: `envVar: "X"`, `api_key_env = "X"`, `env="X"`. */
const LABEL =
  /(?:^|[^\w$])["']?[\w$]{0,30}?env(?:ironment)?(?:_?(?:var|vars|key|name|variable|varname|keyname))?["']?\s?[:=]$/i;

const OPERATORS: readonly string[] = ['??', '||', '?:', 'or '];

/**
 * Finds variables named by a literal where the preceding words imply an env read, in any language: the argument of a
 * helper function, which nearly every project has, and tables of names.
 */
export function findEnvLiterals(scan: Scan, collector: SignalCollector): void {
  const { text, spans } = scan;
  for (let span = 0; span < spans.length; span += SPAN_SIZE) {
    const start = startOf(scan, span);
    const end = endOf(scan, span);
    if (kindOf(scan, span) !== STRING || end - start > LONGEST || end - start < 4) continue;
    const first = text.charCodeAt(start);
    if (first < 65 || first > 90) continue;
    const name = text.slice(start, end);
    if (VARIABLE.test(name)) findNamed(scan, start, name, collector);
  }
}

function findNamed(scan: Scan, start: number, name: string, collector: SignalCollector): void {
  const { text } = scan;
  const before = skipSpaceBack(text, start - 1);
  const mark = text.charCodeAt(before);
  const words = text.slice(Math.max(0, before - 120), mark === COLON || mark === EQUALS ? before + 1 : before);
  if (mark === OPEN_PARENTHESIS ? READER.test(words) : mark === OPEN_BRACKET && STORE.test(words)) {
    const read = readEnvArgument(scan, before);
    if (read !== null) addEnvRead(scan, read, OPERATORS, collector);
  } else if ((mark === COLON || mark === EQUALS) && LABEL.test(words)) {
    collector.addEnv(start, name, false);
  }
}
