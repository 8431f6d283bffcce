import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { headerOrVariable, quote, setting, sourceOf, variable } from '../spelling.ts';
import { ofRequest } from './request-name.ts';
import type { Ruby } from './ruby.ts';
import { expression } from './visit.ts';

/** Objects of Rails and of gems that hold settings. */
export const SETTINGS =
  /^(?:Rails\.application\.credentials|Rails\.application\.secrets|Rails\.configuration|Rails\.application\.config|Settings|Figaro\.env|GlobalConfig|AppConfig|Config|settings|credentials)\b/;

/** Lowers `owner[key]`. */
export function lowerElement(ruby: Ruby, node: SyntaxNode): string {
  const object = child(node, 'object');
  const index = node.children.find((each) => each !== object) ?? null;
  const source = ofRequest(ruby, sourceOf(ruby.text, object));
  const key = /^(?:string|simple_symbol)$/.test(index?.type ?? '')
    ? sourceOf(ruby.text, index).replace(/^:|["']/g, '')
    : null;
  const owner = expression(ruby, object);
  if (key !== null) {
    if (source === 'ENV') return variable(key);
    if (SETTINGS.test(source)) return setting(key);
    if (key === 'rack.input') return 'request.body';
    if (/^(?:request\.)?(?:headers|env)$/.test(source) || owner === 'request.headers') return headerOrVariable(key);
    return `${owner}[${quote(key)}]`;
  }
  return `${owner}[${expression(ruby, index)}]`;
}
