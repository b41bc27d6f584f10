import { Component, type typescript } from 'projen';

/** A row of the import table: the folders and packages that the files of a folder may import. */
export interface Layer {
  readonly folder: string;
  /** Folders, relative to the repository. A folder may always import itself. */
  readonly mayImport: readonly string[];
  /** Packages, by prefix. Modules of Node.js are always allowed. */
  readonly packages: readonly string[];
}

const CDK = ['aws-cdk-lib', 'constructs'];
const SDK = ['@aws-sdk/', '@smithy/'];

const CONSTRUCTS = 'src/constructs';
const PURE = ['src/facts', 'src/wire', 'src/diagnostics'];
/** The folders that all folders of constructs may import. */
const WIRING = [...PURE, 'src/validation', 'src/provider'];
const PARTS = ['buckets', 'access-point', 'replication'].map((folder) => `${CONSTRUCTS}/${folder}`);
const LINTER = ['evaluation', 'iam', 'model', 'rules', 'engine'].map((folder) => `src/linter/${folder}`);

/**
 * The architecture, from the bottom to the top. Only `src/constructs`, `src/provider`, `src/validation` and
 * `src/linter/plugin` import aws-cdk-lib: the Lambda functions, the command line and the linter run the same facts and
 * checks without it. The simulator imports nothing of this repository, because it must not share code with the programs
 * that it tests.
 */
export const LAYERS: readonly Layer[] = [
  { folder: 'src/facts', mayImport: [], packages: [] },
  { folder: 'src/wire', mayImport: [], packages: [] },
  { folder: 'src/diagnostics', mayImport: ['src/facts'], packages: [] },
  { folder: 'src/linter/evaluation', mayImport: PURE, packages: [] },
  { folder: 'src/linter/iam', mayImport: [...PURE, ...LINTER.slice(0, 1)], packages: [] },
  { folder: 'src/linter/model', mayImport: [...PURE, ...LINTER.slice(0, 2)], packages: [] },
  { folder: 'src/linter/rules', mayImport: [...PURE, ...LINTER.slice(0, 3)], packages: [] },
  { folder: 'src/linter/engine', mayImport: [...PURE, ...LINTER.slice(0, 4)], packages: [] },
  { folder: 'src/validation', mayImport: ['src/diagnostics', 'src/facts', 'src/wire'], packages: CDK },
  { folder: 'src/provider', mayImport: ['src/validation', ...PURE], packages: CDK },
  { folder: 'src/linter/plugin', mayImport: [...PURE, ...LINTER, 'src/validation'], packages: CDK },
  { folder: `${CONSTRUCTS}/buckets`, mayImport: WIRING, packages: CDK },
  { folder: `${CONSTRUCTS}/access-point`, mayImport: [...WIRING, ...PARTS.slice(0, 1)], packages: CDK },
  { folder: `${CONSTRUCTS}/replication`, mayImport: [...WIRING, ...PARTS.slice(0, 1)], packages: CDK },
  { folder: `${CONSTRUCTS}/operations`, mayImport: [...WIRING, ...PARTS], packages: CDK },
  { folder: `${CONSTRUCTS}/integrations`, mayImport: [...WIRING, ...PARTS], packages: CDK },
  {
    folder: `${CONSTRUCTS}/patterns`,
    mayImport: [...WIRING, ...PARTS, `${CONSTRUCTS}/operations`, `${CONSTRUCTS}/integrations`],
    packages: CDK,
  },
  {
    folder: 'control',
    mayImport: PURE,
    packages: [...SDK, '@rgrove/parse-xml', 'https-proxy-agent', 'proxy-from-env'],
  },
  { folder: 'lambda', mayImport: ['control', ...PURE], packages: [] },
  {
    folder: 'cli',
    mayImport: ['control', ...LINTER, ...PURE, 'simulator'],
    packages: [
      'commander', '@bomb.sh/tab', 'cli-table3', 'picocolors', 'yaml', 'js-yaml', 'ignore', 'picomatch', 'hono',
      'd3-geo', 'topojson-client', 'world-atlas',
    ],
  },
  {
    folder: 'simulator',
    mayImport: [],
    packages: ['hono', '@hono/node-server', 'fast-xml-parser', 'hash-wasm', '@peculiar/', 'reflect-metadata'],
  },
];

const FOLDERS = LAYERS.map((layer) => layer.folder);
/** Files and folders above the table. They may import everything, but no folder of the table may import them. */
const ROOTS = ['src/index.ts', 'verify', 'examples', 'bench', 'bindings', 'testing', 'test', 'projenrc'];

function message(layer: Layer): string {
  const allowed = [...layer.mayImport, ...layer.packages];
  const list = allowed.length === 0 ? 'no other folder and no package' : allowed.join(', ');
  return `${layer.folder} may import ${list}; see projenrc/layering.ts`;
}

/** Renders the zones of `import/no-restricted-paths` of ESLint: for each folder, the folders that it may not import. */
export function renderZones(layers: readonly Layer[] = LAYERS) {
  return layers.map((layer) => ({
    target: `./${layer.folder}`,
    from: [...FOLDERS, ...ROOTS]
      .filter((folder) => folder !== layer.folder && !layer.mayImport.includes(folder))
      .map((folder) => `./${folder}`),
    message: message(layer),
  }));
}

/** Renders a pattern that matches all packages except the allowed packages, relative paths and modules of Node.js. */
export function renderPackagePattern(layer: Layer): string {
  const allowed = layer.packages.map((name) => (name.endsWith('/') ? name : `${name}(?:/|$)`));
  return `^(?!${['\\.', 'node:', ...allowed].join('|')})`;
}

/** Configures ESLint to enforce the import table. */
export class Layering extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    project.eslint?.addRules({
      'import/no-restricted-paths': ['error', { zones: renderZones() }],
      'import/no-cycle': ['error', { ignoreExternal: true }],
    });
    for (const layer of LAYERS) {
      project.eslint?.addOverride({
        files: [layer.folder.endsWith('.ts') ? layer.folder : `${layer.folder}/**/*.ts`],
        rules: {
          'no-restricted-imports': [
            'error',
            { patterns: [{ regex: renderPackagePattern(layer), message: message(layer) }] },
          ],
        },
      });
    }
  }
}
