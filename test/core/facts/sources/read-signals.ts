import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language } from '../../../../src/core/types.ts';

/** The signals of one kind, each as a short line: what, a `?` when optional, and `@line:column`. */
export function readSignals(language: Language, kind: string, text: string, codeTexts: string[] = []): string[] {
  const { signals } = readSource(language, text, { codeTexts: makeCodeTexts(codeTexts) });
  const found: string[] = [];
  for (const signal of signals) {
    if (signal.kind !== kind) continue;
    const place = `@${signal.line}:${signal.column}`;
    if (signal.kind === 'import') found.push(signal.module + place);
    else if (signal.kind === 'env') found.push(signal.name + (signal.optional ? '?' : '') + place);
    else if (signal.kind === 'host') found.push(`${signal.host} ${signal.path}${place}`);
    else if (signal.kind === 'resource') found.push(signal.type + place);
    else if (signal.kind === 'code') found.push(signal.text + place);
  }
  return found;
}
