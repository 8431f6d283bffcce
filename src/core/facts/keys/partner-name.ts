import { lineStart, REACH } from './name-before.ts';

/** Characters looked back for what opens the block of a variable of Terraform. */
const REACH_OF_BLOCK = 400;
const VARIABLE_BLOCK = /\bvariable\s+"([\w-]{1,80})"\s{0,8}\{[^{}]*$/;

/**
 * `- name: X` above `value: v`, `<add key="X" value="v">`, and `default = "v"` of `variable "X"`: the name is told beside
 * the word `value`.
 */
export function partnerName(text: string, start: number): string | null {
  const block = VARIABLE_BLOCK.exec(text.slice(Math.max(0, start - REACH_OF_BLOCK), start))?.[1];
  if (block !== undefined) return block;
  const ownStart = lineStart(text, start, REACH);
  const aboveStart = ownStart === 0 ? 0 : lineStart(text, ownStart - 1, REACH);
  let name: string | null = null;
  for (const match of text.slice(aboveStart, start).matchAll(PARTNER)) name = match[1]!;
  return name;
}

const PARTNER =
  /(?:\b(?:name|key|Name|Key)["']?\s{0,4}[:=]\s{0,4}["']?|<(?:key|name)>|[("'`]--)([A-Za-z_][\w.-]{1,80})/g;
