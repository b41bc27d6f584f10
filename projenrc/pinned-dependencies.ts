import { Component, type typescript } from 'projen';

/** Versions that stay pinned until their reason no longer applies. */
export class PinnedDependencies extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    // 1.13.0 was not published for all platforms, and npm ci refuses the resulting lock file.
    project.package.addPackageResolutions('unrs-resolver@1.12.2');
  }
}
