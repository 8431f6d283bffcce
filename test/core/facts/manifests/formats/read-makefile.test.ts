import { describe, expect, it } from 'vitest';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { readMakefile } from '../../../../../src/core/facts/manifests/formats/read-makefile.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readMakefile(text));

describe('readMakefile', () => {
  it('reads the commands of recipes, not rules and settings', () => {
    const text = `REGION ?= eu-west-1
# aws s3 ls
deploy: build
\t@aws s3 sync dist s3://$(BUCKET) --region $(REGION)
\t-flyctl deploy --remote-only
\tcurl -X POST -d "text=$$TEXT" https://api.acme.io/v1/notes
`;
    expect(linesOf(text)).toEqual([
      '4:3 resource cli:aws s3 sync',
      '4:3 resource scheme:s3',
      '5:3 resource cli:flyctl deploy',
      '6:2 host api.acme.io /v1/notes',
    ]);
  });

  it('reads the address that a variable hands to a command, not one that is only shown', () => {
    const text = `API := https://api.acme.io/v1
DOCS = https://docs.acme.io/start
OTHER ?= https://other.acme.io
status:
\t@$(GET) "$(API)/status"
\t@echo "see $(DOCS)"
`;
    expect(linesOf(text)).toEqual(['1:1 host api.acme.io /v1']);
  });

  it('reads a justfile, and lines that go on', () => {
    expect(linesOf('deploy:\n    gcloud run deploy \\\n      --region eu-west-1\n')).toEqual([
      '2:5 resource cli:gcloud run deploy',
    ]);
  });

  it('looks through the recipes once for all addresses', () => {
    const addresses = Array.from({ length: 50 }, (_, n) => `A${n} := https://a${n}.acme.io/v1\n`).join('');
    const read = (size: number): unknown => readMakefile(`${addresses}all:\n${'\tcurl $(B) $(C)\n'.repeat(size)}`);
    expect(growthOf(read, 5_000)).toBeLessThan(MOST_GROWTH);
  });

  it.each(['', 'all:', '\t', '\uFEFFa:\r\n\ttrue\r\n', '$('])('ends on %j', (text) => {
    expect(linesOf(text)).toEqual([]);
  });
});
