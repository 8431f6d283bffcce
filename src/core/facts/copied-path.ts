/**
 * Endings of templates, which are copied to the name without it and filled in: `config.yml.example`,
 * `phpunit.xml.dist`, `user-data.yml.tpl`.
 */
const ENDING = /(?<=\.[a-z0-9]{1,12})\.(?:example|sample|dist|template|tftpl|tpl)$/i;

/** The path to which a template is copied, or null when the file is not a template. */
export function pathOfCopy(path: string): string | null {
  const found = ENDING.exec(path);
  return found === null ? null : path.slice(0, found.index);
}
