import type { Ecosystem, PackageScope } from '../../../types.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { SignalFact } from '../make-signal-list.ts';
import { parseNameAndVersion, parseNpmDependency } from '../references/parse-npm-dependency.ts';
import { parsePep508 } from '../references/parse-pep508.ts';

/** Commands that install or run a package, the longest first, with its registry. */
const INSTALLERS: readonly [RegExp, Ecosystem][] = [
  [/^(?:npm|pnpm) (?:i|install|add) (?:-g|--global|--location=global) /, 'npm'],
  [/^(?:npm|pnpm|bun|yarn) (?:i|install|add) /, 'npm'],
  [/^yarn global add /, 'npm'],
  [/^(?:npx|bunx|pnpx|pnpm dlx|yarn dlx|bun x|npm exec) /, 'npm'],
  [/^(?:python3?|py) -m pip3? install /, 'pypi'],
  [/^(?:pip3?|uv pip|pipx|uv tool|poetry self|uv) (?:install|add) /, 'pypi'],
  [/^(?:uvx|pipx run|uv tool run) /, 'pypi'],
  [/^gem install /, 'rubygems'],
  [/^go install /, 'go'],
  [/^cargo (?:install|binstall) /, 'cargo'],
  [/^composer (?:global )?require /, 'composer'],
  [/^dotnet (?:tool install|add package) /, 'nuget'],
];
/** Commands for which only the first word is a package. The rest are its arguments. */
const RUNS = /^(?:npx|bunx|pnpx|pnpm dlx|yarn dlx|bun x|npm exec|uvx|pipx run|uv tool run) /;
/** Options whose value is the next word. */
const VALUED = new Set(
  '-r -c -e -t -i -f --requirement --constraint --editable --target --index-url --extra-index-url --find-links --prefix --registry --version -v --tool-path --features --git --tag --python --with'.split(
    ' ',
  ),
);

/** The packages that a command installs or runs: `npm i -g vercel@33`, `RUN pip install boto3`, `npx wrangler`. */
export function* findInstalledPackages(
  program: string,
  args: readonly string[],
  scope: PackageScope,
): Generator<SignalFact> {
  const line = `${[program, ...args].join(' ')} `;
  const row = INSTALLERS.find(([pattern]) => pattern.test(line));
  if (row === undefined) return;
  const [pattern, ecosystem] = row;
  const skipped = (pattern.exec(line)?.[0] ?? '').trim().split(' ').length - 1;
  const most = RUNS.test(line) ? 1 : 60;
  let count = 0;
  for (let index = skipped; index < args.length && count < most; index += 1) {
    const text = args[index] ?? '';
    if (VALUED.has(text)) index += 1;
    else if (text.startsWith('--package=') || !text.startsWith('-')) {
      count += 1;
      const found = parsePackage(ecosystem, text.replace(/^--package=/, ''));
      if (found !== null) yield { kind: 'package', ecosystem, ...found, scope };
    }
  }
}

/** Paths, URLs and variables are not package names. */
const OTHER = /^[./~]|[$\\*{}]|:\/\/|\.(?:whl|tgz|gz|zip|txt)$/;

function parsePackage(ecosystem: Ecosystem, text: string): { name: string; version: string | null } | null {
  if (OTHER.test(text)) return null;
  if (ecosystem === 'pypi') {
    const found = parsePep508(text.replace('@', '=='));
    return found === null || found.local ? null : { name: found.name, version: found.version };
  }
  const { name, version } = parseNameAndVersion(text);
  if (ecosystem === 'npm') {
    const found = parseNpmDependency(name, version);
    return found === null || found.ecosystem !== 'npm' ? null : { name: found.name, version: found.version };
  }
  if (!/^[A-Za-z0-9][\w./:-]{1,200}$/.test(name)) return null;
  return { name, version: cleanVersion(version) };
}
