import { describe, expect, it } from 'vitest';
import { readSetupPy } from '../../../../../src/core/facts/manifests/formats/read-setup-py.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readSetupPy(text));

describe('readSetupPy', () => {
  it('reads what is written out, also behind a name', () => {
    const text = `from setuptools import setup
REQUIRED = [
    "boto3>=1.35",
    'stripe',  # "commented"
]
setup(
    name="shop",
    install_requires=REQUIRED,
    setup_requires=["setuptools_scm"],
    tests_require=("pytest", "vcrpy==6.0"),
    extras_require={
        "sentry": ["sentry-sdk[flask]>=2"],
        "bad": ["x%s" % v, f"y{v}"],
    },
)
`;
    expect(linesOf(text)).toEqual([
      '3:6 pypi boto3 >=1.35 runtime',
      '4:6 pypi stripe null runtime',
      '9:22 pypi setuptools-scm null build',
      '10:21 pypi pytest null development',
      '10:31 pypi vcrpy ==6.0 development',
      '12:21 pypi sentry-sdk >=2 optional',
    ]);
  });

  it('is linear in keywords inside of lists', () => {
    expect(linesOf('install_requires=['.repeat(60_000))).toEqual([]);
    expect(linesOf(`a = ["x"]\n${'install_requires=a\n'.repeat(60_000)}`)).toEqual(['1:7 pypi x null runtime']);
  });

  it.each(['', 'install_requires', 'install_requires=', 'install_requires=read("x")', 'install_requires=['])(
    'passes over %j',
    (text) => {
      expect(readSetupPy(text)).toEqual({ signals: [], problems: [] });
    },
  );
});
