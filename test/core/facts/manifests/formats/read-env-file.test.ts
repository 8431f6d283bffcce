import { describe, expect, it } from 'vitest';
import { readEnvExample, readEnvFile } from '../../../../../src/core/facts/manifests/formats/read-env-file.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readEnvFile(text));

describe('readEnvFile', () => {
  it('reads names and judges values', () => {
    const text = `# comment
PORT=3000
export STRIPE_KEY=
  SPACED = "quoted" # why
EMPTY=""
FILLER=your-key-here
COMMENTED= # nothing
lower_case='v'
not a declaration
1BAD=x
`;
    expect(linesOf(text)).toEqual([
      '2:1 env PORT declared set required',
      '3:8 env STRIPE_KEY declared none required',
      '4:3 env SPACED declared set required',
      '5:1 env EMPTY declared none required',
      '6:1 env FILLER declared filler required',
      '7:1 env COMMENTED declared none required',
      '8:1 env lower_case declared set required',
    ]);
  });

  it('shows the hosts of URLs where they stand', () => {
    const text =
      'API=https://api.acme.io/v1\nDB="postgres://me:word@db.acme.io:5432/shop?x=1"\nL=http://localhost:80\n';
    expect(linesOf(text)).toEqual([
      '1:1 env API declared set required',
      '1:5 host api.acme.io /v1',
      '2:1 env DB declared filler required',
      '2:5 host db.acme.io /shop',
      '2:5 resource scheme:postgres',
      '3:1 env L declared site required',
    ]);
  });

  it('reads values over several lines, with escaped quotes and lines that look like pairs', () => {
    const text = 'KEY="-----BEGIN\nabc=\nsay \\"hi\\"\n-----END"\nNEXT=1\n';
    expect(linesOf(text)).toEqual(['1:1 env KEY declared set required', '5:1 env NEXT declared set required']);
  });

  it('lets no stray quote swallow the lines below', () => {
    expect(linesOf("A='tis\nB=1\nC=o'clock\nD=\"x\nE=2\n")).toEqual([
      '1:1 env A declared set required',
      '2:1 env B declared set required',
      '3:1 env C declared set required',
      '4:1 env D declared set required',
      '5:1 env E declared set required',
    ]);
  });

  it('counts what is commented out in an example only', () => {
    const text = '# STRIPE_SECRET_KEY=\n#export B=v\n## C=1\n# Set D=1 to debug\n# note = that\n#lower=1\nE=1\n';
    expect(briefSignals(readEnvExample(text))).toEqual([
      '1:3 env STRIPE_SECRET_KEY declared none required',
      '2:9 env B declared set required',
      '3:4 env C declared set required',
      '7:1 env E declared set required',
    ]);
    expect(linesOf(text)).toEqual(['7:1 env E declared set required']);
  });

  it('bears a byte order mark, CRLF and names that objects own', () => {
    expect(linesOf('\uFEFFA=1\r\n__proto__=\r\nB="v"\r\n')).toEqual([
      '1:1 env A declared set required',
      '2:1 env __proto__ declared none required',
      '3:1 env B declared set required',
    ]);
  });

  it.each(['A="\n', 'A="x\\\n', 'A=\'\nA="\n', '#'])('reads much of %j in linear time', (line) => {
    const facts = readEnvExample(line.repeat(200_000 / line.length));
    expect(facts.problems).toEqual([]);
  });

  it('never keeps a value', () => {
    const value = 'k'.repeat(3) + 'Qz7'.repeat(9);
    expect(JSON.stringify(readEnvFile(`A=${value}\nB=https://x.io/${value}/y\n`))).not.toContain(value);
  });
});
