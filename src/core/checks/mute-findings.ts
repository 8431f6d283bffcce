import type { AuditInput } from '../audit-input.ts';
import { CONFIG_PATHS } from '../config/config-paths.ts';
import type { Config } from '../config/config-schema.ts';
import { compilePathPattern } from '../config/path-pattern.ts';
import type { Finding, MutedFinding } from '../audit-types.ts';
import { atPoint } from './at-point.ts';

type Ignore = Config['ignore'][number];
type CompiledIgnore = { entry: Ignore; index: number; expired: boolean; fits: (finding: Finding) => boolean };

/**
 * Applies the `ignore` entries of the base's configuration, and ignore comments ("remarks") in the files themselves.
 * Since a remark may be added together with the key, muted findings stay in every report, with the reason, for the
 * reviewer to judge.
 *
 * @returns the remaining findings, the muted ones with their reasons, and notices: for each expired entry that would
 * have muted something and, if a commit is audited on its own, for each entry that mutes nothing.
 */
export function muteFindings(
  raised: readonly Finding[],
  input: Pick<AuditInput, 'base' | 'config' | 'today' | 'configPath' | 'fingerprint'>,
): { findings: Finding[]; muted: MutedFinding[]; configFindings: Finding[] } {
  const ignores = input.config.ignore.map((entry, index) => compile(entry, index, input.today));
  const findings: Finding[] = [];
  const muted: MutedFinding[] = [];
  const silent: Finding[] = [];
  const used = new Set<CompiledIgnore>();
  const expired = new Set<CompiledIgnore>();
  for (const finding of raised) {
    const fitting = ignores.filter((i) => i.fits(finding));
    for (const ignore of fitting) used.add(ignore);
    const alive = fitting.find((i) => !i.expired);
    if (alive === undefined && finding.remark !== undefined && finding.remark !== '') {
      muted.push({ ...finding, reason: finding.remark, until: null });
      continue;
    }
    if (alive === undefined && finding.remark === '') silent.push(sayNoReason(finding, input));
    if (alive !== undefined) muted.push({ ...finding, reason: alive.entry.reason, until: alive.entry.until ?? null });
    else findings.push(finding);
    if (alive === undefined) for (const ignore of fitting) expired.add(ignore);
  }
  const unused = input.base === null ? ignores.filter((i) => !used.has(i) && isOfStanding(i, input)) : [];
  const configFindings = [
    ...[...expired].map((i) => sayEntry('expired-ignore', i, input)),
    ...unused.map((i) => sayEntry('unused-ignore', i, input)),
    ...silent,
  ];
  return { findings, muted, configFindings };
}

/** An entry can only be unused for checks of existing code: new providers and stale documents depend on a change. */
function isOfStanding({ entry }: CompiledIgnore, { config }: Pick<AuditInput, 'config'>): boolean {
  return entry.check !== 'new-provider' && entry.check !== 'stale-inventory' && config.checks[entry.check] !== 'off';
}

function compile(entry: Ignore, index: number, today: string): CompiledIgnore {
  const pathFits = entry.path === undefined ? () => true : compilePathPattern(entry.path);
  return {
    entry,
    index,
    expired: entry.until !== undefined && entry.until < today,
    fits: (finding) =>
      finding.check === entry.check &&
      (entry.provider === undefined || entry.provider === finding.provider) &&
      (entry.fingerprint === undefined || entry.fingerprint === finding.fingerprint) &&
      pathFits(finding.path),
  };
}

/** A remark without a reason cannot be judged, so it has no effect, which this notice says. */
function sayNoReason(finding: Finding, input: Pick<AuditInput, 'fingerprint'>): Finding {
  return {
    check: 'config',
    code: 'remark-without-reason',
    severity: 'notice',
    provider: finding.provider,
    ...atPoint(finding),
    args: { check: finding.check },
    fingerprint: input.fingerprint('config', 'remark-without-reason', finding.fingerprint),
  };
}

function sayEntry(
  code: 'expired-ignore' | 'unused-ignore',
  { entry, index }: CompiledIgnore,
  input: Pick<AuditInput, 'configPath' | 'fingerprint'>,
): Finding {
  return {
    check: 'config',
    code,
    severity: 'notice',
    provider: entry.provider ?? null,
    ...atPoint({ ...entry, path: input.configPath ?? CONFIG_PATHS[0] }),
    args: { check: entry.check, reason: entry.reason, until: entry.until ?? '' },
    fingerprint: input.fingerprint('config', code, String(index), entry.reason),
  };
}
