// Starts cli.ts inside the project. It is JavaScript because the compile cache holds only files loaded after it was enabled: an
// entry point in TypeScript would load Node's compiler on every start, a tenth of its time. `dist/cli.js` does not need it.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

if (module.stripTypeScriptTypes === undefined) {
  process.stderr.write(`integration-audit: needs Node 22.18 or newer, and this is ${process.version}.\n`);
  process.exit(2);
}
module.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/integration-audit/compiled/', import.meta.url)),
);
await import('./cli.ts');
