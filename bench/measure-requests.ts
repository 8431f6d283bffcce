import { startApp } from '../test/support/start-app.ts';

export type RequestCost = { story: string; requests: string[]; blobs: number };

const dependencies = (...names: string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])) });

/**
 * Records the requests of audits to the emulated GitHub, after a first audit of the same repository. Those for tokens
 * are not counted: a token lasts an hour. A comment costs three more: one to find it, one for the head, and one to
 * write it.
 */
export async function measureRequests(): Promise<RequestCost[]> {
  const app = await startApp({
    base: {
      'package.json': dependencies('express'),
      'src/a.ts': 'export const a = 1;\n',
      'src/b.ts': '',
      'README.md': '',
    },
  });
  const costs: RequestCost[] = [];
  const audit = async (story: string, files: Record<string, string>): Promise<void> => {
    const { number } = await app.makePull(files);
    app.gate.forget();
    await app.tell('opened', number);
    await app.settle();
    const requests = app.gate.requests.map(
      ({ method, path }) => `${method} ${path.replaceAll(/[0-9a-f]{40}/g, ':sha')}`,
    );
    costs.push({ story, requests, blobs: requests.filter((r) => r.includes('/git/blobs/')).length });
  };
  try {
    await audit('first audit', { 'src/b.ts': 'export const b = 0;\n' });
    await audit('warm: one source changed', { 'src/b.ts': 'export const b = 2;\n' });
    await audit('warm: a new provider', { 'package.json': dependencies('express', 'stripe') });
  } finally {
    await app.close();
  }
  return costs.slice(1);
}
