import type { SyntaxNode } from '../../syntax.ts';
import { answersMeta } from '../../receiver-words.ts';
import { sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { bodyOf, keyOf, readCall } from './read-call.ts';
import { mayVerifyCaller, readPlugs } from './read-plugs.ts';
import { statements, valueOf } from './visit.ts';

/** Adds the routes of a `Plug.Router`: `post "/webhook" do ... end`. */
export function addPlugRoutes(elixir: Elixir, body: readonly SyntaxNode[]): void {
  const { text, out } = elixir;
  const calls = body.flatMap((node) => readCall(text, node) ?? []);
  if (!calls.some(({ name, args }) => name === 'use' && sourceOf(text, args[0] ?? null) === 'Plug.Router')) return;
  const guards = readPlugs(elixir, body)
    .filter(mayVerifyCaller)
    .map((each) => each.run)
    .join(' ');
  const isMetas = (path: string): boolean =>
    calls.some(
      ({ name, args, node }) =>
        name === 'get' &&
        args[0]?.type === 'string' &&
        keyOf(text, args[0]) === path &&
        answersMeta(sourceOf(text, node)),
    );
  for (const call of calls) {
    const [route] = call.args;
    if (call.name !== 'post' || route?.type !== 'string' || bodyOf(call).length === 0) continue;
    const answer = valueOf(elixir, () => statements(elixir, bodyOf(call), true));
    out.route(
      {
        framework: 'plug',
        route: keyOf(text, route),
        method: 'POST',
        name: null,
        line: call.node.line,
        endLine: call.node.endLine,
        kind: isMetas(keyOf(text, route)) ? 'controller' : 'route',
      },
      `(request) => { ${guards} return ${answer}; }`,
    );
  }
}
