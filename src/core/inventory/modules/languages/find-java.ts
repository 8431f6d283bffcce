import { bySuffix, type FindSource } from '../source-files.ts';

/** Finds a class by its file. An implementation is preferred to its interface. */
export const findJava: FindSource = (files, specifier) => {
  const parts = specifier.split('.');
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.java`];
  return (
    bySuffix(files, [file.at(-1)!.replace('.java', 'Impl.java')], 1) ?? bySuffix(files, file, Math.min(2, file.length))
  );
};
