import { describe, expect, it } from 'vitest';
import {
  readAndroidManifest,
  readPropertyList,
} from '../../../../../src/core/facts/manifests/formats/read-app-manifest.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readAndroidManifest', () => {
  it('reads permissions and settings, and no values', () => {
    const text = `<manifest xmlns:android="http://schemas.android.com/apk/res/android">
  <uses-permission android:name="android.permission.health.READ_STEPS" />
  <meta-data android:name="com.acme.sdk.KEY" android:value="abc" />
</manifest>`;
    expect(briefSignals(readAndroidManifest(text))).toEqual([
      '2:34 resource manifest:android.permission.health.READ_STEPS',
      '3:28 resource manifest:com.acme.sdk.KEY',
    ]);
  });
});

describe('readPropertyList', () => {
  it('reads keys, and no values', () => {
    const text = '<dict>\n\t<key>aps-environment</key>\n\t<string>production</string>\n</dict>';
    expect(briefSignals(readPropertyList(text))).toEqual(['2:7 resource manifest:aps-environment']);
  });

  it('says nothing of another format', () => expect(briefSignals(readPropertyList('bplist00'))).toEqual([]));
});
