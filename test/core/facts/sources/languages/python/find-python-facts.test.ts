import { describe, expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

describe('imports of Python', () => {
  it.each([
    ['import a.b as c, d', ['a.b@1:8', 'd@1:18']],
    ['from a.b import c', ['a.b@1:6']],
    ['from google.cloud import storage, pubsub_v1 as p', ['google.cloud.storage@1:26', 'google.cloud.pubsub_v1@1:35']],
    [
      'from google.cloud import (\n  storage, # x\n  vision,\n)',
      ['google.cloud.storage@2:3', 'google.cloud.vision@3:3'],
    ],
    ['from firebase_admin import auth', ['firebase_admin.auth@1:28']],
    ['from google.cloud.storage import Client', ['google.cloud.storage@1:6']],
    ['try:\n    import a\nexcept: import b', ['a@2:12', 'b@3:16']],
    ['from a import \\\r\n  b', ['a@1:6']],
    ['x = 1; import a', ['a@1:15']],
  ])('are found in %j', (text, expected) => {
    expect(readSignals('python', 'import', text)).toEqual(expected);
  });

  it.each([
    'from . import a',
    'from .a import b',
    '# import a',
    '"""\nimport a\n"""',
    'from __future__ import annotations',
  ])('are not found in %j', (text) => expect(readSignals('python', 'import', text)).toEqual([]));
});

describe('modules that settings of Django name', () => {
  it.each([
    [
      "INSTALLED_APPS = [\n  'storages',\n  'allauth.socialaccount.providers.google', # sign in\n]",
      ['storages@2:4', 'allauth.socialaccount.providers.google@3:4'],
    ],
    ['MIDDLEWARE: list[str] = ("a.b.C",)', ['a.b.C@1:27']],
    ["INSTALLED_APPS += ['a.b']\nx = ['c.d']", ['a.b@1:21']],
    ["EMAIL_BACKEND = 'anymail.backends.mailgun.EmailBackend'", ['anymail.backends.mailgun.EmailBackend@1:18']],
    [
      "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db.acme'}}\ny = 'e.f'",
      ['django.db.backends.postgresql@1:37'],
    ],
    ['STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}', ['storages.backends.s3.S3Storage@1:37']],
  ])('are imports in %j', (text, expected) => {
    expect(readSignals('python', 'import', text)).toEqual(expected);
  });

  it.each([
    "if 'a.b' in INSTALLED_APPS: pass",
    "settings.INSTALLED_APPS = ['a.b']",
    "INSTALLED_APPS == ['a.b']",
    "# INSTALLED_APPS = ['a.b']",
    "CACHES = {'default': {'LOCATION': 'cache.acme.io'}}",
    "INSTALLED_APPS = ['not a module', 'https://a.b']",
  ])('are none in %j', (text) => {
    expect(readSignals('python', 'import', text)).toEqual([]);
  });
});

describe('env reads of Python', () => {
  it.each([
    ["os.environ['A']", ['A@1:13']],
    ["os.environ.get('A')", ['A@1:17']],
    ["os.environ.get('A', 'd')", ['A?@1:17']],
    ["os.getenv('A',)", ['A@1:12']],
    ['os.getenv(\n  "A",\n  None)', ['A?@2:4']],
    ["os.getenv('A') or 'd'", ['A?@1:12']],
    ["f\"Bearer {os.environ['A']} {x:#x}\"; os.getenv('B')", ['A@1:23', 'B@1:48']],
    ["from os import environ, getenv\nenviron['A']\ngetenv('B')", ['A@2:10', 'B@3:9']],
    ["from decouple import config\nconfig('A')\nconfig('B', cast=bool, default=True)", ['A@2:9', 'B?@3:9']],
    ["import environ\nenv = environ.Env()\nenv('A')\nenv.str('B', default='')", ['A@3:6', 'B?@4:10']],
    ["# A dot.\nos.getenv('A')", ['A@2:12']],
  ])('are found in %j', (text, expected) => {
    expect(readSignals('python', 'env', text)).toEqual(expected);
  });

  it.each([
    "# os.getenv('A')",
    "getenv('A')",
    "environ['A']",
    "config('A')",
    "env('A')",
    "os.environ['A'] = 'x'",
    "del os.environ['A']",
    "other.environ['A']",
    "'''os.getenv(\"A\")'''",
  ])('are not found in %j', (text) => {
    expect(readSignals('python', 'env', text)).toEqual([]);
  });
});
