// Starts cli.ts inside the project. Written in JavaScript, because the compiled code of a file is kept only once that is
// enabled: an entry in TypeScript would load Node's compiler on every start, a tenth of its time. `dist/cli.js` needs it not.
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
