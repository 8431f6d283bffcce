import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderInventoryJson } from '../core/report/render-json.ts';
import { renderInventoryMarkdown } from '../core/report/render-markdown.ts';
import { renderInventoryText } from '../core/report/render-text.ts';
import { makeFolderRepository } from '../git/folder-repository.ts';
import { makeGitRepository, resolveCommit } from '../git/git-repository.ts';
import { GitError } from '../git/run-git.ts';
import { inventoryCommit } from '../inventory-commit.ts';
import { UsageError, type CommandContext, type ExitCode, type Format } from './command.ts';
import { makePaint } from './make-paint.ts';
import { checkFolder, findRepositoryName, LIMITS } from './open-repository.ts';

export type InventoryOptions = { dir: string; commit?: string; format: Format; write?: string };

/** Lists every integration of a folder as it stands on disk, or of a commit of its repository. */
export async function runInventory(context: CommandContext, options: InventoryOptions): Promise<ExitCode> {
  const dir = checkFolder(options.dir);
  const request = await openSource(dir, options.commit);
  const { inventory, stats } = await inventoryCommit(await context.engine(), {
    ...request,
    name: await findRepositoryName(dir),
    onProgress: context.progress.step,
  });
  context.progress.end();
  const text = render(context, options.format, inventory, stats);
  if (options.write === undefined) context.write(text);
  else await writeDocument(resolve(dir, options.write), text);
  return 0;
}

async function writeDocument(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

async function openSource(
  dir: string,
  commit: string | undefined,
): Promise<{ repository: ReturnType<typeof makeFolderRepository>; commit: string }> {
  if (commit === undefined) return { repository: makeFolderRepository(dir, LIMITS), commit: '' };
  try {
    return { repository: makeGitRepository(dir, LIMITS), commit: await resolveCommit(dir, commit) };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

type Inventoried = Awaited<ReturnType<typeof inventoryCommit>>;

function render(
  context: CommandContext,
  format: Format,
  inventory: Inventoried['inventory'],
  stats: Inventoried['stats'],
): string {
  if (format === 'json') return renderInventoryJson(inventory, stats);
  if (format === 'markdown') return renderInventoryMarkdown(inventory);
  return renderInventoryText(inventory, stats, makePaint(context.colour));
}
