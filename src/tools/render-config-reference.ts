/** The part of JSON Schema that the configuration's schema uses. */
export type JsonSchema = {
  description?: string;
  examples?: readonly unknown[];
  type?: string;
  const?: unknown;
  enum?: readonly string[];
  default?: unknown;
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
};

/** A key of the configuration with its path, as the page lists it: `providers.approved[].id`. */
export type ConfigKey = { path: string; schema: JsonSchema; required: boolean };

/** Every key of the schema, depth first, in the order of the file. */
export function listConfigKeys(schema: JsonSchema, prefix = ''): ConfigKey[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const required = schema.required?.includes(name) ?? false;
    return [{ path, schema: child, required }, ...listConfigKeys(child, path)];
  });
  const items = schema.items === undefined ? [] : listConfigKeys(schema.items, `${prefix}[]`);
  const branches = (schema.anyOf ?? []).flatMap((branch) => listConfigKeys(branch, prefix));
  return [...own, ...items, ...branches];
}

/** The reference page of the configuration, from its JSON Schema alone. */
export function renderConfigReference(schema: JsonSchema): string {
  const sections = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => renderSection(name, child));
  return `${[...INTRODUCTION, ...sections].join('\n')}\n`;
}

const INTRODUCTION = [
  '# Configuration',
  '',
  '<!-- Written by `node src/tools/write-config-schema.ts` from `src/core/config/config-schema.ts`; edit the schema. -->',
  '',
  'Integration Audit reads `.integrations.yml` from the root of the repository, or `.github/integrations.yml`. Without one,',
  'the defaults below apply. A pull request is judged by the file of its base: what it changes in the file is checked at its',
  'lines and takes effect once merged.',
  '',
  'An error in one part leaves the others in force: the part falls back to its default, and the report says so. An entry of',
  '`ignore` with an error in it is left out whole.',
  '',
  'For completion in an editor, keep a copy of [integrations.schema.json](integrations.schema.json) and begin the file with',
  '',
  '```yaml',
  '# yaml-language-server: $schema=./path/to/integrations.schema.json',
  '```',
  '',
  '## Remarks in files',
  '',
  'A comment asks to leave one hardcoded key alone, on its line or alone on the line above:',
  '',
  '```python',
  '# integration-audit-ignore leaked-key: key of the public sandbox',
  '```',
  '',
  'The finding is then muted: it fails nothing, and stands in every report with that reason, for the reviewer to judge, also',
  'when the remark comes with the key. Without a reason it does not count, which a notice says.',
  '',
  '## Path patterns',
  '',
  '| Written | Means |',
  '| --- | --- |',
  '| `*` | any characters within one part of the path |',
  '| `?` | one character within a part |',
  '| `**` | any number of parts, none included |',
  '| `{a,b}` | either |',
  '| `fixtures`, `*.snap` | no slash: at any depth |',
  '| `/fixtures`, `e2e/**` | a slash at the start or within: from the root |',
  '| `fixtures/` | a slash at the end: folders only |',
  '',
  'What matches a folder matches all in it. Case counts. `[` and `!` mean themselves, `\\` takes the meaning from the',
  'character after it.',
];

function renderSection(name: string, schema: JsonSchema): string[] {
  // Registries and languages are keys there; the row of their parent names them.
  const keys = listConfigKeys(schema, name).filter(({ path }) => !/\.detect\.\w+\./.test(path));
  const lines = ['', `## \`${name}\``, '', schema.description ?? '', ''];
  if (schema.default !== undefined && schema.properties === undefined) {
    lines.push(`Type: ${typeText(schema)}. Default: \`${JSON.stringify(schema.default)}\`.`, '');
  }
  if (keys.length > 0) {
    lines.push('| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |');
    lines.push(...keys.map(renderRow), '');
  }
  lines.push('```yaml', ...exampleLines(name, schema), '```');
  return lines;
}

function renderRow({ path, schema, required }: ConfigKey): string {
  const preset = required ? 'required' : schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``;
  const detect =
    /\.detect\.\w+$/.test(path) && schema.properties !== undefined
      ? ` Keys: ${Object.keys(schema.properties ?? {})
          .map(code)
          .join(', ')}.`
      : '';
  return `| \`${path}\` | ${typeText(schema)} | ${preset} | ${schema.description ?? ''}${detect} |`;
}

function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' or ');
  if (schema.format === 'date') return 'day, `YYYY-MM-DD`';
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : typeText(schema.items)}`;
  if (schema.type === 'object') return 'mapping';
  return schema.type === 'string' ? 'text' : (schema.type ?? '');
}

function exampleLines(name: string, schema: JsonSchema): string[] {
  const [example] = schema.examples ?? [];
  if (Array.isArray(example)) return [`${name}:`, ...example.map((item) => `  - ${flow(item)}`)];
  const entries = typeof example === 'object' && example !== null ? Object.entries(example) : [];
  if (!entries.some(([, value]) => isLong(value))) return [`${name}: ${flow(example)}`];
  return [`${name}:`, ...entries.flatMap(([key, value]) => blockLines(key, value))];
}

/** Whether a value is a list of mappings. */
function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((item) => typeof item === 'object');
}

/** A key with its value on one line, or with each item of a long list on its own line. */
function blockLines(key: string, value: unknown): string[] {
  return isLong(value) ? [`  ${key}:`, ...value.map((item) => `    - ${flow(item)}`)] : [`  ${key}: ${flow(value)}`];
}

/** A value in YAML's flow style. JSON is valid YAML too, but people do not write it. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && !/^[A-Za-z0-9][\w ./-]*$/.test(value) ? `'${value}'` : String(value);
}

function code(text: string): string {
  return `\`${text}\``;
}
