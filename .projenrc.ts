import { awscdk, javascript, typescript } from 'projen';
import { Bundles } from './projenrc/bundles';
import { CodeQuality } from './projenrc/code-quality';
import { Layering } from './projenrc/layering';
import { MutationTesting } from './projenrc/mutation-testing';
import { PinnedDependencies } from './projenrc/pinned-dependencies';
import { ProjectTasks } from './projenrc/project-tasks';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-s3-mrap',
  description: 'S3 Multi-Region Access Points for the AWS CDK: buckets, two-way replication, failover routes and least-privilege access, checked at synthesis',
  author: 'The cdk-s3-mrap developers',
  authorAddress: 'https://github.com/cdk-s3-mrap',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-s3-mrap/cdk-s3-mrap.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-s3-mrap developers',
  keywords: ['aws-cdk', 's3', 'multi-region-access-point', 'mrap', 'replication', 'failover', 'disaster-recovery'],
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  // 13 wants a newer Node than the oldest we support.
  bumpPackage: 'commit-and-tag-version@^12',
  projenVersion: '0.103.25',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',

  // The floor is the oldest aws-cdk-lib with IPolicyValidationPlugin's appConstruct; tests run on it, CI repeats them on the newest.
  cdkVersion: '2.258.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  devDeps: [
    // What the Lambda, the simulator and the command line bundle; CONTRIBUTING.md has a reason for each.
    '@aws-sdk/client-s3-control@^3.1112.0',
    '@aws-sdk/client-s3@^3.1112.0',
    '@aws-sdk/client-cloudwatch@^3.1112.0',
    '@aws-sdk/client-iam@^3.1112.0',
    '@aws-sdk/client-kms@^3.1112.0',
    '@aws-sdk/client-sts@^3.1112.0',
    '@smithy/node-http-handler@^4',
    '@hono/node-server@^2',
    'hono@^4',
    'fast-xml-parser@^5',
    'commander@^14',
    'yaml@^2',
    // What the demo shows itself with.
    'cli-table3@^0.6',
    'listr2@^9',
    'picocolors@^1',
    // What the tests prove with.
    'cdk-nag@^3',
    'ajv@^8',
    'fast-check@^4',
    '@stryker-mutator/core@^9',
    '@stryker-mutator/jest-runner@^9',
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
  pullRequestTemplate: false,
  gitignore: ['/assets/', '/bin/', 'cdk.out/'],
});

new Layering(project);
new CodeQuality(project);
new Bundles(project);
new ProjectTasks(project);
new MutationTesting(project);
new PinnedDependencies(project);

project.synth();
