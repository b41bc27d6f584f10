import { Component, type typescript } from 'projen';

/** Node 20 is what the oldest supported machine has; that it ends is no news in every line of output. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** Properties that `npm test` plays a part of. */
const MORE_IN_THE_LONG_RUN = [
  'test/lambda/control-regions', 'test/lambda/replication/faults', 'test/lint/unknown', 'test/constructs/patterns/properties',
  'test/simulator/engine/invariants', 'test/simulator/wire/round-trip', 'test/cli/topology/labels', 'test/constructs/integrations/origin-property',
];

/** What a developer runs by name, beside what projen brings. */
export class ProjectTasks extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    for (const [name, value] of Object.entries(QUIET)) project.tasks.addEnvironment(name, value);

    // jsii's own warning of reserved words stays on: a name that is a keyword in another language is a name to change.
    project.compileTask.reset('jsii --fail-on-warnings');

    const rules = project.addTask('docs:rules', {
      description: 'Writes docs/rules.md from the diagnostic registry, and what is found in the corpus word for word',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-rules-doc.ts',
    });
    rules.exec('tsx --tsconfig tsconfig.dev.json test/lint/record.ts');
    const snippets = project.addTask('docs:snippets', {
      description: 'Compiles the examples of the README and of every docstring',
      exec: 'jsii-rosetta extract --strict --compile',
    });
    const security = project.addTask('docs:security', {
      description: 'Writes docs/security.md, and the policies that tests judge the handlers by, from synthesized templates and bundles',
      env: { CDK_VALIDATION: 'false' },
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-security-doc.ts',
    });
    const translations = project.addTask('docs:translations', {
      description: 'Writes the README with its examples in Python and Java into docs',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-translations.ts',
    });
    project.postCompileTask.spawn(rules);
    project.postCompileTask.spawn(security);
    project.postCompileTask.spawn(snippets);
    project.gitignore.exclude('/.jsii.tabl.json');

    const bundle = project.tasks.tryFind('bundle')!;
    const record = project.addTask('stability:record', {
      description: 'Adds to test/stability/examples what is new in the examples; refuses where anything recorded has changed',
      exec: 'tsx --tsconfig tsconfig.dev.json test/stability/record.ts',
    });
    record.prependSpawn(bundle);

    project.addTask('test:clients', {
      description: 'Runs the clients of examples/client-* against a server that verifies what they sign; needs Python, Maven and openssl',
      exec: 'jest --coverage=false --testMatch="<rootDir>/test/clients/*.suite.ts"',
    });

    project.addTask('audit:shipped', {
      description: 'Fails for an advisory about what ships; where the registry cannot be asked, only with AUDIT=required',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/audit-shipped.ts',
    });

    const soak = project.addTask('test:soak', {
      description: 'Plays 50,000 schedules of faults, drawn anew each time; SCHEDULES_SEED and SCHEDULES_PATH replay one',
      exec: 'SCHEDULES=50000 SCHEDULES_SEED=${SCHEDULES_SEED:-$(date +%s)} jest --coverage=false test/life-cycle/schedules test/lambda/replication/verbatim',
    });
    const longer = project.addTask('test:longer', {
      description: 'Plays more of the properties that the suite plays a part of',
      exec: `SOAK=true jest --coverage=false --testTimeout=1800000 ${MORE_IN_THE_LONG_RUN.join(' ')}`,
    });
    soak.spawn(longer);
    soak.exec('SOAK=true jest --coverage=false --testTimeout=1800000 test/constructs/replication/topologies');
    const planted = project.addTask('test:planted', {
      description: 'Verifies that the schedules find planted bugs, and that every regression test fails without its fix',
    });
    planted.exec('tsx --tsconfig tsconfig.dev.json test/life-cycle/fault-injection/check-schedules.ts');
    planted.exec('tsx --tsconfig tsconfig.dev.json test/life-cycle/fault-injection/check-regressions.ts');

    const rehearsal = project.addTask('rehearsal', {
      description: 'One night: a Region is lost and comes back, against the simulator; the same every time',
      exec: 'tsx --tsconfig tsconfig.dev.json examples/rehearsal.ts',
    });
    rehearsal.prependSpawn(bundle);
    project.postCompileTask.exec('tsx --tsconfig tsconfig.dev.json examples/rehearsal.ts --write');
    // After everything that writes into the README.
    project.postCompileTask.spawn(translations);

    const browser = project.addTask('test:browser', {
      description: "The topology page in Debian's Chromium: accessibility, paper, keyboard, overlaps from 2 to 17 members",
    });
    browser.exec('.ci/install-chromium');
    browser.exec('jest --config test/browser/jest.config.js');
    browser.prependSpawn(bundle);
    const screenshots = project.addTask('docs:screenshots', { description: "Takes the README's pictures of the topology page anew" });
    screenshots.exec('.ci/install-chromium');
    screenshots.exec('tsx --tsconfig tsconfig.dev.json test/browser/screenshots.ts', { env: { CDK_VALIDATION: 'false' } });
    screenshots.prependSpawn(bundle);
    project.gitignore.exclude('/topology.html');
    project.npmignore?.exclude('/docs/images/');

    const bench = project.addTask('bench', {
      description: 'Measures every budget and fails where one is missed; rows by name, --json <file>',
      env: { CDK_VALIDATION: 'false' },
    });
    bench.spawn(bundle);
    bench.spawn(project.compileTask);
    bench.exec('tsx --tsconfig tsconfig.dev.json bench/main.ts', { receiveArgs: true });
    project.gitignore.exclude('/bench/results.json');

    const deploy = project.addTask('test:deploy', {
      description: 'Deploys with the real cdk command line to an emulator of AWS, and without it what the emulator cannot',
      exec: 'tsx --tsconfig tsconfig.dev.json test/deploy/main.ts',
      receiveArgs: true,
    });
    deploy.prependSpawn(bundle);
    // The emulator and what is synthesized for it.
    project.npmignore?.exclude('/.deploy/');

    const demo = project.addTask('demo', {
      description: 'An access point from synthesis to deletion, against the simulator',
      exec: 'tsx --tsconfig tsconfig.dev.json examples/demo.ts',
    });
    demo.prependSpawn(bundle);
  }
}
