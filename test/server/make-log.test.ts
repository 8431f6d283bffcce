import { expect, it } from 'vitest';
import { makeLog } from '../../src/server/make-log.ts';

function logged(act: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  act(makeLog('info', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

it('writes what an error says, and nothing that it carries', () => {
  const error = Object.assign(new Error('signature does not match'), {
    event: { payload: { text: 'body of a stranger' } },
    request: { headers: { authorization: 'token of ours' } },
  });
  const text = logged((log) => log.error(error));
  expect(text).toContain('signature does not match');
  expect(text).not.toMatch(/stranger|token of ours/);
});

it('says the same of several errors in one', () => {
  const inner = Object.assign(new Error('inner'), { event: 'body of a stranger' });
  const text = logged((log) =>
    log.error(Object.assign(new AggregateError([inner], 'outer'), { event: 'body of a stranger' })),
  );
  expect(text).toContain('outer');
  expect(text).not.toContain('stranger');
});

it('cuts what is too long to read', () => {
  expect(logged((log) => log.error(new Error('x'.repeat(100_000)))).length).toBeLessThan(10_000);
});
