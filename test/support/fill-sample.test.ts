import { expect, it } from 'vitest';
import { fillSample } from './fill-sample.ts';

it('fills a hole the same way for the same seed, and otherwise for another', () => {
  expect(fillSample('{{alnum:24}}', 'a')).toBe(fillSample('{{alnum:24}}', 'a'));
  expect(fillSample('{{alnum:24}}', 'a')).not.toBe(fillSample('{{alnum:24}}', 'b'));
});

it.each([
  ['x{{alnum:24}}y', /^x[A-Za-z0-9]{24}y$/],
  ['{{hex:32}}', /^[0-9a-f]{32}$/],
  ['{{base32:16}}-{{digits:10}}', /^[A-Z2-7]{16}-[0-9]{10}$/],
  ['{{upper:5}}{{lower:5}}', /^[A-Z]{5}[a-z]{5}$/],
  ['{{uuid}}', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
  ['{{jwt:{"role":"anon"}}}', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/],
  ['${x} {{ y }}', /^\$\{x\} \{\{ y \}\}$/],
])('fills %s', (text, shape) => {
  expect(fillSample(text, 'seed')).toMatch(shape);
});

it('refuses a hole of an unknown kind', () => {
  expect(() => fillSample('{{alphanumeric:4}}', 's')).toThrow('unknown hole');
  expect(() => fillSample('{{hex:x}}', 's')).toThrow('unknown hole');
});
