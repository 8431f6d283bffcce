import { createRequire } from 'node:module';

import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Fetch = typeof globalThis.fetch;
type Schema = Record<string, any>;
type Parameter = { name: string; in: string; required?: boolean; schema?: Schema; 'x-multi-segment'?: boolean };
type Operation = { parameters?: Schema[]; requestBody?: Schema };
type Description = { paths: Record<string, Record<string, Operation>>; components: Schema };

/** A fetch that validates each request against GitHub's own description and collects the `violations`. */
export type CheckedFetch = Fetch & { violations: readonly string[] };

type Route = { pattern: RegExp; template: string; operations: Record<string, Operation> };
type CompiledOperation = {
  path: { names: string[]; pattern: RegExp };
  parameters: Parameter[];
  checkParameter: Map<string, ValidateFunction>;
  checkBody: ValidateFunction | null;
  isBodyRequired: boolean;
};

let loaded: { description: Description; routes: Route[] } | null = null;
const compiled = new Map<string, CompiledOperation>();
const ajv = new Ajv({ strict: false, coerceTypes: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
/** Coerces types, since path and query parameters are strings. */
const coercingAjv = new Ajv({ strict: false, coerceTypes: true });
(addFormats as unknown as (ajv: Ajv) => void)(coercingAjv);

/**
 * Wraps a fetch so that it validates requests: method and path must exist in GitHub's OpenAPI description, path and
 * query parameters must be known and of the right type, and the body must match its schema without unknown properties.
 * A violation is recorded and thrown. The code under test may take the error for a broken connection, so tests check
 * `violations` at the end.
 *
 * @param fetch sends the request; default: the global one, looked up at each call
 * @param basePath path of the API's root: `/api/v3` for an Enterprise Server
 */
export function makeCheckedFetch(
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  basePath: string = '',
): CheckedFetch {
  const violations: string[] = [];
  const checked: Fetch = async (input, init) => {
    const request = new Request(input as string, init as RequestInit);
    const url = new URL(request.url);
    const path = url.pathname.slice(basePath.length);
    const found = findViolations(request.method, path, url.searchParams, await request.clone().text());
    if (found.length > 0) {
      violations.push(...found);
      throw new Error(`not in GitHub's description: ${found.join('; ')}`);
    }
    return fetch(input, init);
  };
  return Object.assign(checked, { violations });
}

/** The violations of a request, in words; empty if there are none. */
export function findViolations(method: string, path: string, query: URLSearchParams, body: string): string[] {
  const { description, routes } = load();
  const name = `${method} ${path}`;
  const route = routes.find(({ pattern, operations }) => pattern.test(path) && method.toLowerCase() in operations);
  if (route === undefined) return [`${name}: no such call`];
  const operation = compile(description, route, method.toLowerCase());
  return [...checkPath(operation, path), ...checkQuery(operation, query), ...checkBody(operation, body)].map(
    (violation) => `${name}: ${violation}`,
  );
}

function checkPath({ path, checkParameter }: CompiledOperation, actual: string): string[] {
  const values = path.pattern.exec(actual)?.slice(1) ?? [];
  return path.names.flatMap((name, index) =>
    checkText(checkParameter.get(name), name, decodeURIComponent(values[index] ?? '')),
  );
}

function checkQuery({ parameters, checkParameter }: CompiledOperation, query: URLSearchParams): string[] {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const missing = known.filter(({ name, required }) => required === true && !query.has(name));
  return [
    ...missing.map(({ name }) => `query parameter ${name} is missing`),
    ...[...query].flatMap(([name, value]) =>
      known.some((parameter) => parameter.name === name)
        ? checkText(checkParameter.get(name), name, value)
        : [`unknown query parameter ${name}`],
    ),
  ];
}

function checkText(check: ValidateFunction | undefined, name: string, value: string): string[] {
  // Wrapped in an object, since Ajv coerces only properties.
  return check === undefined || check({ value }) ? [] : [`parameter ${name}: ${coercingAjv.errorsText(check.errors)}`];
}

function checkBody({ checkBody: check, isBodyRequired }: CompiledOperation, body: string): string[] {
  if (check === null) return body === '' ? [] : ['a body where none is known'];
  if (body === '') return isBodyRequired ? ['no body'] : [];
  return check(JSON.parse(body)) ? [] : [`body: ${ajv.errorsText(check.errors)}`];
}

/** The description has 13 MB: it is read once, and only the operations in use are compiled. */
function load(): { description: Description; routes: Route[] } {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const description = require('@octokit/openapi/generated/api.github.com.json') as Description;
  const routes = Object.entries(description.paths).map(([template, operations]) => ({
    template,
    operations,
    pattern: compilePath(description, template, operations).pattern,
  }));
  // Routes with the most literal segments come first: `/commits/{ref}/check-runs` before `/commits/{ref}`, whose ref
  // may contain slashes.
  routes.sort((a, b) => countLiterals(b.template) - countLiterals(a.template));
  loaded = { description, routes };
  return loaded;
}

function countLiterals(template: string): number {
  return template.split('/').filter((segment) => !segment.startsWith('{')).length;
}

function compilePath(
  description: Description,
  template: string,
  operations: Record<string, Operation>,
): { names: string[]; pattern: RegExp } {
  const parameters = Object.values(operations).flatMap((operation) => resolveAll(description, operation.parameters));
  const names: string[] = [];
  const source = template
    .replaceAll(/[.*+?^$()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll(/\{([^}]+)\}/gu, (_all, name: string) => {
      names.push(name);
      return parameters.some((it) => it.name === name && it['x-multi-segment'] === true) ? '(.+)' : '([^/]+)';
    });
  return { names, pattern: new RegExp(`^${source}$`, 'u') };
}

function compile(description: Description, route: Route, method: string): CompiledOperation {
  const key = `${method} ${route.template}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const operation = route.operations[method] as Operation;
  const parameters = resolveAll(description, operation.parameters);
  const body = operation.requestBody === undefined ? null : resolve(description, operation.requestBody);
  const result: CompiledOperation = {
    path: compilePath(description, route.template, route.operations),
    parameters,
    checkParameter: new Map(
      parameters.map(({ name, schema }) => [
        name,
        coercingAjv.compile({ type: 'object', properties: { value: inline(description, schema ?? {}) } }),
      ]),
    ),
    isBodyRequired: body?.['required'] === true,
    checkBody: body === null ? null : ajv.compile(inline(description, body['content']['application/json'].schema)),
  };
  compiled.set(key, result);
  return result;
}

function resolveAll(description: Description, parameters: Schema[] = []): Parameter[] {
  return parameters.map((parameter) => resolve(description, parameter) as Parameter);
}

function resolve(description: Description, value: Schema): Schema {
  const reference = value['$ref'] as string | undefined;
  if (reference === undefined) return value;
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce((at: Schema, step) => at[step] as Schema, description as unknown as Schema);
}

/** A schema with its references resolved and its objects closed: properties that it does not name are rejected. */
function inline(description: Description, schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map((item) => (isObject(item) ? inline(description, item) : item));
  const result: Schema = {};
  for (const [key, value] of Object.entries(resolve(description, schema))) {
    result[key] = isObject(value) ? inline(description, value) : value;
  }
  const isClosable = isObject(result['properties']) && result['type'] === 'object';
  if (isClosable && result['additionalProperties'] === undefined) result['additionalProperties'] = false;
  return result;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
