import { folderOf } from '../../../split-path.ts';
import { commonFolders, squeeze, type FindSource } from '../source-files.ts';

/**
 * The last word names the file, and the words before it usually its folders. Phoenix adds folders such as
 * `controllers/`, and `GitHub` may be spelled `github` or `git_hub`.
 */
export const findElixir: FindSource = ({ squeezed, from }, specifier) => {
  const words = specifier.split('.').map(squeeze);
  const scored = squeezed(`${words.at(-1)}.ex`)
    .map((path) => {
      const folders = new Set(folderOf(path).split('/').map(squeeze));
      return { path, score: words.filter((word) => folders.has(word)).length, near: commonFolders(path, from) };
    })
    .toSorted((a, b) => b.score - a.score || b.near - a.near);
  const [best, next] = scored;
  return best && (best.score !== next?.score || best.near !== next.near) ? best.path : null;
};
