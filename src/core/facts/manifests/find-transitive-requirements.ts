import { normalisePythonName } from './references/parse-pep508.ts';

const REQUIREMENT = /^([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]]{0,200}\])?\s*(?:==|@)/;
/** Packages that require the package of this or the last requirement: all in one comment, or one per comment line. */
const VIA = /(?:^|\s)#\s?via\b(.*)$/;
const ONE_MORE = /^\s+#\s{2,}(\S.*)$/;

/**
 * Packages in a resolved requirements file (pip-compile, uv) that are only there because other packages in it require
 * them. Read from the tools' comments, `# via acme-sdk`.
 *
 * @see https://pip-tools.readthedocs.io/en/stable/cli/pip-compile/
 * @returns normalised names.
 */
export function findTransitiveRequirements(source: string): ReadonlySet<string> {
  const askers = new Map<string, string[]>();
  if (!source.includes('# via')) return new Set();
  let current: string[] | null = null;
  for (const line of source.split('\n', MOST_LINES)) {
    const name = REQUIREMENT.exec(line)?.[1];
    if (name !== undefined) askers.set(normalisePythonName(name), (current = []));
    else if (!/^\s/.test(line)) current = null;
    const via = VIA.exec(line)?.[1] ?? ONE_MORE.exec(line)?.[1] ?? '';
    for (const asker of via.split(',')) if (asker.trim() !== '') current?.push(asker.trim());
  }
  const isListed = (asker: string): boolean => askers.has(normalisePythonName(asker));
  return new Set([...askers].filter(([, by]) => by.length > 0 && by.every(isListed)).map(([name]) => name));
}

const MOST_LINES = 20_000;
