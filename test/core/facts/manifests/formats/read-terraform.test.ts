import { describe, expect, it } from 'vitest';
import { readTerraform } from '../../../../../src/core/facts/manifests/formats/read-terraform.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readTerraform(text));

describe('readTerraform', () => {
  it('reads the types of resources and data, at the top level only', () => {
    const text = `terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
# resource "commented_out" "x" {}
/* resource "commented_too" "x" {} */
resource "aws_s3_bucket" "main" {
  name = "resource \\"in_string\\" \${"a}b"} x"
  data = <<-EOT
    resource "in_heredoc" "x" {
  EOT
  lifecycle { data "nested" "x" {} }
}
data "aws_iam_policy" "p" {}
resource google_pubsub_topic t {}
my_resource "no" "x" {}
`;
    expect(readTerraform(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '6:10 resource aws_s3_bucket',
      '13:6 resource aws_iam_policy',
      '14:10 resource google_pubsub_topic',
    ]);
  });

  it('reads the providers that are set up, and charts', () => {
    const text = `provider "datadog" {
  api_key = var.key
}
provider "aws" { alias = "eu" }
provider aws {}
locals { provider "nested" {} }
resource "helm_release" "cache" {
  repository = "https://charts.acme.io"
  chart      = "redis"
}
resource "helm_release" "own" {
  chart = "\${path.module}/charts/own"
}
`;
    expect(linesOf(text)).toEqual([
      '1:10 resource terraform:datadog',
      '4:10 resource terraform:aws',
      '7:10 resource helm_release',
      '8:17 host charts.acme.io /',
      '9:17 resource helm:redis',
      '11:10 resource helm_release',
    ]);
  });

  it.each([
    ['resource "a" "b" {\n  x = 1\n', 1],
    ['resource "a" "b" {}\nx = "y\n', 2],
    ['resource "a" "b" {}\n/* x', 2],
    ['resource "a" "b" {}\nx {\n y = <<EOT\nz\n', 3],
  ])('names the line of what is open in %j and keeps the rest', (text, line) => {
    const facts = readTerraform(text);
    expect(briefSignals(facts)).toEqual(['1:10 resource a']);
    expect(facts.problems.map((p) => [p.line, p.code])).toEqual([[line, 'malformed']]);
  });

  it('bears a byte order mark, CRLF and 100,000 open braces', () => {
    expect(linesOf('\uFEFFresource "a" "b" {\r\n}\r\ndata "c" "d" {}')).toEqual(['1:10 resource a', '3:6 resource c']);
    expect(readTerraform('{'.repeat(100_000)).problems.map((p) => p.line)).toEqual([1]);
  });

  it('stops at a string that never ends, in linear time', () => {
    expect(readTerraform('"${'.repeat(300_000)).problems.map((p) => p.line)).toEqual([1]);
  });
});

it('reads what strings say: variables, images, addresses, APIs and roles', () => {
  const text = `module "run" {
  services = [{
    image   = "\${var.region}-docker.pkg.dev/\${var.project}/api:latest"
    secrets = concat(["ACME_TOKEN", "x"], var.more)
    env     = { ACME_URL = "https://api.acme.io/v1", "ACME_KEY" = var.key }
    roles   = ["\${var.project}=>roles/secretmanager.secretAccessor", "roles/iam.serviceAccountUser"]
  }]
  service        = "run.googleapis.com"
  engine_version = "POSTGRES_15"
  db_provider    = "neon"
}
`;
  expect(briefSignals(readTerraform(text))).toEqual([
    '3:16 host *.pkg.dev /',
    '4:24 env ACME_TOKEN declared none required',
    '5:17 env ACME_URL declared set required',
    '5:29 host api.acme.io /v1',
    '5:55 env ACME_KEY declared filler required',
    '6:17 host secretmanager.googleapis.com /',
    '8:21 host run.googleapis.com /',
    '10:21 resource named:neon',
  ]);
});
