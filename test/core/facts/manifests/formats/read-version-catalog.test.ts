import { describe, expect, it } from 'vitest';
import { readVersionCatalog } from '../../../../../src/core/facts/manifests/formats/read-version-catalog.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readVersionCatalog(text));

describe('readVersionCatalog', () => {
  it('reads libraries and plugins in every form', () => {
    const text = `[versions]
ktor = "3.0.0"
strict = { strictly = "[1,2[", prefer = "1.5" }
[libraries]
stripe = "com.stripe:stripe-java:28.0.0"
ktor-core = { module = "io.ktor:ktor-server-core", version.ref = "ktor" }
sentry = { group = "io.sentry", name = "sentry", version = "7.1.0" }
bommed = { module = "com.google.firebase:firebase-auth" }
fixed = { module = "a.b:c", version = { ref = "strict" } }
broken = { module = "nothing" }
[bundles]
all = ["stripe"]
[plugins]
gms = { id = "com.google.gms.google-services", version = "4.4.2" }
short = "io.sentry.android.gradle:4.14.1"
`;
    expect(readVersionCatalog(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '5:1 maven com.stripe:stripe-java 28.0.0 runtime',
      '6:1 maven io.ktor:ktor-server-core 3.0.0 runtime',
      '7:1 maven io.sentry:sentry 7.1.0 runtime',
      '8:1 maven com.google.firebase:firebase-auth null runtime',
      '9:1 maven a.b:c [1,2[ runtime',
      '14:1 maven com.google.gms.google-services:com.google.gms.google-services.gradle.plugin 4.4.2 build',
      '15:1 maven io.sentry.android.gradle:io.sentry.android.gradle.gradle.plugin 4.14.1 build',
    ]);
  });

  it.each(['', 'libraries = 1', '[libraries]\na = []', '[plugins]\na = 1'])('passes over %j', (text) => {
    expect(readVersionCatalog(text)).toEqual({ signals: [], problems: [] });
  });
});
