/**
 * Whether a package receives requests but verifies no signatures: runtimes, platforms, routers and middleware, body
 * parsers, validators, loggers, stores.
 */
export const isLibrary = (module: string): boolean => LIBRARIES.some((pattern) => pattern.test(module));

const LIBRARIES = [
  /^(?:node:|(?:crypto|buffer|stream(?:\/\w+)?|util|fs(?:\/promises)?|path|url|os|https?|querystring)$)/,
  /^(?:next|express|fastify|h3|koa|cors|helmet|morgan|multer|compression)(?:\/|$)|^(?:hono|express-|cookie-parser$|@hono\/|@fastify\/|@koa\/|@middy\/|middy$)/,
  /^(?:@remix-run\/|@sveltejs\/|@netlify\/|@vercel\/|@cloudflare\/|@opennextjs\/|request-ip$|nextjs-cors$|@upstash\/(?:ratelimit|redis)$|sst\/)/,
  /^(?:raw-body|micro|body-parser|co-body|formidable|busboy|get-stream)$/,
  /^(?:zod$|mongoose$|mongodb$|bson$|uuid$|validator$|class-validator$|joi$|yup$|ajv$|libphonenumber-js|moment$|dayjs$|date-fns|luxon$)/,
  /^(?:@sentry\/|pino|winston|@logtail\/|@opentelemetry\/|axios$|lodash|@prisma|drizzle)/,
];
