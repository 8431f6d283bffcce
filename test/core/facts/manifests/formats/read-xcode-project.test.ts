import { describe, expect, it } from 'vitest';
import { readXcodeProject } from '../../../../../src/core/facts/manifests/formats/read-xcode-project.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readXcodeProject(text));

describe('readXcodeProject', () => {
  it('reads packages and their products', () => {
    const text = `/* Begin XCRemoteSwiftPackageReference section */
		AA /* XCRemoteSwiftPackageReference */ = {
			isa = XCRemoteSwiftPackageReference;
			repositoryURL = "https://github.com/Stripe/stripe-ios.git";
			requirement = {
				kind = upToNextMajorVersion;
				minimumVersion = 24.0.0;
			};
		};
		BB /* StripePaymentSheet */ = {
			isa = XCSwiftPackageProductDependency;
			package = AA;
			productName = StripePaymentSheet;
		};
		CC = { isa = PBXNativeTarget; productName = Shop; };
`;
    expect(linesOf(text)).toEqual([
      '4:21 swift github.com/stripe/stripe-ios 24.0.0 runtime',
      '13:18 swift StripePaymentSheet null runtime',
    ]);
  });
});
