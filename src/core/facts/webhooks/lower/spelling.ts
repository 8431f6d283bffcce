import { SETTINGS } from '../judge/program/language.ts';
import type { SyntaxNode } from '../syntax.ts';

/** A string literal of the common language. Long texts and control characters say nothing. */
export const quote = (text: string): string => `'${text.slice(0, 200).replace(/[\\'\r\n\u2028\u2029]/g, '')}'`;

/** Some forms write a part twice, so that nested ones double with each level. What is that long says nothing. */
export const bounded = (written: string): string => (written.length > MAX_EXPRESSION ? '[]' : written);

const MAX_EXPRESSION = 100_000;

const RESERVED =
  /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|finally|for|function|if|import|in|instanceof|interface|let|new|package|private|protected|public|return|static|super|switch|this|throw|try|typeof|var|void|while|with|yield|await|async|of|get|set|constructor|arguments|eval|undefined|null|true|false)$/;

/** A name that the common language takes; `valid?`, `$body` and `r#type` lose their signs. */
export function identifier(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '');
  if (plain === '' || /^\d/.test(plain)) return `_${plain}`;
  return RESERVED.test(plain) ? `${plain}_` : plain;
}

/** A property name: everything but signs is allowed there. */
export const propertyName = (name: string): string => {
  // `Event.from_request(request)` does more than convert.
  const plain = name.replace(/[^A-Za-z0-9_]/g, '').replace(/^from_?(?:http_?)?request$/i, 'receive_request');
  return plain === '' || /^\d/.test(plain) || plain === 'constructor' ? `_${plain}` : plain;
};

/** `Verify` -> `verify`: methods are written alike in all languages. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * A text with holes in it: what stands in these, behind the address that it begins with, which tells who is asked.
 *
 * @param written the text as the source has it, quotes and all.
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
 * A plain digest, which a secret among what is put into it makes a keyed one.
 *
 * @param named where names of secrets are looked for, if that is not the arguments as they are written.
 */
export const digestOf = (args: string, named = args): string =>
  `${KEYED.test(named) ? 'createHmac' : 'createHash'}(${args})`;

const KEYED = /secret|key|token|password/i;

/** A header by its name. */
export const header = (name: string): string => `request.headers[${quote(name.toLowerCase())}]`;

/** A header by its own name, or by the one that it has among the variables of a server. */
export const headerOrVariable = (name: string): string => header(name.startsWith('HTTP_') ? headerOfEnv(name) : name);

/** The condition of a branch: that the subject is the word of its label, or what the subject says where that is no word. */
export const branchCondition = (subject: string, label: string): string =>
  /^["'][\w.:-]*["']$/.test(label) ? `${subject} == ${label}` : subject;

/** A variable of the environment. */
export const variable = (name: string): string => `process.env.${settingName(name)}`;

/** A setting by its name, wherever another file defines it: `Stripe:WebhookSecret`, `services.stripe.webhook_secret`. */
export const setting = (name: string): string => `${SETTINGS}.env.${settingName(name)}`;

function settingName(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return identifier(words.replace(/^_+/, '')).toUpperCase();
}

/** What is read, with what stands in for it where nobody has set it, if something does; what is on by default can be switched off. */
export const readOr = (read: string, standIn: string | undefined): string =>
  standIn === undefined || /^(?:null|false|true)$/.test(standIn) ? read : `(${read} || ${standIn})`;

/** What the caller sends, with the variable that stands in for it where that is nothing: `headers.get('X-Signature', expected)`. */
export const sentOr = (sent: string, standIn: string | undefined): string =>
  standIn !== undefined && /^[([]*(?!null\b|true\b|false\b)[A-Za-z_]\w*[)\]]*$/.test(standIn)
    ? `(${sent} || ${standIn})`
    : sent;

/** Whether an expression reads a variable of the environment or a setting, and does nothing else. */
export const isRead = (written: string): boolean => READ.test(written);

const READ = new RegExp(`^[([]*(?:process|${SETTINGS})\\.env\\.`);

/** A node as it is written in the source; nothing for none. */
export const sourceOf = (text: string, node: SyntaxNode | null): string =>
  node ? text.slice(node.start, node.end) : '';
