import { NextResponse, type NextRequest } from 'next/server';

export function middleware(request: NextRequest) {
  if (request.headers.get('x-hook-secret') !== process.env.HOOK_SECRET) return NextResponse.json({}, { status: 401 });
  return NextResponse.next();
}

export const config = { matcher: '/api/webhooks/:path*' };
