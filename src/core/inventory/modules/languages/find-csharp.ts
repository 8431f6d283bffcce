import { bySuffix, type FindSource } from '../source-files.ts';

/** A class by its file; an interface by the class that bears its name. */
export const findCSharp: FindSource = (files, specifier) => {
  const name = specifier.split('.').at(-1) ?? '';
  const plain = /^I[A-Z]/.test(name) ? name.slice(1) : name;
  const found = bySuffix(files, [`${plain}.cs`], 1);
  if (found !== null) return found;
  // What handles a command may stand beside it, in the file that is named for the command.
  if (plain.endsWith('Handler')) return bySuffix(files, [`${plain.slice(0, -'Handler'.length)}.cs`], 1);
  return plain === name ? null : bySuffix(files, [`Default${plain}.cs`], 1);
};
