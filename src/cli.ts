#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Starts the command line. Compiled code is kept beside the package, where that can be written: it halves the start.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/integration-audit/compiled/', import.meta.url)));
const { runCli } = await import('./commands/run-cli.ts');
process.exitCode = await runCli(process);
