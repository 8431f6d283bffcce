import { describe, expect, it } from 'vitest';
import { readRubyGems } from '../../../../../src/core/facts/manifests/formats/read-ruby-gems.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readRubyGems(text));

describe('readRubyGems', () => {
  it('reads gems with their groups', () => {
    const text = `source "https://rubygems.org"
source 'https://gems.acme.io/private'
ruby "3.4.1"
# gem "commented"
gem "rails", "~> 8.0", ">= 8.0.1"
gem 'stripe', require: false # gem "x"
gem("sentry-ruby")
gem "letter_opener", group: :development
gem "vcr", groups: [:test, :development], require: "vcr"
gem "pry", group: [:development, :production]
gem "forked", github: "acme/forked"
gem "own", path: "engines/own"
gem "old", :path => "engines/old"
group :development, :test do
  gem "dotenv-rails",
      "~> 3.0"
  platforms :ruby do
    gem "debug"
  end
end
group :production do
  gem "skylight" if ENV["X"]
end
path "engines" do
  gem "engine"
end
if ENV["EDGE"]
  gem "edge"
end
gem "#{name}"
gem name
`;
    expect(linesOf(text)).toEqual([
      '2:9 host gems.acme.io /private',
      '5:6 rubygems rails ~> 8.0, >= 8.0.1 runtime',
      '6:6 rubygems stripe null runtime',
      '7:6 rubygems sentry-ruby null runtime',
      '8:6 rubygems letter_opener null development',
      '9:6 rubygems vcr null development',
      '10:6 rubygems pry null runtime',
      '11:6 rubygems forked null runtime',
      '15:8 rubygems dotenv-rails ~> 3.0 development',
      '18:10 rubygems debug null development',
      '22:8 rubygems skylight null runtime',
      '28:8 rubygems edge null runtime',
    ]);
  });

  it('reads gemspecs', () => {
    const text = `Gem::Specification.new do |spec|
  spec.description = "it's add_dependency"
  spec.add_dependency "faraday", ">= 2", "< 3"
  spec.add_runtime_dependency("jwt")
  spec.add_development_dependency 'rspec', '~> 3'
end
`;
    expect(linesOf(text)).toEqual([
      '3:24 rubygems faraday >= 2, < 3 runtime',
      '4:32 rubygems jwt null runtime',
      '5:36 rubygems rspec ~> 3 development',
    ]);
  });

  it('is linear in open blocks and quotes', () => {
    expect(linesOf('if x\ngem "a"\n'.repeat(30_000))).toHaveLength(30_000);
    expect(linesOf(`gem '${"\\'".repeat(500_000)}`)).toEqual([]);
  });
});
