import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import type { Python } from './python.ts';
import { expression } from './visit.ts';

/**
 * Lowers a call that runs another function and waits for it: `loop.run_until_complete(take(body))`,
 * `asyncio.to_thread(take, body)`, `run_in_executor(None, take, body)`, `async_to_sync(take)(body)`. Null for other
 * calls.
 *
 * @param list the arguments, already lowered.
 */
export function calledThrough(python: Python, callee: SyntaxNode | null, list: readonly string[]): string | null {
  const source = sourceOf(python.text, callee);
  if (callee?.type === 'call' && ADAPTS.test(sourceOf(python.text, child(callee, 'function'))))
    return `${expression(python, argumentsOf(callee)[0] ?? null)}(${list.join(', ')})`;
  if (WAITS.test(source)) return `(${list[0] ?? 'null'})`;
  const at = IN_EXECUTOR.test(source) ? 1 : IN_THREAD.test(source) ? 0 : -1;
  return at >= 0 && /^[\w.$]+$/.test(list[at] ?? '') ? `${list[at]}(${list.slice(at + 1).join(', ')})` : null;
}

/**
 * Adapters between synchronous and asynchronous functions
 * (https://docs.djangoproject.com/en/stable/topics/async/#async-adapter-functions).
 */
const ADAPTS = /^(?:\w{1,20}\.)?(?:async_to_sync|(?:database_)?sync_to_async)$/;

/** Calls that run a coroutine to its end. */
const WAITS = /(?:^|\.)(?:run_until_complete|run_coroutine_threadsafe)$|^asyncio\.(?:run|wait_for|shield)$/;

/** Calls that run a function in a thread. */
const IN_THREAD =
  /^(?:asyncio\.to_thread|to_thread\.run_sync|anyio\.(?:to_thread\.run_sync|run)|(?:\w{1,20}\.)?run_in_threadpool)$/;
const IN_EXECUTOR = /(?:^|\.)run_in_executor$/;
