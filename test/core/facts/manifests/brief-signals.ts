import type { ManifestFacts } from '../../../../src/core/facts/manifests/manifest-reader.ts';
import type { Signal } from '../../../../src/core/types.ts';

/** One line per signal with all of its fields, so that a test shows a whole file's facts at a glance. */
export function briefSignals(facts: ManifestFacts): string[] {
  return facts.signals.map((signal) => `${signal.line}:${signal.column} ${wordsOf(signal).map(String).join(' ')}`);
}

function wordsOf(signal: Signal): unknown[] {
  switch (signal.kind) {
    case 'package':
      return [signal.ecosystem, signal.name, signal.version, signal.scope];
    case 'env':
      return ['env', signal.name, signal.access, signal.value, signal.optional ? 'optional' : 'required'];
    case 'host':
      return ['host', signal.host, signal.path];
    case 'image':
      return ['image', signal.image, signal.tag];
    case 'action':
      return ['action', signal.action, signal.ref];
    case 'resource':
      return ['resource', signal.type];
    default:
      return [signal.kind];
  }
}
