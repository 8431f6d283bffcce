import { describe, expect, it } from 'vitest';
import { readPrisma } from '../../../../../src/core/facts/manifests/formats/read-prisma.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPrisma(text));

describe('readPrisma', () => {
  it('reads the datasource and not the models', () => {
    const text = `generator client {
  provider = "prisma-client-js"
}
// datasource old { provider = "mysql" }
datasource db {
  provider  = "postgresql"
  url       = env("DATABASE_URL")
  directUrl = env( "DIRECT_URL" )
}
model User {
  url String @default("postgresql")
}
`;
    expect(linesOf(text)).toEqual([
      '6:16 resource prisma:postgresql',
      '7:20 env DATABASE_URL read null required',
      '8:21 env DIRECT_URL read null required',
    ]);
  });

  it('stays small before datasources that never end', () => {
    expect(linesOf('datasource a {\n'.repeat(10_000))).toEqual([]);
  });
});
