import { parseArgs, type ParseArgsConfig } from 'node:util';
import { findNearestName } from '../core/config/find-nearest-name.ts';
import { UsageError } from './command.ts';

const OPTIONS = {
  repo: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  commit: { type: 'string' },
  write: { type: 'string' },
  format: { type: 'string' },
  'api-url': { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string };

export type CommandName = 'diff' | 'inventory' | 'pull' | 'config check' | 'explain' | 'doctor';

/** What is asked for: a command with its one word and its options, the help, or the version. */
export type Arguments =
  | { command: CommandName; word: string | undefined; values: Values }
  | { command: 'help' | 'version' | 'nothing' };

/** The options that each command takes, besides `--no-color`, `--help` and `--version`. */
const TAKES: ReadonlyMap<string, readonly (keyof Values)[]> = new Map<CommandName, readonly (keyof Values)[]>([
  ['diff', ['repo', 'base', 'head', 'format']],
  ['inventory', ['repo', 'commit', 'write', 'format']],
  ['pull', ['api-url', 'format']],
  ['config check', ['repo']],
  ['explain', []],
  ['doctor', []],
]);

/**
 * Reads the command line.
 *
 * @throws UsageError for what no command takes.
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  if (values.version === true) return { command: 'version' };
  if (values.help === true) return { command: 'help' };
  if (positionals.length === 0) return { command: 'nothing' };
  if (positionals[0] === 'help') return { command: 'help' };
  const isPair = positionals[0] === 'config' && positionals[1] === 'check';
  const [name = '', word, ...rest] = isPair ? ['config check', ...positionals.slice(2)] : positionals;
  const takes = TAKES.get(name);
  if (takes === undefined) throw new UsageError(`There is no command ${JSON.stringify(name)}.${meant(positionals)}`);
  const foreign = Object.keys(values).find((o) => o !== 'no-color' && !takes.includes(o as keyof Values));
  if (foreign !== undefined) throw new UsageError(`\`${name}\` takes no --${foreign}; see --help.`);
  if (name === 'diff' && word !== undefined)
    throw new UsageError(
      `\`diff\` takes no ${JSON.stringify(word)}: name the folder with --repo, commits with --base and --head.`,
    );
  const [surplus] = rest;
  if (surplus !== undefined) throw new UsageError(`\`${name}\` takes no ${JSON.stringify(surplus)}; see --help.`);
  return { command: name as CommandName, word, values };
}

/** The command that was most likely meant, or where they all stand. */
function meant([name = '']: readonly string[]): string {
  const near = name === 'config' ? 'config check' : findNearestName(name, TAKES.keys());
  return near === '' ? ' See --help.' : ` Did you mean \`${near}\`?`;
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node says in one sentence what is wrong, and then how to write something else.
    throw new UsageError(`${(error as Error).message.split(/\.(?:\s|$)/)[0]}; see --help.`);
  }
}
