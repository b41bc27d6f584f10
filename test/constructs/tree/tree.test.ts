import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CfnResource, type Stack, Stage } from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type IConstruct } from 'constructs';
import { findTopLevelStack } from '../../../src/constructs/buckets/support-stack';
import { listRecordedExamples, readRecordedPins } from '../../stability/examples';
import { declareEverything, type Level, LEVELS } from './everything';
import { type Mechanism, type MechanismGroup, MECHANISMS, type TreeResource } from './mechanisms';
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
    const stack = assembly.getStackArtifact(findTopLevelStack(resource.stack).artifactId);
    return { node: resource, path: resource.node.path, type: body.Type, body, stack };
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

/** The mechanisms that aws-cdk-lib offers at a level. */
const listOffered = (level: Level) => MECHANISMS.filter(({ exceptLevels = {} }) =>
  !Object.values(exceptLevels).some((levels) => levels.includes(level)));

/** Applies the mechanisms of one group to an application, and returns its resources. */
function applyGroup(level: Level, group: MechanismGroup): TreeResource[] {
  const mechanisms = listOffered(level).filter((mechanism) => (mechanism.group ?? 'walking') === group);
  if (mechanisms.length === 0) return [];
  const { app, scopes, table } = declareEverything(
    level,
    (scope) => { for (const { before } of mechanisms) before?.(scope); },
    Object.assign({}, ...mechanisms.map(({ props }) => props)) as Mechanism['props'],
  );
  for (const scope of scopes) for (const { after } of mechanisms) after?.(scope);
  app.synth();
  return listResources(app, Stage.of(table)!.synth());
}

describe('src/constructs', () => {
  // jest has its own console, which adds the position of every call.
  afterAll(() => {
    if (process.env.PRINT_TREE_MATRIX) process.stdout.write(`${MATRIX.render(MECHANISMS, LEVELS)}\n`);
  });

  describe.each(LEVELS)('at the level %s', (level) => {
    const groups = new Map<MechanismGroup, TreeResource[]>();
    const listConcerned = ({ group = 'walking', onlyTypes }: Mechanism) =>
      groups.get(group)!.filter(({ type }) => onlyTypes?.includes(type) ?? true);

    beforeAll(() => {
      for (const group of ['walking', 'by context', 'by prop'] as const) groups.set(group, applyGroup(level, group));
      for (const mechanism of listOffered(level)) {
        MATRIX.add(level, mechanism, listConcerned(mechanism), (resource) =>
          findExceptions(mechanism, level, resource));
      }
    });

    test('creates every resource type of the examples, and resources in other Regions', () => {
      const resources = groups.get('walking')!;
      const types = new Set(resources.map(({ type }) => type));
      const ofExamples = listRecordedExamples().flatMap((example) => Object.values(readRecordedPins(example) ?? {}))
        .flatMap((pins) => Object.values(pins).map(({ type }) => type));
      expect([...new Set(ofExamples)].filter((type) => !types.has(type)).sort()).toEqual(OF_EXAMPLES_ONLY);
      expect(new Set(resources.map(({ node }) => node.stack.region)).size).toBeGreaterThan(2);
    });

    test.each(listOffered(level))('receives $name in every Region, except for the listed reasons', (mechanism) => {
      const expected = listConcerned(mechanism)
        .filter((resource) => findExceptions(mechanism, level, resource).length === 0);
      const missed = expected.filter((resource) => !mechanism.reached(resource));
      expect(missed.map(({ path: at, type }) => `${at} ${type}`)).toEqual([]);
      expect(expected.length).toBeGreaterThan(10);
      expect(new Set(expected.map(({ node }) => node.stack.region)).size).toBeGreaterThan(2);
    });

    test.each(listOffered(level))('lists no type as an exception from $name that receives it', (mechanism) => {
      for (const types of Object.values(mechanism.exceptTypes ?? {})) {
        for (const type of types) {
          const reached = listConcerned(mechanism)
            .filter((resource) => resource.type === type && mechanism.reached(resource));
          expect(reached.map(({ path: at }) => at)).toEqual([]);
        }
      }
    });

    test('receives tags like the replicas of a TableV2', () => {
      const table = groups.get('walking')!.find(({ type }) => type === 'AWS::DynamoDB::GlobalTable')!;
      const tagged = { Tags: [{ Key: 'cost-center', Value: 'media-department' }] };
      expect(table.body.Properties!.Replicas)
        .toEqual([expect.objectContaining(tagged), expect.objectContaining(tagged)]);
    });
  });
});
