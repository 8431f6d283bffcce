import { describe, expect, test } from 'vitest';
import { findBoundFunction, isBindingFile } from '../../../../src/core/facts/webhooks/bound-functions.ts';

const PATH = 'acme-webhook/function.json';
const TRIGGER = { type: 'httpTrigger', direction: 'in', name: 'req', authLevel: 'anonymous' };

const routesOf = (data: unknown, path = PATH): string[] =>
  findBoundFunction(path, JSON.stringify(data)).map(
    ({ route, handledBy }) => `${route} ${handledBy?.module} ${handledBy?.name}`,
  );

test.each([
  [PATH, true],
  ['src/acme-webhook/function.json', true],
  ['function.json', false],
  ['acme-webhook/functions.json', false],
])('whether %s is a file of bindings', (path, expected) => {
  expect(isBindingFile(path)).toBe(expected);
});

describe('a function that anybody may call', () => {
  test.each<[string, object, string[]]>([
    ['at the name of its folder', {}, ['/acme-webhook ./index default']],
    ['at a route of its own', { bindings: [{ ...TRIGGER, route: 'hooks/acme' }] }, ['/hooks/acme ./index default']],
    ['by a name', { entryPoint: 'take' }, ['/acme-webhook ./index take']],
    ['of another file', { scriptFile: '../src/take.js' }, ['/acme-webhook ../src/take.js default']],
    ['compiled beside others', { scriptFile: '../dist/acme-webhook/index.js' }, ['/acme-webhook ./index default']],
    ['compiled to an unknown place', { scriptFile: '../dist/functions/take.js' }, []],
    ['of another language', { scriptFile: '__init__.py' }, []],
    ['by a key', { bindings: [{ ...TRIGGER, authLevel: 'function' }] }, []],
    ['by a key, since nothing else is said', { bindings: [{ ...TRIGGER, authLevel: undefined }] }, []],
    ['to get something', { bindings: [{ ...TRIGGER, methods: ['get'] }] }, []],
    ['in order to post', { bindings: [{ ...TRIGGER, methods: ['get', 'POST'] }] }, ['/acme-webhook ./index default']],
    ['after a while', { bindings: [{ type: 'timerTrigger', schedule: '0 0 * * * *' }] }, []],
  ])('%s', (_title, data, expected) => {
    expect(routesOf({ bindings: [TRIGGER, { type: 'http', direction: 'out' }], ...data })).toEqual(expected);
  });

  test('for something else than webhooks', () => {
    expect(routesOf({ bindings: [TRIGGER] }, 'orders/function.json')).toEqual([]);
  });
});

test.each([
  ['broken text', '{"bindings": ['],
  ['no object', '[]'],
  ['bindings that are none', '{"bindings": [null, 1, "httpTrigger"]}'],
  ['bindings by another name', '{"bindings": {"type": "httpTrigger", "authLevel": "anonymous"}}'],
  ['a name that everything has', '{"__proto__": {"bindings": [{"type": "httpTrigger", "authLevel": "anonymous"}]}}'],
  ['deep nesting', `{"bindings": ${'['.repeat(9000)}${']'.repeat(9000)}}`],
  ['a long text', JSON.stringify({ bindings: [TRIGGER], note: 'a'.repeat(20_000) })],
])('nothing in %s', (_title, text) => {
  expect(findBoundFunction(PATH, text)).toEqual([]);
});
