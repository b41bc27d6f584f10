import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, CfnResource, PermissionsBoundary, type Stack, Stage } from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type IConstruct } from 'constructs';
import { listRecordedExamples, readRecordedPins } from '../../stability/examples';
import { declareEverything, declareStack, type Level, LEVELS } from './everything';
import { type Mechanism, MECHANISMS, type TreeResource } from './mechanisms';
import { TreeMatrix } from './tree-matrix';

/** The types that only the application of an example needs, and no construct of the library. */
const OF_EXAMPLES_ONLY = ['AWS::CodeBuild::Project', 'AWS::CodePipeline::Pipeline'];

/** The constructs that are not below the scopes of a level, by the reason. */
const OUTSIDE: Readonly<Record<string, { readonly levels: readonly Level[]; readonly paths: RegExp }>> = {
  'all constructs of a stack share the handlers, which belong to the stack': {
    levels: ['wrapper', 'construct'], paths: /^(?:Stage\/)?Stack\/MultiRegionAccessPointHandlers\//,
  },
  'a construct of the application, or a nested stack around ours': {
    levels: ['construct'],
    paths: new RegExp('/Wrapper/(?:Role|OnCall|Distribution|Vpc|Nested\\.NestedStack|'
      + 'Nested/MultiRegionAccessPointHandlers)/'),
  },
  'aws-cdk-lib creates the output of a stack and the permission of a target in the stack': {
    levels: ['wrapper', 'construct'], paths: /^(?:Stage\/)?Stack\/Mrap[A-Z]/,
  },
};

type Template = { readonly Resources?: Readonly<Record<string, TreeResource['body'] & { readonly Type: string }>> };

/** Lists the resources of all templates. */
function listResources(root: IConstruct, assembly: CloudAssembly): TreeResource[] {
  const templates = new Map<string, Template>();
  const findTemplate = (stack: Stack): Template => {
    const file = path.join(assembly.directory, stack.templateFile);
    const found = templates.get(file) ?? JSON.parse(readFileSync(file, 'utf8')) as Template;
    templates.set(file, found);
    return found;
  };
  return root.node.findAll().filter((node) => CfnResource.isCfnResource(node)).map((node) => {
    const resource = node as CfnResource;
    const body = findTemplate(resource.stack).Resources![resource.stack.getLogicalId(resource)];
    return { node: resource, path: resource.node.path, type: body.Type, body };
  });
}

function listMatching<T>(reasons: Readonly<Record<string, T>> | undefined, matches: (value: T) => boolean): string[] {
  return Object.entries(reasons ?? {}).filter(([, value]) => matches(value)).map(([reason]) => reason);
}

/** The reasons why a mechanism does not reach a resource at a level. */
function findExceptions({ exceptTypes, exceptPaths }: Mechanism, level: Level, { type, path: at }: TreeResource) {
  return [
    ...listMatching(OUTSIDE, ({ levels, paths }) => levels.includes(level) && paths.test(at)),
    ...listMatching(exceptTypes, (types) => types.includes(type)),
    ...listMatching(exceptPaths, (paths) => paths.test(at)),
  ];
}

const MATRIX = new TreeMatrix();

const offeredAt = (level: Level) => MECHANISMS.filter(({ levels = LEVELS }) => levels.includes(level));

describe('src/constructs', () => {
  // jest has its own console, which adds the position of every call.
  afterAll(() => {
    if (process.env.PRINT_TREE_MATRIX) process.stdout.write(`${MATRIX.render(MECHANISMS, LEVELS)}\n`);
  });

  describe.each(LEVELS)('at the level %s', (level) => {
    let resources: TreeResource[];
    let replicas: unknown;

    beforeAll(() => {
      const offered = offeredAt(level);
      const { app, scopes, table } = declareEverything(level, (scope) => {
        for (const { before } of offered) before?.(scope);
      });
      for (const scope of scopes) for (const { after } of offered) after?.(scope);
      app.synth();
      const stage = Stage.of(table)!;
      resources = listResources(app, stage.synth());
      replicas = resources.find(({ type }) => type === 'AWS::DynamoDB::GlobalTable')!.body.Properties!.Replicas;
      for (const mechanism of offered) {
        MATRIX.add(level, mechanism, resources, (resource) => findExceptions(mechanism, level, resource));
      }
    });

    test('creates every resource type of the examples, and resources in other Regions', () => {
      const types = new Set(resources.map(({ type }) => type));
      const ofExamples = listRecordedExamples().flatMap((example) => Object.values(readRecordedPins(example) ?? {}))
        .flatMap((pins) => Object.values(pins).map(({ type }) => type));
      expect([...new Set(ofExamples)].filter((type) => !types.has(type)).sort()).toEqual(OF_EXAMPLES_ONLY);
      expect(new Set(resources.map(({ node }) => node.stack.region)).size).toBeGreaterThan(2);
    });

    test.each(offeredAt(level))('receives $name in every Region, except for the listed reasons', (mechanism) => {
      const isExpected = (resource: TreeResource) => findExceptions(mechanism, level, resource).length === 0;
      const missed = resources.filter((resource) => isExpected(resource) && !mechanism.reached(resource));
      expect(missed.map(({ path: at, type }) => `${at} ${type}`)).toEqual([]);
      expect(resources.filter(isExpected).length).toBeGreaterThan(20);
    });

    test.each(offeredAt(level))('lists no type as an exception from $name that receives it', (mechanism) => {
      for (const types of Object.values(mechanism.exceptTypes ?? {})) {
        for (const type of types) {
          const reached = resources.filter((resource) => resource.type === type && mechanism.reached(resource));
          expect(reached.map(({ path: at }) => at)).toEqual([]);
        }
      }
    });

    test('receives tags like the replicas of a TableV2', () => {
      const tagged = { Tags: [{ Key: 'cost-center', Value: 'media-department' }] };
      expect(replicas).toEqual([expect.objectContaining(tagged), expect.objectContaining(tagged)]);
    });
  });

  const boundary = PermissionsBoundary.fromName('boundary');

  test.each<[string, (app: App) => Parameters<typeof declareStack>[1]]>([
    ['the context of the application', (app) => {
      app.node.setContext('@aws-cdk/core:permissionsBoundary', { name: 'boundary' });
      return {};
    }],
    ['a stage', () => ({ stage: { permissionsBoundary: boundary } })],
    ['a stack', () => ({ stack: { permissionsBoundary: boundary } })],
  ])('applies the permissions boundary of %s to the roles of every Region', (_name, declare) => {
    const app = new App({ analyticsReporting: false, treeMetadata: false });
    const home = declareStack(app, declare(app));
    const roles = listResources(app, Stage.of(home)!.synth()).filter(({ type }) => type === 'AWS::IAM::Role');
    expect(new Set(roles.map(({ node }) => node.stack.region)).size).toBeGreaterThan(2);
    for (const { body } of roles) {
      expect(JSON.stringify(body.Properties!.PermissionsBoundary)).toContain(':policy/boundary');
    }
  });

  test('applies tags and termination protection to the stacks of every Region, whenever they are set', () => {
    const app = new App({ analyticsReporting: false, treeMetadata: false });
    const home = declareStack(app, { stack: { tags: { before: 'yes' } } });
    home.terminationProtection = true;
    home.tags.setTag('after', 'yes');
    const stacks = Stage.of(home)!.synth().stacks;
    expect(stacks.length).toBeGreaterThan(5);
    for (const stack of stacks) {
      expect([stack.tags, stack.terminationProtection]).toEqual([{ before: 'yes', after: 'yes' }, true]);
    }
  });
});
