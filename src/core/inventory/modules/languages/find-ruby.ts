import { bySuffix, type FindSource } from '../source-files.ts';

/** Resolves constants to paths: `Acme::WebhookVerifier` is `acme/webhook_verifier.rb`. */
export const findRuby: FindSource = (files, specifier) => {
  const parts = specifier.split('::').map((part) =>
    part
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase(),
  );
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.rb`];
  return bySuffix(files, file, file.length);
};
