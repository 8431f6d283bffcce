import { bySuffix, type FindSource } from '../source-files.ts';

/** Finds a class by its file, and an interface by the class with its name. */
export const findCSharp: FindSource = (files, specifier) => {
  const name = specifier.split('.').at(-1) ?? '';
  const plain = /^I[A-Z]/.test(name) ? name.slice(1) : name;
  const found = bySuffix(files, [`${plain}.cs`], 1);
  if (found !== null) return found;
  // What handles a command may be named without that word, or stand beside the command in the file of that name.
  const command = plain.endsWith('Handler') ? plain.slice(0, -'Handler'.length) : null;
  if (command !== null)
    return (
      bySuffix(files, [`${command.replace(/(?:Command|Query|Request)$/, '')}Handler.cs`], 1) ??
      bySuffix(files, [`${command}.cs`], 1)
    );
  return plain === name ? null : bySuffix(files, [`Default${plain}.cs`], 1);
};
