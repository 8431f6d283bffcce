import { folderOf } from '../../../split-path.ts';
import { commonFolders, squeeze, type FindSource } from '../source-files.ts';

/**
 * The last word names the file, the words before it nearly always its folders; Phoenix has some of its own between, as in
 * `controllers/`, and `GitHub` may be `github` or `git_hub`.
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
