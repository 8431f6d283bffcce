import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, quote, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

/** Modules of the language and of common packages, whose imports are not followed. */
const PLAIN_MODULES =
  /^(?:os|sys|re|json|hmac|hashlib|base64|time|datetime|logging|typing|uuid|secrets|functools|itertools|collections|asyncio|pathlib|decimal|urllib|http|enum|dataclasses|abc|traceback|flask|fastapi|starlette|django|rest_framework|sqlalchemy|pydantic|celery|requests|httpx|aiohttp|redis|structlog|sentry_sdk|frappe|quart|sanic|tornado|bottle|falcon|cryptography|nacl|jwt|ecdsa|Crypto|werkzeug|decouple|environ|dotenv|boto3|loguru)(?:\.|$)/;

/** Writes an import of a module of the project. */
export function lowerImport(python: Python, node: SyntaxNode): void {
  const { out, text } = python;
  const from = child(node, 'module_name');
  const module = from ? sourceOf(text, from) : null;
  if (module !== null && PLAIN_MODULES.test(module) && !KEPT_MODULES.test(module)) return;
  for (const part of node.children) {
    if (part.field !== 'name') continue;
    const name = sourceOf(text, part.type === 'aliased_import' ? child(part, 'name') : part);
    const alias = part.type === 'aliased_import' ? sourceOf(text, child(part, 'alias')) : null;
    if (module !== null && name !== '*') importName(python, module, name, alias, node);
    else if (module !== null) out.add(`export * from ${quote(module)};`, node);
    else if (!PLAIN_MODULES.test(name) && (alias || !name.includes('.')))
      out.import(identifier(alias ?? name), name, '*', node);
  }
}

/** Modules whose members Django routes refer to. */
const VIEWS = /^(?:views|handlers|webhooks?|endpoints)$/;

/** Writes the import of a name. A lower-case name whose members are called is most likely a module. */
function importName(python: Python, module: string, name: string, alias: string | null, node: SyntaxNode): void {
  const local = alias ?? name;
  const isModule =
    /^[a-z_]+$/.test(local) &&
    (VIEWS.test(local) || new RegExp(`\\b${local}\\.(?:[a-z_]+\\(|router\\b)`).test(python.text));
  if (isModule) python.out.import(identifier(local), `${module}${module.endsWith('.') ? '' : '.'}${name}`, '*', node);
  else {
    python.out.import(identifier(local), module, propertyName(name), node);
    if (python.path.endsWith('__init__.py'))
      python.out.add(`export { ${propertyName(name)} as ${identifier(local)} } from ${quote(module)};`, node);
  }
}

const KEPT_MODULES = /^(?:google\.|sentry)/;
