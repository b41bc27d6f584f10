import { Component, type github, type javascript } from 'projen';

/** The commits of the actions in the workflows, because tags can be moved. projen pins all other actions itself. */
const COMMITS: Readonly<Record<string, string>> = {
  'actions/attest-build-provenance': '977bb373ede98d70efdf65b84cb5f73e068dcc2a', // v3.0.0
  'actions/setup-dotnet': 'a98b56852c35b8e3190ac28c8c2271da59106c68', // v6.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'actions/setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/upload-artifact': '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', // the version of the release workflow
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
};

export class PinnedActions extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    const actions: github.GitHubActionsProvider | undefined = project.github?.actions;
    for (const [action, commit] of Object.entries(COMMITS)) actions?.set(action, `${action}@${commit}`);
  }
}
