import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { makePaint } from '../src/commands/make-paint.ts';
import { startGitHub } from '../test/support/start-github.ts';
import { checkAnswer } from './check-answer.ts';
import { renderPage } from './page/render-page.ts';
import { playStories, type PlayedStory } from './play-stories.ts';
import { printAnswer } from './print-answer.ts';
import { makePullRequests } from './pull-requests.ts';
import { readShop } from './read-shop.ts';
import { startApp } from './start-app.ts';
import { DemoError } from './wait-for-audits.ts';

const PAGE = fileURLToPath(new URL('report.html', import.meta.url));
const LONGEST_MS = 60_000;
const STOP_MS = 2_000;
const GRACE_MS = 10_000;

const paint = makePaint(process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined);
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Shows Integration Audit at work on an emulated GitHub: starts both, opens pull requests, shows the answers. */
async function runDemo(keep: boolean): Promise<0 | 1> {
  const started = Date.now();
  await using stage = new AsyncDisposableStack();
  const shop = await readShop();
  const github = stage.adopt(await startGitHub({ owner: 'acme', repo: 'shop' }), (it) => it.close());
  await github.commitFiles(shop, { branch: 'main', message: 'Open the shop' });
  const app = stage.adopt(await startApp(github), (it) => it.stop(STOP_MS));
  say(paint.bold('Integration Audit, on a GitHub of its own'));
  say(`  GitHub's emulator  ${github.url}  ${paint.dim(`acme/shop, ${Object.keys(shop).length} files`)}`);
  say(`  the App            ${app.url}  ${paint.dim('installed on acme')}`);

  const playing = { github, app, deadline: started + LONGEST_MS, onRound: sayRound };
  const played = await playStories(playing, makePullRequests(shop));
  for (const { answers } of played) for (const answer of answers) say(printAnswer(answer, paint, columns()));
  await writeFile(PAGE, renderPage(played.map(({ answers }) => answers)));
  const code = judge(played);
  say(`\nThe same as a page: ${pathToFileURL(PAGE)}`);
  say(paint.dim(`${((Date.now() - started) / 1000).toFixed(1)} s`));
  if (keep) await stayUp(github.url, app.url);
  return code;
}

function sayRound(pushes: number, round: number): void {
  const what = round === 0 ? `Opening ${pushes} pull requests` : `Pushing once more to ${pushes} of them`;
  say(paint.dim(`\n${what}, waiting for the App …`));
}

/** Returns the exit status: 1 if the demo shows anything other than expected. */
function judge(played: readonly PlayedStory[]): 0 | 1 {
  const complaints = played.flatMap(({ story, answers }) =>
    story.pushes.flatMap(({ expected }, index) => {
      const answer = answers[index];
      return answer === undefined ? [`${story.title}: no answer.`] : checkAnswer(answer, expected);
    }),
  );
  if (complaints.length === 0) return 0;
  say(paint.red(paint.bold('\nThis is not what the demo should show:')));
  for (const complaint of complaints) say(paint.red(`  ${complaint}`));
  return 1;
}

function columns(): number {
  return Math.min(Math.max(process.stdout.columns || 100, 60), 120);
}

async function stayUp(githubUrl: string, appUrl: string): Promise<void> {
  say(paint.bold('\nStaying up until Ctrl-C.'));
  say(`  GitHub's API   ${githubUrl}/repos/acme/shop/pulls`);
  say(`  App's health   ${appUrl}/healthz`);
  say(`  The page       ${pathToFileURL(PAGE)}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Ends the process if something hangs that has no deadline of its own. */
function giveUp(): void {
  process.stderr.write(`${paint.red(`The demo did not end within ${(LONGEST_MS + GRACE_MS) / 1000} seconds.`)}\n`);
  process.exit(1);
}

const keep = process.argv.includes('--keep');
if (!keep) setTimeout(giveUp, LONGEST_MS + GRACE_MS).unref();
try {
  process.exitCode = await runDemo(keep);
} catch (error) {
  const text = error instanceof DemoError ? error.message : `The demo failed: ${inspect(error)}`;
  process.stderr.write(`${paint.red(text)}\n`);
  process.exitCode = 1;
}
