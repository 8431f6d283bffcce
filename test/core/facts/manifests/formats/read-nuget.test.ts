import { describe, expect, it } from 'vitest';
import { readNuget } from '../../../../../src/core/facts/manifests/formats/read-nuget.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readNuget(text));

describe('readNuget', () => {
  it('reads a project', () => {
    const text = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><EfVersion>9.0.1</EfVersion></PropertyGroup>
  <ItemGroup Condition="'$(X)' == ''">
    <PackageReference Include="Stripe.net" Version="50.3.0" />
    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="$(EfVersion)" />
    <PackageReference Include="Unknown.Version" Version="$(Elsewhere)" />
    <PackageReference Include="Sentry"><Version>5.0.0</Version></PackageReference>
    <PackageReference Include="StyleCop.Analyzers" Version="1" PrivateAssets="all" />
    <PackageReference Include="Coverlet"><PrivateAssets>All</PrivateAssets></PackageReference>
    <PackageReference Update="Fixed" Version="2" />
    <PackageReference Remove="Gone" />
    <DotNetCliToolReference Include="Tool" Version="1" />
    <ProjectReference Include="..\\Own\\Own.csproj" />
    <!-- <PackageReference Include="Commented" /> -->
  </ItemGroup>
</Project>
`;
    expect(readNuget(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '4:32 nuget Stripe.net 50.3.0 runtime',
      '5:32 nuget Npgsql.EntityFrameworkCore.PostgreSQL 9.0.1 runtime',
      '6:32 nuget Unknown.Version null runtime',
      '7:32 nuget Sentry 5.0.0 runtime',
      '8:32 nuget StyleCop.Analyzers 1 development',
      '9:32 nuget Coverlet null development',
      '10:31 nuget Fixed 2 constraint',
      '12:38 nuget Tool 1 development',
    ]);
  });

  it('takes the packages of a test project for development', () => {
    const references = '<PackageReference Include="Npgsql" Version="9" />';
    const expected = ['development'];
    const scopes = (text: string): string[] =>
      linesOf(text)
        .filter((line) => line.includes('Npgsql'))
        .map((line) => line.split(' ').at(-1) ?? '');
    expect(scopes(`<Project><IsTestProject>true</IsTestProject>${references}</Project>`)).toEqual(expected);
    expect(scopes(`<Project>${references}<PackageReference Include="Microsoft.NET.Test.Sdk"/></Project>`)).toEqual(
      expected,
    );
    expect(scopes(`<Project>${references}</Project>`)).toEqual(['runtime']);
  });

  it('reads central versions and packages.config', () => {
    expect(
      linesOf(
        '<Project><ItemGroup><PackageVersion Include="A" Version="1"/><GlobalPackageReference Include="B" Version="2"/></ItemGroup></Project>',
      ),
    ).toEqual(['1:46 nuget A 1 constraint', '1:95 nuget B 2 development']);
    expect(
      linesOf(
        '\uFEFF<packages>\r\n<package id="NLog" version="5.0"/><package id="X" version="1" developmentDependency="true"/></packages>',
      ),
    ).toEqual(['2:14 nuget NLog 5.0 runtime', '2:48 nuget X 1 development']);
  });
});
