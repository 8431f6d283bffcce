/** A container image without its digest. */
export type ImageReference = { image: string; tag: string | null };

const DOCKER_HUB = /^(?:index\.|registry-1\.)?docker\.io\//;

/**
 * Splits `registry:5000/team/image:tag@digest`. Docker Hub's own prefixes are removed. The tag is null if it is a
 * variable. Null for a repository that contains a variable, and for text that cannot be an image.
 */
export function parseImageReference(text: string): ImageReference | null {
  const reference = text.trim().split('@', 1)[0] ?? '';
  const tagAt = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  const tag = tagAt === -1 ? '' : reference.slice(tagAt + 1);
  const image = (tagAt === -1 ? reference : reference.slice(0, tagAt))
    .replace(DOCKER_HUB, '')
    .replace(/^library\//, '');
  if (!/^[a-z0-9][a-z0-9._/:-]{0,254}$/i.test(image) || image.endsWith('/') || image.includes('//')) return null;
  return { image, tag: /^\w[\w.-]{0,127}$/.test(tag) ? tag : null };
}
