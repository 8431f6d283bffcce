import { endOfLine } from '../../../line-positions.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isEnvName } from '../../env/env-name.ts';
import { findSpanAround, type Scan } from '../../scan/scan.ts';

const MOST_LINES = 800;
const CLASS_HEAD = /\bclass[ \t]{1,8}\w{1,80}[ \t]{0,8}\([\w\s.,]{0,200}$/;
const FIELD =
  /^(?<indent>[ \t]{1,40})(?<name>[A-Za-z]\w{0,80})[ \t]{0,8}:[ \t]{0,8}(?<type>[^=#\n]{1,200})(?<given>=)?/;
const OTHER_NAME =
  /\b(?:validation_alias|alias|env)\s{0,8}=\s{0,8}(?:AliasChoices\(\s{0,40})?["'](?<other>\w{1,100})["']/;
const PREFIX = /\benv_prefix["']?\s{0,8}[=:]\s{0,8}["'](?<prefix>\w{0,60})["']/;

type Field = { at: number; name: string; optional: boolean };

/**
 * Reads the fields of a class that extends pydantic's `BaseSettings`. Each is a variable of that name in any case, with
 * the class's prefix, unless an alias is given (https://docs.pydantic.dev/latest/concepts/pydantic_settings/).
 *
 * @param offset of the word `BaseSettings`.
 */
export function findSettingsFields(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (!CLASS_HEAD.test(text.slice(Math.max(0, offset - 300), offset))) return;
  const head = /^BaseSettings[\w\s.,=]{0,200}\)\s{0,8}:/.exec(text.slice(offset, offset + 240))?.[0];
  if (head === undefined) return;
  const fields: Field[] = [];
  const end = readBody(scan, offset + head.length, fields);
  const prefix = PREFIX.exec(text.slice(offset, end))?.groups?.['prefix'] ?? '';
  for (const { at, name, optional } of fields) {
    const other = OTHER_NAME.exec(wholeField(text, at, end))?.groups?.['other'];
    const variable = (other ?? prefix + name).toUpperCase();
    if (isEnvName(variable)) collector.addEnv(at, variable, optional);
  }
}

/** Collects the fields in a class body, and returns the offset of its end. */
function readBody(scan: Scan, from: number, fields: Field[]): number {
  const { text } = scan;
  let start = text.indexOf('\n', from) + 1;
  let indent: string | null = null;
  for (let line = 0; line < MOST_LINES && start > 0 && start < text.length; line += 1) {
    const end = endOfLine(text, start);
    const inText = findSpanAround(scan, start) !== -1;
    const code = text.slice(start, Math.min(end, start + 400));
    const own = /^[ \t]*/.exec(code)?.[0] ?? '';
    if (!inText && own.length < code.trimEnd().length && code[own.length] !== '#') {
      indent ??= own;
      if (own.length < indent.length || own === '') return start;
      if (own === indent) addField(code, start, fields);
    }
    start = end + 1;
  }
  return Math.min(start, text.length);
}

function addField(code: string, start: number, fields: Field[]): void {
  const { indent = '', name = '', type = '', given } = FIELD.exec(code)?.groups ?? {};
  if (name === '' || name === 'model_config' || /\bClassVar\b/.test(type)) return;
  fields.push({ at: start + indent.length, name, optional: given !== undefined && !/=\s*Field\(\s*\.\.\./.test(code) });
}

/** The declaration of a field: its line, and the following lines of a call's arguments. */
function wholeField(text: string, at: number, end: number): string {
  const line = text.slice(at, Math.min(endOfLine(text, at), end));
  if (!/\(\s*$/.test(line)) return line;
  const more = text.slice(at, Math.min(end, at + 600));
  return /^[^)]*\)/.exec(more)?.[0] ?? line;
}
