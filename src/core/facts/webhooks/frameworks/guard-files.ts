/** A file that a framework runs before the handlers of other files. */
export type GuardFile = {
  framework: string;
  /** Frameworks whose handlers it stands before. */
  covers: readonly string[];
  /** The folder whose handlers those are. */
  root: string;
  /** The path below which it stands before them. */
  route: string;
  /** Names of exports that the framework runs, of which the first that is there counts. */
  exports: readonly string[];
};

type Convention = Omit<GuardFile, 'root' | 'route'> & {
  /** The first group is the folder, the second one the part of the path that makes the route. */
  path: RegExp;
};

const SOURCE = String.raw`\.[cm]?[jt]s$`;
const FOLDER = '^((?:.*/)?)';

const CONVENTIONS: readonly Convention[] = [
  {
    framework: 'astro',
    covers: ['astro'],
    path: new RegExp(`${FOLDER}()middleware(?:/index)?${SOURCE}`),
    exports: ['onRequest'],
  },
  {
    framework: 'next-app',
    covers: ['next-app', 'next-pages'],
    path: new RegExp(`${FOLDER}()(?:middleware|proxy)${SOURCE}`),
    exports: ['middleware', 'proxy', 'default'],
  },
  {
    framework: 'sveltekit',
    covers: ['sveltekit'],
    path: new RegExp(`${FOLDER}()hooks\\.server${SOURCE}`),
    exports: ['handle'],
  },
  {
    framework: 'nitro',
    covers: ['nitro'],
    path: new RegExp(`${FOLDER}server/()middleware/.+${SOURCE}`),
    exports: ['default'],
  },
  {
    framework: 'cloudflare-pages',
    covers: ['cloudflare-pages'],
    path: new RegExp(`${FOLDER}functions((?:/.*)?)/_middleware${SOURCE}`),
    exports: ['onRequestPost', 'onRequest'],
  },
];

/** What a file stands before, if a framework runs it before the handlers of other files; null for other files. */
export function guardFilesOf(path: string): GuardFile[] {
  return CONVENTIONS.flatMap(({ path: pattern, ...convention }) => {
    const [, folder, route = ''] = pattern.exec(path) ?? [];
    return folder === undefined ? [] : [{ ...convention, root: folder.replace(/(^|\/)src\/$/, '$1'), route }];
  });
}
