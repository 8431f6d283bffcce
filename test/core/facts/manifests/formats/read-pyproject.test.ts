import { stringify } from '@iarna/toml';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePythonName } from '../../../../../src/core/facts/manifests/references/parse-pep508.ts';
import { readPyproject } from '../../../../../src/core/facts/manifests/formats/read-pyproject.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPyproject(text));
const name = fc
  .stringMatching(/^[A-Za-z]([\w.-]{0,20}[A-Za-z0-9])?$/)
  .filter((n) => normalisePythonName(n) !== 'python');

describe('readPyproject', () => {
  it('reads the project, its extras, its groups and what builds it', () => {
    const text = `[build-system]
requires = ["hatchling>=1"]
[project]
name = "my_shop"
dependencies = [
  "Stripe>=11,<12 ; python_version > '3.9'",
  "Google.Cloud_Storage[grpc] ~= 2.0",
]
[project.optional-dependencies]
mail = ["resend"]
all = ["my-shop[mail]"]
[dependency-groups]
test = ["pytest", { include-group = "lint" }]
lint = ["ruff==0.9"]
`;
    expect(readPyproject(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '6:3 pypi stripe >=11,<12 runtime',
      '7:3 pypi google-cloud-storage ~= 2.0 runtime',
      '2:13 pypi hatchling >=1 build',
      '10:9 pypi resend null optional',
      '13:9 pypi pytest null development',
      '14:9 pypi ruff ==0.9 development',
    ]);
  });

  it('reads Poetry, whose keys are the names', () => {
    const text = `[tool.poetry.dependencies]
python = "^3.12"
Posthog_Client = "^3"
sentry-sdk = { version = "^2", extras = ["django"], optional = true }
own = { path = "../own" }
far = { git = "https://github.com/x/far" }
numpy = [{ version = "1", python = "<3.9" }, { version = "2" }]
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.group.docs.dependencies]
mkdocs = "1"
`;
    expect(linesOf(text)).toEqual([
      '3:1 pypi posthog-client ^3 runtime',
      '4:1 pypi sentry-sdk ^2 optional',
      '6:1 pypi far null runtime',
      '7:1 pypi numpy 1 runtime',
      '9:1 pypi black * development',
      '11:1 pypi mkdocs 1 development',
    ]);
  });

  it('reads uv, PDM and Hatch, and leaves out what uv takes from the workspace', () => {
    const text = `[project]
dependencies = ["own-lib", "near", "stripe"]
[tool.uv]
dev-dependencies = ["mypy"]
constraint-dependencies = ["urllib3<3"]
[tool.uv.sources]
own_lib = { workspace = true }
near = { path = "../near" }
stripe = { git = "https://github.com/x/stripe" }
[tool.pdm.dev-dependencies]
test = ["pytest", "-e file:///x#egg=y"]
[tool.hatch.envs.default]
dependencies = ["tox"]
`;
    expect(linesOf(text)).toEqual([
      '2:36 pypi stripe null runtime',
      '4:21 pypi mypy null development',
      '5:28 pypi urllib3 <3 constraint',
      '11:9 pypi pytest null development',
      '13:17 pypi tox null development',
    ]);
  });

  it.each([
    'project = 1',
    '[project]\ndependencies = "x"\noptional-dependencies = ["x"]',
    '[project]\ndependencies = [1, ["x"], {}]',
    '[dependency-groups]\na = "x"',
    '[tool]\npoetry = []\nuv = 1',
  ])('passes over %j', (text) => {
    expect(readPyproject(text)).toEqual({ signals: [], problems: [] });
  });

  it('keeps what stands before a break and names its line', () => {
    const facts = readPyproject('[project]\ndependencies = ["stripe"]\n[tool\n');
    expect(briefSignals(facts)).toEqual(['2:17 pypi stripe null runtime']);
    expect(facts.problems).toEqual([{ line: 3, code: 'malformed', detail: 'not valid TOML' }]);
  });

  it('finds exactly the names that another writer of TOML wrote', () => {
    const version = fc.constantFrom('', '>=1', ' == 2.*', '[x] ~=3', ' ; extra == "y"', ' @ https://x.io/y.whl');
    const list = fc.array(fc.tuple(name, version));
    const poetryValue = fc.oneof(fc.constant('^1'), fc.record({ version: fc.constant('1'), optional: fc.boolean() }));
    const table = fc.dictionary(name, poetryValue, { noNullPrototype: true });
    fc.assert(
      fc.property(list, list, table, (runtime, group, poetry) => {
        const lines = (pairs: [string, string][]): string[] => pairs.map((pair) => pair.join(''));
        const text = stringify({
          project: { dependencies: lines(runtime) },
          'dependency-groups': { dev: lines(group) },
          tool: { poetry: { dependencies: poetry } },
        });
        const facts = readPyproject(text);
        expect(facts.problems).toEqual([]);
        const wanted = [...runtime.map(([n]) => n), ...group.map(([n]) => n), ...Object.keys(poetry)];
        expect(facts.signals.map((s) => (s.kind === 'package' ? s.name : s.kind)).toSorted()).toEqual(
          wanted.map(normalisePythonName).toSorted(),
        );
      }),
    );
  });
});
