import { bare, FUNCTIONS, textOf } from '../js/program.ts';
import type { Program } from '../js/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Handler } from './handler.ts';

const RECEIVER = /web_?hook/i;
/** Handlers about webhooks, not for them. */
const ABOUT =
  /^(create|list|get|delete|update|remove|register|unregister|subscribe|unsubscribe|test|send|trigger|retry|resend|replay|fetch|add|edit|toggle|rotate|find|load|use|verify|validate|is|has|setup|configure|build|make|render|parse|with|require|check)|Subscri|Unsubscri|(Settings|Config|Logs?|List|Url|Secret|Test|Router|Routes)$/;

/** Middleware for the routes of webhooks. */
const BEFORE = /limit|middleware|parser|logger|guard/i;

/** Functions and methods that receive a webhook while another file routes to them: `exports.webhook = (req, res) =>`. */
export function findControllers(_path: string, program: Program): Handler[] {
  const found: Handler[] = [];
  for (const [name, node] of program.exported) {
    const fn = bare(node);
    if (isReceiver(program, name, fn)) found.push(controller(name, fn));
  }
  for (const methods of program.methods.values()) {
    for (const [name, fn] of methods) if (isReceiver(program, name, fn)) found.push(controller(name, fn));
  }
  return found;
}

function isReceiver(program: Program, name: string, fn: SyntaxNode): boolean {
  if (!FUNCTIONS.has(fn.type) || !RECEIVER.test(name) || ABOUT.test(name) || BEFORE.test(name)) return false;
  const list = child(fn, 'parameters')?.children.filter((node) => node.type !== 'comment') ?? [];
  const names = list.map((node) => textOf(program, child(node, 'pattern') ?? node));
  return /^_?(req|request|ctx)$/i.test(names[0] ?? '') && /^_?(res|response|reply)$/i.test(names[1] ?? '');
}

const controller = (name: string, fn: SyntaxNode): Handler => ({
  framework: 'express',
  route: null,
  method: null,
  at: fn,
  handler: fn,
  before: [],
  name,
  kind: 'controller',
  siblings: [],
});
