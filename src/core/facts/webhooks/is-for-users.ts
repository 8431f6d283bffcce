// Whether a source serves those who are signed in, as providers never are.

/** Who is signed in is asked of the request or of nobody: `getUser(id)` looks up whom an event is about. */
const OF_REQUEST = String.raw`\(\s{0,9}(?:\)|\{?\s{0,3}(?:_?req|request|c|ctx|context|event|headers|cookies|token|authOptions)\b(?!\.(?:body|data)))`;
/** `request.getSession()` is where Symfony and servlets keep things between requests, whoever makes those. */
const SESSION = new RegExp(
  [
    String.raw`getServerSession|(?:require|validate)(?:Auth|User|Admin|Session|Login|Tenant|Org|Workspace|Member|Owner|Role)|getAuth\(|(?:(?<![.\w])|\bmiddleware\.)auth\(|isAuthenticated|auth\.(?:getUser|getSession|api)\b`,
    String.raw`\b(?:getUser|(?<!\b[rR]equest(?:Stack)?\.)getSession|currentUser|isAdmin)${OF_REQUEST}|,\s{0,9}isAdmin\s{0,9},`,
    // `pull_request.user` opened it, and `request.userId` is as often of a body that is called so.
    String.raw`(?<!(?:pull|merge)_)(?:req|request|as any\))\??\.(?:user|apiKey)\b|(?:\breq|as any\))\??\.(?:userId|orgId|organizationId)\b|\bsession\??\.user\b|withAuth|verifySession|checkAuth|authenticateToken|authMiddleware|ensureAuth`,
    String.raw`get(?:Auth(?:ed|enticated)?|Session)User|protectedProcedure|requirePermission|jwtAuth|requireServiceRole|[cC]ronAuth|CRON_SECRET`,
  ].join('|'),
);
/** `request.AuthSessionFrom(ctx)`, `auth.UserFromContext(ctx)`, `$this->getAuthenticatedUser()`: there is one, or nobody gets here. `upsertUserFrom(event)` reads one off what was sent. */
const SIGNED_IN =
  /\b\w{0,20}(?:[sS]ession|[uU]ser|[pP]rincipal)From(?:(?:Context|Ctx|Request)\(|\(\s{0,9}(?:c|ctx|context|r|req|request)\s{0,9}\))|\bgetAuthenticated(?:User|Account)(?:Id)?\(/;

const OWN_SECRET = /WEBHOOK_(?:SECRET|KEY|TOKEN)/;

/** Whether it asks who is signed in. */
export const asksForSession = (source: string): boolean => SESSION.test(source);

/** Whether it works for whoever is signed in, as no receiver does, whatever it is called. */
export const worksForUsers = (source: string): boolean => SIGNED_IN.test(source);

/** A secret of the webhook's own: the one of the scheduler is but its stand-in. */
export const isForUsers = (source: string): boolean =>
  worksForUsers(source) || SESSION.test(OWN_SECRET.test(source) ? source.replaceAll('CRON_SECRET', '') : source);
