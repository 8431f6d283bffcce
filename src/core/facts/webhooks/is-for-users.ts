// Whether a source serves signed-in users, which providers never are.

/**
 * The session is looked up from the request or without arguments; `getUser(id)` looks up the user that an event is
 * about.
 */
const OF_REQUEST = String.raw`\(\s{0,9}(?:\)|\{?\s{0,3}(?:_?req|request|c|ctx|context|event|headers|cookies|token|authOptions)\b(?!\.(?:body|data)))`;
/** Except `request.getSession()`: in Symfony and servlets it is storage between requests, whoever makes them. */
const SESSION = new RegExp(
  [
    String.raw`getServerSession|(?:require|validate)(?:Auth|User|Admin|Session|Login|Tenant|Org|Workspace|Member|Owner|Role)|getAuth\(|(?:(?<![.\w])|\bmiddleware\.)auth\(|isAuthenticated|auth\.(?:(?:getUser|getSession|api)\b|me\(\))`,
    String.raw`\b(?:getUser|(?<!\b[rR]equest(?:Stack)?\.)getSession|currentUser|isAdmin)${OF_REQUEST}|,\s{0,9}isAdmin\s{0,9},`,
    // `pull_request.user` is the author of a pull request, and `request.userId` is as often a field of a body named
    // `request`.
    String.raw`(?<!(?:pull|merge)_)(?:req|request|as any\))\??\.(?:user|apiKey)\b|(?:\breq|as any\))\??\.(?:userId|orgId|organizationId)\b|\bsession\??\.user\b|withAuth|verifySession|checkAuth|authenticateToken|authMiddleware|ensureAuth`,
    String.raw`get(?:Auth(?:ed|enticated)?|Session)User|protectedProcedure|requirePermission|jwtAuth|requireServiceRole|[cC]ronAuth|CRON_SECRET`,
  ].join('|'),
);
/**
 * `request.AuthSessionFrom(ctx)`, `auth.UserFromContext(ctx)`, `$this->getAuthenticatedUser()`: the code is reachable
 * only by a signed-in user. `upsertUserFrom(event)` reads a user from the body.
 */
const SIGNED_IN =
  /\b\w{0,20}(?:[sS]ession|[uU]ser|[pP]rincipal)From(?:(?:Context|Ctx|Request)\(|\(\s{0,9}(?:c|ctx|context|r|req|request)\s{0,9}\))|\bgetAuthenticated(?:User|Account)(?:Id)?\(/;

const OWN_SECRET = /WEBHOOK_(?:SECRET|KEY|TOKEN)/;

/** Whether a source looks up the signed-in user. */
export const asksForSession = (source: string): boolean => SESSION.test(source);

/** Whether a source works on behalf of the signed-in user, which no receiver does, whatever its name. */
export const worksForUsers = (source: string): boolean => SIGNED_IN.test(source);

/**
 * Whether a source serves signed-in users. `CRON_SECRET` does not count beside a secret for webhooks, for which it is
 * only a fallback.
 */
export const isForUsers = (source: string): boolean =>
  worksForUsers(source) || SESSION.test(OWN_SECRET.test(source) ? source.replaceAll('CRON_SECRET', '') : source);
