import type { Facts } from '../../types.ts';
import type { ExportFact } from '../../webhook-types.ts';

/**
 * Finds an export by name or, with `member`, a method of that class. Failing that, a method of another class of the
 * file: the only one of that name, or the first that may verify. Null if there is none.
 */
export function exportOf(facts: Facts, name: string, member: string | undefined): ExportFact | null {
  const { exports } = facts;
  if (member === undefined) return exports.find((each) => each.name === name) ?? onlyMethod(exports, name);
  const exact = exports.find((each) => each.name === `${name}#${member}`);
  if (exact) return exact;
  const called = exports.filter((each) => CALLED_AS.get(member)?.test(each.name));
  // The filter may be a class nested in the attribute in front of the action.
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

/**
 * The file's only method of that name. In `from services.pay import gateway`, a lower-case name that may be a module,
 * `gateway` may be an object of one of the file's classes.
 */
function onlyMethod(exports: readonly ExportFact[], name: string): ExportFact | null {
  const [only, further] = exports.filter((each) => each.name.endsWith(`#${name}`));
  return only !== undefined && further === undefined ? only : null;
}

/**
 * Methods that a framework calls on a class under one of several names: ASP.NET filters, axum and Rocket extractors.
 */
const CALLED_AS: ReadonlyMap<string, RegExp> = new Map([
  ['onActionExecutionAsync', /#on(?:ActionExecuting|Authorization(?:Async)?|Resource(?:Executing|ExecutionAsync))$/],
  ['receive_request', /#from_(?:request_parts|data)$/],
]);
