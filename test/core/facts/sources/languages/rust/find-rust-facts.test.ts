import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['use aws_sdk_s3::Client;', ['aws_sdk_s3::Client@1:5']],
  ['pub use a::b::{c, d::e};', ['a::b@1:9']],
  ['use a::*;', ['a@1:5']],
  ['use ::a::b as c;', ['a::b@1:7']],
  ['use {a::x, b::{c, d}, e};', ['a::x@1:6', 'b@1:12', 'e@1:23']],
  ['extern crate a;', ['a@1:14']],
  ['use crate::a; use std::env; use self::b; use super::c; use core::d; use alloc::e;', []],
  ['mod own; use own::a;', []],
  ['// use a;\n/* /* */ use b; */ use c;', ['c@2:24']],
  ["fn f<'a>(x: &'a str) { let c = '\"'; } use a;", ['a@1:43']],
  ['let s = r#"" use b; "#; use a;', ['a@1:29']],
])('finds the imports of Rust in %j', (text, expected) => {
  expect(readSignals('rust', 'import', text)).toEqual(expected);
});

it.each([
  ['env!("A")', ['A@1:7']],
  ['option_env!("A")', ['A?@1:14']],
  ['std::env::var("A").unwrap()', ['A@1:16']],
  ['env::var("A").unwrap_or_default()', ['A?@1:11']],
  ['env::var_os("A")', ['A@1:14']],
  ['dotenvy::var("A")?', ['A@1:15']],
  ['// A dot.\nenv::var("A")', ['A@2:11']],
  ['// env!("A")', []],
  ['"env!(\\"A\\")"', []],
  ['self.env!("A"); env::set_var("A", "b")', []],
])('finds the env reads of Rust in %j', (text, expected) => {
  expect(readSignals('rust', 'env', text)).toEqual(expected);
});
