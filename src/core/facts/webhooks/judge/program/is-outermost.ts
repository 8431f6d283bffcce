import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from './program.ts';
import type { Run } from '../state/run.ts';

/** Whether the function in progress is the handler itself. */
export function isOutermost(run: Run): boolean {
  const [first] = run.stack;
  return run.stack.length === (first && isForwarder(run, first) ? 2 : 1);
}

/** `(request) => { guard(request); return Controller.handle(request); }`: the function that it calls is the handler. */
const isForwarder = (run: Run, fn: SyntaxNode): boolean =>
  fn.type === 'arrow_function' &&
  /return [\w.]{1,200}\((?:\[\], ){0,20}request\); \}$/.test(textOf(run.program, fn).slice(-240));
