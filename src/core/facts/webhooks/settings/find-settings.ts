import type { SettingFact } from '../../../webhook-types.ts';
import { isSecretName } from '../judge/state/names.ts';
import { settingName } from './setting-name.ts';

// Finds the secrets that settings files define, in any language: a name, what it is read from, and a fallback. Scans
// lines instead of parsing, since settings files of every format have the same shape.

/**
 * The secrets that a settings file defines, and whether each has a literal fallback. The literal itself is not kept.
 * Empty for any other file.
 *
 * @param code the text with comments blanked.
 */
export function findSettings(path: string, code: string): SettingFact[] {
  if (!isSettingsFile(path) || code.length > MAX_CHARACTERS || !MAY_NAME.test(code)) return [];
  const lines = code.split('\n');
  const found: SettingFact[] = [];
  const all = lines.map((_, at) => definedAt(lines, at));
  for (const [at, defined] of all.entries()) {
    if (defined === null || isForTrials(lines, at)) continue;
    const { name, standIn } = defined;
    const isTaken = standIn !== null && !isNeeded(code, name) && !isAskedFor(lines, all, standIn);
    found.push({ name: settingName([holderOf(lines, at, name.start), name.text]), standIn: isTaken });
    if (found.length >= MAX_SETTINGS) break;
  }
  return found;
}

/** Whether a path is that of a settings file of production code, rather than of tests or samples. */
export const isSettingsFile = (path: string): boolean => SETTINGS_FILE.test(path) && !OF_TRIALS.test(path);

const MAX_CHARACTERS = 200_000;
const MAX_LINE = 400;
const MAX_SETTINGS = 60;

const SETTINGS_FILE =
  /(?:^|\/)(?:[^/]{0,60}(?:config|setting|env|secret|constant|option|credential)[^/]{0,40}|(?:[^/]{0,40}config[^/]{0,20}|settings|initializers|env)\/(?:[^/]{1,60}\/)?[^/]{1,60}|Program|application[^/]{0,40})\.(?:[cm]?[jt]s|py|rb|php|go|rs|cs|java|kt|exs?|ya?ml|properties)$/i;

/** Paths whose settings do not apply in production: of tests, samples, development machines and dependencies. */
const OF_TRIALS =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|mocks?|fixtures?|examples?|samples?|dev|development|local|dist|node_modules|vendor)(?:[/._-]|$)|\.d\.ts$/i;

/** Every name of a secret contains one of these words; rules out most files and lines. */
const MAY_NAME = /secret|token|key|pass|whsec|hottok|client_?state|salt/i;

type Name = { text: string; start: number; end: number };
/** A secret, its literal fallback (null if it has none), and the index of the definition's last line. */
type Defined = { name: Name; standIn: string | null; last: number };

/** The secret that is defined on a line; null if there is none. */
function definedAt(lines: readonly string[], at: number): Defined | null {
  const line = lines[at]!;
  // A cheap test rules out most lines.
  const name = line.length > MAX_LINE || !MAY_NAME.test(line) ? null : nameIn(line);
  if (name === null) return null;
  const { text, last } = definitionFrom(lines, at, name.end);
  const standIn = standInOf(line.slice(0, name.start), text);
  return standIn === undefined ? null : { name, standIn, last };
}

/** The first name of a secret on the line; null if there is none. */
function nameIn(line: string): Name | null {
  for (const { 0: text, index } of line.matchAll(/[A-Za-z_][\w.-]{3,80}/g))
    if (isSecretName(text.replaceAll('-', '_'))) return { text, start: index, end: index + text.length };
  return null;
}

/**
 * The text after a name up to the end of the definition, at most `MAX_MORE` lines below, and the index of its last
 * line.
 */
function definitionFrom(lines: readonly string[], at: number, from: number): { text: string; last: number } {
  let text = lines[at]!.slice(from);
  let last = at;
  while (last < at + MAX_MORE) {
    const line = lines[last + 1];
    if (line === undefined || line.length > MAX_LINE || !(GOES_ON.test(text) || CONTINUES.test(line))) break;
    text += ` ${line.trim()}`;
    last += 1;
  }
  return { text, last };
}

const MAX_MORE = 3;
const GOES_ON = /(?:\|\||\?\?|\?:|[=(:[]|\bor|->)\s*$/;
const CONTINUES = /^\s*(?:\|\||\?\?|\?:|\.(?!\.)|or\s|default\b|['"][^'"]{0,100}['"]\s*[,)])/;

/** The literal fallback of a definition; null if it has none, undefined if the text defines no setting. */
function standInOf(before: string, definition: string): string | null | undefined {
  if (SETS_DEFAULT.test(before)) return SECOND.exec(definition)?.[1];
  if (!IS_DEFINED.test(definition)) return undefined;
  for (const pattern of STAND_INS) {
    const written = pattern.exec(definition)?.at(-1);
    if (written !== undefined) return written;
  }
  return READS.test(definition) ? null : undefined;
}

const IS_DEFINED = /^['"]?\]?\)?[!?]?\s{0,4}(?:=>|:=|[:=]|(?:string|String)\s|\{\s*get)/;

/** Reads the environment or a configuration, or declares the type of a setting. */
const READS = /env|\$\{|configuration|\bz\.|\bjoi\.|\w\(|^\s*:\s*(?:str|Optional|SecretStr)\b/i;

const LITERAL = String.raw`(?:\|_?\w{0,20}\|\s*)?(?:SecretStr\(\s*|String::from\(\s*)?['"\x60]([^'"\x60\n\${}]{3,100})['"\x60]`;

/** The ways to write a literal fallback. */
const STAND_INS: readonly RegExp[] = [
  // `process.env.X || 'dev'`, `os.getenv("X") or "dev"`, `ENV['X'] || 'dev'`, `Configuration["X"] ?? "dev"`, `getenv('X') ?: 'dev'`
  new RegExp(String.raw`(?:env|configuration)[^,;{}]{0,120}?(?:\|\||\?\?|\?:|\bor\b)\s*${LITERAL}`, 'i'),
  // `os.getenv("X", "dev")`, `env('X', 'dev')`, `ENV.fetch('X', 'dev')`, `getEnv("X", "dev")`, `config("X", default="dev")`
  new RegExp(
    String.raw`\b(?!require|must|assert)\w*(?:env|environ\.get|environment|fetch|config|str|get|string)\w*\(\s*['"][\w.:-]{1,80}['"]\s*,\s*(?:default\s*=\s*)?${LITERAL}`,
    'i',
  ),
  // `z.string().default('dev')`, `Field(default="dev")`, `str({ default: 'dev' })`, `.unwrap_or_else(|_| "dev".into())`
  new RegExp(String.raw`(?:\bdefault\s*[(=:]|\.unwrap_or(?:_else)?\()\s*${LITERAL}`),
  // `secret: str = "dev"`, `secret: str = Field("dev")`
  new RegExp(String.raw`^\s*:\s*(?:str|Optional\[str\]|SecretStr|str\s*\|\s*None)\s*=\s*(?:Field\(\s*)?${LITERAL}`),
  // Go: `Secret string` with `env:"X" envDefault:"dev"`
  /\b(?:envDefault|env-default|default):"([^"\n]{3,100})"/,
  // Spring, in YAML and properties: `secret: ${X:dev}`
  /^\s*[:=]\s*["']?\$\{[\w.-]{1,80}:([^${}\s"']{3,100})\}/,
  // C#: `public string Secret { get; set; } = "dev"`
  /^\s*\{\s*get;[^}]{0,30}\}\s*=\s*"([^"\n]{3,100})"/,
];

/** `viper.SetDefault("webhook.secret", "dev")` */
const SETS_DEFAULT = /\bset_?default\(\s*['"]$/i;
const SECOND = new RegExp(String.raw`^['"]\s*,\s*${LITERAL}\s*\)`);

/**
 * The name of the object that holds the setting, on the same line or on the nearest line above with less indentation;
 * '' if there is none.
 */
function holderOf(lines: readonly string[], at: number, start: number): string {
  const same = /([\w-]{2,60})['"]?\s*(?::|=>|=)\s*[{[(]\s*$/.exec(lines[at]!.slice(0, start).replace(/['"]$/, ''))?.[1];
  if (same !== undefined) return same;
  const line = lines[above(lines, at)] ?? '';
  const quoted = /['"]([A-Za-z][\w-]{1,60})['"]/.exec(line)?.[1];
  return quoted ?? /(?:^|\s)([A-Za-z][\w-]{1,60})['"]?\s*(?::|=>|=)/.exec(line)?.[1] ?? '';
}

/** The index of the nearest line above with less indentation; -1 if there is none within `MAX_ABOVE` lines. */
function above(lines: readonly string[], at: number): number {
  const own = indentOf(lines[at]!);
  if (own === 0) return -1;
  for (let up = at - 1; up >= Math.max(0, at - MAX_ABOVE); up -= 1) {
    const line = lines[up]!;
    if (line.trim() !== '' && indentOf(line) < own) return up;
  }
  return -1;
}

const MAX_ABOVE = 80;
const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * Whether the setting is under a condition on the environment or in a section for development: `if DEBUG:`,
 * `development: {`.
 */
function isForTrials(lines: readonly string[], at: number): boolean {
  for (let up = at, depth = 0; depth < 3; depth += 1) {
    up = above(lines, up);
    if (up < 0) return false;
    const line = lines[up]!;
    if (line.length < MAX_LINE && TRIALS.test(line)) return true;
  }
  return false;
}

const TRIALS =
  /\b(?:if|unless|when|case|elif|else)\b.{0,100}(?:debug|dev|local|test|prod)|^\s*['"]?(?:dev|development|test|testing|local)['"]?\s*(?::|=>|do\b|=)/i;

/**
 * Whether the file refuses to start in production without the secret, so that the fallback is not used there: it
 * throws, mentions production, and uses the name a second time.
 */
const isNeeded = (code: string, { text }: Name): boolean =>
  REFUSES.test(code) && /prod/i.test(code) && code.split(text, 3).length > 2;

const REFUSES = /\b(?:throw|raise|panic|exit|abort|bail!|superRefine|refine)\b|log\.Fatal/;

/** Whether the literal occurs elsewhere in the file, where code most likely rejects it as the secret's value. */
const isAskedFor = (lines: readonly string[], all: readonly (Defined | null)[], standIn: string): boolean =>
  lines.some(
    (line, at) =>
      line.includes(standIn) && QUOTES.some((quote) => line.includes(quote + standIn + quote)) && !isDefault(all, at),
  );

const QUOTES = ["'", '"', '`'];

/** Whether a line belongs to a definition with a fallback: other secrets may have the same one. */
const isDefault = (all: readonly (Defined | null)[], at: number): boolean =>
  all
    .slice(Math.max(0, at - MAX_MORE), at + 1)
    .some((defined) => defined !== null && defined.standIn !== null && defined.last >= at);
