import { Component, github, type javascript } from 'projen';
import { JobPermission } from 'projen/lib/github/workflows-model';

const LABEL = 'aws-facts';

/** Opens one issue, and rewrites it while it is open. */
const REPORT = `{
  echo "facts:check ended with exit code $CODE: 1 differences, 2 an input is not available."
  echo "CONTRIBUTING.md describes how to settle a difference."
  echo '\`\`\`'
  head -c 60000 facts-check.txt
  echo '\`\`\`'
} > issue.md
gh label create ${LABEL} --force --description "AWS differs from the facts of this project"
number=$(gh issue list --label ${LABEL} --state open --limit 1 --json number --jq '.[].number')
if [ -n "$number" ]; then
  gh issue edit "$number" --body-file issue.md
else
  gh issue create --title "AWS differs from the facts of this project" --label ${LABEL} --body-file issue.md
fi`;

/**
 * The comparison of the facts with the newest models of AWS: a command, a document, and a workflow that runs every
 * week.
 */
export class Facts extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);

    // A script and not a task: a task ends with 1 for every failure, and the exit codes differ.
    project.package.setScript(
      'facts:check', 'CDK_VALIDATION=false tsx --tsconfig tsconfig.dev.json projenrc/facts-check/main.ts',
    );

    const document = project.addTask('docs:facts', {
      description: 'Writes docs/facts.md from src/facts: sources, and the dates of the last comparisons',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/write-facts-doc.ts',
    });
    project.postCompileTask.spawn(document);

    const workflow = project.github?.addWorkflow('facts');
    // Once a week, at the start of a working day.
    workflow?.on({ schedule: [{ cron: '17 6 * * 1' }], workflowDispatch: {} });
    workflow?.addJob('compare', {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: JobPermission.READ, issues: JobPermission.WRITE },
      env: { CI: 'true' },
      steps: [
        // The packages of the registries run in this job, so no step before the last has a token.
        { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } },
        {
          name: 'Setup Node.js',
          uses: 'actions/setup-node@v5',
          with: { 'node-version': project.package.minNodeVersion, 'package-manager-cache': false },
        },
        { name: 'Setup Python', uses: 'actions/setup-python@v6', with: { 'python-version': '3.x' } },
        { name: 'Install dependencies', run: 'npm ci' },
        {
          name: 'Compare',
          id: 'compare',
          run: [
            'set +e', 'npm run --silent facts:check > facts-check.txt', 'echo "code=$?" >> "$GITHUB_OUTPUT"',
            'cat facts-check.txt',
          ].join('\n'),
        },
        {
          name: 'Open an issue',
          if: "steps.compare.outputs.code != '0'",
          env: { CODE: '${{ steps.compare.outputs.code }}', GH_TOKEN: '${{ github.token }}' },
          run: REPORT,
        },
      ],
    });
  }
}
