import { bySuffix, type FindSource } from '../source-files.ts';

/** Finds a class by its file, and an interface by the class with its name. */
export const findCSharp: FindSource = (files, specifier) => {
  const name = specifier.split('.').at(-1) ?? '';
  const plain = /^I[A-Z]/.test(name) ? name.slice(1) : name;
  const found = bySuffix(files, [`${plain}.cs`], 1);
  if (found !== null) return found;
  // The handler of a command may be in the file named after the command, or in one of its own without that word.
  if (plain.endsWith('Handler')) {
    const command = plain.slice(0, -'Handler'.length);
    const short = command.replace(/(?:Command|Query|Request)$/, '');
    return [`${command}.cs`, `${short}Handler.cs`].flatMap((file) => bySuffix(files, [file], 1) ?? []);
  }
  return plain === name ? null : bySuffix(files, [`Default${plain}.cs`], 1);
};
