import { describe, expect, test } from 'vitest';
import type { MemoryCommit } from '../support/make-memory-repository.ts';
import { told } from '../support/told-webhooks.ts';

// Handlers in routers without a word of webhooks: where another file mounts them tells what they take.

type Files = MemoryCommit['files'];

const TAKES = 'async (req, res) => { await markPaid(req.body.id); res.end(); }';

describe('the router of another file that is mounted', () => {
  const shop = (mount: string, router: string): Files => ({
    'src/server.js': `import express from 'express';\nimport incoming from './incoming.js';\nimport { authenticate } from './session.js';\nconst app = express();\n${mount}\n`,
    'src/incoming.js': `import { Router } from 'express';\nconst router = Router();\n${router}\nexport default router;\n`,
    'src/session.js': 'export const authenticate = (req, res, next) => (req.user ? next() : res.sendStatus(401));\n',
  });
  const RECEIVES = `router.post('/acme', ${TAKES});`;

  test.each<[string, Files, string[]]>([
    [
      'where webhooks come in',
      shop("app.use('/api/webhooks', incoming);", RECEIVES),
      ['src/incoming.js:3 /api/webhooks/acme'],
    ],
    ['elsewhere', shop("app.use('/api/orders', incoming);", RECEIVES), []],
    [
      'where those of one provider come in',
      shop("app.use('/webhooks/acme', incoming);", `router.post('/', ${TAKES});`),
      ['src/incoming.js:3 /webhooks/acme/'],
    ],
    ['where webhooks are set up', shop("app.use('/webhooks/endpoints', incoming);", `router.post('/', ${TAKES});`), []],
    ['behind who is signed in', shop("app.use('/webhooks', authenticate, incoming);", RECEIVES), []],
    [
      'and keeps a list',
      shop(
        "app.use('/webhooks', incoming);",
        `router.get('/', list);\nrouter.post('/', ${TAKES});\nrouter.delete('/:id', drop);`,
      ),
      [],
    ],
    ['and serves pages', shop("app.use('/webhooks', incoming);", `router.post('/api/lists/clear', ${TAKES});`), []],
    ['and looks after them', shop("app.use('/webhooks', incoming);", `router.post('/register', ${TAKES});`), []],
  ])('%s', async (_title, files, expected) => {
    expect(await told({}, files)).toEqual(expected);
  });
});

describe('the router of another file of Python', () => {
  const TAKE = 'async def take(request: Request):\n    data = await request.json()\n    await mark_paid(data["id"])\n';
  const shop = (mount: string, router: string): Files => ({
    'app/main.py': `from fastapi import FastAPI\nfrom app.routers import incoming\napp = FastAPI()\napp.include_router(incoming.router, ${mount})\n`,
    'app/routers/incoming.py': `from fastapi import APIRouter\nrouter = APIRouter()\n${router}${TAKE}`,
  });

  test.each<[string, Files, string[]]>([
    [
      'that is included where webhooks come in',
      shop('prefix="/webhooks"', '@router.post("/acme")\n'),
      ['app/routers/incoming.py:4 /webhooks/acme'],
    ],
    [
      'or where those of one provider do',
      shop('prefix="/api/webhooks/acme"', '@router.post("")\n'),
      ['app/routers/incoming.py:4 /api/webhooks/acme'],
    ],
    ['that is included elsewhere', shop('prefix="/orders"', '@router.post("/acme")\n'), []],
    [
      'for those who are signed in',
      shop('prefix="/webhooks", dependencies=[Depends(get_current_user)]', '@router.post("/acme")\n'),
      [],
    ],
    [
      'that keeps a list',
      shop('prefix="/webhooks"', '@router.get("")\nasync def show(): return hooks\n@router.post("")\n'),
      [],
    ],
    [
      'a blueprint of Flask',
      {
        'app/__init__.py':
          'from flask import Flask\nfrom app.incoming import incoming\napp = Flask(__name__)\napp.register_blueprint(incoming, url_prefix="/webhooks")\n',
        'app/incoming.py':
          'from flask import Blueprint, request\nincoming = Blueprint("incoming", __name__)\n@incoming.route("/acme", methods=["POST"])\ndef take():\n    mark_paid(request.get_json()["id"])\n    return ""\n',
      },
      ['app/incoming.py:4 /webhooks/acme'],
    ],
  ])('%s', async (_title, files, expected) => {
    expect(await told({}, files)).toEqual(expected);
  });
});
