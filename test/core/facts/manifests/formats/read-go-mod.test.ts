import { describe, expect, it } from 'vitest';
import { readGoMod } from '../../../../../src/core/facts/manifests/formats/read-go-mod.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readGoMod(text));

describe('readGoMod', () => {
  it('reads direct requirements, single and in blocks, and replacements as constraints', () => {
    const text = `module github.com/acme/shop

go 1.24.0

require github.com/stripe/stripe-go/v76 v76.1.0

require (
	github.com/getsentry/sentry-go v0.30.0
	// github.com/commented/out v1.0.0
	golang.org/x/text v0.3.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 //indirect
	"go.uber.org/zap" v1.27.0 // why it is here
)

replace github.com/getsentry/sentry-go => github.com/fork/sentry-go v0.30.1

replace (
	example.com/own => ../own
	golang.org/x/text v0.3.0 => golang.org/x/text v0.3.8
)

exclude github.com/old/thing v1.0.0
retract v1.0.1
tool golang.org/x/tools/cmd/stringer
`;
    expect(readGoMod(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '5:9 go github.com/stripe/stripe-go/v76 v76.1.0 runtime',
      '8:2 go github.com/getsentry/sentry-go v0.30.0 runtime',
      '12:3 go go.uber.org/zap v1.27.0 runtime',
      '15:43 go github.com/fork/sentry-go v0.30.1 constraint',
      '19:30 go golang.org/x/text v0.3.8 constraint',
    ]);
  });

  it('bears a byte order mark and CRLF', () => {
    expect(linesOf('\uFEFFrequire (\r\n\tgithub.com/a/b v1.0.0\r\n)\r\n')).toEqual([
      '2:2 go github.com/a/b v1.0.0 runtime',
    ]);
  });

  it.each(['', 'require', 'require (', 'require x', 'require ./own v1', 'replace a => b', ')', '(((('])(
    'passes over %j',
    (text) => {
      expect(readGoMod(text)).toEqual({ signals: [], problems: [] });
    },
  );
});
