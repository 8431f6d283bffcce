import { describe, expect, it } from 'vitest';
import { readAzurePipelines } from '../../../../../src/core/facts/manifests/formats/read-azure-pipelines.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readAzurePipelines(text));

describe('readAzurePipelines', () => {
  it('reads tasks, images and variables', () => {
    const text = `resources:
  containers:
    - container: db
      image: postgres:17
variables:
  - group: secrets
  - name: REGION
    value: eu
stages:
  - jobs:
      - job: a
        container: mcr.microsoft.com/dotnet/sdk:9.0
        variables: { MODE: ci }
        steps:
          - task: Docker@2
          - task: SonarSource.sonarcloud.SonarCloudPrepare@3
          - script: x
            env: { TOKEN: $(token) }
      - job: b
        container: db
        pool: { vmImage: ubuntu-latest }
`;
    expect(linesOf(text)).toEqual([
      '7:11 env REGION declared set required',
      '12:20 image mcr.microsoft.com/dotnet/sdk 9.0',
      '13:22 env MODE declared set required',
      '15:19 action azure:Docker 2',
      '16:19 action azure:SonarSource.sonarcloud.SonarCloudPrepare 3',
      '18:20 env TOKEN declared filler required',
      '4:14 image postgres 17',
    ]);
  });
});
