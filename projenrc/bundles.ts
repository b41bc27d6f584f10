import { Component, type typescript } from 'projen';

const COMMON = '--bundle --platform=node --format=cjs --minify --log-level=warning';

/** The programs that ship inside the package with everything they need: the Lambda's code and the command line. */
export class Bundles extends Component {
  // node22 is the oldest runtime that aws-cdk-lib picks by itself; the SDK is bundled, the one of the runtime has no fixed version.
  // From the SDK's modules, of which only what is used is taken: two clients come out smaller than one from its CommonJS files.
  public static readonly FOR_LAMBDA = `${COMMON} --target=node22 --main-fields=module,main`;

  constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.addDevDeps('esbuild@^0.28');

    const bundle = project.addTask('bundle', { description: 'Bundles the Lambda handlers and the command line' });
    const credentials = '--alias:@aws-sdk/credential-provider-node=./control/environment-credentials.ts';
    bundle.exec(`esbuild lambda/index.ts ${Bundles.FOR_LAMBDA} ${credentials} --outfile=assets/handlers/index.js`);
    // Drills ask more services; the functions of deployments stay small.
    bundle.exec(`esbuild lambda/drill/index.ts ${Bundles.FOR_LAMBDA} ${credentials} --outfile=assets/drill/index.js`);
    bundle.exec(`esbuild cli/main.ts ${COMMON} --target=node20 --main-fields=module,main --outfile=bin/cdk-s3-mrap.js --banner:js="#!/usr/bin/env node"`);
    bundle.exec('chmod +x bin/cdk-s3-mrap.js');

    project.preCompileTask.spawn(bundle);
    // Synthesis hashes the handlers' bundle, so tests need it too.
    project.testTask.prependSpawn(bundle);

    project.addFields({ bin: { 'cdk-s3-mrap': 'bin/cdk-s3-mrap.js' } });
  }
}
