import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language } from '../../../../src/core/types.ts';

const codeTexts = makeCodeTexts([]);
const choicesOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) =>
    s.kind === 'resource' ? [`${s.type}@${s.line}:${s.column}`] : [],
  );

describe('services that code chooses by name', () => {
  it.each<[Language, string, string[]]>([
    ['javascript', "const row = { provider: 'openrouter' }", ['chosen:openrouter@1:26']],
    ['javascript', "const llmProvider = 'Groq'", ['chosen:groq@1:22']],
    ['javascript', "{ providerFlavor: 'ollama' }", ['chosen:ollama@1:20']],
    ['javascript', '{ "provider_id": "deepseek" }', ['chosen:deepseek@1:19']],
    ['python', 'EMAIL_PROVIDER = "postmark"', ['chosen:postmark@1:19']],
    ['go', 'package a\nvar m = Model{Provider: "openai"}', ['chosen:openai@2:26']],
  ])('%s: %s', (language, text, expected) => expect(choicesOf(language, text)).toEqual(expected));

  it.each<[Language, string]>([
    ['javascript', "if (provider === 'openrouter') {}"],
    ['javascript', "if (provider != 'openrouter') {}"],
    ['javascript', "const row = { name: 'openrouter' }"],
    ['javascript', "// provider: 'openrouter'"],
    ['javascript', "signInWithOAuth({ provider: 'kakao' })"],
    ['javascript', "{ provider: 'https://acme.io' }"],
    ['javascript', "{ serviceProviders: 'all of them' }"],
  ])('are none in %s: %s', (language, text) => expect(choicesOf(language, text)).toEqual([]));
});
