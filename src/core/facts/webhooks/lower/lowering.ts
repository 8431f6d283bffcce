import type { SyntaxNode } from '../syntax.ts';

// Python, Ruby, PHP, Go, C#, Rust and Java are written over into one small common language, a subset of JavaScript, in
// which the request, its headers, the settings, digests and comparisons have one spelling. One analysis judges them all.

/** A place where a framework hands a request to code; its calls stand in the common text as `__route(index, handler)`. */
export type LoweredRoute = {
  framework: string;
  route: string | null;
  method: string | null;
  /** The handler's own name, where routes of other files can point to it. */
  name: string | null;
  line: number;
  endLine: number;
  /** The place itself tells that webhooks are received: `@webhook_view`, a class called `StripeWebhookView`. */
  kind: 'route' | 'controller';
};

/** A file in the common language. `lines[i]` is the source line (from 1) of line `i` (from 0) of the text. */
export type Lowered = { text: string; lines: readonly number[]; routes: readonly LoweredRoute[] };

/** Source text to the common language. The tree's depth is bounded by the rim, so that recursion over it is safe. */
export type Lower = (path: string, text: string, root: SyntaxNode) => Lowered;

const MAX_LINES = 60_000;

/** Collects lines of the common text with the places they come from. */
export class Writer {
  readonly parts: string[] = [];
  readonly lines: number[] = [];
  readonly routes: LoweredRoute[] = [];
  readonly #imports = new Map<string, { module: string; name: string; line: number }>();
  #names = 0;

  add(text: string, node: Pick<SyntaxNode, 'line'>): void {
    if (this.parts.length > MAX_LINES) return;
    this.parts.push(text);
    this.lines.push(node.line);
  }

  /** `name` is `*` for a module itself. */
  import(local: string, module: string, name: string, node: Pick<SyntaxNode, 'line'>): void {
    if (!this.#imports.has(local)) this.#imports.set(local, { module, name, line: node.line });
  }

  imported(local: string): { module: string; name: string } | undefined {
    return this.#imports.get(local);
  }

  route(route: LoweredRoute, handler: string): void {
    if (this.routes.length >= 100) return;
    this.add(`__route(${this.routes.push(route) - 1}, ${handler});`, route);
  }

  fresh(): string {
    return `__${++this.#names}`;
  }

  /** Runs `write` apart and gives its lines as one. */
  inline(write: () => void): string {
    const from = this.parts.length;
    write();
    this.lines.length = from;
    return this.parts.splice(from).join(' ');
  }

  finish(): Lowered {
    const imports = [...this.#imports].map(([local, { module, name, line }]) => ({
      text:
        name === '*'
          ? `import * as ${local} from ${moduleName(module)};`
          : `import { ${name === local ? name : `${name} as ${local}`} } from ${moduleName(module)};`,
      line,
    }));
    return {
      text: [...imports.map((each) => each.text), ...this.parts].join('\n'),
      lines: [...imports.map((each) => each.line), ...this.lines],
      routes: this.routes,
    };
  }
}

/** A string literal of the common language. Long texts and control characters say nothing. */
export const quote = (text: string): string => `'${text.slice(0, 200).replace(/[\\'\r\n\u2028\u2029]/g, '')}'`;

/** Backslashes of namespaces stay: the text of a literal is taken as it is written. */
const moduleName = (module: string): string =>
  `'${module
    .slice(0, 200)
    .replace(/['\s\u2028\u2029]/g, '')
    .replace(/\\+$/, '')}'`;

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

/** `HTTP_X_HUB_SIGNATURE` -> `x-hub-signature`. */
export const headerOfEnv = (name: string): string =>
  name
    .replace(/^HTTP_/, '')
    .replace(/_/g, '-')
    .toLowerCase();

export const header = (name: string): string => `request.headers[${quote(name.toLowerCase())}]`;
/** `Stripe:WebhookSecret`, `services.stripe.webhook_secret`. */
export const setting = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return `process.env.${identifier(words.replace(/^_+/, '')).toUpperCase()}`;
};

export const sourceOf = (text: string, node: SyntaxNode | null): string =>
  node ? text.slice(node.start, node.end) : '';
