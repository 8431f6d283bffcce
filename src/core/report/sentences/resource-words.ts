/** A resource's type as words, and the name in the file. */
export type ResourceWords = { words: string; name: string };

/** The prefixes of types before the first colon (see `ResourceSignal`), as words. */
const NAMESPACES: Readonly<Record<string, string>> = {
  chosen: 'chosen in code as',
  cli: 'command',
  cloudflare: 'Cloudflare binding',
  dotnet: 'connection string of',
  expo: 'Expo setting',
  extension: 'PostgreSQL extension',
  firebase: 'Firebase product',
  gae: 'App Engine setting',
  header: 'request header',
  helm: 'Helm chart',
  'heroku:buildpack': 'Heroku buildpack',
  heroku: 'Heroku add-on',
  jdbc: 'JDBC address of',
  k8s: 'Kubernetes resource',
  local: 'local address',
  manifest: 'app manifest entry',
  model: 'model',
  named: 'chosen in settings as',
  oauth2: 'sign-in with',
  path: 'request path',
  prisma: 'Prisma datasource',
  'rails:adapter': 'database adapter',
  'rails:storage': 'storage service',
  rails: 'Rails setting',
  render: 'Render service',
  scheme: 'address with the scheme',
  serverless: 'Serverless provider',
  spring: 'Spring setting',
  supabase: 'Supabase setting',
};

/** A resource's type in words: `rails:adapter.postgresql` is the database adapter `postgresql`. */
export function resourceWords(type: string): ResourceWords {
  const colon = type.indexOf(':');
  const space = type.slice(0, colon);
  // CloudFormation's `AWS::S3::Bucket` and Terraform's `aws_s3_bucket` are familiar as they are.
  if (colon === -1 || type.startsWith('::', colon)) return { words: 'resource', name: type };
  const name = type.slice(colon + 1);
  const dot = name.indexOf('.');
  const inner = NAMESPACES[`${space}:${name.slice(0, dot)}`];
  if (dot !== -1 && inner !== undefined) return { words: inner, name: name.slice(dot + 1) };
  const words = Object.hasOwn(NAMESPACES, space) ? NAMESPACES[space] : undefined;
  if (words === undefined) return { words: 'resource', name: type };
  if (space === 'scheme') return { words, name: `${name}://` };
  return { words, name: space === 'local' ? `localhost:${name}` : name };
}
