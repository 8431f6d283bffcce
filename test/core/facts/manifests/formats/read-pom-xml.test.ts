import { describe, expect, it } from 'vitest';
import { readPomXml } from '../../../../../src/core/facts/manifests/formats/read-pom-xml.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPomXml(text));

describe('readPomXml', () => {
  it('reads dependencies, plugins, management, profiles and repositories, with properties put in', () => {
    const text = `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.0.0</version></parent>
  <groupId>com.acme</groupId>
  <properties><aws.version>2.30.0</aws.version><base>2.30</base><deep>\${base}.1</deep></properties>
  <dependencies>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>s3</artifactId><version>\${aws.version}</version></dependency>
    <!-- <dependency><groupId>a.b</groupId><artifactId>commented</artifactId></dependency> -->
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
    <dependency><groupId>org.projectlombok</groupId><artifactId>lombok</artifactId><optional>true</optional></dependency>
    <dependency><groupId>com.x</groupId><artifactId>x</artifactId><version>\${deep}</version></dependency>
    <dependency><groupId>com.y</groupId><artifactId>y</artifactId><version>\${unknown}</version></dependency>
    <dependency><groupId>com.acme</groupId><artifactId>own</artifactId></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>own2</artifactId></dependency>
  </dependencies>
  <dependencyManagement><dependencies>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>bom</artifactId><type>pom</type><scope>import</scope></dependency>
  </dependencies></dependencyManagement>
  <build><plugins>
    <plugin><artifactId>maven-compiler-plugin</artifactId></plugin>
    <plugin><groupId>com.google.cloud.tools</groupId><artifactId>jib-maven-plugin</artifactId><version>3.4</version></plugin>
  </plugins></build>
  <profiles><profile><dependencies>
    <dependency><groupId>io.sentry</groupId><artifactId>sentry</artifactId></dependency>
  </dependencies></profile></profiles>
  <repositories>
    <repository><url>https://repo.maven.apache.org/maven2</url></repository>
    <repository><url>https://repo.spring.io/milestone</url></repository>
  </repositories>
</project>
`;
    expect(readPomXml(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '3:66 maven org.springframework.boot:spring-boot-starter-parent 4.0.0 constraint',
      '7:70 maven software.amazon.awssdk:s3 2.30.0 runtime',
      '9:65 maven org.junit.jupiter:junit-jupiter null development',
      '10:65 maven org.projectlombok:lombok null optional',
      '11:53 maven com.x:x 2.30.1 runtime',
      '12:53 maven com.y:y null runtime',
      '17:70 maven software.amazon.awssdk:bom null constraint',
      '20:25 maven org.apache.maven.plugins:maven-compiler-plugin null build',
      '21:66 maven com.google.cloud.tools:jib-maven-plugin 3.4 build',
      '28:22 host repo.spring.io /milestone',
      '24:57 maven io.sentry:sentry null runtime',
    ]);
  });

  it('ends with properties that refer to themselves, and takes __proto__ for a name', () => {
    const text =
      '<project><properties><a>${a}${a}</a><__proto__>1</__proto__></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${a}</version></dependency><dependency><groupId>g</groupId><artifactId>b</artifactId><version>${__proto__}</version></dependency></dependencies></project>';
    expect(linesOf(text)).toEqual(['1:132 maven g:a null runtime', '1:226 maven g:b 1 runtime']);
  });

  it.each(['<x><dependencies/></x>', '<project/>'])('passes over %j', (text) => {
    expect(readPomXml(text)).toEqual({ signals: [], problems: [] });
  });

  it('keeps what stands before a break and names it', () => {
    const facts = readPomXml('<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>\n</x>');
    expect(briefSignals(facts)).toEqual(['1:68 maven g:a null runtime']);
    expect(facts.problems.map((p) => [p.line, p.code])).toEqual([[2, 'malformed']]);
  });
});
