// Starts cli.ts inside the project. Written in JavaScript, because the compiled code of a file is kept only once that is
// enabled: an entry in TypeScript would load Node's compiler on every start, a tenth of its time. `dist/cli.js` needs it not.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/integration-audit/compiled/', import.meta.url)));
await import('./cli.ts');
