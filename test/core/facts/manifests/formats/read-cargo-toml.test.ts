import { stringify } from '@iarna/toml';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCargoToml } from '../../../../../src/core/facts/manifests/formats/read-cargo-toml.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCargoToml(text));

describe('readCargoToml', () => {
  it('reads dependencies of every kind and target', () => {
    const text = `[package]
name = "shop"
[dependencies]
async-stripe = "0.39"
sentry = { version = "0.34", optional = true }
[dependencies.posthog-rs]
version = "0.3"
[dev-dependencies]
mockito = "1"
[build-dependencies]
cc = "1"
[target.'cfg(windows)'.dependencies]
winapi = "0.3"
[target.x86_64-unknown-linux-gnu.dev-dependencies]
nix = "0.29"
`;
    expect(readCargoToml(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '4:1 cargo async-stripe 0.39 runtime',
      '5:1 cargo sentry 0.34 optional',
      '6:15 cargo posthog-rs 0.3 runtime',
      '9:1 cargo mockito 1 development',
      '11:1 cargo cc 1 build',
      '13:1 cargo winapi 0.3 runtime',
      '15:1 cargo nix 0.29 development',
    ]);
  });

  it('gives renamed crates their real name', () => {
    expect(linesOf('[dependencies]\nfoo = { package = "real", version = "1" }')).toEqual(['2:1 cargo real 1 runtime']);
  });

  it.each([
    ['diesel = { version = "2", features = ["chrono", "postgres"] }', ['2:49 resource named:postgres']],
    ['sea-orm = { version = "1", features = ["sqlx-mysql", "macros"] }', ['2:40 resource named:mysql']],
    ['sqlx = { version = "0.8", features = ["runtime-tokio"] }', []],
    ['acme-db = { version = "1", features = ["postgres"] }', []],
  ])('knows the databases that the features of %s name', (line, expected) => {
    expect(linesOf(`[dependencies]\n${line}\n`).slice(1)).toEqual(expected);
  });

  it('takes the tables of the workspace and of patches as constraints, and their use as a use', () => {
    const text = `[workspace.dependencies]
serde = "1"
[patch.crates-io]
tokio = { git = "https://github.com/x/tokio" }
[dependencies]
serde.workspace = true
anyhow = { workspace = true, optional = true }
`;
    expect(linesOf(text)).toEqual([
      '6:1 cargo serde null runtime',
      '7:1 cargo anyhow null optional',
      '2:1 cargo serde 1 constraint',
      '4:1 cargo tokio null constraint',
    ]);
  });

  it('leaves out crates that are only a path, and keeps published and git ones', () => {
    const text = `[dependencies]
own = { path = "../own" }
own2.path = "../own2"
both = { path = "../both", version = "1" }
far = { git = "https://github.com/x/far", branch = "main" }
`;
    expect(linesOf(text)).toEqual(['4:1 cargo both 1 runtime', '5:1 cargo far null runtime']);
  });

  it.each(['dependencies = []', 'dependencies = "x"', '[dependencies]\na = ["1"]', '[[dependencies]]\na = "1"', ''])(
    'passes over %j',
    (text) => {
      expect(readCargoToml(text)).toEqual({ signals: [], problems: [] });
    },
  );

  it('keeps what stands before a break and names its line', () => {
    const facts = readCargoToml('[dependencies]\r\nserde = "1"\r\ntokio = { version = "\r\n');
    expect(briefSignals(facts)).toEqual(['2:1 cargo serde 1 runtime']);
    expect(facts.problems).toEqual([{ line: 3, code: 'malformed', detail: 'not valid TOML' }]);
  });

  it('finds exactly the crates that another writer of TOML wrote', () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w-]{0,20}$/);
    const crate = fc.oneof(
      fc.constant('1.0'),
      fc.record({ version: fc.constant('1'), features: fc.array(fc.string()), optional: fc.boolean() }),
      fc.record({ git: fc.webUrl() }),
      fc.record({ workspace: fc.constant(true) }),
    );
    const table = fc.dictionary(name, crate, { noNullPrototype: true });
    fc.assert(
      fc.property(table, table, table, fc.string(), (dependencies, dev, target, cfg) => {
        const text = stringify({
          dependencies,
          'dev-dependencies': dev,
          target: { [`cfg(${cfg})`]: { dependencies: target } },
        });
        const facts = readCargoToml(text);
        expect(facts.problems).toEqual([]);
        const found = facts.signals.map((s) => (s.kind === 'package' ? s.name : s.kind)).toSorted();
        const wanted = [dependencies, dev, target].flatMap((t) => Object.keys(t)).toSorted();
        expect(found).toEqual(wanted);
      }),
    );
  });
});
