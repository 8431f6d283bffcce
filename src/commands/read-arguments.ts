import { parseArgs, type ParseArgsConfig } from 'node:util';
import { findNearestName } from '../core/config/find-nearest-name.ts';
import { UsageError } from './command.ts';
import { COMMANDS, findCommand, type CommandName } from './command-table.ts';

const OPTIONS = {
  repo: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  staged: { type: 'boolean' },
  commit: { type: 'string' },
  write: { type: 'string' },
  format: { type: 'string' },
  'api-url': { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string };

/** A parsed command line: a command with its argument and options, help, the version, or nothing at all. */
export type Arguments =
  | { command: CommandName; word: string | undefined; values: Values }
  | { command: 'help'; about: CommandName | null }
  | { command: 'version' | 'nothing' };

/**
 * Parses the command line.
 *
 * @throws UsageError for an unknown command or option, and for a missing or unexpected argument.
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  if (values.version === true) return { command: 'version' };
  const asksForHelp = positionals[0] === 'help';
  const { name, words } = splitCommand(asksForHelp ? positionals.slice(1) : positionals);
  const command = findCommand(name);
  if (values.help === true || asksForHelp) return { command: 'help', about: command };
  if (positionals.length === 0) return { command: 'nothing' };
  if (command === null) throw new UsageError(`There is no command ${JSON.stringify(name)}.${meant(name)}`);
  return { command, word: readWord(command, words), values: checkOptions(command, values) };
}

function checkOptions(name: CommandName, values: Values): Values {
  const { options } = COMMANDS[name];
  const foreign = Object.keys(values).find((o) => o !== 'no-color' && !options.some((known) => known === o));
  if (foreign !== undefined) throw new UsageError(`\`${name}\` takes no --${foreign}; see --help.`);
  return values;
}

function readWord(name: CommandName, words: readonly string[]): string | undefined {
  const { word, needs, instead, takesWords } = COMMANDS[name];
  const taken = takesWords === true && words.length > 0 ? [words.join(' ')] : words;
  const surplus = taken[word === '' ? 0 : 1];
  if (surplus !== undefined)
    throw new UsageError(
      `\`${name}\` takes no ${JSON.stringify(surplus)}${instead === undefined ? '; see --help' : `: ${instead}`}.`,
    );
  if (taken[0] === undefined && needs !== undefined) throw new UsageError(`\`${name}\` needs ${needs}.`);
  return taken[0];
}

function splitCommand([first = '', second, ...rest]: readonly string[]): { name: string; words: readonly string[] } {
  if (first === 'config' && second === 'check') return { name: 'config check', words: rest };
  return { name: first, words: second === undefined ? [] : [second, ...rest] };
}

/** A hint at the command that was most likely meant, or at the help. */
function meant(name: string): string {
  const near = name === 'config' ? 'config check' : findNearestName(name, Object.keys(COMMANDS));
  return near === '' ? ' See --help.' : ` Did you mean \`${near}\`?`;
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // The first sentence of Node's message says what is wrong, the next how to pass the text as an argument.
    const said = (error as Error).message.split(/\.(?:\s|$)/)[0] ?? '';
    const near = findNearestName(/^Unknown option '--([\w-]{1,40})'/.exec(said)?.[1] ?? '', Object.keys(OPTIONS));
    throw new UsageError(near === '' ? `${said}; see --help.` : `${said}. Did you mean \`--${near}\`?`);
  }
}
