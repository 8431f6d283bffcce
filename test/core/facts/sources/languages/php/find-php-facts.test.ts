import { describe, expect, it } from 'vitest';
import { growthOf, MOST_GROWTH } from '../../../../../support/cpu-time.ts';
import { readSignals } from '../../read-signals.ts';

const php = (kind: string, text: string) => readSignals('php', kind, `<?php\n${text}`);

it.each([
  ['use A\\B;', ['A\\B@2:5']],
  ['use \\A\\B as C, D\\E;', ['A\\B@2:6', 'D\\E@2:16']],
  ['use A\\{B, C\\D as E};', ['A\\B@2:8', 'A\\C\\D@2:11']],
  ['use function A\\b; use const A\\C;', ['A\\b@2:14', 'A\\C@2:29']],
  ['$a = new \\A\\B(); \\C\\D::e();', ['A\\B@2:11', 'C\\D@2:19']],
  ['class A { use T, U; }\n$f = function () use ($x) {};', []],
  ['namespace A\\B; // use C\\D;\n# use C\\D;\n/* use C\\D; */ "use C\\D;"', []],
  ['#[Route(\\A\\B::class)] class C {}', ['A\\B@2:10']],
])('finds the imports of PHP in %j', (text, expected) => expect(php('import', text)).toEqual(expected));

it.each([
  ["getenv('A'); getenv('B') ?: 'c'; getenv('D', true)", ['A@2:9', 'B?@2:22', 'D@2:42']],
  ["$_ENV['A']; $_ENV['B'] ?? 'c'; $_SERVER['D_E']", ['A@2:8', 'B?@2:20', 'D_E@2:42']],
  ["env('A'); env('B', 'c'); Env::get('D', false)", ['A@2:6', 'B?@2:16', 'D?@2:36']],
  ["getenv('A') ?: throw new E()", ['A@2:9']],
  ['"x {$_ENV[\'A\']} y"', ['A@2:12']],
  ["$_SERVER['HTTP_HOST'] . $_SERVER['REQUEST_URI'] . $_SERVER['argv'] . $_SERVER['HTTPS']", []],
  ["$_ENV['A'] = 1; $x->env('A'); X::env('A'); function env('A') {}; $env('A'); putenv('A=b')", []],
  ["// env('A') ?> env('B')", []],
])('finds the env reads of PHP in %j', (text, expected) => expect(php('env', text)).toEqual(expected));

describe('literals of PHP', () => {
  it.each([
    ['a heredoc', '$a = f(<<<X\n  env("B") {$f("C")} \\$\n  X . "y", env("D"));', ['D@4:17']],
    ['a nowdoc', "$a = <<<'X'\n{$\nXY\nX;\nenv('D');", ['D@6:6']],
    ['a hole in a heredoc', '$a = <<<X\n{$f[env("C")]} $x ${y}\nX;\nenv("D");', ['C@3:10', 'D@5:6']],
    ['a comment that a tag ends', "// it's ?> <p>isn't <?= env('D') ?>", ['D@2:30']],
    ['an attribute', "#[A('\"')] env('D');", ['D@2:16']],
    ['a string over lines', "$a = 'b\n// \\' '; env('D');", ['D@3:15']],
  ])('do not hide what follows %s', (_what, text, expected) => expect(php('env', text)).toEqual(expected));
});

it('finds hosts of PHP and of the markup around it', () => {
  const markup = '<p>it\'s https://x.io</p><!-- "https://y.io" --><script src="https://a.io/v3"></script>';
  const code =
    '<?php f("https://$r.b.io/x", \'https://c.io\'); ?><script>load("https://d.io")</script>{{-- "https://z.io" --}}';
  expect(readSignals('php', 'host', `${markup}\n${code}`)).toEqual([
    'a.io /v3@1:69',
    '*.b.io /x@2:21',
    'c.io /@2:39',
    'd.io /@2:71',
  ]);
});

it('reads heredocs that nothing closes in time that grows with their number', () => {
  const unclosed = (size: number) => Array.from({ length: size }, (_, index) => `<<<A${index}\n{$ `).join('');
  expect(growthOf((size) => php('env', unclosed(size)), 3_000)).toBeLessThan(MOST_GROWTH);
});
