import { describe, expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ["require 'a'", ['a@1:10']],
  ['require "a/b-c"; require("d")', ['a/b-c@1:10', 'd@1:27']],
  ["begin; require 'a'; rescue LoadError; end", ['a@1:17']],
  ["require_relative 'a'; require './b'; require '/c'; x.require 'd'; params.require(:e)", []],
  ['require "a/#{b}"', []],
  ["# require 'a'\n=begin\nrequire 'b'\n=end\nrequire 'c'\n__END__\nrequire 'd'", ['c@5:10']],
])('finds the required libraries of Ruby in %j', (text, expected) => {
  expect(readSignals('ruby', 'import', text)).toEqual(expected);
});

it.each([
  ["ENV['A']", ['A@1:6']],
  ["ENV['A'] || 'b'; ENV['C'].presence || 'd'; ENV['E'] || raise('no E')", ['A?@1:6', 'C?@1:23', 'E@1:49']],
  ["ENV.fetch('A'); ENV.fetch('B', 'c'); ENV.fetch('D') { 'e' }", ['A@1:12', 'B?@1:28', 'D?@1:49']],
  ["ENV.fetch('A') do |k|\n  'b'\nend; ENV.fetch('C') { raise 'no C' }", ['A?@1:12', 'C@3:17']],
  ["ENV['A'] ||= 'b'", ['A?@1:6']],
  ["ENV['A'] == 'b'; ENV['C'] =~ /d/", ['A@1:6', 'C@1:23']],
  ["ENV.values_at('A', 'B')", ['A@1:16']],
  ['"x #{ENV[\'A\']} #{"#{ENV["B"]}"}"', ['A@1:11', 'B@1:26']],
  ['::ENV["A"]; [::ENV["B"]]', ['A@1:8', 'B@1:21']],
  ["ENV['A'] = 'b'; ENV[name]; x.ENV['A']; Foo::ENV['A']; '#{ENV[\"A\"]}' # ENV['A']", []],
])('finds the env reads of Ruby in %j', (text, expected) => {
  expect(readSignals('ruby', 'env', text)).toEqual(expected);
});

describe('literals of Ruby', () => {
  it.each([
    ['a heredoc', 'f(<<~A, <<-\'B\')\n  ENV["X"] #{ENV["C"]}\n  A\n#{ENV["X"]}\n  B\nENV["D"]', ['C@2:19', 'D@6:6']],
    ['a heredoc behind a bracket', 'x = [<<A]\nENV["X"]\nA\nENV["D"]', ['D@4:6']],
    ['a shift', 'x <<A\nlist << ITEM\nclass << self\nENV["D"]', ['D@4:6']],
    ['a regular expression', 'if /["#]/ =~ x then ENV["D"] end', ['D@1:26']],
    ['a division', 'a = b / 2; ENV["D"]; c = d / e', ['D@1:17']],
    ['a regular expression as an argument', 'x.gsub /["#]/, ENV["D"]', ['D@1:21']],
    ['a regular expression with a hole', '/#{ENV["C"]}"/; ENV["D"]', ['C@1:9', 'D@1:22']],
    ['percent literals', '%w[a\'b (c) [d]"] + [%q(")(), %r{["#]}i] + %(#{ENV["D"]}")', ['D@1:52']],
    ['a modulo', 'a % (b); ENV["D"]; c %= d', ['D@1:15']],
    ['characters and globals', '[?", $", $\', :"a\'b"]; ENV["D"]', ['D@1:28']],
    ['a ternary', 'a ? "b" : \'c\'; x.empty? ? ENV["D"] : 1', ['D@1:32']],
    ['methods named as marks', 'def /(o); end; def `(c); end; ENV["D"]', ['D@1:36']],
  ])('do not hide what follows %s', (_what, text, expected) => {
    expect(readSignals('ruby', 'env', text)).toEqual(expected);
  });
});

it('finds the hosts of Ruby, with holes', () => {
  const text = 'a("https://#{r}.acme.io/x", %w[https://b.io], <<~C)\n  https://c.io\nC\n# "https://d.io"';
  expect(readSignals('ruby', 'host', text)).toEqual(['*.acme.io /x@1:17', 'b.io /@1:40', 'c.io /@2:11']);
});
