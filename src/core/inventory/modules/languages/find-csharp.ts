import { bySuffix, type FindSource } from '../source-files.ts';

/** Finds a class by its file, and an interface by the class with its name. */
export const findCSharp: FindSource = (files, specifier) => {
  const name = specifier.split('.').at(-1) ?? '';
  const plain = /^I[A-Z]/.test(name) ? name.slice(1) : name;
  const found = bySuffix(files, [`${plain}.cs`], 1);
  if (found !== null) return found;
  // The handler of a command may be in the file that is named after the command.
  if (plain.endsWith('Handler')) return bySuffix(files, [`${plain.slice(0, -'Handler'.length)}.cs`], 1);
  return plain === name ? null : bySuffix(files, [`Default${plain}.cs`], 1);
};
