import { expect, it } from 'vitest';
import { readCloudInit } from '../../../../../src/core/facts/manifests/formats/read-cloud-init.ts';
import { briefSignals } from '../brief-signals.ts';

it('reads what a machine runs when it first starts', () => {
  const text = `#cloud-config
packages: [jq]
runcmd:
  - curl -fsSL https://acme.io/install.sh | sh
  - [fly, deploy]
%{ if enabled }
  - docker run acme/shop:1
%{ endif }
write_files:
  - path: /opt/up.sh
    content: |
      gcloud run deploy
  - path: /etc/motd
    content: gcloud is there
`;
  expect(briefSignals(readCloudInit(text))).toEqual([
    '4:16 host acme.io /install.sh',
    '5:5 resource cli:fly deploy',
    '7:5 resource cli:docker run',
    '7:5 image acme/shop 1',
    '12:7 resource cli:gcloud run deploy',
  ]);
});
