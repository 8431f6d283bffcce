import { expect, test } from 'vitest';
import { resourceWords } from '../../../../src/core/report/sentences/resource-words.ts';

test.each([
  ['aws_s3_bucket', 'resource', 'aws_s3_bucket'],
  ['AWS::S3::Bucket', 'resource', 'AWS::S3::Bucket'],
  ['scheme:postgres', 'address with the scheme', 'postgres://'],
  ['local:11434/api', 'local address', 'localhost:11434/api'],
  ['cli:gcloud run', 'command', 'gcloud run'],
  ['named:openai', 'chosen in settings as', 'openai'],
  ['chosen:openai', 'chosen in code as', 'openai'],
  ['rails:adapter.postgresql', 'database adapter', 'postgresql'],
  ['heroku:buildpack.ruby', 'Heroku buildpack', 'ruby'],
  ['rails:storage.S3', 'storage service', 'S3'],
  ['dotnet:postgresql', 'connection string of', 'postgresql'],
  ['jdbc:mysql', 'JDBC address of', 'mysql'],
  ['oauth2:google', 'sign-in with', 'google'],
  ['manifest:aps-environment', 'app manifest entry', 'aps-environment'],
  ['unheard:of', 'resource', 'unheard:of'],
  ['constructor:x', 'resource', 'constructor:x'],
])('The type %s is told as %s %s.', (type, words, name) => {
  expect(resourceWords(type)).toEqual({ words, name });
});
