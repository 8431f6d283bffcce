/** A file that a framework runs before the handlers of other files. */
export type GuardFile = {
  framework: string;
  /** Frameworks whose handlers it runs before. */
  covers: readonly string[];
  /** The folder that holds those handlers. */
  root: string;
  /** It runs only for routes below this path. */
  route: string;
  /** Exports that the framework runs; the first one present is used. */
  exports: readonly string[];
};

type Convention = Omit<GuardFile, 'root' | 'route'> & {
  /** The first group is the folder, the second the part of the path that becomes the route. */
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

/** The guards that a file defines, if a framework runs it before handlers of other files; empty for any other file. */
export function guardFilesOf(path: string): GuardFile[] {
  return CONVENTIONS.flatMap(({ path: pattern, ...convention }) => {
    const [, folder, route = ''] = pattern.exec(path) ?? [];
    return folder === undefined ? [] : [{ ...convention, root: folder.replace(/(^|\/)src\/$/, '$1'), route }];
  });
}
