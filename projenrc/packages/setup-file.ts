import { PUBLISHER } from '../publisher';

const CALL = 'setuptools.setup(**kwargs)';
const MODULE = `${PUBLISHER.pypi.module}_cli`;
const WEBSITE = PUBLISHER.repository.replace(/\.git$/, '');

/** The links on PyPI, under the labels that PyPI shows with an icon. */
const PROJECT_URLS = {
  Documentation: `${WEBSITE}/blob/main/docs/readme-python.md`,
  Source: WEBSITE,
  Changelog: `${WEBSITE}/blob/main/CHANGELOG.md`,
  Issues: `${WEBSITE}/issues`,
};

/** The values of JSON lists, texts and maps are the same in Python. */
const ADDITIONS = [
  `kwargs["packages"].append("${MODULE}")`,
  `kwargs["package_data"]["${MODULE}"] = ["cdk-s3-mrap.js", "py.typed"]`,
  // The script of jsii loads the construct library before it starts the command.
  'del kwargs["scripts"]',
  `kwargs["entry_points"] = {"console_scripts": ["cdk-s3-mrap = ${MODULE}:main"]}`,
  `kwargs["url"] = ${JSON.stringify(WEBSITE)}`,
  `kwargs["project_urls"] = ${JSON.stringify(PROJECT_URLS)}`,
];

/** Adds the module of the command line, its entry point and the links to the `setup.py` that jsii-pacmak wrote. */
export function addCommandToSetup(setup: string): string {
  const parts = setup.split(CALL);
  if (parts.length !== 2) {
    throw new Error(`got a setup.py with ${parts.length - 1} calls of ${CALL}, expected one; `
      + 'compare projenrc/packages/setup-file.ts with the new version of jsii-pacmak');
  }
  return parts.join([...ADDITIONS, '', CALL].join('\n'));
}
