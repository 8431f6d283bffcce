import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { readCall } from './read-call.ts';

/** Modules of the language and of common libraries, which no file of the project defines. */
export const BUILTIN =
  /^(?:Access|Agent|Application|Base|Bitwise|Calendar|Date|DateTime|Decimal|Ecto|Enum|Exception|File|Finch|Float|GenServer|HTTPoison|IO|Integer|JOSE|JSON|Jason|Joken|Kernel|Keyword|List|Logger|Map|MapSet|Mix|Module|NaiveDateTime|Oban|Path|Phoenix|Plug|Poison|Process|Regex|Req|Sentry|Stream|String|Supervisor|System|Task|Telemetry|Tesla|Time|Tuple|URI)$/;

const CALLS = new Set(['call']);

/**
 * Full names of modules by their short ones: `alias A.B`, `alias A.B, as: C`, `alias A.{B, C.D}`. An alias counts in
 * the whole file, wherever it is declared.
 */
export function readAliases(text: string, root: SyntaxNode): Map<string, string> {
  const aliases = new Map<string, string>();
  const note = (module: string, short: string): void => {
    if (/^[A-Z][\w.]*$/.test(module) && !aliases.has(short)) aliases.set(short, module);
  };
  for (const node of nodesOfType(root, CALLS)) {
    const call = readCall(text, node);
    if (call?.name !== 'alias' || call.owner !== null) continue;
    const [first] = call.args;
    const held = child(first ?? null, 'right');
    if (first?.type === 'dot' && held?.type === 'tuple') {
      const base = sourceOf(text, child(first, 'left'));
      for (const each of held.children) note(`${base}.${sourceOf(text, each)}`, lastOf(sourceOf(text, each)));
    } else {
      const module = sourceOf(text, first ?? null);
      note(module, call.words.has('as') ? sourceOf(text, call.words.get('as')!) : lastOf(module));
    }
  }
  return aliases;
}

const lastOf = (module: string): string => module.slice(module.lastIndexOf('.') + 1);

/** The full name of a module, whose first part may be an alias. */
export function wholeName({ aliases }: Pick<Elixir, 'aliases'>, name: string): string {
  const [first = '', ...rest] = name.split('.');
  return [aliases.get(first) ?? first, ...rest].join('.');
}

/** Lowers a module to a single name, imported by the full name of the module. */
export function moduleOf(elixir: Elixir, name: string, node: SyntaxNode): string {
  if (name === '__MODULE__') return "'module'";
  const whole = wholeName(elixir, name).replace(/[^\w.]/g, '');
  if (!/^[A-Z]/.test(whole)) return `['${whole}']`;
  if (BUILTIN.test(whole.split('.')[0]!) || elixir.modules.has(whole)) return whole;
  const local = whole.replaceAll('.', '__');
  elixir.out.import(local, whole, '*', node);
  return local;
}
