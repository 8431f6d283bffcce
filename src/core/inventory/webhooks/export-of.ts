import type { Facts } from '../../types.ts';
import type { ExportFact } from '../../webhook-types.ts';

/** By name; a method by its class, else the only method of that name in the file. */
export function exportOf(facts: Facts, name: string, member: string | undefined): ExportFact | null {
  const { exports } = facts;
  if (member === undefined) return exports.find((each) => each.name === name) ?? onlyMethod(exports, name);
  const exact = exports.find((each) => each.name === `${name}#${member}`);
  if (exact) return exact;
  const called = exports.filter((each) => CALLED_AS.get(member)?.test(each.name));
  // The filter may be a class within the attribute that is written before the action.
  const own = called.find((each) => each.name.startsWith(`${name}#`)) ?? called[0];
  if (own) return own;
  const methods = exports.filter((each) => each.name.endsWith(`#${member}`));
  if (methods.length > 0)
    return methods.length === 1 ? methods[0]! : (methods.find((each) => each.verification !== 'unverified') ?? null);
  return (
    exports.find((each) => each.name === member && !each.reexport) ??
    exports.find((each) => each.name === name && (each.reexport !== null || each.why === 'dynamic-dispatch')) ??
    null
  );
}

/** `from services.pay import gateway`, a name in small letters that may be a module, and is an object of a class of the file. */
function onlyMethod(exports: readonly ExportFact[], name: string): ExportFact | null {
  const [only, further] = exports.filter((each) => each.name.endsWith(`#${name}`));
  return only !== undefined && further === undefined ? only : null;
}

/** What a framework calls on a class by one of several names: a filter of ASP.NET, an extractor of axum or Rocket. */
const CALLED_AS: ReadonlyMap<string, RegExp> = new Map([
  ['onActionExecutionAsync', /#on(?:ActionExecuting|Authorization(?:Async)?|Resource(?:Executing|ExecutionAsync))$/],
  ['receive_request', /#from_(?:request_parts|data)$/],
]);
