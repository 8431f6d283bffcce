import { assignedName } from './assigned-name.ts';
import { lineStart, REACH } from '../patterns/steps-back.ts';

/** Number of characters to look back for the start of the block that contains a value. */
const REACH_OF_BLOCK = 400;
const VARIABLE_BLOCK = /\bvariable\s+"([\w-]{1,80})"\s{0,8}\{[^{}]*$/;

/** `Default: v` in the block of `X:`, as CloudFormation declares a parameter. */
const PARAMETER_BLOCK =
  /(?:^|\n)([ \t]{0,20})["']?([A-Za-z][\w-]{1,80})["']?:[ \t]{0,8}\{?\r?\n(?:\1[ \t]{1,20}[\w"'-]{1,60}:[ \t]{1,8}[^\s][^\n]{0,200}\n){0,8}\1[ \t]{1,20}["']?[Dd]efault["']?:[ \t]{0,8}["']?$/;

/** `value = "v"` in the block of a resource that says `name = "/app/x"`, as Terraform declares a parameter. */
const RESOURCE_BLOCK =
  /\bresource\s{1,4}"[\w-]{1,80}"\s{1,4}"[\w-]{1,80}"\s{0,8}\{[^{}]{0,200}?\n\s{0,20}name\s{0,20}=\s{0,8}"(?:[\w.-]{0,40}\/){0,6}([A-Za-z][\w.-]{1,80})"[^{}]*$/;

/**
 * Finds the name of a value that itself is only called `value` or `default`: `- name: X` above `value: v`,
 * `<add key="X" value="v">`, `default = "v"` of `variable "X"`. Null without one.
 */
export function partnerName(text: string, start: number): string | null {
  const before = text.slice(Math.max(0, start - REACH_OF_BLOCK), start);
  const block = VARIABLE_BLOCK.exec(before)?.[1] ?? PARAMETER_BLOCK.exec(before)?.[2];
  if (block !== undefined) return block;
  const ownStart = lineStart(text, start, REACH);
  const aboveStart = ownStart === 0 ? 0 : lineStart(text, ownStart - 1, REACH);
  let name: string | null = null;
  for (const match of text.slice(aboveStart, start).matchAll(PARTNER)) name = match[1]!;
  return (
    name ??
    callName(before) ??
    (PARENT.exec(before) ?? PARENT_OF_YAML.exec(before) ?? RESOURCE_BLOCK.exec(before))?.[1] ??
    rowOfUpdate(text, start)
  );
}

/** `config("X", default="v")`, also with a type between. */
const FIRST_ARGUMENT =
  /\(["']([A-Z][A-Z0-9_]{2,80})["'],\s{0,20}(?:\w{1,20}=[\w.]{1,40},\s{0,20}){0,3}(?:default=|defaultValue: ?)["']$/;

/** `x: str = Field(default="v")`, `x = models.CharField(max_length=64, default="v")` */
const DEFAULT_OF_CALL = /\((?:[\w=., ]{1,80}, ?)?default ?= ?["']$/;
/** `<x value="v"/>` */
const ELEMENT = /<([A-Za-z][\w:.-]{1,80})\s{1,8}value=["']$/;

function callName(before: string): string | null {
  const first = (FIRST_ARGUMENT.exec(before) ?? ELEMENT.exec(before))?.[1];
  const call = DEFAULT_OF_CALL.exec(before);
  if (first !== undefined || call === null) return first ?? null;
  return assignedName(before.slice(before.lastIndexOf('\n', call.index) + 1, call.index));
}

/** `"X": { "description": "…", "value": "v" }`, as Heroku's app.json and parameters of Azure are written. */
const PARENT = /(?<![\w.-])([A-Za-z][\w.-]{1,80})["']?\s{0,4}[:=]\s{0,4}\{[^{}]{0,300}$/;
/** `X:` above `value: v` of YAML. */
const PARENT_OF_YAML = /(?<![\w.-])([A-Za-z][\w.-]{1,80})["']?:[ \t]{0,8}\r?\n[ \t]{1,40}value: {1,4}["']?$/;

/** `SET value = 'v' WHERE key = 'X'`. */
function rowOfUpdate(text: string, start: number): string | null {
  return WHERE_NAME.exec(text.slice(start, start + REACH_OF_BLOCK))?.[1] ?? null;
}

const WHERE_NAME =
  /^[^'"\s]{8,200}'\s{1,8}WHERE\s{1,4}[`"[]?(?:key|name|\w{1,20}_(?:key|name))[`"\]]?\s?=\s?'([\w.-]{1,60})'/i;

/**
 * A more specific name for a value called `key`, from its context: `"username": "x", "key": "v"` and
 * `'crypt' => ['key' => 'v']`; null without one.
 */
export function plainKeyName(text: string, start: number): string | null {
  const before = text.slice(Math.max(0, start - REACH), start);
  if (KEY_OF_USER.test(before)) return 'api_key';
  if (KEY_OF_JWT.test(before) || KEY_OF_SIGNATURE.test(before)) return 'jwt_key';
  return KEY_OF_CRYPT.test(before) ? 'crypt_key' : KEY_OF_SECTION.test(before) ? 'encryption_key' : null;
}

/** The content of `kaggle.json`, also as a string in a notebook. */
const KEY_OF_USER =
  /\{\s{0,8}\\?"username\\?"\s{0,4}:\s{0,4}\\?"[^"\n]{1,80}"\s{0,4},\s{0,20}\\?"key\\?"\s{0,4}:\s{0,4}\\?"$/;
/** The key that .NET signs tokens with. */
const KEY_OF_JWT = /["'](?:jwt|token)\w{0,20}["']\s{0,4}:\s{0,4}\{[^{}]{0,120}["']key["']\s{0,4}:\s{0,4}["']$/i;
const KEY_OF_SIGNATURE = /\bSymmetricSecurityKey\((?:[\w.]{1,40}\()?["']$/;
/** Magento's `env.php`. */
const KEY_OF_CRYPT = /["']crypt["']\s{0,4}=>\s{0,4}(?:\[|array\s?\()\s{0,40}["']key["']\s{0,4}=>\s{0,4}["']$/;

/** `key: v` below `encryption:` of YAML. */
const KEY_OF_SECTION =
  /(?:^|\n)[ \t]{0,40}(?:[a-z]{1,20}[_-])?(?:cipher|encrypt(?:ion)?|hmac|jwt|signing):[ \t]{0,8}\r?\n[ \t]{1,40}key: {1,4}["']?$/i;

const PARTNER =
  /(?:\b(?:name|key|Name|Key|provide|env)["']?\s{0,4}[:=]\s{0,4}["']?|<(?:key|(?:[a-z]{1,10}-){0,2}name)>|[("'`]--(?!value)|\s(?:--(?:name|secret-id)|-Name)[ =]["']?(?:[\w.-]{0,40}\/){0,6}|\bsecret set )([A-Za-z_](?:[\w.-]|:(?=\w)){1,80})/g;
