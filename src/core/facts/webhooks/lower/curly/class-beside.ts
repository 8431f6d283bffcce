import type { SyntaxNode } from '../../syntax.ts';
import { BESIDE } from '../../../../webhook-types.ts';
import { isService } from './class-fields.ts';
import type { Curly } from './curly.ts';

/**
 * Imports the class of `AcmeSignature.Verify(secret, body, signature)` or `new AcmeVerifier(secret)`, so that its code
 * is consulted: of the same namespace or package, it needs no import in the source. Only what may verify is looked for.
 */
export function importBeside(curly: Curly, type: string, called: string, at: SyntaxNode): void {
  const { dialect, fields, out } = curly;
  if (!dialect.besides || !isService(type) || OTHERS.test(type)) return;
  if (!VERIFIES.test(`${type}.${called}`)) return;
  if (out.imported(type) || fields.has(type) || knownIn(curly).has(type)) return;
  out.import(type, `${BESIDE}${dialect.besides(curly, type)}`, type, at);
}

const VERIFIES = /verif|valid|sign|hmac|authentic|genuine|trusted|web_?hook/i;

/** The classes that the file has, and those that it imports, by libraries of the language too; read once. */
function knownIn(curly: Curly): ReadonlySet<string> {
  const known = KNOWN.get(curly);
  if (known) return known;
  const found = new Set([...curly.text.matchAll(CLASS)].map(([, own, imported]) => own ?? imported!));
  KNOWN.set(curly, found);
  return found;
}

const KNOWN = new WeakMap<Curly, ReadonlySet<string>>();
const CLASS =
  /\b(?:class|record|struct|interface|enum)\s{1,9}(\w{1,100})|^import\s{1,9}(?:static\s{1,9})?[\w.]{1,300}\.(\w{1,100});/gm;
/** Built in, and in the scope of every file; data that is handed on or given back. */
const OTHERS =
  /^(?:HMAC|SHA|MD5|RSA|DSA|ECDsa|X509)\w*$|(?:Result|Response|Outcome|Status|Request|Command|Query|Event|Message|Dto|DTO|Model|Entity|Payload|Exception|Error|Options|Settings|Config|Properties|Args|Log|Record)$/;
