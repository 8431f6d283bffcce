import { SETTINGS } from '../judge/program/language.ts';
import type { SyntaxNode } from '../syntax.ts';

/**
 * A string literal of the common language. Control characters, and all beyond 200 characters, tell nothing and are
 * dropped.
 */
export const quote = (text: string): string => `'${text.slice(0, 200).replace(/[\\'\r\n\u2028\u2029]/g, '')}'`;

/**
 * Some forms write an operand twice, so that nesting doubles the text with each level. An expression over the limit
 * becomes `[]`.
 */
export const bounded = (written: string): string => (written.length > MAX_EXPRESSION ? '[]' : written);

const MAX_EXPRESSION = 100_000;

const RESERVED =
  /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|finally|for|function|if|import|in|instanceof|interface|let|new|package|private|protected|public|return|static|super|switch|this|throw|try|typeof|var|void|while|with|yield|await|async|of|get|set|constructor|arguments|eval|undefined|null|true|false)$/;

/** A valid identifier of the common language; `valid?`, `$body` and `r#type` lose their special characters. */
export function identifier(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '');
  if (plain === '' || /^\d/.test(plain)) return `_${plain}`;
  return RESERVED.test(plain) ? `${plain}_` : plain;
}

/** A property name; reserved words are allowed there. */
export const propertyName = (name: string): string => {
  // `Event.from_request(request)` does more than convert.
  const plain = name.replace(/[^A-Za-z0-9_]/g, '').replace(/^from_?(?:http_?)?request$/i, 'receive_request');
  return plain === '' || /^\d/.test(plain) || plain === 'constructor' ? `_${plain}` : plain;
};

/** `Verify` -> `verify`: method names start in lower case, whatever the language. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * An interpolated string as a list: the URL that it begins with, which shows which host is called, then the holes.
 *
 * @param written the string as in the source, including its quotes.
 */
export function textWith(written: string, holes: readonly string[]): string {
  const [, address] = BEGINS_WITH_ADDRESS.exec(written.slice(0, 200)) ?? [];
  return `[${[...(address === undefined ? [] : [quote(address)]), ...holes].join(', ')}]`;
}

const BEGINS_WITH_ADDRESS = /^\w{0,2}[^\w/]{1,4}(https:\/\/[\w.-]{4,80}\/[\w./-]{0,80})/;

/** `HTTP_X_HUB_SIGNATURE` -> `x-hub-signature`. */
export const headerOfEnv = (name: string): string =>
  name
    .replace(/^HTTP_/, '')
    .replace(/_/g, '-')
    .toLowerCase();

/**
 * A plain digest; `createHmac` where one of the arguments is named like a secret.
 *
 * @param named the text to search for names of secrets, if not the arguments.
 */
export const digestOf = (args: string, named = args): string =>
  `${KEYED.test(named) ? 'createHmac' : 'createHash'}(${args})`;

const KEYED = /secret|key|token|password/i;

/** A request header by its name. */
export const header = (name: string): string => `request.headers[${quote(name.toLowerCase())}]`;

/** A request header by its own name, or by its name in the server environment: `HTTP_X_SIGNATURE`. */
export const headerOrVariable = (name: string): string => header(name.startsWith('HTTP_') ? headerOfEnv(name) : name);

/** The condition of a branch: the subject equals a string label; for any other label, the subject itself. */
export const branchCondition = (subject: string, label: string): string =>
  /^["'][\w.:-]*["']$/.test(label) ? `${subject} == ${label}` : subject;

/** An environment variable. */
export const variable = (name: string): string => `process.env.${settingName(name)}`;

/** A setting by its name, whichever file defines it: `Stripe:WebhookSecret`, `services.stripe.webhook_secret`. */
export const setting = (name: string): string => `${SETTINGS}.env.${settingName(name)}`;

function settingName(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return identifier(words.replace(/^_+/, '')).toUpperCase();
}

/**
 * A value that is read, with its fallback. The fallbacks null, false and true are dropped: a switch can be off,
 * whatever its default.
 */
export const readOr = (read: string, standIn: string | undefined): string =>
  standIn === undefined || /^(?:null|false|true)$/.test(standIn) ? read : `(${read} || ${standIn})`;

/**
 * A value that the caller sends, with the variable that replaces a missing one: `headers.get('X-Signature', expected)`.
 */
export const sentOr = (sent: string, standIn: string | undefined): string =>
  standIn !== undefined && /^[([]*(?!null\b|true\b|false\b)[A-Za-z_]\w*[)\]]*$/.test(standIn)
    ? `(${sent} || ${standIn})`
    : sent;

/** Whether an expression starts by reading an environment variable or a setting. */
export const isRead = (written: string): boolean => READ.test(written);

const READ = new RegExp(`^[([]*(?:process|${SETTINGS})\\.env\\.`);

/** The source text of a node; empty for null. */
export const sourceOf = (text: string, node: SyntaxNode | null): string =>
  node ? text.slice(node.start, node.end) : '';
