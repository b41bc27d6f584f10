import { listAllTypes, listMissingTypes } from './support/exported-types';
import { listFilesBelow } from './support/files';

// The release workflow compiles and runs the applications (dotnet.suite.ts), because a build requires no .NET SDK.
describe('bindings/dotnet', () => {
  test('has an application with every exported class, struct and enum', () => {
    expect(listAllTypes().length).toBeGreaterThan(50);
    expect(listMissingTypes('dotnet/EveryClass.cs', (name) => new RegExp(`\\bI?${name}\\b`))).toEqual([]);
  });

  test('has the applications that the suite of the release runs', () => {
    expect(listFilesBelow('bindings/dotnet')).toEqual([
      'bindings/dotnet/Application.csproj', 'bindings/dotnet/EveryClass.cs', 'bindings/dotnet/InvalidDeclaration.cs',
      'bindings/dotnet/Minimal.cs', 'bindings/dotnet/Program.cs',
    ]);
  });
});
