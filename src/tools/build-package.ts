// `npm run build`: bundles the command line for the package. Node does not strip types inside `node_modules`, and a few
// dozen files load in a third of the time that five hundred take.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type RolldownOutput } from 'rolldown';
import { readRulebook } from '../read-rulebook.ts';

const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Third-party packages that every command needs. All others are installed as dependencies, as are files that are found
 * by path.
 */
const BUNDLED = /^(?:yaml|toml-eslint-parser|eslint-visitor-keys|re2js|@noble\/hashes|diff)(?:\/|$)/;

const isOutside = (id: string): boolean => !/^[./]/.test(id) && !id.startsWith(PROJECT_DIR) && !BUNDLED.test(id);

/**
 * Writes `dist/`: the sources as a few chunks, so that a command loads only what it needs; the parsed rules; and the
 * licences of the bundled packages.
 *
 * @returns the path of the program.
 */
export async function buildPackage(): Promise<string> {
  const dir = join(PROJECT_DIR, 'dist');
  rmSync(dir, { recursive: true, force: true });
  const build = await rolldown({ cwd: PROJECT_DIR, input: 'src/cli.ts', platform: 'node', external: isOutside });
  // One flat folder at the depth of `src/`, whose files resolve paths relative to themselves.
  const { output } = await build.write({ dir, entryFileNames: '[name].js', chunkFileNames: '[name].js' });
  await build.close();
  writeFileSync(join(dir, 'LICENSES.txt'), readLicences(output));
  const { version, rules } = await readRulebook();
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ version, rules: [...rules.values()] }));
  return join(dir, 'cli.js');
}

/** The licences of the packages that were bundled. */
function readLicences(output: RolldownOutput['output']): string {
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const packages = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
  const texts = [...packages].toSorted().map((folder) => {
    const name = folder.slice(folder.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    return `${name}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8')}`;
  });
  return texts.join('\n---\n\n');
}

if (import.meta.main) await buildPackage();
