import { Component, type typescript } from 'projen';

/** Node.js 20 is the oldest supported version. These variables remove its end-of-life warnings from the output. */
const QUIET_ENVIRONMENT = {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Property tests that `npm test` runs with few runs only. */
const LONGER_TESTS = [
  'test/lambda/control-regions', 'test/lambda/replication/faults', 'test/linter/unknown',
  'test/constructs/patterns/properties', 'test/simulator/engine/invariants', 'test/simulator/wire/round-trip',
  'test/cli/topology/place-labels', 'test/constructs/integrations/origin-property',
];

/** Tasks for developers, in addition to the tasks of projen. */
export class ProjectTasks extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    for (const [name, value] of Object.entries(QUIET_ENVIRONMENT)) project.tasks.addEnvironment(name, value);

    // jsii warns about names that are reserved words in another language. Such names must change.
    project.compileTask.reset('jsii --fail-on-warnings');

    const rules = project.addTask('docs:rules', {
      description: 'Write docs/rules.md from the registry of diagnostics, and the expected findings of the corpus',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-rules-doc.ts',
    });
    rules.exec('tsx --tsconfig tsconfig.dev.json test/linter/record.ts');
    const snippets = project.addTask('docs:snippets', {
      description: 'Compile and translate the examples of the README and of all docstrings',
      // Without the examples of an earlier run, which are complete.
      exec: 'rm -f .jsii.tabl.json.gz',
    });
    snippets.exec('jsii-rosetta extract --strict --compile --compress-tablet');
    snippets.exec('tsx --tsconfig tsconfig.dev.json projenrc/snippets/main.ts');
    const security = project.addTask('docs:security', {
      description:
        'Write docs/security.md and the handler policies of the tests from synthesized templates and bundles',
      env: { CDK_VALIDATION: 'false' },
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-security-doc.ts',
    });
    const notice = project.addTask('docs:notice', {
      description: 'Writes NOTICE, the bundled packages with their licenses',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-notice.ts',
    });
    const translations = project.addTask('docs:translations', {
      description: 'Write translations of the README with examples in Python, Java and Go into docs',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-translations.ts',
    });
    project.postCompileTask.spawn(rules);
    project.postCompileTask.spawn(security);
    project.postCompileTask.spawn(notice);
    project.postCompileTask.spawn(snippets);
    project.gitignore.exclude('/.jsii.tabl.json.gz');

    const bundle = project.tasks.tryFind('bundle')!;
    const record = project.addTask('stability:record', {
      description: 'Record new examples in test/stability/examples; fails if a recorded example has changed',
      exec: 'tsx --tsconfig tsconfig.dev.json test/stability/record.ts',
    });
    record.prependSpawn(bundle);

    project.addTask('test:clients', {
      description:
        'Run examples/client-* against a server that verifies signatures; requires Python, Maven and openssl',
      exec: 'jest --coverage=false --testMatch="<rootDir>/test/clients/*.suite.ts"',
    });

    project.addTask('package:testing', {
      description: 'Build the packages cdk-s3-mrap-testing for npm, PyPI and Maven into dist/testing',
      exec: 'tsx --tsconfig tsconfig.dev.json testing/build-packages-main.ts',
      receiveArgs: true,
    });
    project.addTask('test:testing', {
      description: 'Run docs/testing.md from built packages, and clients through the proxy; requires Python and Maven',
      steps: [
        { spawn: 'bundle' },
        { exec: 'jest --coverage=false --maxWorkers=2 --testMatch="<rootDir>/test/testing/*.suite.ts"' },
      ],
    });

    project.addTask('test:s3-tests', {
      description: 'Run the tests of a checkout of ceph/s3-tests against the simulator; requires Python and git',
      exec: 'tsx --tsconfig tsconfig.dev.json test/s3-tests/main.ts',
      receiveArgs: true,
    });

    project.addTask('audit:shipped', {
      description:
        'Fail if there is an advisory about a bundled package; without the registry, only with AUDIT=required',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/audit-shipped.ts',
    });

    const assumptions = project.addTask('docs:assumptions', {
      description: 'Write docs/assumptions.md from verify/assumptions',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-assumptions-doc.ts',
    });
    project.postCompileTask.spawn(assumptions);
    const conformance = project.addTask('docs:conformance', {
      description: 'Write docs/conformance.md from test/simulator/conformance',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-conformance-doc.ts',
    });
    project.postCompileTask.spawn(conformance);
    // A script and not a task: a task ends with 1 for every failure, and it continues if npm is killed.
    project.package.setScript(
      'verify', 'TSX_TSCONFIG_PATH=tsconfig.dev.json node --require tsx/cjs verify/main.ts',
    );

    project.addTask('verify:release', {
      description: 'Fail unless verify/reports/aws.json shows that AWS confirmed all probes of the group hour',
      exec: 'tsx --tsconfig tsconfig.dev.json verify/require-aws-report.ts',
    });

    project.addTask('verify:planted', {
      description: 'Check that each planted deviation of the simulator is refuted by exactly one probe',
      exec: 'tsx --tsconfig tsconfig.dev.json verify/planted.ts',
    });

    const soak = project.addTask('test:soak', {
      description: 'Run 50,000 random fault schedules; SCHEDULES_SEED and SCHEDULES_PATH replay one',
      exec: 'SCHEDULES=50000 jest --coverage=false test/life-cycle/schedules test/lambda/replication/verbatim',
    });
    project.addTask('test:exploration', {
      description: 'Explore all schedules of three deployments within a bound, and print the counts of states',
      exec: 'tsx --tsconfig tsconfig.dev.json test/life-cycle/exploration/main.ts',
      receiveArgs: true,
    });
    project.addTask('test:matrix', {
      description: 'Check and print which mechanism of aws-cdk-lib reaches which resource type',
      exec: 'PRINT_TREE_MATRIX=1 jest --coverage=false test/constructs/tree/tree.test.ts',
    });
    const longer = project.addTask('test:longer', {
      description: 'Run the property tests of the suite with more runs',
      exec: `SOAK=true jest --coverage=false --testTimeout=1800000 ${LONGER_TESTS.join(' ')}`,
    });
    soak.spawn(longer);
    soak.exec('SOAK=true jest --coverage=false --testTimeout=1800000 test/constructs/replication/topologies');
    const planted = project.addTask('test:planted', {
      description: 'Check that the schedules find planted bugs, and that each regression test fails without its fix',
    });
    planted.exec('tsx --tsconfig tsconfig.dev.json test/life-cycle/fault-injection/check-schedules.ts');
    planted.exec('tsx --tsconfig tsconfig.dev.json test/life-cycle/fault-injection/check-schedules.ts exploration');
    planted.exec('tsx --tsconfig tsconfig.dev.json test/life-cycle/fault-injection/check-regressions.ts');

    project.addTask('lint:corpus', {
      description: 'Check every template below folders, and print counts, times and findings per rule',
      exec: 'tsx --tsconfig tsconfig.dev.json test/linter/measure-folder-main.ts',
      receiveArgs: true,
    });

    project.addTask('lint:recall', {
      description: 'Repeat the edits of the linter corpus in templates below folders, and print how many lint reports',
      exec: 'tsx --tsconfig tsconfig.dev.json test/linter/recall/measure-recall-main.ts',
      receiveArgs: true,
    });

    const rehearsal = project.addTask('rehearsal', {
      description: 'Rehearse the loss and the return of a Region against the simulator, with reproducible output',
      exec: 'tsx --tsconfig tsconfig.dev.json examples/rehearsal.ts',
    });
    rehearsal.prependSpawn(bundle);
    project.postCompileTask.exec('tsx --tsconfig tsconfig.dev.json examples/rehearsal.ts --write');
    // After the tasks that write into the README.
    project.postCompileTask.spawn(translations);

    const browser = project.addTask('test:browser', {
      description: "Test the topology page and the live page of the simulator in Debian's Chromium",
    });
    browser.exec('.ci/install-chromium');
    browser.exec('jest --config test/browser/jest.config.js');
    browser.prependSpawn(bundle);
    const screenshots = project.addTask('docs:screenshots', {
      description: 'Take the screenshots of the topology page for the README',
    });
    screenshots.exec('.ci/install-chromium');
    screenshots.exec('tsx --tsconfig tsconfig.dev.json test/browser/screenshots.ts', {
      env: { CDK_VALIDATION: 'false' },
    });
    screenshots.prependSpawn(bundle);
    project.gitignore.exclude('/topology.html');
    project.npmignore?.exclude('/docs/images/');

    const bench = project.addTask('bench', {
      description:
        'Measure the budgets, all or by row name, and fail if one is missed; --json <file> writes the figures',
      env: { CDK_VALIDATION: 'false' },
    });
    bench.spawn(bundle);
    bench.spawn(project.compileTask);
    bench.exec('tsx --tsconfig tsconfig.dev.json bench/main.ts', { receiveArgs: true });
    project.gitignore.exclude('/bench/results.json');
    const outage = project.addTask('test:outage', {
      description: 'Fail over with the bundled command line over sockets under every condition of the network',
    });
    outage.spawn(bundle);
    outage.exec('tsx --tsconfig tsconfig.dev.json bench/main.ts outage --json /dev/null');

    const deploy = project.addTask('test:deploy', {
      description: 'Deploy with the CDK command line to an emulator of AWS, and unsupported scenarios to the simulator',
      exec: 'tsx --tsconfig tsconfig.dev.json test/deploy/main.ts',
      receiveArgs: true,
    });
    deploy.prependSpawn(bundle);
    // The emulator and its cloud assemblies.
    project.npmignore?.exclude('/.deploy/');

    const demo = project.addTask('demo', {
      description: 'Demonstrate an access point from synthesis to deletion, against the simulator',
      exec: 'tsx --tsconfig tsconfig.dev.json examples/demo.ts',
    });
    demo.prependSpawn(bundle);
  }
}
