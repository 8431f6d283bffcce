import { describe, expect, it } from 'vitest';
import { readPackageSwift } from '../../../../../src/core/facts/manifests/formats/read-package-swift.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPackageSwift(text));

describe('readPackageSwift', () => {
  it('reads packages by their repository and products by their name', () => {
    const text = `// swift-tools-version:5.9
import PackageDescription
let package = Package(
    name: "Shop",
    products: [.library(name: "Shop", targets: ["Shop"])],
    dependencies: [
        .package(url: "https://github.com/Stripe/stripe-ios.git", from: "24.0.0"),
        .package(url: "git@github.com:getsentry/sentry-cocoa.git", .upToNextMajor(from: "8.0.0")),
        .package(url: "https://github.com/apple/swift-nio", "2.0.0"..<"3.0.0"),
        .package(name: "Firebase", url: "https://github.com/firebase/firebase-ios-sdk.git", branch: "main"),
        // .package(url: "https://github.com/commented/out", from: "1.0.0"),
        .package(id: "mona.LinkedList", exact: "1.1.0"),
        .package(path: "../Own"),
    ],
    targets: [
        .target(name: "Shop", dependencies: [
            .product(name: "FirebaseAuth", package: "firebase-ios-sdk"),
            .product(name: "OwnKit", package: "Own"),
        ]),
    ]
)
`;
    expect(linesOf(text)).toEqual([
      '7:24 swift github.com/stripe/stripe-ios 24.0.0 runtime',
      '8:24 swift github.com/getsentry/sentry-cocoa 8.0.0 runtime',
      '9:24 swift github.com/apple/swift-nio 2.0.0..<3.0.0 runtime',
      '10:42 swift github.com/firebase/firebase-ios-sdk main runtime',
      '12:23 swift mona.linkedlist 1.1.0 runtime',
      '17:29 swift FirebaseAuth null runtime',
    ]);
  });

  it.each(['', '.package(', '.package(url: "\\(x)")', '.package(url: url)', 'package(url: "https://github.com/a/b")'])(
    'passes over %j',
    (text) => {
      expect(readPackageSwift(text)).toEqual({ signals: [], problems: [] });
    },
  );
});
