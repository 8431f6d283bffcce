import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, sourceOf } from '../spelling.ts';

// The types of fields, parameters and variables: a call on one of them is a call on its type, whichever file that is
// in.

/** Classes by the spelling of the objects that calls are made on: `this.payments`, `svc`. */
export type Services = ReadonlyMap<string, string>;

/** Reads the fields of each struct of the file: `type Handler struct { payments *services.PaymentService }`. */
export function readStructs(go: Curly, root: SyntaxNode): ReadonlyMap<string, Services> {
  const structs = new Map<string, Services>();
  for (const spec of nodesOfType(root, new Set(['type_spec']))) {
    const type = child(spec, 'type');
    if (type?.type !== 'struct_type') continue;
    const fields = new Map<string, string>();
    for (const field of nodesOfType(type, new Set(['field_declaration']))) {
      const service = serviceOf(go, child(field, 'type'));
      if (service === null) continue;
      const names = field.children.filter((each) => each.field === 'name').map((each) => sourceOf(go.text, each));
      // A field without a name is embedded, and is called by the name of its type.
      for (const name of names.length > 0 ? names : [lastWord(go, field)])
        fields.set(`this.${fieldName(name)}`, service);
    }
    structs.set(sourceOf(go.text, child(spec, 'name')), fields);
  }
  return structs;
}

const fieldName = (name: string): string => name.replace(/\W/g, '');

const lastWord = (go: Curly, field: SyntaxNode): string =>
  /\w+$/.exec(sourceOf(go.text, child(field, 'type')).slice(-200))?.[0] ?? '';

/**
 * The class behind a type of the project, imported from its package; null for types of the language and of frameworks,
 * and for types that only hold data.
 */
export function serviceOf(go: Curly, type: SyntaxNode | null): string | null {
  const [, owner, name] = TYPE.exec(sourceOf(go.text, type).slice(0, 200)) ?? [];
  if (name === undefined || DATA.test(name)) return null;
  return named(go, owner ?? null, name, type!);
}

const TYPE = /^\*?(?:(\w{1,80})\.)?([A-Za-z]\w{0,80})$/;
/** Types that hold data instead of doing work. */
const DATA =
  /^(?:string|bool|byte|rune|error|any|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128))$|(?:Config(?:uration)?|Settings|Options|Opts|Env|Secrets|Params|Request|Response|Payload|Event|Update|Logger|Log)$/;

/** The type that a constructor is named after: `svc := services.NewPaymentService(db)`. Null for other values. */
export function madeBy(go: Curly, value: SyntaxNode | undefined): string | null {
  if (value?.type !== 'call_expression') return null;
  const [, owner, name] = MAKER.exec(sourceOf(go.text, child(value, 'function')).slice(0, 200)) ?? [];
  if (name === undefined || DATA.test(name)) return null;
  // An object of a provider's own package is recognised by its constructor.
  const module = go.out.imported(identifier(owner ?? ''))?.module ?? '';
  return REPOSITORY.test(module) || SDK.test(module) ? null : named(go, owner ?? null, name, value);
}

const REPOSITORY = /^(?:github|gitlab|bitbucket)\.\w+\/[^/]+\/[^/]+(?:\/v\d+)?$/;

const MAKER = /^(?:(\w{1,80})\.)?New([A-Z]\w{0,80})$/;

function named(go: Curly, owner: string | null, name: string, at: SyntaxNode): string | null {
  if (owner === null) {
    if (hasMethods(go, at, name)) return identifier(name);
    go.out.import(`own__${name}`, `.#${name}`, identifier(name), at);
    return `own__${name}`;
  }
  const imported = go.out.imported(identifier(owner));
  if (!imported) return null;
  const local = `${identifier(owner)}__${name}`;
  go.out.import(
    local,
    SDK.test(imported.module) ? imported.module : `${imported.module}#${name}`,
    identifier(name),
    at,
  );
  return local;
}

/** Whether the file has methods of the type, so that its common text has a class of that name. */
function hasMethods(go: Curly, at: SyntaxNode, name: string): boolean {
  let owners = OWNERS.get(go);
  if (!owners) {
    let root = at;
    while (root.parent) root = root.parent;
    owners = new Set(root.children.flatMap((node) => receiverOf(go.text, node) ?? []));
    OWNERS.set(go, owners);
  }
  return owners.has(name);
}

const OWNERS = new WeakMap<Curly, ReadonlySet<string>>();

/** The receiver type of a method, `Handler` for `func (h *Handler) Take()`; null for other nodes. */
export const receiverOf = (text: string, node: SyntaxNode): string | null =>
  node.type === 'method_declaration'
    ? (/\b(\w+)(?:\[[^\]]*\])?\s*\)$/.exec(sourceOf(text, child(node, 'receiver')).slice(-200))?.[1] ?? 'Receiver')
    : null;

/** Packages of providers, which rules recognise by their own names. */
export const SDK = /stripe|svix|twilio|github\.com\/google|slack|webhooks\/v/;
