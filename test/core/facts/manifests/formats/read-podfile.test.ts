import { describe, expect, it } from 'vitest';
import { readPodfile } from '../../../../../src/core/facts/manifests/formats/read-podfile.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPodfile(text));

describe('readPodfile', () => {
  it('reads pods with the subspecs that are taken', () => {
    const text = `source 'https://cdn.cocoapods.org/'
platform :ios, '15.0'
target 'Shop' do
  pod 'Stripe', '~> 24.0'
  pod 'Firebase/Auth'
  pod "Sentry", :git => 'https://github.com/getsentry/sentry-cocoa.git', :tag => '8.0.0'
  pod 'Own', :path => '../Own'
  pod 'Own2', path: '../Own2'
  pod 'FLEX', '~> 5.0', :configurations => ['Debug']
  # pod 'Commented'
  pod "#{name}"
  pod 'Alamofire' if ENV['X']
end
`;
    expect(linesOf(text)).toEqual([
      '4:8 cocoapods Stripe ~> 24.0 runtime',
      '5:8 cocoapods Firebase/Auth null runtime',
      '6:8 cocoapods Sentry null runtime',
      '9:8 cocoapods FLEX ~> 5.0 development',
      '12:8 cocoapods Alamofire null runtime',
    ]);
  });

  it('reads the dependencies of a podspec', () => {
    expect(linesOf("Pod::Spec.new do |s|\n  s.dependency 'GoogleMaps', '8.4'\n  s.name = 'x'\nend")).toEqual([
      '2:17 cocoapods GoogleMaps 8.4 runtime',
    ]);
  });
});
