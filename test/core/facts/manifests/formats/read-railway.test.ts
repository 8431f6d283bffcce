import { describe, expect, it } from 'vitest';
import { readRailwayJson, readRailwayToml } from '../../../../../src/core/facts/manifests/formats/read-railway.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readRailwayToml', () => {
  it('reads the variables of commands', () => {
    const text = '[build]\nbuilder = "$NO"\n[deploy]\nstartCommand = "run --port $PORT --key ${API_KEY:-x} $TOKEN"\n';
    expect(briefSignals(readRailwayToml(text))).toEqual([
      '4:42 env API_KEY read null optional',
      '4:55 env TOKEN read null required',
    ]);
  });
});

describe('readRailwayJson', () => {
  it('reads the same of JSON', () => {
    expect(briefSignals(readRailwayJson('{"deploy": {"preDeployCommand": "migrate $DB_URL"}}'))).toEqual([
      '1:43 env DB_URL read null required',
    ]);
  });
});
