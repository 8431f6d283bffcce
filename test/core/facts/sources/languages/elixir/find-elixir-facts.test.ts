import { describe, expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['alias A.B', ['A.B@1:7']],
  ['  use A.B, c: D', ['A.B@1:7']],
  ['import A.B, only: [c: 1]\nrequire D', ['A.B@1:8', 'D@2:9']],
  ['alias A.{B, C.D}', ['A.B@1:10', 'A.C.D@1:13']],
  ['config :a, A.Mailer, adapter: B.C.D, key: 1', ['B.C.D@1:31']],
  ['# adapter: A.B\nadapter: :tesla; adapter(A.B); x.adapter', []],
  ['alias __MODULE__.X; x.alias A; :use; use(x)', []],
  ['# alias A.B\n@moduledoc """\nalias A.B\n"""\n~S"""\nalias A.B\n"""', []],
])('finds the modules of Elixir in %j', (text, expected) => {
  expect(readSignals('elixir', 'import', text)).toEqual(expected);
});

it.each([
  ['System.get_env("A")', ['A@1:17']],
  ['System.get_env("A", "b"); System.get_env("C") || "d"', ['A?@1:17', 'C?@1:43']],
  ['System.get_env("A") ||\n  raise """\n  no A\n  """', ['A@1:17']],
  ['System.fetch_env!("A"); System.fetch_env("B")', ['A@1:20', 'B@1:43']],
  ['{:system, "A"}; {:system, "B", "c"}', ['A@1:12', 'B?@1:28']],
  ['env!("A", :string!); env!("B", :integer, 4000)', ['A@1:7', 'B?@1:28']],
  ['"x #{System.get_env("A")} y"', ['A@1:22']],
  ['Application.get_env(:a, :b); get_env("A"); System.put_env("A", "b"); x.env!("A")', []],
  ['@doc """\nSystem.get_env("A")\n"""', []],
])('finds the env reads of Elixir in %j', (text, expected) => {
  expect(readSignals('elixir', 'env', text)).toEqual(expected);
});

describe('literals of Elixir', () => {
  const read = 'System.get_env("D")';
  it.each([
    ['sigils', `~r/["#]/ ~s(a "b") ~w[c 'd] ~S|"#{|; ${read}`, 54],
    ['characters', `[?", ?#, ?\\", ?\\s]; ${read}`, 37],
    ['names that end with a question mark', `empty?("a"); ${read}`, 30],
    ['charlists', `'a"#'; ${read}`, 24],
    ['atoms in quotes', `:"a'b"; ${read}`, 25],
    ['nested holes', `"#{"#{%{a: "}"}}"}"; ${read}`, 38],
  ])('do not hide what follows %s', (_what, text, column) => {
    expect(readSignals('elixir', 'env', text)).toEqual([`D@1:${column}`]);
  });
});

it('finds the hosts of Elixir, not in its documentation', () => {
  const text =
    '@doc "https://x.io"\n@moduledoc ~S"""\n"https://y.io"\n"""\na("https://#{r}.acme.io", ~s(https://b.io/x))';
  expect(readSignals('elixir', 'host', text)).toEqual(['*.acme.io /@5:17', 'b.io /x@5:38']);
});
