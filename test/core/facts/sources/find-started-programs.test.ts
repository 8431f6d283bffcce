import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language } from '../../../../src/core/types.ts';

const codeTexts = makeCodeTexts([]);
const programsOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) => (s.kind === 'resource' ? [s.type] : []));

describe('programs that sources start', () => {
  it.each<[Language, string, string]>([
    ['javascript', "spawn('acme', ['-p', prompt])", 'cli:acme'],
    ['javascript', "await execa('acme', ['deploy', '--prod'])", 'cli:acme deploy'],
    ['javascript', 'execFileSync("acme", args)', 'cli:acme'],
    ['python', 'subprocess.run(\n    ["acme", "run", "deploy", name],\n)', 'cli:acme run deploy'],
    ['python', 'await asyncio.create_subprocess_exec("acme", "-p", prompt)', 'cli:acme'],
    ['python', 'cmd = ["acme", "-p"]', 'cli:acme'],
    ['go', 'package a\nvar c = exec.CommandContext(ctx, "acme", "logs")', 'cli:acme logs'],
    ['rust', 'let c = Command::new("acme").arg("logs");', 'cli:acme'],
    ['csharp', 'var info = new ProcessStartInfo("acme", "-p");', 'cli:acme'],
  ])('%s: %s', (language, text, expected) => expect(programsOf(language, text)).toEqual([expected]));

  it.each<[Language, string]>([
    ['javascript', "spawn('acme', ['--version'])"],
    ['javascript', "new Command('acme')"],
    ['javascript', "run('acme')"],
    ['javascript', "emit('spawn', 'acme')"],
    ['javascript', "spawn('./acme.sh')"],
    ['python', 'choices = ["acme"]'],
    ['rust', 'Command::new("acme").about("does much")'],
    ['rust', 'Command::new("acme").arg(Arg::new("x"))'],
    ['javascript', "// spawn('acme', [])"],
  ])('are none in %s: %s', (language, text) => expect(programsOf(language, text)).toEqual([]));
});
