import type { SignalCollector } from './collect-signals.ts';
import { COMMA, EQUALS, isWordCode, OPEN_BRACKET, OPEN_PARENTHESIS } from './scan/characters.ts';
import { forEachLiteral, readLiteral, type Scan, skipSpaceBack, skipTrivia } from './scan/scan.ts';

/** Code before the name of a program that is started, by language. */
const CALLS = [
  // Node, asyncio, .NET, Elixir
  /\b(?:spawn(?:Sync)?|execFile(?:Sync)?|execa(?:Sync)?|create_subprocess_exec|ProcessStartInfo|Process\.Start|System\.cmd)\(\s*\[?/,
  // Python
  /\b(?:run|Popen|check_output|check_call|call)\(\s*\[/,
  /\b(?:cmd|command|argv)\s?=\s?\[/,
  // Java
  /\bnew ProcessBuilder\(/,
  // Go
  /\bexec\.(?:Command\(|CommandContext\(\s*[\w.]{1,40}(?:\(\))?,)/,
  // Rust
  /\bCommand::new\(/,
];
const STARTS = new RegExp(`(?:${CALLS.map(({ source }) => source).join('|')})\\s*$`);
/** The last words of `CALLS`. */
const STARTERS: ReadonlySet<string> = new Set(
  'spawn spawnSync execFile execFileSync execa execaSync create_subprocess_exec ProcessStartInfo Start cmd run Popen check_output check_call call command argv ProcessBuilder Command new'.split(
    ' ',
  ),
);
const LONGEST_STARTER = 24;
/** Characters before a literal that the call may span. */
const REACH = 100;
/** Programs that define their own commands use `Command::new` too. One that is started is given arguments or run. */
const RUNS = /^"\)\s{0,40}(?:;|\.(?:args?\((?!\s*Arg)|env|current_dir|std(?:in|out|err)|output|spawn|status))/;
const PROGRAM = /^[a-z][a-z0-9-]{1,30}$/;
const SUBCOMMAND = /^[a-z][a-z0-9-]{1,24}$/;
/** Checking what is installed is no use of it. */
const PROBE = /^--?(?:version|help|v|h)$/i;
const SHORTEST = 2;
const LONGEST = 31;

/**
 * Finds programs that code starts, with their subcommands: `spawn('acme', ['deploy'])` is `cli:acme deploy`, as for a
 * command of a script.
 */
export function findStartedPrograms(scan: Scan, collector: SignalCollector): void {
  const { text } = scan;
  forEachLiteral(scan, SHORTEST, LONGEST, (start, end) => {
    const at = skipSpaceBack(text, start - 1);
    const mark = text.charCodeAt(at);
    if (mark !== OPEN_PARENTHESIS && mark !== OPEN_BRACKET && mark !== COMMA) return;
    const before = text.slice(Math.max(0, start - 1 - REACH), start - 1);
    // A cheap test before the pattern: most calls are to other functions.
    if (!(mark === COMMA ? before.includes('exec.CommandContext(') : STARTERS.has(calledBefore(text, at)))) return;
    if (!STARTS.test(before) || (before.includes('Command::new') && !RUNS.test(text.slice(end, end + 100)))) return;
    const program = text.slice(start, end);
    if (!PROGRAM.test(program)) return;
    const words = wordsBehind(scan, end + 1);
    if (!PROBE.test(words[0] ?? '')) collector.addResource(start, `cli:${[program, ...subcommands(words)].join(' ')}`);
  });
}

/** The word before `([`, `(` or `= [`. */
function calledBefore(text: string, bracket: number): string {
  let end = bracket + 1;
  while (OPENS.has(text.charCodeAt(end - 1))) end = skipSpaceBack(text, end - 1) + 1;
  let from = end;
  while (end - from < LONGEST_STARTER && isWordCode(text.charCodeAt(from - 1))) from--;
  return text.slice(from, end);
}

const OPENS: ReadonlySet<number> = new Set([OPEN_PARENTHESIS, OPEN_BRACKET, EQUALS]);

/** The first two literals after a program: `, ['a', 'b'` or `, "a", "b"`. */
function wordsBehind(scan: Scan, from: number): string[] {
  const words: string[] = [];
  let at = skipTrivia(scan, from);
  while (words.length < 2 && scan.text.charCodeAt(at) === COMMA) {
    at = skipTrivia(scan, at + 1);
    if (scan.text.charCodeAt(at) === OPEN_BRACKET) at = skipTrivia(scan, at + 1);
    const literal = readLiteral(scan, at);
    if (literal === null) break;
    words.push(literal.value);
    at = skipTrivia(scan, literal.end + 1);
  }
  return words;
}

function subcommands(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => !SUBCOMMAND.test(word));
  return end === -1 ? words : words.slice(0, end);
}
