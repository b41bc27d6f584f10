import { type cdk, Component, type github } from 'projen';

/** The languages whose packages anyone can build here; those of .NET and Go are built where they are released. */
const BUILT_EVERYWHERE = ['js', 'python', 'java'];

/** What is built for other languages, and what proves where it was built. */
export class Packaging extends Component {
  /** npm and PyPI publish where a package was built by themselves; of the jar GitHub keeps it. */
  public static readonly ATTEST_JAR: github.workflows.JobStep[] = [{
    name: 'Attest where the jar was built',
    uses: 'actions/attest-build-provenance@v3',
    with: { 'subject-path': 'dist/java/**/*.jar' },
  }];

  constructor(project: cdk.JsiiProject) {
    super(project);

    // Most of the time that an application spends on this library would go into finding and reading two hundred files (docs/adr/0024).
    const ofOursAlone = '--bundle --packages=external --platform=node --format=cjs --target=node20 --sourcemap --log-level=warning';
    project.compileTask.exec(`esbuild lib/index.js ${ofOursAlone} --outfile=lib/index.js --allow-overwrite`);
    project.compileTask.exec('tsx --tsconfig tsconfig.dev.json projenrc/prune-declarations.ts');

    // Editors and Node accept the library, its manifests and its schemas, and no path below lib.
    project.addFields({
      exports: {
        '.': { types: './lib/index.d.ts', default: './lib/index.js' },
        './package.json': './package.json',
        './.jsii': './.jsii',
        './docs/*.schema.json': './docs/*.schema.json',
      },
    });

    // What is named is packed, and nothing that happens to lie beside it; npm adds README, LICENSE and package.json.
    const documents = ['docs', '!docs/images', 'API.md', 'CHANGELOG.md', 'NOTICE'];
    const programs = ['lib', '!lib/*/**/*.js', 'assets', 'bin'];
    project.addFields({ files: [...programs, ...documents, '.jsii', '.jsii.tabl.json'] });

    // Not even outside of CI does a build want the tool chains of five languages.
    project.packageTask.reset();
    project.packageTask.spawn(project.tasks.tryFind('package:js')!);
    project.removeTask('package-all');
    const all = project.addTask('package:all', { description: 'Builds the npm tarball, the wheel and the jar into dist', exec: 'rm -rf dist' });
    all.spawn(project.preCompileTask);
    all.spawn(project.compileTask);
    // What docstrings show goes into each package in its own language, as jsii-rosetta has compiled and translated it.
    all.spawn(project.tasks.tryFind('docs:snippets')!);
    all.exec(`jsii-pacmak --targets ${BUILT_EVERYWHERE.join(' ')} --rosetta-unknown-snippets=fail`);

    const test = project.addTask('test:bindings', { description: 'Builds the packages and uses them as their users would, in every language' });
    test.spawn(all);
    test.exec('jest --coverage=false --maxWorkers=1 --roots bindings --testMatch "**/bindings/**/*.test.ts"');

    project.addTask('test:packed', {
      description: 'Runs the tests of the public API against the packed library; needs "npm run package:all"',
      exec: 'jest --config test/packed/jest.config.js',
    });
    project.gitignore.exclude('/.packed/');
    project.npmignore?.exclude('/.packed/');

    project.tryFindObjectFile('.github/workflows/release.yml')?.addOverride('jobs.release_maven.permissions', {
      'contents': 'read', 'id-token': 'write', 'attestations': 'write',
    });
  }
}
