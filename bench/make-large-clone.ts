import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runProcess } from '../test/support/run-cli.ts';

const FILES = 10_000;
const CHANGED = 10;
const WORDS = 'order price basket customer invoice stock item parcel label refund total country rate page entry'.split(
  ' ',
);

/**
 * Makes a repository of 10,000 files of 2 to 8 KB, nine out of ten of them sources, in an existing folder. Branches:
 * `main`; `quiet`, which changes 10 sources; `new-provider`, which adds a dependency that no other file uses, so that
 * all files are searched for it.
 */
export async function makeLargeClone(dir: string): Promise<void> {
  await runProcess('git', ['init', '-q', '-b', 'main', dir]);
  const importer = spawn('git', ['-C', dir, 'fast-import', '--quiet'], { stdio: ['pipe', 'inherit', 'inherit'] });
  const send = (text: string): void => void importer.stdin.write(text);
  const blob = (path: string, text: string): string =>
    `M 644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (branch: string, from: string): string =>
    `commit refs/heads/${branch}\ncommitter b <b@localhost> 1700000000 +0000\ndata 1\nb\n${from}`;
  send(commit('main', ''));
  for (let i = 0; i < FILES; i += 1) send(blob(pathOf(i), textOf(i)));
  const changed = Array.from({ length: CHANGED }, (_, i) => i * 970 + 105);
  const edits = changed.map((i) => blob(pathOf(i), `${textOf(i)}\nexport const changed${i} = ${i};\n`));
  send(commit('quiet', 'from refs/heads/main\n') + edits.join(''));
  send(
    commit('new-provider', 'from refs/heads/main\n') + edits.slice(1).join('') + blob(pathOf(0), manifest('stripe')),
  );
  importer.stdin.end();
  await once(importer, 'close');
}

function pathOf(i: number): string {
  const folder = `packages/part${i % 100}`;
  if (i < 100) return `${folder}/package.json`;
  return i % 10 === 1 ? `${folder}/docs/page${i}.md` : `${folder}/src/file${i}.${i % 10 === 2 ? 'py' : 'ts'}`;
}

function textOf(i: number): string {
  if (i < 100) return manifest('express');
  const draw = makeDraw(i);
  const length = 2000 + draw(6000);
  const lines = ["import { rate } from './rate';", ''];
  for (let size = 0; size < length;) {
    const [a = '', b = '', c = ''] = [draw(15), draw(15), draw(15)].map((n) => WORDS[n]);
    const line =
      i % 10 === 2
        ? `def ${a}_${b}_${size}(${c}):\n    """The ${a} of a ${b}."""\n    return "${c}" if ${c} is None else ${c}.${b}\n`
        : `/** The ${a} of a ${b}, by ${c}. */\nexport function ${a}${size}(${b}: string, ${c} = ${size}): string {\n  return \`\${${b}} ${a} \${${c} * rate}\`; // as agreed\n}\n`;
    lines.push(line);
    size += line.length;
  }
  return lines.join('\n');
}

function manifest(dependency: string): string {
  return `${JSON.stringify({ name: 'part', dependencies: { [dependency]: '^1.0.0' } }, null, 2)}\n`;
}

/** Makes a generator of integers below a bound, deterministic by its seed. */
function makeDraw(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
