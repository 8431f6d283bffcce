import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { inputNamed } from '../state/names.ts';
import { literal, textOf } from '../program/program.ts';
import { queryOf, queryRead } from '../evaluate/query-of.ts';
import type { Run } from '../state/run.ts';
import { BODY, CLAIMED, HEADERS, INPUT, REQUEST, RESPONSE, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** `@Body() dto`, `@Headers('x-signature') value`: the value that a decorator gives a parameter; null if none does. */
export function decoratedParameter(run: Run, node: SyntaxNode): Value | null {
  for (const part of node.children) {
    const call = part.type === 'decorator' ? part.children[0] : undefined;
    const callee = child(call ?? null, 'function') ?? call;
    if (!call || !callee) continue;
    const kind = textOf(run.program, callee);
    const text = literal(run.program, child(call, 'arguments')?.children[0]);
    if (/^(Body|RawBody|Payload|UploadedFile|BodyParam|MessageBody)$/.test(kind)) {
      run.readsBody = true;
      return value({ from: BODY | CLAIMED, chain: [kind] });
    }
    if (/^(Headers?|HeaderParam|HeaderParams)$/.test(kind)) {
      if (text === null) return value({ from: INPUT | HEADERS, chain: ['headers'] });
      run.headers.add(text.toLowerCase());
      return inputNamed(text, ['headers']);
    }
    if (/^Query(?:Param)?$/.test(kind)) return text === null ? queryOf(run, ['query']) : queryRead(run, text, []);
    if (/^Params?$/.test(kind)) return text === null ? value({ from: INPUT, chain: ['query'] }) : inputNamed(text);
    if (/^(Req|Request|Context|Ctx)$/.test(kind)) return value({ from: REQUEST, chain: ['req'] });
    if (/^(Res|Response)$/.test(kind)) return value({ from: RESPONSE, chain: ['res'] });
  }
  return null;
}
