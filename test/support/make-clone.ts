import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A git repository in a folder of its own, for one test file. */
export type Clone = {
  dir: string;
  git: (...args: string[]) => string;
  write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  /** Writes files (null removes one), commits everything and returns the commit's id. */
  commit: (files: Readonly<Record<string, string | Uint8Array | null>>, message?: string) => string;
  remove: () => void;
};

/** Makes an empty repository with the branch `main`. The user's git configuration and hooks have no effect. */
export function makeClone(): Clone {
  const dir = mkdtempSync(join(tmpdir(), 'integration-audit-'));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', dir, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e9,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 't',
        GIT_AUTHOR_EMAIL: 't@localhost',
        GIT_COMMITTER_NAME: 't',
        GIT_COMMITTER_EMAIL: 't@localhost',
      },
    }).trim();
  const write: Clone['write'] = (files) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
    }
  };
  git('init', '-q', '-b', 'main');
  return {
    dir,
    git,
    write,
    commit(files, message = 'Change files') {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) rmSync(join(dir, path));
        else write({ [path]: content });
      }
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
