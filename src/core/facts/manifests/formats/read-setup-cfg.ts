import type { PackageScope } from '../../../types.ts';
import { linesOf } from '../lines-of.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parsePep508 } from '../references/parse-pep508.ts';
import { readText } from './read-document.ts';

const OPTIONS: ReadonlyMap<string, PackageScope> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'development'],
]);

/**
 * Requirements of a `setup.cfg` (https://setuptools.pypa.io/en/latest/userguide/declarative_config.html): options with
 * one requirement per line.
 */
export function readSetupCfg(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    let section = '';
    let scope: PackageScope | null = null;
    for (const { line, at } of linesOf(source)) {
      const header = /^\[([^\]]{1,200})\]/.exec(line);
      const option = header === null ? /^([\w.-]{1,100})[ \t]{0,100}[=:]/.exec(line) : null;
      if (header !== null) [section, scope] = [header[1] ?? '', null];
      else if (option !== null) scope = scopeOf(section, option[1] ?? '');
      if (scope !== null && !/^[ \t]*[#;]/.test(line))
        addRequirement(list, line.slice(option?.[0].length ?? 0), at + (option?.[0].length ?? 0), scope);
    }
  });
}

function addRequirement(list: SignalList, text: string, at: number, scope: PackageScope): void {
  const found = parsePep508(text);
  if (found === null || found.local) return;
  const nameAt = at + text.length - text.trimStart().length;
  list.add(nameAt, { kind: 'package', ecosystem: 'pypi', name: found.name, version: found.version, scope });
}

function scopeOf(section: string, option: string): PackageScope | null {
  if (section === 'options') return OPTIONS.get(option) ?? null;
  return section === 'options.extras_require' ? 'optional' : null;
}
