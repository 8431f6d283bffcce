import { addValue } from '../add-value.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

const OPTION = /^[ \t]*(\w{1,40})[ \t]*=[ \t]*(\S[^\n]{0,1999})$/gm;
/** Schemes of remotes that imply a service. `s3` and `gs` are recognised by scheme elsewhere. */
const REMOTE = /^(azure|gdrive|oss):\/\//;

/**
 * Where DVC stores data: hosts, schemes and `dvc:gdrive` of a `.dvc/config`
 * (https://dvc.org/doc/user-guide/data-management/remote-storage).
 */
export function readDvcConfig(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const match of source.matchAll(OPTION)) {
      const [line, key = '', value = ''] = match;
      const at = match.index + line.length - value.length;
      const remote = key === 'url' ? REMOTE.exec(value)?.[1] : undefined;
      if (remote !== undefined) list.add(at, { kind: 'resource', type: `dvc:${remote}` });
      addValue(list, { key, text: value.trimEnd(), at, literal: true });
    }
  });
}
