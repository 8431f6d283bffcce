import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Where an application of PHP runs, as its framework says it: a secret may be missing on a developer's machine alone.

const read = await makeVerdictReader();

const VERIFIED = 'verified token-compared';
const OPTIONAL = 'optional skipped-without-secret';

test.each([
  ['a constant of CodeIgniter', "ENVIRONMENT === 'production'", VERIFIED],
  ['a constant of Yii', "YII_ENV === 'prod'", VERIFIED],
  ['a function of WordPress', "wp_get_environment_type() === 'production'", VERIFIED],
  ['another constant', "MODULE === 'production'", OPTIONAL],
])('a missing secret refuses in production, by %s', (_, isProduction, told) => {
  const path = 'app/Controllers/WebhookController.php';
  const lines = [
    '<?php',
    'class WebhookController extends BaseController {',
    '  public function acme() {',
    "    $expected = getenv('ACME_WEBHOOK_TOKEN');",
    `    if (${isProduction} && empty($expected)) { return $this->response->setStatusCode(500); }`,
    '    if (!empty($expected)) {',
    "      if (!hash_equals($expected, $this->request->getHeaderLine('acme-access-token'))) {",
    '        return $this->response->setStatusCode(401);',
    '      }',
    '    }',
    "    $data = json_decode(file_get_contents('php://input'), true);",
    "    $this->orders->markPaid($data['id']);",
    '  }',
    '}',
  ];
  const routes = ['<?php', "$routes->post('webhook/acme', 'WebhookController::acme');"];
  expect(read({ [path]: lines, 'app/Config/Routes.php': routes })).toEqual([`${path}:3 ${told}`]);
});
