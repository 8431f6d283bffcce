import { describe, expect, it } from 'vitest';
import {
  looksLikeAppJson,
  readAppJson,
  readEasJson,
} from '../../../../../src/core/facts/manifests/formats/read-app-json.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readAppJson', () => {
  it("reads Expo's plugins and services", () => {
    const text = `{ "expo": {
  "plugins": ["expo-router", ["@sentry/react-native/expo", { "x": 1 }], "./plugins/own"],
  "updates": { "url": "https://u.expo.dev/abc" },
  "ios": { "googleServicesFile": "./x.plist" },
  "android": { "config": { "googleMaps": { "apiKey": "x" } } }
} }`;
    expect(briefSignals(readAppJson(text))).toEqual([
      '2:15 npm expo-router null runtime',
      '2:31 npm @sentry/react-native null runtime',
      '3:23 resource expo:updates',
      '5:42 resource expo:google-maps',
      '4:34 resource expo:google-services',
      '3:24 host u.expo.dev /abc',
    ]);
  });

  it("knows Heroku's own buildpacks", () => {
    const text =
      '{ "buildpacks": [{ "url": "heroku/ruby" }, { "url": "https://acme.io/pack" }, { "url": "https://github.com/heroku/heroku-buildpack-nodejs" }] }';
    expect(briefSignals(readAppJson(text))).toEqual([
      '1:18 resource heroku:buildpack.ruby',
      '1:79 resource heroku:buildpack.nodejs',
    ]);
  });

  it("reads Heroku's add-ons and variables", () => {
    const text = `{ "addons": ["heroku-postgresql:mini", { "plan": "papertrail" }],
  "env": { "STRIPE_KEY": { "description": "x", "required": true }, "MODE": "live" } }`;
    expect(briefSignals(readAppJson(text))).toEqual([
      '1:14 resource heroku:heroku-postgresql',
      '1:50 resource heroku:papertrail',
      '2:12 env STRIPE_KEY declared none required',
      '2:68 env MODE declared set required',
    ]);
  });
});

describe('looksLikeAppJson', () => {
  it.each([
    ['{ "expo" : {} }', true],
    ['{"formation": {}}', true],
    ['{"name": "x"}', false],
    ['{"plugins": ["a"]', false],
    ['[1', false],
  ])('judges %j', (text, expected) => expect(looksLikeAppJson(text)).toBe(expected));
});

describe('readEasJson', () => {
  it('reads variables of build profiles', () => {
    expect(briefSignals(readEasJson('{"build": {"production": {"env": {"APP_ENV": "production"}}}}'))).toEqual([
      '1:35 env APP_ENV declared set required',
    ]);
  });
});
