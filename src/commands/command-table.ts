import { AUDIT_FORMATS, INVENTORY_FORMATS } from './command.ts';

/**
 * A command's arguments and its part of the help. Arguments are checked and the help is rendered from this table alone.
 */
export type CommandDescription = {
  /** The positional argument as the usage shows it: `[DIR]`; '' if it takes none. */
  word: string;
  /** What the error message calls a missing argument; absent if the argument is optional. */
  needs?: string;
  /** What the error message suggests instead of an argument that is not accepted. */
  instead?: string;
  /** Several words count as one argument, so that a name with blanks need not be quoted. */
  takesWords?: boolean;
  does: string;
  options: readonly OptionName[];
  formats?: readonly string[];
  /** Pairs of a command line and its purpose; '' if that is obvious. */
  examples: readonly (readonly [string, string])[];
};

export type CommandName = 'diff' | 'audit' | 'inventory' | 'pull' | 'config check' | 'explain' | 'doctor';

export const COMMANDS: Readonly<Record<CommandName, CommandDescription>> = {
  diff: {
    word: '',
    instead: 'name the folder with --repo, commits with --base and --head',
    does: 'audit the change between two commits, or what is staged',
    options: ['repo', 'base', 'head', 'staged', 'format'],
    formats: AUDIT_FORMATS,
    examples: [
      ['diff', 'what the current branch changes, against the default branch'],
      ['diff --repo ../shop --base HEAD~1', "a clone's last commit"],
      ['diff --staged', 'what the next commit would bring: for a pre-commit hook'],
      ['diff --base main --format sarif > audit.sarif', 'for code scanning'],
    ],
  },
  audit: {
    word: '[DIR]',
    does: 'audit all that a folder or commit holds, new or not',
    options: ['repo', 'commit', 'format'],
    formats: AUDIT_FORMATS,
    examples: [
      ['audit ../shop', 'keys and open webhooks in the files as they stand, in git or not'],
      ['audit --commit main --format sarif > audit.sarif', 'the default branch, for code scanning'],
    ],
  },
  inventory: {
    word: '[DIR]',
    does: 'list every integration of a folder or commit',
    options: ['repo', 'commit', 'write', 'format'],
    formats: INVENTORY_FORMATS,
    examples: [
      ['inventory ../shop', 'the files as they stand, in git or not'],
      ['inventory . --write INTEGRATIONS.md', 'the document, with its hand-written parts kept'],
      ['inventory --commit v2.0 --format cyclonedx', 'a bill of services of a release'],
    ],
  },
  pull: {
    word: 'OWNER/REPO#N',
    needs: 'OWNER/REPO#NUMBER',
    does: 'audit a pull request over the API; posts nothing',
    options: ['api-url', 'format'],
    formats: AUDIT_FORMATS,
    examples: [
      ['pull acme/shop#12', 'with the token in GITHUB_TOKEN, or without where it is public'],
      ['pull https://git.acme.example/shop/web/pull/3 --api-url https://git.acme.example/api/v3', ''],
    ],
  },
  'config check': {
    word: '[FILE]',
    does: 'hold .integrations.yml against its schema, and tell what is past its day, found twice or not there',
    options: ['repo'],
    examples: [['config check', 'the file of the current folder']],
  },
  explain: {
    word: 'NAME',
    needs: 'the name of a provider',
    takesWords: true,
    does: 'tell by what a provider is recognised, or what a category or a check is',
    options: [],
    examples: [
      ['explain stripe', ''],
      ['explain payments', 'the providers of a category'],
      ['explain leaked-key', 'what a check tells'],
    ],
  },
  doctor: {
    word: '',
    does: 'examine the set-up of a server and its App',
    options: [],
    examples: [['doctor', 'with the environment that the server is started with']],
  },
};

/** The command of that name; null if there is none. */
export function findCommand(name: string): CommandName | null {
  return Object.hasOwn(COMMANDS, name) ? (name as CommandName) : null;
}

/** The options as the help shows them; in a command's table of options, `--format` shows its formats. */
export const OPTION_WORDS = {
  repo: { value: 'DIR', tells: 'the clone; default: the current folder' },
  base: { value: 'REV', tells: 'default: the merge base of the head and the default branch' },
  head: { value: 'REV', tells: 'default: HEAD' },
  staged: { value: '', tells: 'what is staged, instead of a head; the base is HEAD where none is given' },
  commit: { value: 'REV', tells: 'a commit, as a whole, instead of the files as they stand' },
  write: {
    value: 'FILE',
    tells: 'write the inventory as a document, Markdown unless --format says json or cyclonedx; relative to DIR',
  },
  format: { value: 'FORMAT', tells: 'default: text' },
  'api-url': { value: 'URL', tells: "the API of an Enterprise Server; default: GitHub's" },
} as const satisfies Record<string, { value: string; tells: string }>;

export type OptionName = keyof typeof OPTION_WORDS;
