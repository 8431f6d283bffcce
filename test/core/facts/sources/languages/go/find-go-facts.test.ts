import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['import "github.com/a/b"', ['github.com/a/b@1:9']],
  ['import x "github.com/a/b/v2"; import _ "go.c.dev"', ['github.com/a/b/v2@1:11', 'go.c.dev@1:41']],
  ['import (\n\t"fmt"\n\t// "a.com/x"\n\tb "b.com/x" // c\n\t. `c.com/x`\n)', ['b.com/x@4:5', 'c.com/x@5:5']],
  ['import ("a.com/x"; "b.com/x")', ['a.com/x@1:10', 'b.com/x@1:21']],
  ['import "fmt"; import "../own"; import "C"', []],
  ['x := `\n" // import\n`; y := "import \\"a.com/x\\""', []],
  ['c := \'"\'; import "a.com/x" // \'', ['a.com/x@1:19']],
  ['reimport "a.com/x"\nx.import "a.com/x"', []],
])('finds the imports of Go in %j', (text, expected) => {
  expect(readSignals('go', 'import', text)).toEqual(expected);
});

it.each([
  ['os.Getenv("A")', ['A@1:12']],
  ['os.LookupEnv(\n\t"A",\n)', ['A@2:3']],
  ['syscall.Getenv(`A`)', ['A@1:17']],
  ['getEnv("A_B", "d") + mustGetenv("C_D")', ['A_B?@1:9', 'C_D@1:34']],
  ['viper.BindEnv("stripe.key", "STRIPE_KEY")', ['STRIPE_KEY@1:30']],
  ['Flag{EnvVars: []string{"A_B", "C_D"}}; Flag{EnvVar: "E_F"}', ['A_B@1:25', 'C_D@1:32', 'E_F@1:54']],
  ['type C struct {\n\tA string `env:"A_B,required" json:"a"`\n}', ['A_B@2:17']],
  ['A string `json:"env" env:"A_B" envDefault:"x"`', ['A_B?@1:27']],
  ['A string `envconfig:"A_B" default:"x"`; B int `env:"B_C,default=3"`', ['A_B?@1:22', 'B_C?@1:53']],
  ['// os.Getenv("A")\n/* os.Getenv("A") */ "os.Getenv(\\"A\\")"', []],
  ['x.Getenv("A"); Getenv("A"); os.Getenv(name); os.Setenv("A", "b")', []],
  ['getEnv("the key"); A string `yaml:"env"`; "env:\\"A\\""', []],
])('finds the env reads of Go in %j', (text, expected) => {
  expect(readSignals('go', 'env', text)).toEqual(expected);
});

it('finds the hosts of Go', () => {
  const text = 'a("https://a.acme.io/%s/x", `https://b.acme.io`) // https://c.acme.io';
  expect(readSignals('go', 'host', text)).toEqual(['a.acme.io /*/x@1:12', 'b.acme.io /@1:38']);
});
