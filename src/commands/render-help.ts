import { COMMANDS, OPTION_WORDS, type CommandName, type OptionName } from './command-table.ts';

const PROGRAM = 'integration-audit';

type Row = readonly [string, string];

const COMMON: readonly Row[] = [
  ['--no-color', 'no colours (NO_COLOR is heeded too)'],
  ['--help, --version', ''],
];

/** The general help: one line for each command, and the common options. */
export function renderHelp(): string {
  const commands = Object.entries(COMMANDS).map(([name, { word, does }]): Row => [`${name} ${word}`.trim(), does]);
  return `Integration Audit: which third-party services a change brings, which keys it leaks, which webhooks it leaves unsigned.

Usage
  ${PROGRAM} COMMAND [options]

Commands
${table(commands)}

\`${PROGRAM} COMMAND --help\` tells the options of each, with examples.

Options
${table(COMMON)}

Environment
  GITHUB_TOKEN             token for \`pull\`
  APP_ID, PRIVATE_KEY, …   what the server is started with, for \`doctor\`

Exit status: 0 nothing failed, 1 the audit's conclusion is failure or something is not right, 2 it could not run.
`;
}

/** The help of one command: usage, options and examples. */
export function renderCommandHelp(name: CommandName): string {
  const { word, does, options, formats = [], examples } = COMMANDS[name];
  const rows = options.map((option): Row => {
    const { value, tells } = OPTION_WORDS[option];
    return [flag(option, option === 'format' ? formats.join('|') : value), tells];
  });
  const usage = [PROGRAM, name, word, ...options.map((option) => `[${flag(option, OPTION_WORDS[option].value)}]`)];
  const shown = examples.map(([line, purpose]) => `  ${PROGRAM} ${line}${purpose === '' ? '' : `\n      ${purpose}`}`);
  return `${does.charAt(0).toUpperCase()}${does.slice(1)}.

Usage
  ${usage.filter((part) => part !== '').join(' ')}

Options
${table([...rows, ...COMMON])}

Examples
${shown.join('\n')}
`;
}

const flag = (option: OptionName, value: string): string => (value === '' ? `--${option}` : `--${option} ${value}`);

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}   ${second}`.trimEnd()).join('\n');
}
