import type { Rule } from '../rulebook/rule-schema.ts';
import type { CustomProvider } from './config-schema.ts';

/** A custom provider of `.integrations.yml` as a rule like those of rules/, but without keys and webhooks. */
export function makeCustomRule({ id, name, category, detect, url }: CustomProvider): Rule {
  const { env, ...rest } = detect;
  return {
    id,
    name,
    aliases: [],
    category,
    parent: null,
    url: url ?? '',
    detect: { ...rest, ...(env === undefined ? {} : { env: env.map((text) => ({ name: text })) }) },
    keys: [],
  };
}
