import { describe, expect, it } from 'vitest';
import { readGradle } from '../../../../../src/core/facts/manifests/formats/read-gradle.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readGradle(text));

describe('readGradle', () => {
  it('reads Groovy', () => {
    const text = `plugins {
    id 'java'
    id 'org.springframework.boot' version '3.4.1'
}
apply plugin: 'com.google.gms.google-services'
ext { stripeVersion = '28.0.0' }
repositories {
    mavenCentral()
    maven { url 'https://jitpack.io' }
    maven { url "https://repo1.maven.org/maven2" }
}
buildscript { dependencies { classpath 'com.google.gms:google-services:4.4.2' } }
dependencies {
    implementation "com.stripe:stripe-java:$stripeVersion"
    implementation group: 'io.sentry', name: 'sentry', version: '7.1.0'
    implementation('com.twilio.sdk:twilio:10.1.0') {
        exclude group: 'com.fasterxml', module: 'jackson'
        because 'of a:b reasons'
    }
    api 'a.b:c', 'd.e:f:2'
    implementation platform('com.google.firebase:firebase-bom:33.1.0')
    implementation project(':own')
    implementation libs.okhttp
    // implementation 'commented:out:1'
    testImplementation 'org.junit.jupiter:junit-jupiter:5.11.0'
    androidTestImplementation 'androidx.test:runner:1.6.2'
    annotationProcessor 'org.projectlombok:lombok:1.18.36'
    runtimeOnly 'org.postgresql:postgresql'
    implementation "x:y:\${rootProject.ext.unknown}"
    constraints { implementation 'org.apache:log:2.25' }
}
task x { description 'not:a:dependency' }
`;
    expect(linesOf(text)).toEqual([
      '3:9 maven org.springframework.boot:org.springframework.boot.gradle.plugin 3.4.1 build',
      '5:16 maven com.google.gms.google-services:com.google.gms.google-services.gradle.plugin null build',
      '9:18 host jitpack.io /',
      '12:41 maven com.google.gms:google-services 4.4.2 build',
      '14:21 maven com.stripe:stripe-java 28.0.0 runtime',
      '15:47 maven io.sentry:sentry 7.1.0 runtime',
      '16:21 maven com.twilio.sdk:twilio 10.1.0 runtime',
      '20:10 maven a.b:c null runtime',
      '20:19 maven d.e:f 2 runtime',
      '21:30 maven com.google.firebase:firebase-bom 33.1.0 constraint',
      '25:25 maven org.junit.jupiter:junit-jupiter 5.11.0 development',
      '26:32 maven androidx.test:runner 1.6.2 development',
      '27:26 maven org.projectlombok:lombok 1.18.36 build',
      '28:18 maven org.postgresql:postgresql null runtime',
      '29:21 maven x:y null runtime',
      '30:35 maven org.apache:log 2.25 constraint',
    ]);
  });

  it('reads Kotlin', () => {
    const text = `val ktor = "3.0.0"
plugins {
    kotlin("jvm") version "2.1.0"
    id("io.sentry.android.gradle") version "4.14.1"
    alias(libs.plugins.x)
}
repositories { maven("https://maven.acme.io/repo") }
dependencies {
    implementation("io.ktor:ktor-server-core:\${ktor}")
    implementation(platform("software.amazon.awssdk:bom:2.30.0"))
    implementation(libs.okhttp)
    "ksp"("com.squareup.moshi:moshi-kotlin-codegen:1.15.2")
    add("implementation", "a.b:c:1")
    testImplementation(
        "io.mockk:mockk:1.13.0",
    )
    compileOnly(group = "g.h", name = "i", version = "3")
}
kotlin { sourceSets {
    commonTest.dependencies { implementation("t.u:v:1") }
} }
`;
    expect(linesOf(text)).toEqual([
      '4:9 maven io.sentry.android.gradle:io.sentry.android.gradle.gradle.plugin 4.14.1 build',
      '7:23 host maven.acme.io /repo',
      '9:21 maven io.ktor:ktor-server-core 3.0.0 runtime',
      '10:30 maven software.amazon.awssdk:bom 2.30.0 constraint',
      '12:12 maven com.squareup.moshi:moshi-kotlin-codegen 1.15.2 build',
      '13:28 maven a.b:c 1 runtime',
      '15:10 maven io.mockk:mockk 1.13.0 development',
      '17:40 maven g.h:i 3 runtime',
      '20:47 maven t.u:v 1 development',
    ]);
  });

  it('is linear in open and closed brackets', () => {
    for (const piece of ['{', '){', 'dependencies{', '}', "'{"]) expect(linesOf(piece.repeat(60_000))).toEqual([]);
  });
});
