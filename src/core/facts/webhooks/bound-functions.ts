import type { WebhookFact } from '../../webhook-types.ts';
import { BROUGHT_IN, PAYMENT_CALL } from './receiver-words.ts';

// The older programming model of Azure Functions: `acme-webhook/function.json` declares the trigger of the code beside
// it. See https://learn.microsoft.com/azure/azure-functions/functions-reference-node?pivots=nodejs-model-v3

const BINDINGS = /(?:^|\/)([\w-]{1,80})\/function\.json$/;
const MAX_LENGTH = 20_000;
const MAX_BINDINGS = 20;

/** True for a path that may declare the trigger of an Azure function. */
export const isBindingFile = (path: string): boolean => BINDINGS.test(path);

/**
 * The route to a JavaScript function that anyone may call and whose route is named for webhooks; empty for any other
 * file. At the other authorization levels, of which `function` is the default, the platform requires a key.
 */
export function findBoundFunction(path: string, text: string): WebhookFact[] {
  const folder = BINDINGS.exec(path)?.[1];
  const data = folder === undefined || text.length > MAX_LENGTH ? null : parse(text);
  if (folder === undefined || data === null) return [];
  const trigger = bindingsOf(data).find(({ type }) => type === 'httpTrigger');
  const module = codeOf(folder, data['scriptFile']);
  if (!trigger || module === null || trigger['authLevel'] !== 'anonymous' || !takesPosts(trigger['methods'])) return [];
  const route = `/${typeof trigger['route'] === 'string' ? trigger['route'] : folder}`;
  if (![/hook/i, PAYMENT_CALL, BROUGHT_IN].some((names) => names.test(route) || names.test(folder))) return [];
  const name = typeof data['entryPoint'] === 'string' ? data['entryPoint'] : 'default';
  const place = { line: 1, column: 1 };
  return [
    {
      ...place,
      endLine: 1,
      provider: null,
      route,
      method: 'POST',
      framework: 'azure-functions',
      verification: 'unverified',
      why: 'no-verification',
      verifiedAt: null,
      delegations: [],
      handledBy: { ...place, module, name },
    },
  ];
}

type Data = Record<string, unknown>;

const isData = (data: unknown): data is Data => typeof data === 'object' && data !== null && !Array.isArray(data);

function parse(text: string): Data | null {
  try {
    const data: unknown = JSON.parse(text);
    return isData(data) ? data : null;
  } catch {
    return null;
  }
}

const bindingsOf = ({ bindings }: Data): Data[] =>
  Array.isArray(bindings) ? bindings.slice(0, MAX_BINDINGS).filter(isData) : [];

const takesPosts = (methods: unknown): boolean =>
  !Array.isArray(methods) || methods.some((each) => typeof each === 'string' && each.toLowerCase() === 'post');

/**
 * The module of the function's source, by default beside the file. If it is compiled to
 * `../dist/acme-webhook/index.js`, the source is there too. Null if it is compiled to another place, because its source
 * is then unknown.
 */
function codeOf(folder: string, script: unknown): string | null {
  if (script === undefined) return './index';
  if (typeof script !== 'string' || script.length > 200 || !/\.[cm]?js$/.test(script)) return null;
  if (script.endsWith(`/${folder}/index.js`)) return './index';
  if (COMPILED.test(script)) return null;
  return script.startsWith('.') ? script : `./${script}`;
}

const COMPILED = /(?:^|\/)(?:dist|build|out|lib)\//;
