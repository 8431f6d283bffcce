import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bare, literal, objectEntries, textOf } from './program.ts';
import type { Program } from './program.ts';

/** Reads what a file exports, with ES modules or CommonJS, and what it re-exports. */
export function readExported(
  program: Pick<Program, 'text' | 'root' | 'declared'>,
  exported: Map<string, SyntaxNode>,
  reexports: Program['reexports'][number][],
): void {
  for (const node of program.root.children) readExport(program, node, exported, reexports);
  readParts(program, exported);
}

function readExport(
  program: Pick<Program, 'text' | 'declared'>,
  node: SyntaxNode,
  exported: Map<string, SyntaxNode>,
  reexports: Program['reexports'][number][],
): void {
  if (node.type === 'expression_statement') return readCommonJs(program, bare(node), exported);
  if (node.type !== 'export_statement') return;
  const module = literal(program, child(node, 'source'));
  const clause = node.children.find((c) => c.type === 'export_clause');
  for (const specifier of clause?.children ?? []) {
    const local = child(specifier, 'name');
    if (!local) continue;
    const name = textOf(program, child(specifier, 'alias') ?? local);
    const declaration = program.declared.get(textOf(program, local));
    if (module !== null) reexports.push({ name, module, from: textOf(program, local), node: specifier });
    else exported.set(name, declaration ?? local);
  }
  // `export * as billing from './billing'`
  const whole = node.children.find((c) => c.type === 'namespace_export')?.children.at(-1);
  const name = whole ? textOf(program, whole) : '*';
  if (module !== null && !clause) reexports.push({ name, module, from: '*', node });
  const declaration = child(node, 'declaration');
  const isDefault = /^export\s+default\b/.test(textOf(program, node).slice(0, 40));
  if (isDefault) {
    const target = child(node, 'value') ?? declaration;
    if (target) exported.set('default', program.declared.get(textOf(program, bare(target))) ?? target);
    return;
  }
  const own = child(declaration, 'name');
  if (declaration && own) exported.set(textOf(program, own), declaration);
  for (const declarator of declaration?.children ?? []) {
    const target = child(declarator, 'name');
    const init = child(declarator, 'value');
    if (target?.type === 'identifier' && init) exported.set(textOf(program, target), init);
  }
}

/** `exports.x = ...`, `module.exports.x = ...`, `module.exports = ...`. */
function readCommonJs(
  program: Pick<Program, 'text' | 'declared'>,
  node: SyntaxNode,
  exported: Map<string, SyntaxNode>,
): void {
  if (node.type !== 'assignment_expression') return;
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (!left || !right) return;
  const path = textOf(program, left);
  const resolve = (target: SyntaxNode): SyntaxNode => {
    const written = textOf(program, bare(target));
    // `module.exports = { take: exports.take }` refers to an earlier export.
    const own = exported.get(OF_EXPORTS.exec(written)?.[1] ?? '');
    return own ?? program.declared.get(written) ?? target;
  };
  if (path === 'module.exports') {
    exported.set('default', resolve(right));
    for (const [name, target] of objectEntries(program, bare(right))) {
      // `handle` in `module.exports = { handle }` may refer to an earlier `exports.handle = …` and not to a
      // declaration.
      if (!exported.has(name) || textOf(program, target) !== name || program.declared.has(name))
        exported.set(name, resolve(target));
    }
    return;
  }
  const named = OF_EXPORTS.exec(path);
  if (named?.[1]) exported.set(named[1], resolve(right));
}

/**
 * `controller.take = async (req, res) => {}`, for a declared object that is the default export: counts like a property
 * written inside it.
 */
function readParts(program: Pick<Program, 'text' | 'root' | 'declared'>, exported: Map<string, SyntaxNode>): void {
  const given = exported.get('default');
  if (!given || bare(given).type !== 'object') return;
  for (const statement of program.root.children) {
    const node = statement.type === 'expression_statement' ? bare(statement) : statement;
    const right = node.type === 'assignment_expression' ? child(node, 'right') : null;
    const [owner = '', name, further] = right
      ? textOf(program, child(node, 'left') ?? node)
          .slice(0, 120)
          .split('.')
      : [];
    if (!right || name === undefined || further !== undefined || program.declared.get(owner) !== given) continue;
    if (!exported.has(name)) exported.set(name, program.declared.get(textOf(program, bare(right))) ?? right);
  }
}

const OF_EXPORTS = /^(?:module\.)?exports\.([\w$]+)$/;
