import { Component, type typescript } from 'projen';

/** One row of the import table: what a folder, or a file beside folders, may import, of ours and of others. */
export interface Layer {
  readonly folder: string;
  /** Folders of ours, relative to the repository. A folder may always import itself. */
  readonly mayImport: readonly string[];
  /** Packages, by prefix; Node's own modules are always allowed. */
  readonly packages: readonly string[];
}

const CDK = ['aws-cdk-lib', 'constructs'];
const SDK = ['@aws-sdk/', '@smithy/'];

const PURE = ['src/facts', 'src/contract', 'src/checks'];
const SYNTH = [...PURE, 'src/synth'];
const WIRING = [...SYNTH, 'src/handlers', 'src/buckets'];
const CONSTRUCTS = [...WIRING, 'src/access-point', 'src/replication'];
/** Where the code of functions lies. */
const ASSETS = 'src/assets.ts';

/**
 * The architecture. Everything below `src/rules` knows nothing of aws-cdk-lib, so that the Lambda and the linter run the same code as the
 * constructs; the simulator knows nothing of ours, because it must not share what it judges.
 */
export const LAYERS: readonly Layer[] = [
  { folder: 'src/facts', mayImport: [], packages: [] },
  { folder: 'src/contract', mayImport: [], packages: [] },
  { folder: 'src/checks', mayImport: ['src/facts'], packages: [] },
  { folder: 'src/rules', mayImport: PURE, packages: [] },
  { folder: 'src/synth', mayImport: ['src/checks', 'src/facts'], packages: CDK },
  { folder: ASSETS, mayImport: [], packages: [] },
  { folder: 'src/handlers', mayImport: [ASSETS, 'src/synth', 'src/contract', 'src/facts'], packages: CDK },
  { folder: 'src/lint', mayImport: [...SYNTH, 'src/rules'], packages: CDK },
  { folder: 'src/buckets', mayImport: ['src/synth', 'src/checks', 'src/facts'], packages: CDK },
  { folder: 'src/access-point', mayImport: WIRING, packages: CDK },
  { folder: 'src/replication', mayImport: WIRING, packages: CDK },
  { folder: 'src/operations', mayImport: [...CONSTRUCTS, ASSETS], packages: CDK },
  { folder: 'src/integrations', mayImport: CONSTRUCTS, packages: CDK },
  { folder: 'src/patterns', mayImport: [...CONSTRUCTS, 'src/operations', 'src/integrations'], packages: CDK },
  { folder: 'control', mayImport: PURE, packages: [...SDK, 'fast-xml-parser'] },
  { folder: 'lambda', mayImport: ['control', ...PURE], packages: [] },
  { folder: 'cli', mayImport: ['control', 'src/rules', ...PURE, 'simulator'], packages: ['commander', 'cli-table3', 'picocolors', 'yaml', 'hono', 'd3-geo', 'topojson-client', 'world-atlas'] },
  { folder: 'simulator', mayImport: [], packages: ['hono', '@hono/node-server', 'fast-xml-parser'] },
];

const FOLDERS = LAYERS.map((layer) => layer.folder);
/** Barrels and entry points above the table: they see everything, nothing may import them. */
const ROOTS = ['src/index.ts', 'examples', 'bench', 'bindings', 'test', 'projenrc'];

function message(layer: Layer): string {
  const allowed = [...layer.mayImport, ...layer.packages];
  return `${layer.folder} may import ${allowed.length === 0 ? 'nothing of ours and no package' : allowed.join(', ')}; see projenrc/layering.ts`;
}

/** The zones of eslint's `import/no-restricted-paths`: one for each folder, naming every folder it must not reach. */
export function renderZones(layers: readonly Layer[] = LAYERS) {
  return layers.map((layer) => ({
    target: `./${layer.folder}`,
    from: [...FOLDERS, ...ROOTS].filter((folder) => folder !== layer.folder && !layer.mayImport.includes(folder)).map((folder) => `./${folder}`),
    message: message(layer),
  }));
}

/** A pattern that matches every package but the allowed ones: a bare specifier, not a path and not a module of Node's. */
export function renderPackagePattern(layer: Layer): string {
  const allowed = layer.packages.map((name) => (name.endsWith('/') ? name : `${name}(?:/|$)`));
  return `^(?!${['\\.', 'node:', ...allowed].join('|')})`;
}

/** Makes eslint enforce the import table. */
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
        rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: renderPackagePattern(layer), message: message(layer) }] }] },
      });
    }
  }
}
