import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['using A.B;', ['A.B@1:7']],
  ['global using A.B;\nusing static C.D;', ['A.B@1:14', 'C.D@2:14']],
  ['using X = A.B<int>; using Y = global::C.D;', ['A.B@1:11', 'C.D@1:39']],
  ['namespace N { using A; }', ['A@1:21']],
  ['using var a = b; using (a.b) {} await using A.B; using A b = c;', []],
  ['// using A;\n/* using B; */ "using C;"', []],
  ['var s = @"a\\";\nusing A;', ['A@2:7']],
  ['var s = @"""using B;"" // ";\nusing A;', ['A@2:7']],
  ['var s = """\nusing B; " // \n""";\nusing A;', ['A@4:7']],
  ['var s = $"{f("}")} // {{ ";\nusing A;', ['A@2:7']],
  ['var s = $$"""{ {{f("}")}} " """; // x\nusing A;', ['A@2:7']],
  ['#region Don\'t // "\nusing A;', ['A@2:7']],
])('finds the imports of C# in %j', (text, expected) => {
  expect(readSignals('csharp', 'import', text)).toEqual(expected);
});

it.each([
  ['Environment.GetEnvironmentVariable("A")', ['A@1:37']],
  ['Environment.GetEnvironmentVariable("A") ?? "b"', ['A?@1:37']],
  ['Environment.GetEnvironmentVariable("A") ?? throw new E()', ['A@1:37']],
  ['Environment.GetEnvironmentVariable("A", EnvironmentVariableTarget.User)', ['A@1:37']],
  ['$"x {Environment.GetEnvironmentVariable("A")} y"', ['A@1:42']],
  ['builder.Configuration["A_B"] ?? "c"', ['A_B?@1:24']],
  ['Configuration["Stripe:Key"]; config["KEY"]; list["A_B"]', []],
  ['/// Environment.GetEnvironmentVariable("A")', []],
])('finds the env reads of C# in %j', (text, expected) => {
  expect(readSignals('csharp', 'env', text)).toEqual(expected);
});

it.each([
  ['builder.Configuration["Stripe:SecretKey"]', ['named:stripe@1:24']],
  ['_config.GetValue<string?>("Twilio:AuthToken")', ['named:twilio@1:28']],
  ['configuration["Authentication:Google:ClientId"]', ['oauth2:google@1:16']],
  ['configuration["Stripe:Currency"]; list["Stripe:SecretKey"]; config[name]', []],
])('finds the services that settings of C# hold keys of in %j', (text, expected) => {
  expect(readSignals('csharp', 'resource', text)).toEqual(expected);
});

it('finds the hosts of C#, with holes', () => {
  const text = 'a($"https://{region}.acme.io/x", @"https://b.io"); $@"https://{c}.c.io"; // "https://d.io"';
  expect(readSignals('csharp', 'host', text)).toEqual(['*.acme.io /x@1:22', 'b.io /@1:44', '*.c.io /@1:67']);
});
