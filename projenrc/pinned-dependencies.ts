import { Component, type typescript } from 'projen';

/** Versions that are held for a reason, until the reason is gone. */
export class PinnedDependencies extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    // Of 1.13.0 not every platform's package was published; npm then writes a lock file that npm ci refuses.
    project.package.addPackageResolutions('unrs-resolver@1.12.2');
  }
}
