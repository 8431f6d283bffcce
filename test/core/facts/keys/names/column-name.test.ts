import { describe, expect, it } from 'vitest';
import { columnName } from '../../../../../src/core/facts/keys/names/column-name.ts';

describe('columnName', () => {
  it.each([
    ["INSERT INTO t (a, b) VALUES ('", 'a'],
    ["INSERT INTO t (a, b) VALUES ('x', '", 'b'],
    ["insert into t(a,b) values(1,'", 'b'],
    ["INSERT INTO `s`.`t` (`a`, `b`)\nVALUES\n  ('x', '", 'b'],
    ["INSERT INTO t (a, b, c) VALUES ('it''s, (so)', NOW(), '", 'c'],
    ["INSERT INTO t (a, b) VALUES ('x', 'y'),\n  ('z', '", 'b'],
    ["INSERT INTO o (x) VALUES (1); INSERT INTO t (a) VALUES ('", 'a'],
    ["INSERT INTO s (id, name, value) VALUES (3, 'A_NAME', '", 'A_NAME'],
    ["INSERT INTO `o` (`o_id`, `o_name`, `o_value`) VALUES (1, 'x', 'y'), (2, 'a.name', '", 'a.name'],
  ])('reads it out of %j', (before, column) => {
    expect(columnName(before, before.length)).toBe(column);
  });

  it.each([
    "INSERT INTO t VALUES ('",
    "INSERT INTO t (a) VALUES ('x', '",
    "f('x', '",
    "INSERT INTO t (a) VALUES (g('",
    "INSERT INTO t (a, value) VALUES (1, '",
  ])('finds none in %j', (before) => {
    expect(columnName(before, before.length)).toBeNull();
  });
});
