import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['import a.b.C;', ['a.b.C@1:8']],
  ['import static a.b.C.d;', ['a.b.C.d@1:15']],
  ['import a.b.*;', ['a.b@1:8']],
  ['package x;\nimport /* y */ a.B; import c.D;', ['a.B@2:16', 'c.D@2:28']],
  ['import java.util.List; import javax.mail.Session;', ['javax.mail.Session@1:31']],
  ['// import a.B;\n/* /* */ import c.D;', ['c.D@2:17']],
  ['s = """\nimport a.B; "x" \\"""\nimport b.C;\n""";\nimport d.E;', ['d.E@5:8']],
  ['char c = \'"\'; // "\nimport a.B;', ['a.B@2:8']],
  ['"import a.B;"; x.import(a.B);', []],
])('finds the imports of Java in %j', (text, expected) => {
  expect(readSignals('java', 'import', text)).toEqual(expected);
});

it.each([
  ['import a.b.C\nimport d.E as F\nimport kotlin.math.max', ['a.b.C@1:8', 'd.E@2:8']],
  ['/* /* */ import a.B */\nimport c.D', ['c.D@2:8']],
  ['val s = """a \\"""\nimport a.B', ['a.B@2:8']],
  ['val s = """"a""""\nimport a.B', ['a.B@2:8']],
  ['val s = "${f("}")}"\nimport a.B', ['a.B@2:8']],
])('finds the imports of Kotlin in %j', (text, expected) => {
  expect(readSignals('kotlin', 'import', text)).toEqual(expected);
});

it.each([
  ['System.getenv("A")', ['A@1:16']],
  ['System.getenv().get("A"); System.getenv().getOrDefault("B", "c")', ['A@1:22', 'B?@1:57']],
  ['Optional.ofNullable(System.getenv("A")).orElse("b")', ['A?@1:36']],
  ['@Value("${A_B}") String a; @Value("${C_D:x}") String c;', ['A_B@1:11', 'C_D?@1:38']],
  ['Dotenv.load(); dotenv.get("A")', ['A@1:28']],
  ['// System.getenv("A")', []],
  ['@Value("${a.b}") String a; value("${A_B}"); System.getenv(name); new Value("${A_B}");', []],
])('finds the env reads of Java in %j', (text, expected) => {
  expect(readSignals('java', 'env', text)).toEqual(expected);
});

it.each([
  ['System.getenv("A") ?: "b"', ['A?@1:16']],
  ['System.getenv("A") ?: error("no A")', ['A@1:16']],
  ['System.getenv("A")!!', ['A@1:16']],
  ['System.getenv()["A"]; dotenv["B"]', ['A@1:18', 'B@1:31']],
  ['"x ${System.getenv("A") ?: ""} y"', ['A?@1:21']],
  ['@Value("\\${A_B:x}") lateinit var a: String', ['A_B?@1:12']],
])('finds the env reads of Kotlin in %j', (text, expected) => {
  expect(readSignals('kotlin', 'env', text)).toEqual(expected);
});

it('finds the hosts of Kotlin, with holes', () => {
  const text = 'a("https://$region.acme.io/x"); b("https://${f("a")}.b.io"); c("""https://c.io/$id""")';
  expect(readSignals('kotlin', 'host', text)).toEqual(['*.acme.io /x@1:20', '*.b.io /@1:54', 'c.io /@1:75']);
});
