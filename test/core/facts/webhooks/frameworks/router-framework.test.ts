import { expect, test } from 'vitest';
import {
  mayServeTogether,
  routerFrameworkOf,
} from '../../../../../src/core/facts/webhooks/frameworks/router-framework.ts';
import { readProgram } from '../../../../../src/core/facts/webhooks/judge/program/read-program.ts';
import { JAVASCRIPT } from '../../../../../src/core/facts/webhooks/judge/program/language.ts';
import { javascriptGrammar } from '../../../../../src/core/facts/webhooks/grammars-of.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

const parse = await shareSyntax();
const frameworkOf = (text: string): string =>
  routerFrameworkOf(readProgram(text, parse(javascriptGrammar('src/hooks.ts'), text)!, JAVASCRIPT));

test.each([
  ["import express from 'express';", 'express'],
  ["import type { Request, Response } from 'express';", 'express'],
  ["const router = require('express').Router();", 'express'],
  ["/** @param {import('express').Request} req */\nfunction take(req) {}", 'express'],
  ["import express from 'npm:express@5';", 'express'],
  ["import Router from '@koa/router';", 'koa'],
  ["import bodyParser from 'koa-bodyparser';", 'koa'],
  ["import { Hono } from 'jsr:@hono/hono';", 'hono'],
  ['export default async (fastify) => {};', 'fastify'],
  ["import express from 'express';\nimport Fastify from 'fastify';", 'fastify'],
  // Words that are values.
  ["if (account.type === 'express') go(account);", 'unknown'],
  ["const data = body['payload'];", 'unknown'],
  ["import { note } from './express';", 'unknown'],
  ['exports.take = async (req, res) => {};', 'unknown'],
])('%s is of %s', (text, framework) => {
  expect(frameworkOf(text)).toBe(framework);
});

test.each([
  ['express', 'express', true],
  ['express', 'unknown', true],
  ['unknown', 'fastify', true],
  ['express', 'fastify', false],
  ['unknown', 'next-app', false],
  ['django', 'django', true],
])('what %s has and a handler of %s: %s', (one, other, together) => {
  expect(mayServeTogether(one, other)).toBe(together);
});
