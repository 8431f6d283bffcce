import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { headerOrVariable, propertyName, quote, setting, sourceOf, variable } from '../spelling.ts';
import { variableOf } from './plain-servers.ts';
import type { Python } from './python.ts';
import { expression } from './visit.ts';

export const SETTINGS =
  /(?:^|\.)(?:settings|config|conf|cfg|get_settings\(\)|get_config\(\)|Config|Settings|app_settings|env|secrets)$/;

const REQUESTS =
  /^(?:self\.request|flask\.request|request\.httprequest|http\.request(?:\.httprequest)?|app\.current_(?:request|event)|frappe\.request|frappe\.local\.request|request\._request|info\.context)$/;

/** `request.env['sale.order']` in Odoo: a table by its name. */
const MODELS = /^(?:request|self|http\.request)\.env$/;

const BODIES =
  /^(?:data|form|POST|values|json|body|read|text|content|stream|get_json|get_data|get_body|get_json_data|jsonrequest|json_body|raw_body|media|get_media|bounded_stream|params|FILES|form_dict|query_params|post)$/;

export function lowerAttribute(python: Python, node: SyntaxNode): string {
  const { text } = python;
  const source = sourceOf(text, node);
  const object = sourceOf(text, child(node, 'object'));
  const name = sourceOf(text, child(node, 'attribute'));
  if (REQUESTS.test(source)) return 'request';
  if (source === 'frappe.form_dict' || source === 'frappe.local.form_dict' || source === 'self.rfile')
    return 'request.body';
  if (source === 'self.headers') return 'request.headers';
  if (SETTINGS.test(object) && !/^(?:get|items|keys|copy)$/.test(name) && object.length < 60) return setting(name);
  const owner = expression(python, child(node, 'object'));
  if (owner === 'request' && BODIES.test(name)) return 'request.body';
  if (owner === 'request' && name === 'META') return 'request.headers';
  if (owner === 'request' && /^(?:args|GET)$/.test(name)) return 'request.query';
  return `${owner}.${propertyName(name)}`;
}

export function lowerSubscript(python: Python, node: SyntaxNode): string {
  const object = expression(python, child(node, 'value'));
  const index = child(node, 'subscript');
  const source = sourceOf(python.text, child(node, 'value'));
  if (index?.type === 'string') {
    const name = literalOf(python, index);
    const ofServer = variableOf(python, object, name);
    if (ofServer) return ofServer;
    if (python.framework === 'odoo' && MODELS.test(source)) return `env[${quote(name)}]`;
    if (/environ$/.test(source)) return variable(name);
    if (SETTINGS.test(source) && source.length < 60) return setting(name);
    if (object === 'request' && /^(?:headers|body)$/.test(name)) return `request.${name}`;
    if (object === 'request.headers') return headerOrVariable(name);
    return `${object}[${quote(name)}]`;
  }
  return index?.type === 'slice' ? `${object}.slice(1)` : `${object}[${expression(python, index)}]`;
}

export const literalOf = (python: Python, node: SyntaxNode): string =>
  node.children.map((part) => (part.type === 'string_content' ? sourceOf(python.text, part) : '')).join('');
