import { Component, github, type javascript, JsonPatch } from 'projen';
import { JobPermission } from 'projen/lib/github/workflows-model';

const TOKEN_FILE = '/tmp/aws-token';

/**
 * Writes the OIDC token of the job into the file from which the SDK and the CDK read it. A token is valid for minutes,
 * and the SDK reads the file again when the session ends after an hour.
 */
const WRITE_TOKEN = `write_token() {
  curl --silent --fail --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -er .value > ${TOKEN_FILE}.new
  mv ${TOKEN_FILE}.new ${TOKEN_FILE}
}
write_token
while sleep 240; do write_token || true; done &
refresh=$!
trap 'kill "$refresh"' EXIT
`;

const PROBES = 'npm run --silent verify -- --target aws --run .verify/workflow --account "$ACCOUNT"';

/** The probes and the integration tests in a sandbox account: a workflow that runs manually and every month. */
export class Verification extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('test:integration', {
      description: 'Deploy the integration tests of the examples to a sandbox account, and delete their stacks',
      exec: 'tsx --tsconfig tsconfig.dev.json test/integration/main.ts',
      receiveArgs: true,
    }).prependSpawn(project.tasks.tryFind('bundle')!);
    project.addTask('integration:record', {
      description: 'Record the templates of the integration tests in test/integration/snapshots',
      exec: 'tsx --tsconfig tsconfig.dev.json test/integration/record.ts',
    }).prependSpawn(project.tasks.tryFind('bundle')!);

    // The first step of a release after the installation. A dry run publishes nothing and needs no report.
    project.tryFindObjectFile('.github/workflows/release.yml')?.patch(JsonPatch.add('/jobs/release/steps/4', {
      name: 'Require a report of a run on AWS',
      if: '${{ !inputs.dry_run }}',
      run: 'npx projen verify:release',
    }));

    const workflow = project.github?.addWorkflow('verify');
    workflow?.on({
      // The third day of each month.
      schedule: [{ cron: '23 4 3 * *' }],
      workflowDispatch: {},
    });
    workflow?.addJob('aws', {
      runsOn: ['ubuntu-latest'],
      // A repository without a sandbox account does not run the job.
      if: "vars.VERIFY_ROLE != ''",
      permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE },
      // The role trusts only this environment, and a person can be asked before each run.
      environment: 'aws-sandbox',
      concurrency: 'aws-sandbox',
      timeoutMinutes: 300,
      env: {
        CI: 'true',
        ACCOUNT: '${{ vars.VERIFY_ACCOUNT }}',
        AWS_ROLE_ARN: '${{ vars.VERIFY_ROLE }}',
        AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN_FILE,
        AWS_REGION: 'eu-west-1',
      },
      steps: [
        { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } },
        {
          name: 'Setup Node.js',
          uses: 'actions/setup-node@v5',
          with: { 'node-version': project.package.minNodeVersion, 'package-manager-cache': false },
        },
        { name: 'Install dependencies', run: 'npm ci' },
        { name: 'Print the plan', run: 'npm run --silent verify -- --target aws --plan' },
        { name: 'Run the probes', run: `${WRITE_TOKEN}${PROBES}` },
        {
          name: 'Clean up if the probes were killed',
          if: 'always()',
          run: `${WRITE_TOKEN}test ! -f .verify/workflow/journal.jsonl || ${PROBES} --clean-up`,
        },
        {
          name: 'Deploy the integration tests',
          if: 'always()',
          run: `${WRITE_TOKEN}npm run --silent test:integration -- --account "$ACCOUNT"`,
        },
        {
          name: 'Upload the report',
          if: 'always()',
          uses: 'actions/upload-artifact@v6',
          with: { 'name': 'report', 'path': '.verify/workflow', 'include-hidden-files': true },
        },
      ],
    });
  }
}
