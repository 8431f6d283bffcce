import { expect, it } from 'vitest';
import { renderMessage } from '../../src/core/report/render-message.ts';
import { auditFiles } from '../support/audit-files.ts';

const CONFIG = { '.integrations.yml': 'version: 1\nsubprocessors: { file: legal/subprocessors.md }\n' };
const manifest = (dependencies: Record<string, string>) => ({ 'package.json': JSON.stringify({ dependencies }) });

async function say(list: Record<string, string>): Promise<string[]> {
  const files = { ...CONFIG, ...list };
  const { audit } = await auditFiles({ ...files, ...manifest({}) }, { ...files, ...manifest({ stripe: '^18.0.0' }) });
  return audit.findings.map(renderMessage);
}

it('A new provider that the list of sub-processors does not name is told to be missing there.', async () => {
  const [message] = await say({ 'legal/subprocessors.md': '# Sub-processors\n\n- Resend, Inc.\n' });
  expect(message).toContain('`legal/subprocessors.md` does not list it yet.');
});

it('One that it names is not.', async () => {
  const [message] = await say({ 'legal/subprocessors.md': '# Sub-processors\n\n- Stripe Payments Europe, Ltd.\n' });
  expect(message).toContain('Stripe (payments) is new with this change');
  expect(message).not.toContain('subprocessors.md');
});
