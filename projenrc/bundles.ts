import { Component, type typescript } from 'projen';

const COMMON = '--bundle --platform=node --format=cjs --minify --log-level=warning';
const makeAliasOptions = (aliases: Readonly<Record<string, string>>) =>
  Object.entries(aliases).map(([name, file]) => `--alias:${name}=${file}`).join(' ');

/** Bundles the programs of the package with their dependencies: the Lambda functions and the command line. */
export class Bundles extends Component {
  // node22 is the oldest runtime that aws-cdk-lib selects. The SDK is bundled, because the SDK of the runtime has no
  // fixed version. The ECMAScript modules of the SDK allow tree shaking: two clients are smaller than one client in
  // CommonJS.
  public static readonly FOR_LAMBDA = `${COMMON} --target=node22 --main-fields=module,main`;

  /** The packages that files of this project replace in all bundles. */
  public static readonly ALIASES = { debug: './control/no-debug.ts' };

  /** The packages that files of this project replace in the Lambda functions. */
  public static readonly LAMBDA_ALIASES = {
    ...Bundles.ALIASES, '@aws-sdk/credential-provider-node': './control/environment-credentials.ts',
  };

  constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.addDevDeps('esbuild@^0.28');

    const bundle = project.addTask('bundle', { description: 'Bundle the Lambda functions and the command line' });
    const aliases = makeAliasOptions(Bundles.LAMBDA_ALIASES);
    bundle.exec(`esbuild lambda/index.ts ${Bundles.FOR_LAMBDA} ${aliases} --outfile=assets/handlers/index.js`);
    // Drills call more services. A separate bundle keeps the functions of deployments small.
    bundle.exec(`esbuild lambda/drill/index.ts ${Bundles.FOR_LAMBDA} ${aliases} --outfile=assets/drill/index.js`);
    bundle.exec([
      `esbuild cli/main.ts ${COMMON} --target=node20 --main-fields=module,main ${makeAliasOptions(Bundles.ALIASES)}`,
      '--outfile=bin/cdk-s3-mrap.js --banner:js="#!/usr/bin/env node"',
    ].join(' '));
    bundle.exec('chmod +x bin/cdk-s3-mrap.js');

    project.preCompileTask.spawn(bundle);
    // Synthesis hashes the bundle of the handlers, so tests need it too.
    project.testTask.prependSpawn(bundle);

    project.addFields({ bin: { 'cdk-s3-mrap': 'bin/cdk-s3-mrap.js' } });
  }
}
