import { describe, expect, it } from 'vitest';
import { readMixExs } from '../../../../../src/core/facts/manifests/formats/read-mix-exs.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readMixExs(text));

describe('readMixExs', () => {
  it('reads the tuples of functions for dependencies', () => {
    const text = `defmodule Shop.MixProject do
  def project do
    [app: :shop, deps: deps(), aliases: {:not, "a dep"}]
  end
  defp deps do
    [
      {:phoenix, "~> 1.7"},
      {:stripity_stripe, "~> 3.0"}, # {:commented, "1"}
      {:credo, "~> 1.7", only: [:dev, :test], runtime: false},
      {:sentry, ">= 10.0.0", only: [:prod, :dev]},
      {:wallaby, "~> 0.30", only: :test},
      {:forked, github: "acme/forked"},
      {:own, path: "../own"},
      {:sibling, in_umbrella: true},
      {:alias_name, "~> 1.0", hex: :real_name},
      {:maybe, "~> 1.0", optional: true}
    ]
  end
  defp aliases do
    [{:nothing, "~> 1.0"}]
  end
end
`;
    expect(linesOf(text)).toEqual([
      '7:9 hex phoenix ~> 1.7 runtime',
      '8:9 hex stripity_stripe ~> 3.0 runtime',
      '9:9 hex credo ~> 1.7 development',
      '10:9 hex sentry >= 10.0.0 runtime',
      '11:9 hex wallaby ~> 0.30 development',
      '12:9 hex forked null runtime',
      '15:9 hex real_name ~> 1.0 runtime',
      '16:9 hex maybe ~> 1.0 optional',
    ]);
  });

  it.each(['', 'defp deps do', 'defp deps do [{:', 'defp deps do [{"a", "b"}]'])('passes over %j', (text) => {
    expect(readMixExs(text)).toEqual({ signals: [], problems: [] });
  });

  it('is linear in open braces', () => {
    expect(linesOf(`defp deps do ${'{:'.repeat(100_000)}`)).toEqual([]);
  });
});
