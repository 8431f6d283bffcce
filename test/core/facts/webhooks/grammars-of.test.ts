import { expect, it } from 'vitest';
import { grammarsOf } from '../../../../src/core/facts/webhooks/grammars-of.ts';

it.each([
  ['src/a.ts', ['typescript']],
  ['src/a.mts', ['typescript']],
  ['src/a.tsx', ['tsx']],
  ['src/a.jsx', ['javascript']],
  ['app/hooks.py', ['python', 'javascript']],
  ['lib/tasks/hooks.rake', ['ruby', 'javascript']],
  ['Rakefile', ['ruby', 'javascript']],
  ['src/Hooks.CS', ['csharp', 'javascript']],
  ['deploy.sh', []],
  ['package.json', []],
])('the handlers of %s are read with %j', (path, grammars) => {
  expect(grammarsOf(path)).toEqual(grammars);
});
