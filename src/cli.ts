#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Entry point of the command line. V8's compiled code is cached beside the package if that is writable, which halves
// the start-up time.
if (module.enableCompileCache === undefined) {
  process.stderr.write(`integration-audit: needs Node 22.18 or newer, and this is ${process.version}.\n`);
  process.exit(2);
}
module.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/integration-audit/compiled/', import.meta.url)),
);
const { runCli } = await import('./commands/run-cli.ts');
const { argv, env, stdout, stderr } = process;
// npm runs its script in the project's folder, wherever it was called.
const asked = env['npm_lifecycle_event'] === 'cli' ? env['INIT_CWD'] : undefined;
const cwd = (): string => asked ?? process.cwd();
process.exitCode = await runCli({ argv, env, stdout, stderr, cwd });
