import { CATEGORIES } from '../core/categories.ts';

/**
 * The text of a new rule: valid YAML that leaves the two fields that cannot be guessed empty, so that validation names
 * them until they are filled in. Lines that begin with `##` are notes; lines that begin with `# ` are YAML to uncomment
 * or to remove.
 *
 * @param id the provider's id, kebab-case.
 */
export function renderRuleSkeleton(id: string): string {
  const prefix = envPrefix(id);
  const word = prefix.toLowerCase();
  return `## ${titleOf(id)}. Lines that begin with ## are notes: remove them. Lines that begin with # are offers: take the # away, or the line.
## The names below are guessed from the id. Hold each against the provider's own documentation or package registry.
## Format: docs/rules.md. Examples must bite: each detector and key needs an example that fails without it.
name: ${titleOf(id)}
aliases: []
${categoryNote()}
category:
## Id of the provider that this one is a part of (aws for aws-s3).
parent: null
## Home page: https://...
url:
detect:
  packages:
    npm: [${id}]
    # pypi: [${id}]
    # cargo: [${id}]
  ## Only where the name in the import differs from the name in the registry.
  # imports:
  #   python: [${word}_client]
  # env:
  #   - { name: ${prefix}_API_KEY, class: secret }
  #   - { name: '${prefix}_*' }
  # hosts: ['*.${id}.com']
  # images: [${id}/${id}]
  # files: [${id}.config.json]
## Shapes of its keys: whole values, without anchors, linear in time. The consequence is one sentence: what can anyone do with it?
## Rotate is the page where the key is revoked, env the variable to read it from.
# keys:
#   - id: secret
#     class: secret
#     pattern: '${word}_[A-Za-z0-9]{32}'
#     consequence: Anyone who reads it can act for the account.
#     rotate: https://${id}.com/settings/api-keys
#     env: ${prefix}_API_KEY
## Only where the provider calls back.
# webhook:
#   signs: true
#   headers: [${id}-signature]
#   secretEnv: [${prefix}_WEBHOOK_SECRET]
#   verifiers: { js: [webhooks.verify] }
examples:
  finds:
    - file: package.json
      text: |
        {
          "dependencies": {
            "${id}": "^1.0.0"
          }
        }
      expect: { 'package:${id}': 3 }
    # - file: requirements.txt
    #   text: |
    #     ${id}==1.0.0
    #   expect: { 'package:${id}': 1 }
    # - file: Cargo.toml
    #   text: |
    #     [dependencies]
    #     ${id} = "1"
    #   expect: { 'package:${id}': 2 }
    # - file: src/client.py
    #   text: |
    #     import ${word}_client
    #   expect: { 'import:${word}_client': 1 }
    # - file: .env.example
    #   text: |
    #     ${prefix}_API_KEY=
    #     ${prefix}_REGION=
    #   expect: { 'env:${prefix}_API_KEY': 1, 'env:${prefix}_*': 2 }
    # - file: src/client.ts
    #   text: |
    #     await fetch('https://api.${id}.com/v1/things');
    #   expect: { 'host:*.${id}.com': 1 }
    # - file: compose.yml
    #   text: |
    #     services:
    #       ${id}:
    #         image: ${id}/${id}:1
    #   expect: { 'image:${id}/${id}': 3 }
    #   also: [docker]
    # - file: ${id}.config.json
    #   text: '{}'
    #   expect: { 'file:${id}.config.json': 1 }
    ## {{alnum:32}} is filled with random characters: no key stands in the repository (test/support/fill-sample.ts).
    # - file: src/settings.ts
    #   text: |
    #     export const ${word}Key = '${word}_{{alnum:32}}';
    #   expect: { 'key:secret': 1 }
  ## What comes near and is not it: names that only begin alike, the documentation's placeholder.
  ignores:
    - file: package.json
      text: |
        {
          "dependencies": {
            "not-${id}": "^1.0.0"
          }
        }
`;
}

/** A guess at the name as people write it: `acme-mail` -> `Acme Mail`. */
export function titleOf(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}

/** The prefix of variables and modules; it begins with a letter, while an id may begin with a digit. */
function envPrefix(id: string): string {
  const name = id.replaceAll('-', '_').toUpperCase();
  return /^[A-Z]/.test(name) ? name : `X_${name}`;
}

function categoryNote(): string {
  const half = Math.ceil(CATEGORIES.length / 2);
  return `## One of: ${CATEGORIES.slice(0, half).join(', ')},\n## ${CATEGORIES.slice(half).join(', ')}`;
}
