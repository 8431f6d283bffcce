import { describe, expect, it } from 'vitest';
import { readRequirements } from '../../../../../src/core/facts/manifests/formats/read-requirements.ts';
import { startCpuTime } from '../../../../support/cpu-time.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readRequirements', () => {
  it('reads names, comments, options, hashes and continued lines', () => {
    const text = `# ours
-r base.txt
-c constraints.txt
Stripe==11.0 # payments
  posthog>=3 ; python_version > "3.8"
sentry-sdk[flask]==2.0 \\
    --hash=sha256:abc \\
    --hash=sha256:def
boto3 \\
    >=1
--no-binary :all:
plain
`;
    expect(readRequirements(text, 'runtime').problems).toEqual([]);
    expect(briefSignals(readRequirements(text, 'runtime'))).toEqual([
      '4:1 pypi stripe ==11.0 runtime',
      '5:3 pypi posthog >=3 runtime',
      '6:1 pypi sentry-sdk ==2.0 runtime',
      '9:1 pypi boto3 >=1 runtime',
      '12:1 pypi plain null runtime',
    ]);
  });

  it('reads URLs by their egg, without their user', () => {
    const text = `-e git+https://me:word@x.io/a.git@v1#egg=My_Pkg&subdirectory=y
git+ssh://git@x.io/b.git#subdirectory=z&egg=b
--editable=git+https://x.io/c#egg=c
-e .
./local
https://x.io/d-1.0-py3-none-any.whl
e @ https://x.io/e.zip
`;
    const facts = readRequirements(text, 'development');
    expect(facts.problems).toEqual([]);
    expect(briefSignals(facts)).toEqual([
      '1:4 pypi my-pkg git+https://x.io/a.git@v1 development',
      '2:1 pypi b git+ssh://x.io/b.git development',
      '3:12 pypi c git+https://x.io/c development',
      '7:1 pypi e https://x.io/e.zip development',
    ]);
  });

  it('shows private indexes and the variables in them', () => {
    const text = '--extra-index-url https://${PYPI_USER}:${PYPI_TOKEN}@pypi.acme.io/simple\nx\n';
    expect(briefSignals(readRequirements(text, 'runtime'))).toEqual([
      '1:27 env PYPI_USER read null required',
      '1:40 env PYPI_TOKEN read null required',
      '1:19 host pypi.acme.io /simple',
      '2:1 pypi x null runtime',
    ]);
  });

  it.each([
    ['a project asked for', 'stripe==1\n    # via shop\n', 'runtime'],
    ['a file asked for', 'stripe==1\n    # via -r requirements.in\n', 'runtime'],
    ['a file and another package asked for', 'stripe==1\n    # via\n    #   -r app.in\n    #   plain\n', 'runtime'],
    ['a project with its manifest asked for', 'stripe==1  # via shop (pyproject.toml)\n', 'runtime'],
    ['nobody is said to have asked for', 'stripe==1\n', 'runtime'],
    ['another package alone asked for', 'stripe==1\n    # via plain\n', 'constraint'],
    [
      'other packages asked for, each in a line',
      'stripe==1\n    # via\n    #   plain\n    #   Plain_Two\n',
      'constraint',
    ],
    ['other packages asked for in one line', 'stripe==1 # via plain, plain-two\n', 'constraint'],
  ])('tells the scope of what %s', (_, lines, scope) => {
    const text = `${lines}plain==1\n    # via shop\nplain-two==1\n    # via shop\n`;
    expect(briefSignals(readRequirements(text, 'runtime'))[0]).toBe(`1:1 pypi stripe ==1 ${scope}`);
  });

  it('bears a byte order mark and CRLF', () => {
    expect(briefSignals(readRequirements('\uFEFFa==1 \\\r\n  --hash=x\r\nb\r\n', 'constraint'))).toEqual([
      '1:1 pypi a ==1 constraint',
      '3:1 pypi b null constraint',
    ]);
  });

  it('reads a long run of marks behind a path in linear time', () => {
    const time = startCpuTime();
    expect(readRequirements(`./${'#'.repeat(100_000)}egg=acme`, 'runtime').signals.length).toBe(1);
    expect(time()).toBeLessThan(2000);
  });

  it('names the first line that is nothing, and reads the others', () => {
    const facts = readRequirements('a\n<<<<<<< HEAD\n=======\nb\n', 'runtime');
    expect(briefSignals(facts)).toEqual(['1:1 pypi a null runtime', '4:1 pypi b null runtime']);
    expect(facts.problems).toEqual([{ line: 2, code: 'malformed', detail: 'not a requirement or an option' }]);
  });
});
