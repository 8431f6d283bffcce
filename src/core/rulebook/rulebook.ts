import type { KeyClass, Signal } from '../types.ts';
import type { KeyRule, Rule } from './rule-schema.ts';

/** A rule's detector that matches a signal. */
export type Match = {
  provider: string;
  /** The detector as the rule writes it: `@posthog/*`, `STRIPE_SECRET_KEY`, `*.posthog.com`. */
  detector: string;
};

/** A key that a repository's configuration describes by an RE2 pattern, validated when the configuration is read. */
export type OwnKey = { id: string; name: string; pattern: string; class: KeyClass; consequence?: string };

/**
 * All rules, compiled for lookup. Immutable; its version identifies the contents, so that cached facts can be trusted.
 */
export type Rulebook = {
  version: string;
  rules: ReadonlyMap<string, Rule>;
  keys: readonly { provider: string; rule: KeyRule }[];
  /** Keys that the repository's configuration adds. */
  ownKeys?: readonly OwnKey[];
  /** Call texts to look for in sources. */
  codeTexts: readonly string[];
  /** Names of request headers to look for in literals of sources, in lower case. */
  headers: readonly string[];
  /** Beginnings of paths that only one provider's API has. */
  paths: readonly string[];
  /** `<provider> <call text>` -> the provider that must be in the repository as well for the text to count. */
  companions: ReadonlyMap<string, string>;
  /** `<provider> <call text>` -> modules, one of which the file must import for the text to count. */
  imported: ReadonlyMap<string, readonly string[]>;
  /** The rules that a signal is evidence for: the most specific detector wins, so a child goes before its parent. */
  match(signal: Signal): readonly Match[];
  /** The rules whose file detectors name this path. */
  matchPath(path: string): readonly Match[];
};
