import { lstat, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderInventoryDocument } from '../core/report/render-inventory-document.ts';
import { findUnclosedPart } from '../core/report/update-document.ts';
import { isCycloneDx, renderCycloneDx } from '../core/report/render-cyclonedx.ts';
import { isInventoryDocument } from '../core/report/render-markdown.ts';
import { isInventoryJson, renderInventoryJson } from '../core/report/render-json.ts';
import { renderInventoryText } from '../core/report/render-text.ts';
import type { Inventory } from '../core/inventory-types.ts';
import { inventoryCommit } from '../audit/inventory-commit.ts';
import { readVersion } from '../read-version.ts';
import { describeSystemError } from './describe-system-error.ts';
import { UsageError, type CommandContext, type ExitCode, type InventoryFormat } from './command.ts';
import { makePaint } from './make-paint.ts';
import { checkFolder, findRepositoryName, openSource } from './open-repository.ts';

export type InventoryOptions = { dir: string; commit?: string; format: InventoryFormat; write?: string };

/** Lists every integration of a folder on disk, or of a commit of its repository. */
export async function runInventory(context: CommandContext, options: InventoryOptions): Promise<ExitCode> {
  const dir = checkFolder(context.cwd, options.dir);
  // Git runs and the files are listed while rules and grammars load.
  const [request, name, engine] = await Promise.all([
    openSource(context, dir, options.commit),
    findRepositoryName(dir),
    context.engine(),
  ]);
  const { inventory, stats, config } = await inventoryCommit(engine, {
    ...request,
    name,
    onProgress: context.progress.step,
  });
  context.progress.end();
  const { format, write } = options;
  const target = write === undefined ? null : resolve(dir, write);
  if (format === 'json') {
    await put(context, target, { text: renderInventoryJson(inventory, stats), isOurs: isInventoryJson });
  } else if (format === 'cyclonedx') {
    const { rules } = engine.rulebook;
    const text = renderCycloneDx(inventory, { repository: name, version: readVersion(), rules });
    await put(context, target, { text, isOurs: isCycloneDx });
  } else if (target !== null) {
    const isNew = await writeDocument(target, inventory, engine.today());
    context.note(`${target} ${isNew ? 'is written' : 'is up to date'}.`);
  } else if (format === 'markdown') {
    // The existing document has the date of its content, and hand-written parts.
    const existing = await readOrNull(resolve(dir, config.inventory.file ?? 'INTEGRATIONS.md'));
    context.write(renderInventoryDocument(inventory, existing, engine.today()));
  } else context.write(renderInventoryText(inventory, stats, makePaint(context.colour)));
  return 0;
}

/**
 * Writes a machine-readable document to a file or to standard output. Overwrites only an empty file or an earlier such
 * document.
 */
async function put(
  context: CommandContext,
  path: string | null,
  { text, isOurs }: { text: string; isOurs: (existing: string) => boolean },
): Promise<void> {
  if (path === null) {
    context.write(text);
    return;
  }
  const existing = await readOrNull(path);
  if (existing !== null && existing.trim() !== '' && !isOurs(existing)) throw notOurs(path);
  await writeFileOr(path, text);
  context.note(`${path} is written.`);
}

const notOurs = (path: string): UsageError =>
  new UsageError(`${path} was not written by this command: move it away, or name another file.`);

/**
 * Writes the inventory as a document, keeping the hand-written parts of the existing one. Leaves the file alone if only
 * the date would change.
 *
 * @returns whether it has changed.
 * @throws UsageError if the existing file is not such a document, or a part that it keeps has no end.
 */
async function writeDocument(path: string, inventory: Inventory, today: string): Promise<boolean> {
  const existing = await readOrNull(path);
  if (existing !== null && existing.trim() !== '' && !isInventoryDocument(existing)) throw notOurs(path);
  // All that follows would be kept, and the document would grow at each run.
  const unclosed = existing === null ? null : findUnclosedPart(existing);
  if (unclosed !== null)
    throw new UsageError(
      `${path}:${unclosed}: the part that is kept from here on has no end. Close it with <!-- /integrations:keep -->.`,
    );
  const text = renderInventoryDocument(inventory, existing, today);
  if (text !== existing) await writeFileOr(path, text);
  return text !== existing;
}

/**
 * The text of a file; null if there is none. Only regular files are read: reading a pipe may never end, and a link may
 * lead anywhere.
 */
async function readOrNull(path: string): Promise<string | null> {
  const status = await lstat(path).catch(() => null);
  return status?.isFile() === true ? readFile(path, 'utf8').catch(() => null) : null;
}

async function writeFileOr(path: string, text: string): Promise<void> {
  // A repository may contain links to anywhere.
  const status = await lstat(path).catch(() => null);
  if (status?.isSymbolicLink() === true) throw new UsageError(`${path} is a link: it is not written through.`);
  if (status?.isFile() === false) throw new UsageError(`${path} is no file: name one.`);
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${describeSystemError(error)}.`);
  }
}
