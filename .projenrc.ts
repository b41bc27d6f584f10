import { awscdk, javascript, ReleasableCommits, release, typescript } from 'projen';
import { Bundles } from './projenrc/bundles';
import { CodeQuality } from './projenrc/code-quality';
import { CommitMessages } from './projenrc/commit-messages';
import { Facts } from './projenrc/facts';
import { Layering } from './projenrc/layering';
import { MutationTesting } from './projenrc/mutation-testing';
import { Packaging } from './projenrc/packaging';
import { PinnedActions } from './projenrc/pinned-actions';
import { PinnedDependencies } from './projenrc/pinned-dependencies';
import { ProjectTasks } from './projenrc/project-tasks';
import { PUBLISHER } from './projenrc/publisher';
import { PullRequestChecks } from './projenrc/pull-request-checks';
import { Verification } from './projenrc/verification';

const project = new awscdk.AwsCdkConstructLibrary({
  name: PUBLISHER.npm,
  description: 'S3 Multi-Region Access Points for the AWS CDK: buckets, two-way replication, failover routes and '
    + 'least-privilege access, checked at synthesis',
  author: PUBLISHER.name,
  authorAddress: PUBLISHER.url,
  authorOrganization: true,
  repositoryUrl: PUBLISHER.repository,
  // The POM contains the URL of the repository otherwise.
  homepage: PUBLISHER.repository.replace(/\.git$/, ''),
  license: 'Apache-2.0',
  copyrightOwner: PUBLISHER.name,
  // projen adds 'cdk' for Construct Hub.
  keywords: [
    'aws-cdk', 'aws', 's3', 'multi-region-access-point', 'mrap', 'multi-region', 'cross-region-replication',
    'replication', 'failover', 'disaster-recovery',
  ],
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  publishToPypi: { ...PUBLISHER.pypi, trustedPublishing: true },
  publishToMaven: { ...PUBLISHER.maven, postPublishSteps: Packaging.ATTEST_JAR },
  publishToNuget: PUBLISHER.nuget,
  publishToGo: PUBLISHER.go,
  npmProvenance: true,
  // Maintainers start releases. The version and the changelog are derived from the titles of merged changes.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  postBuildSteps: [
    { name: 'Build the packages for tests of applications', run: 'npx projen package:testing' },
    { name: 'Check advisories about bundled packages', run: 'npm run audit:shipped', env: { AUDIT: 'required' } },
  ],
  // Version 13 requires a newer Node.js than the oldest supported version.
  bumpPackage: 'commit-and-tag-version@^12',
  projenVersion: '0.103.25',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',

  // The oldest aws-cdk-lib with appConstruct of IPolicyValidationPlugin. CI repeats the tests on the newest version.
  cdkVersion: '2.258.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  devDeps: [
    // Bundled into the Lambda functions, the simulator and the command line. CONTRIBUTING.md has a reason for each.
    '@aws-sdk/client-s3-control@^3.1112.0',
    // The oldest version with the replication elements of November 2026.
    '@aws-sdk/client-s3@^3.1173.0',
    '@aws-sdk/client-cloudtrail@^3.1112.0',
    '@aws-sdk/client-cloudwatch@^3.1112.0',
    '@aws-sdk/client-iam@^3.1112.0',
    '@aws-sdk/client-kms@^3.1112.0',
    '@aws-sdk/client-sts@^3.1112.0',
    '@aws-sdk/credential-provider-env@^3.972.0',
    '@aws-sdk/credential-provider-node@^3.972.0',
    '@smithy/core@^3',
    '@smithy/node-http-handler@^4',
    // Versions that CommonJS can load.
    'https-proxy-agent@^7',
    'proxy-from-env@^1',
    '@types/proxy-from-env@^1',
    '@hono/node-server@^2',
    'hono@^4',
    // A version that CommonJS can load.
    '@rgrove/parse-xml@^4',
    'fast-xml-parser@^5.12.0',
    'hash-wasm@^4',
    // Certificates of the proxy of the simulator, and a trust store for Java. tsyringe requires reflect-metadata.
    '@peculiar/x509@^2',
    '@peculiar/asn1-cms@^2',
    '@peculiar/asn1-pfx@^2',
    '@peculiar/asn1-schema@^2',
    '@peculiar/asn1-x509@^2',
    'reflect-metadata@^0.2',
    'commander@^14',
    // The files and patterns of the linter.
    'ignore@^7',
    'picomatch@^4',
    '@types/picomatch@^4',
    // Version 0 has no stable ranges.
    '@bomb.sh/tab@0.0.22',
    'yaml@^2',
    // A version that CommonJS can load.
    'js-yaml@^4',
    '@types/js-yaml@^4',
    // The world map of the topology page.
    'd3-geo@^3',
    '@types/d3-geo@^3',
    'topojson-client@^3',
    '@types/topojson-client@^3',
    'world-atlas@^2',
    // The output of the demo.
    'cli-table3@^0.6',
    'listr2@^9',
    'picocolors@^1',
    // Tests.
    'cdk-nag@^3',
    'ajv@^8',
    'fast-check@^4',
    'diff@^9',
    'ajv-draft-04@^1',
    'ajv-formats@^3',
    'playwright-core@^1',
    'axe-core@^4',
    '@stryker-mutator/core@^9',
    '@stryker-mutator/mocha-runner@^9',
    'mocha@^11',
    'jest-runtime@^30',
    'expect@^30',
    'jest-each@^30',
    // An HTTP proxy for the tests of the client.
    'proxy@^2',
    // Bills of materials of the packages, and their validation.
    '@cyclonedx/cyclonedx-library@^10',
    'ajv-formats-draft2019@^1',
    'packageurl-js@^2',
    // Checks of commit messages.
    '@commitlint/cli@^20',
    '@commitlint/config-conventional@^20',
    // Deployment tests: the CDK command line (its "latest" on npm refuses current versions of aws-cdk-lib) and the
    // emulator.
    'aws-cdk@2.1148.1',
    '@aws-sdk/client-cloudformation@^3.1112.0',
    // Probes on AWS: the requests that the function of a probe records, and requests that a function in a VPC sends.
    '@aws-sdk/client-lambda@^3.1112.0',
    '@aws-sdk/client-sfn@^3.1112.0',
    '@aws-sdk/client-sqs@^3.1112.0',
    '@aws-sdk/signature-v4a@^3.1112.0',
    // Integration tests of the examples, in the convention of the CDK.
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
  ],

  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: { include: CodeQuality.CHECKED_FILES, compilerOptions: CodeQuality.DEV_COMPILER_OPTIONS },
  eslintOptions: {
    dirs: ['src'],
    devdirs: CodeQuality.DEV_FOLDERS,
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
    commandOptions: { fix: false },
  },
  jestOptions: {
    passWithNoTests: false,
    coverageText: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: CodeQuality.JEST,
  },

  sampleCode: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  depsUpgrade: false,
  pullRequestTemplateContents: PullRequestChecks.TEMPLATE,
  githubOptions: { pullRequestLintOptions: { semanticTitleOptions: { types: CommitMessages.TYPES } } },
  gitignore: [
    '/assets/', '/bin/', 'cdk.out/', '/bindings/java/target/', '/testing/java/target/', '__pycache__/', '/.deploy/',
    '/.verify/',
  ],
});

new Layering(project);
new CodeQuality(project);
new Bundles(project);
new ProjectTasks(project);
new Facts(project);
new Verification(project);
new Packaging(project);
new MutationTesting(project);
new CommitMessages(project);
new PullRequestChecks(project);
new PinnedDependencies(project);
new PinnedActions(project);

project.synth();
