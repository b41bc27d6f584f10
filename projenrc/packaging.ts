import { type cdk, Component, github } from 'projen';
import { JobPermission } from 'projen/lib/github/workflows-model';

/** The languages of the packages that every build creates. The release workflow builds .NET and Go. */
const BUILT_EVERYWHERE = ['js', 'python', 'java'];

/** PyPI lists packages by these classifiers. */
const CLASSIFIERS = ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2'];

const runScript = (name: string) => `tsx --tsconfig tsconfig.dev.json projenrc/packages/${name}.ts`;
/** The files of a release that no registry contains: the command, and a bill of materials for each package. */
const WRITE_RELEASE_FILES = [runScript('write-command-file'), runScript('write-sboms')];
/** The packages of the command line, which jsii-pacmak does not build. */
const ADDITIONAL_SCRIPTS = { js: runScript('write-command-package'), python: runScript('rebuild-python-packages') };

const runSuite = (name: string) =>
  `jest --coverage=false --maxWorkers=1 --roots bindings --testMatch "**/bindings/${name}.suite.ts"`;

/** Without a compilation, because the tests compile the module with a newer awscdk than it requires. */
const GENERATE_GO = 'jsii-pacmak --target go --code-only --rosetta-unknown-snippets=fail';
/** The languages whose packages only the release builds. It also tests them. */
const TESTED_ON_RELEASE = ['dotnet', 'go'];

/** The packages for tests of applications, which the release workflow publishes with the packages of a language. */
const BUILD_TESTING_PACKAGE = 'tsx --tsconfig tsconfig.dev.json testing/build-packages-main.ts';
const PUBLISHED_TESTING_PACKAGES = { js: 'javascript dist/js', python: 'python dist/python' };

/** The files of the GitHub release, with their folders in `dist`. */
const RELEASE_FILES = [
  ['the command and its checksum', 'command'],
  ['the bills of materials', 'sbom'],
  ['the packages for tests of applications', 'testing'],
];

/** Builds the packages of all languages, with provenance attestations. */
export class Packaging extends Component {
  /** npm and PyPI publish the provenance of their packages. GitHub stores the attestation of the jar. */
  public static readonly ATTEST_JAR: github.workflows.JobStep[] = [{
    name: 'Attest where the jar was built',
    uses: 'actions/attest-build-provenance@v3',
    with: { 'subject-path': 'dist/java/**/*.jar' },
  }];

  constructor(project: cdk.JsiiProject) {
    super(project);

    // One file loads faster than two hundred (docs/adr/0024), and classes load when they are used.
    const options = '--bundle --packages=external --platform=node --format=cjs --target=node20 '
      + '--sourcemap --sources-content=false';
    project.compileTask.exec('tsx --tsconfig tsconfig.dev.json projenrc/defer-exports.ts');
    project.compileTask.exec('tsx --tsconfig tsconfig.dev.json projenrc/remove-member-comments.ts');
    project.compileTask.exec(
      `esbuild lib/index.js ${options} --log-level=warning --outfile=lib/index.js --allow-overwrite`,
    );
    project.compileTask.exec('tsx --tsconfig tsconfig.dev.json projenrc/prune-declarations.ts');

    // Editors and Node.js accept the library, its manifests and its schemas, and no path below lib.
    project.addFields({
      exports: {
        '.': { types: './lib/index.d.ts', default: './lib/index.js' },
        './package.json': './package.json',
        './.jsii': './.jsii',
        './docs/*.schema.json': './docs/*.schema.json',
      },
    });

    // The package contains the listed files only. npm adds README, LICENSE and package.json.
    // Architecture, decisions, facts and assumptions are for maintainers. The README links the other omitted documents.
    const omitted = [
      'images', 'adr', 'architecture.md', 'assumptions.md', 'audit.md', 'clients.md', 'conformance.md', 'facts.md',
      'hardening.md', 'readme-*.md', 'testing.md', 'verifying.md',
    ].map((document) => `!docs/${document}`);
    const documents = ['docs', ...omitted, 'CHANGELOG.md', 'NOTICE'];
    // The source map refers to sources that the package does not contain.
    const programs = ['lib', '!lib/*/**/*.js', '!lib/index.js.map', 'assets', 'bin'];
    project.addFields({ files: [...programs, ...documents, '.jsii', '.jsii.tabl.json.gz'] });

    project.package.file.addOverride('jsii.targets.python.classifiers', CLASSIFIERS);

    // A build must not require the tool chains of five languages, in CI or elsewhere. The jobs of the release unpack
    // the only tarball in dist/js, so the build does not write the tarball of the command there.
    project.packageTask.reset('jsii-pacmak --target js');
    for (const script of WRITE_RELEASE_FILES) project.packageTask.exec(script);
    for (const [target, script] of Object.entries(ADDITIONAL_SCRIPTS)) {
      project.tasks.tryFind(`package:${target}`)!.exec(script);
    }
    for (const [target, operands] of Object.entries(PUBLISHED_TESTING_PACKAGES)) {
      project.tasks.tryFind(`package:${target}`)!.exec(`${BUILD_TESTING_PACKAGE} ${operands}`);
    }
    for (const target of TESTED_ON_RELEASE) project.tasks.tryFind(`package:${target}`)!.exec(runSuite(target));
    project.release?.publisher.addGitHubPostPublishingSteps(...RELEASE_FILES.map(([files, folder]) => ({
      name: `Add ${files} to the release`,
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: `gh release upload "$(cat dist/releasetag.txt)" dist/${folder}/* --clobber -R "$GITHUB_REPOSITORY"`,
    })));
    project.removeTask('package-all');
    const all = project.addTask('package:all', {
      description: 'Build the npm tarballs, the wheel, the jar and the file of the command into dist',
      exec: 'rm -rf dist',
    });
    all.spawn(project.preCompileTask);
    all.spawn(project.compileTask);
    // jsii-rosetta compiles and translates the examples in docstrings for each package.
    all.spawn(project.tasks.tryFind('docs:snippets')!);
    all.exec(`jsii-pacmak --targets ${BUILT_EVERYWHERE.join(' ')} --rosetta-unknown-snippets=fail`);
    for (const script of [...WRITE_RELEASE_FILES, ...Object.values(ADDITIONAL_SCRIPTS)]) all.exec(script);

    const test = project.addTask('test:bindings', {
      description: 'Build the packages and use them from every language',
    });
    test.spawn(all);
    test.exec('jest --coverage=false --maxWorkers=1 --roots bindings --testMatch "**/bindings/**/*.test.ts"');

    const go = project.addTask('test:go', {
      description: 'Build the Go module, and use it from applications with the newest awscdk',
    });
    go.spawn(project.preCompileTask);
    go.spawn(project.compileTask);
    go.spawn(project.tasks.tryFind('docs:snippets')!);
    go.exec('rm -rf dist/go');
    go.exec(GENERATE_GO);
    go.exec(runSuite('go'));

    const imports = project.addTask('test:imports', {
      description: 'Adopt the access points of all examples with imported applications in Python, Java and Go',
    });
    imports.spawn(all);
    imports.exec(GENERATE_GO);
    imports.exec(runSuite('import'));

    const rehearsal = project.addTask('release:rehearsal', {
      description: 'Build all packages, publish them to local registries, and follow the READMEs with them; '
        + 'requires Python, Maven, Go and GnuPG',
    });
    rehearsal.spawn(all);
    rehearsal.exec(GENERATE_GO);
    rehearsal.exec(BUILD_TESTING_PACKAGE);
    rehearsal.exec(runSuite('release'));
    // The rehearsal replaces dist, so it is a job of its own. All other jobs need the job of the build.
    project.release?.addJobs({
      rehearsal: {
        name: 'Rehearse the release with local registries',
        runsOn: ['ubuntu-latest'],
        permissions: { contents: JobPermission.READ },
        timeoutMinutes: 60,
        env: { CI: 'true' },
        steps: [
          { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } },
          {
            name: 'Setup Node.js',
            uses: 'actions/setup-node@v5',
            with: { 'node-version': project.package.minNodeVersion, 'package-manager-cache': false },
          },
          { name: 'Install dependencies', run: 'npm ci' },
          { name: 'Rehearse the release', run: `npm run ${rehearsal.name}` },
        ],
      },
    });

    project.addTask('test:packed', {
      description: 'Runs the tests of the public API against the packed library; needs "npm run package:all"',
      exec: 'jest --config test/packed/jest.config.js',
    });
    project.gitignore.exclude('/.packed/');
    project.npmignore?.exclude('/.packed/');

    const workflow = project.tryFindObjectFile('.github/workflows/release.yml');
    workflow?.addOverride('jobs.release.needs', 'rehearsal');
    workflow?.addOverride('jobs.release_maven.permissions', {
      'contents': 'read', 'id-token': 'write', 'attestations': 'write',
    });
  }
}
