// `npm run build`: the command line as a package holds it. Node strips no types inside `node_modules`; and some tens of files
// load in a third of the time that five hundred take.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { readRulebook } from '../read-rulebook.ts';

const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url));

/** What others wrote is installed beside the package: names that are no paths stay as they are. */
const isForeign = (id: string): boolean => !/^[./]/.test(id) && !id.startsWith(PROJECT_DIR);

/**
 * Writes `dist/`: the sources in a few files, one for what each command alone needs, and the parsed rules.
 *
 * @returns the path of the program.
 */
export async function buildPackage(): Promise<string> {
  const dir = join(PROJECT_DIR, 'dist');
  rmSync(dir, { recursive: true, force: true });
  const build = await rolldown({ cwd: PROJECT_DIR, input: 'src/cli.ts', platform: 'node', external: isForeign });
  // All in one folder, as the files of `src/` are from which paths into the package start.
  await build.write({ dir, entryFileNames: '[name].js', chunkFileNames: '[name].js' });
  await build.close();
  const { version, rules } = await readRulebook();
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ version, rules: [...rules.values()] }));
  return join(dir, 'cli.js');
}

if (import.meta.main) await buildPackage();
