import { compileWebhookKnowledge } from '../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../src/core/facts/webhooks/syntax.ts';
import { makeModuleResolver } from '../../src/core/inventory/modules/resolve-module.ts';
import { settleWebhooks } from '../../src/core/inventory/webhooks/settle-webhooks.ts';
import { NO_FACTS } from '../../src/core/types.ts';
import { readRulebook } from '../../src/read-rulebook.ts';
import { shareSyntax } from './share-syntax.ts';

const LANGUAGES: Readonly<Record<string, Exclude<SyntaxLanguage, 'javascript' | 'typescript' | 'tsx'>>> = {
  py: 'python',
  rb: 'ruby',
  php: 'php',
  go: 'go',
  cs: 'csharp',
  rs: 'rust',
  java: 'java',
  ex: 'elixir',
};

export type ReadVerdicts = (files: Readonly<Record<string, readonly string[]>>) => string[];

/**
 * Makes a reader of small repositories. It takes path -> lines, and returns `path:line verification why` for each
 * settled webhook.
 */
export async function makeVerdictReader(): Promise<ReadVerdicts> {
  const parse = await shareSyntax();
  await parse.prepare(Object.keys(LANGUAGES).map((extension) => `a.${extension}`));
  const rulebook = await readRulebook();
  return (files) => {
    const facts = new Map(
      Object.entries(files).map(([path, lines]) => {
        const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1)]!;
        const knowledge = compileWebhookKnowledge(rulebook.rules.values(), language);
        return [path, { ...NO_FACTS, ...findLoweredWebhooks(language, path, lines.join('\n'), parse, knowledge) }];
      }),
    );
    const found = [...facts].flatMap(([path, each]) => each.webhooks.map((fact) => ({ path, fact })));
    const settled = settleWebhooks(found, {
      factsOf: (path) => facts.get(path),
      resolve: makeModuleResolver(new Set(facts.keys())),
    });
    return settled.map((each) => `${each.path}:${each.line} ${each.verification} ${each.why}`);
  };
}
