import { describe, expect, it } from 'vitest';
import { checkNewProvider } from '../../../src/core/checks/check-new-provider.ts';
import { checkOverdueApproval } from '../../../src/core/checks/check-overdue-approval.ts';
import { makeIntegration } from '../../support/make-audit.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';

const integration = makeIntegration();
const approve = (owner: string | null = null, reviewBy: string | null = null) =>
  new Map([['stripe', { id: 'stripe', owner, 'review-by': reviewBy, line: 3, column: 5 }]]);

describe('checkNewProvider of an approval with a day', () => {
  const judge = (reviewBy: string, owner: string | null = null) =>
    checkNewProvider(
      makeCheckInput({
        change: { added: [integration], removed: [], changed: [] },
        today: '2026-10-01',
        providers: { approved: approve(owner, reviewBy), forbidden: new Map() },
      }),
    )[0];

  it('takes it for one on the day itself', () => {
    expect(judge('2026-10-01', '@acme/growth')).toMatchObject({
      severity: 'notice',
      args: { approved: true, owner: '@acme/growth' },
    });
    expect(judge('2026-10-01')?.args).not.toHaveProperty('overdue');
  });

  it('takes it for none from the day after', () => {
    expect(judge('2026-09-30')).toMatchObject({
      severity: 'warning',
      args: { approved: false, overdue: '2026-09-30' },
    });
  });
});

describe('checkOverdueApproval', () => {
  const look = (base: string | null, reviewBy: string) =>
    checkOverdueApproval({
      ...makeCheckInput({
        today: '2026-10-01',
        providers: { approved: approve('@acme/growth', reviewBy), forbidden: new Map() },
      }),
      base,
      configPath: '.github/integrations.yml',
      integrationsAfter: [integration, { ...integration, provider: 'posthog' }],
    });

  it('tells the approvals that are past their day, at their lines', () => {
    expect(look(null, '2026-09-30')).toMatchObject([
      {
        check: 'config',
        code: 'overdue-approval',
        severity: 'notice',
        provider: 'stripe',
        path: '.github/integrations.yml',
        line: 3,
        args: { name: 'Stripe', overdue: '2026-09-30', owner: '@acme/growth' },
      },
    ]);
  });

  it.each([
    ['on the day itself', null, '2026-10-01'],
    ['where a change is judged', 'base', '2026-09-30'],
  ])('tells none %s', (_title, base, reviewBy) => {
    expect(look(base, reviewBy)).toEqual([]);
  });
});
