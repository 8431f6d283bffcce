import { describe, expect, it } from 'vitest';
import { readSetupCfg } from '../../../../../src/core/facts/manifests/formats/read-setup-cfg.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readSetupCfg(text));

describe('readSetupCfg', () => {
  it('reads the options that hold requirements', () => {
    const text = `[metadata]
name = shop
install_requires = nothing
[options]
packages = find:
install_requires =
    boto3 >=1.35
    # commented
    stripe; python_version >= "3.9"
    own @ file:///own
setup_requires = setuptools_scm
tests_require: pytest
zip_safe = False
    not-a-requirement
[options.extras_require]
sentry =
  sentry-sdk[flask]>=2
[flake8]
  ignore = E501
`;
    expect(linesOf(text)).toEqual([
      '7:5 pypi boto3 >=1.35 runtime',
      '9:5 pypi stripe null runtime',
      '11:18 pypi setuptools-scm null build',
      '12:16 pypi pytest null development',
      '17:3 pypi sentry-sdk >=2 optional',
    ]);
  });
});
