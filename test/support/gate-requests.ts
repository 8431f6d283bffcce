/** `at` is in milliseconds; only differences are meaningful. */
export type SentRequest = { method: string; path: string; body: any; status: number | null; at: number };

/** Answers a request in GitHub's place; `pass` sends it to GitHub after all. */
export type Reply = (request: Request, pass: () => Promise<Response>) => Response | Promise<Response>;

export type Held = {
  /** Resolves when the request has arrived and waits. */
  reached: Promise<void>;
  release(): void;
};

export type Gate = {
  fetch: typeof globalThis.fetch;
  /** Every request, in order, except those for tokens and for the App itself. */
  requests: readonly SentRequest[];
  /** The tokens that requests were authorised with. */
  tokens: ReadonlySet<string>;
  /** From now on, matching requests get this reply, at most `times` times. Later rules take precedence. */
  answer(method: string, path: RegExp, reply: Reply, times?: number): void;
  /** Holds the next matching request until it is released. */
  hold(method: string, path: RegExp): Held;
  /** Forgets the requests so far. */
  forget(): void;
};

type Rule = { method: string; path: RegExp; reply: Reply; left: number };

/**
 * Makes a fetch in front of GitHub that records requests, holds them, and gives answers that an emulator does not give
 * by itself.
 */
export function gateRequests(fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init)): Gate {
  const requests: SentRequest[] = [];
  const tokens = new Set<string>();
  const rules: Rule[] = [];

  const gated: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input as string, init as RequestInit);
    const { method } = request;
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    tokens.add((request.headers.get('authorization') ?? '').replace(/^\w+ /u, ''));
    const sent: SentRequest = {
      method,
      path: pathname + search,
      body: text === '' ? null : JSON.parse(text),
      status: null,
      at: performance.now(),
    };
    if (!pathname.startsWith('/app')) requests.push(sent);
    const rule = rules.find((it) => it.left > 0 && it.method === method && it.path.test(sent.path));
    if (rule !== undefined) rule.left -= 1;
    const pass = (): Promise<Response> => fetch(input, init);
    const response = await (rule === undefined ? pass() : rule.reply(request, pass));
    sent.status = response.status;
    return response;
  };

  const answer: Gate['answer'] = (method, path, reply, times = Infinity) => {
    rules.unshift({ method, path, reply, left: times });
  };

  return {
    fetch: gated,
    requests,
    tokens,
    answer,
    hold(method, path) {
      const arrival = Promise.withResolvers<void>();
      const leave = Promise.withResolvers<void>();
      const wait: Reply = async (_request, pass) => {
        arrival.resolve();
        await leave.promise;
        return pass();
      };
      answer(method, path, wait, 1);
      return { reached: arrival.promise, release: leave.resolve };
    },
    forget() {
      requests.length = 0;
    },
  };
}

/** A JSON response with the given headers. */
export function replyWith(status: number, body: unknown = {}, headers: Record<string, string> = {}): Reply {
  return () => Response.json(body, { status, headers });
}

/** Breaks the connection before a response arrives, with the error that Node's fetch throws. */
export const breakConnection: Reply = () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
};

export const limitSecondary: Reply = replyWith(
  403,
  { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  { 'retry-after': '7' },
);

/** The primary rate limit is used up and resets `seconds` after `now`, which is in ms since the epoch. */
export function limitPrimary(now: number, seconds: number): Reply {
  return replyWith(
    403,
    { message: 'API rate limit exceeded for installation ID 77.' },
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(now / 1000) + seconds),
      date: new Date(now).toUTCString(),
    },
  );
}

export const refusePermission: Reply = replyWith(
  403,
  { message: 'Resource not accessible by integration' },
  { 'x-accepted-github-permissions': 'checks=write' },
);
