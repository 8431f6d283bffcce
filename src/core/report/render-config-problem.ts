import type { ConfigProblem } from '../config/config-problem.ts';
import { configProblemSentence } from './sentences/config-sentence.ts';
import { findingArgs } from './finding-args.ts';
import { toPlain, toQuoted } from './sentences/sentence.ts';

/** A problem in a configuration file as plain text on one line, without its position. */
export function renderConfigProblem({ code, args }: Pick<ConfigProblem, 'code' | 'args'>): string {
  return toPlain(configProblemSentence(code, findingArgs({ args })));
}

/** The same as the detail of an audit problem, with names in quotation marks, because pages show it verbatim. */
export function renderConfigDetail({ code, args }: Pick<ConfigProblem, 'code' | 'args'>): string {
  return toQuoted(configProblemSentence(code, findingArgs({ args })));
}
