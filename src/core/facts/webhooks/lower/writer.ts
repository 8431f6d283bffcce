import type { SyntaxNode } from '../syntax.ts';
import type { Lowered, LoweredRoute } from './lowering.ts';

const MAX_LINES = 60_000;
const MOST_ROUTES = 100;

/** Collects the lines of the common text and the source lines they come from. */
export class Writer {
  readonly parts: string[] = [];
  readonly lines: number[] = [];
  readonly routes: LoweredRoute[] = [];
  readonly #imports = new Map<string, { module: string; name: string; line: number }>();
  readonly #mostRoutes: number;
  #names = 0;

  constructor(mostRoutes = MOST_ROUTES) {
    this.#mostRoutes = mostRoutes;
  }

  add(text: string, node: Pick<SyntaxNode, 'line'>): void {
    if (this.parts.length > MAX_LINES) return;
    this.parts.push(text);
    this.lines.push(node.line);
  }

  /**
   * Imports `name` from `module` as `local`; the first import of a local name wins. `name` is `*` for the module
   * itself.
   */
  import(local: string, module: string, name: string, node: Pick<SyntaxNode, 'line'>): void {
    if (!this.#imports.has(local)) this.#imports.set(local, { module, name, line: node.line });
  }

  imported(local: string): { module: string; name: string } | undefined {
    return this.#imports.get(local);
  }

  route(route: LoweredRoute, handler: string): void {
    if (this.routes.length >= this.#mostRoutes) return;
    this.add(`__route(${this.routes.push(route) - 1}, ${handler});`, route);
  }

  fresh(): string {
    return `__${++this.#names}`;
  }

  /** Runs `write` and returns the lines it adds as one line, removed from the output. */
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

/** Backslashes of namespaces stay, as the analysis takes the text of the literal as written; trailing ones go. */
const moduleName = (module: string): string =>
  `'${module
    .slice(0, 200)
    .replace(/['\s\u2028\u2029]/g, '')
    .replace(/\\+$/, '')}'`;
