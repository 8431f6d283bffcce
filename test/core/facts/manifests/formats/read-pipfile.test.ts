import { describe, expect, it } from 'vitest';
import { readPipfile } from '../../../../../src/core/facts/manifests/formats/read-pipfile.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPipfile(text));

describe('readPipfile', () => {
  it('reads both tables and other indexes', () => {
    const text = `[[source]]
url = "https://pypi.org/simple"
[[source]]
url = "https://pypi.acme.io/simple"
[packages]
Django = "*"
sentry_sdk = { extras = ["flask"], version = ">=2" }
forked = { git = "https://github.com/a/b.git" }
own = { path = ".", editable = true }
[dev-packages]
pytest = "*"
[requires]
python_version = "3.12"
`;
    expect(linesOf(text)).toEqual([
      '6:1 pypi django * runtime',
      '7:1 pypi sentry-sdk >=2 runtime',
      '8:1 pypi forked null runtime',
      '11:1 pypi pytest * development',
      '4:8 host pypi.acme.io /simple',
    ]);
  });
});
