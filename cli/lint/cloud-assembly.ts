import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ACKNOWLEDGED_METADATA, type Acknowledgement } from '../../src/diagnostics/acknowledgement';
import { type Fields, asFields, asList } from '../../src/linter/evaluation/read';
import { readResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { type Loaded, merge } from './loaded';

const STACK = 'aws:cloudformation:stack';
const LOGICAL_ID = 'aws:cdk:logicalId';

/** Reads what `cdk synth` wrote: stacks, stacks nested in them, stages, and what constructs noted. */
export function loadAssembly(directory: string): Loaded {
  const artifacts = new Map(Object.entries(asFields(readJson(path.join(directory, 'manifest.json'))?.artifacts) ?? {}).map(([id, body]) => {
    const artifact = asFields(body) ?? {};
    return [id, { artifact, properties: asFields(artifact.properties) ?? {} }];
  }));
  const stackOf = (id: unknown) => {
    const { artifact, properties } = artifacts.get(String(id)) ?? {};
    return artifact?.type === STACK ? [path.join(directory, String(properties?.templateFile))] : [];
  };
  return merge([...artifacts].map(([id, { artifact, properties }]) => {
    switch (artifact.type) {
      case STACK: return loadStack(directory, id, artifact, properties, asList(artifact.dependencies).flatMap(stackOf));
      case 'cdk:cloud-assembly': return loadAssembly(path.join(directory, String(properties.directoryName)));
      default: return { stacks: [], acknowledgements: [] };
    }
  }));
}

function loadStack(directory: string, id: string, artifact: Fields, properties: Fields, dependsOn: readonly string[]): Loaded {
  const templatePath = path.join(directory, String(properties.templateFile));
  const [account, region] = String(artifact.environment).replace('aws://', '').split('/');
  const metadata = metadataOf(directory, artifact);
  const paths = constructPaths(metadata);
  const main: StackTemplate = {
    id: templatePath,
    stackName: String(properties.stackName ?? id),
    ...(!region.startsWith('unknown') && { region }),
    ...(!account.startsWith('unknown') && { account }),
    templatePath,
    template: readJson(templatePath),
    dependsOn,
    constructPathOf: (logicalId) => paths.get(logicalId),
  };
  return { stacks: [main, ...nestedStacks(directory, main)], acknowledgements: acknowledgements(metadata) };
}

/** What constructs noted, by path; newer versions write it into a file of its own. */
function metadataOf(directory: string, artifact: Fields): Fields {
  const file = typeof artifact.additionalMetadataFile === 'string' ? path.join(directory, artifact.additionalMetadataFile) : undefined;
  return { ...asFields(artifact.metadata), ...(file !== undefined && existsSync(file) && readJson(file)) };
}

function constructPaths(metadata: Fields): ReadonlyMap<string, string> {
  return new Map(entriesOf(metadata).filter(({ type }) => type === LOGICAL_ID).map(({ constructPath, data }) => [String(data), constructPath]));
}

function acknowledgements(metadata: Fields): Acknowledgement[] {
  return entriesOf(metadata).filter(({ type }) => type === ACKNOWLEDGED_METADATA)
    .flatMap(({ constructPath, data }) => Object.keys(asFields(data) ?? {}).map((id) => ({ constructPath, id })));
}

function entriesOf(metadata: Fields): { constructPath: string; type: unknown; data: unknown }[] {
  return Object.entries(metadata).flatMap(([constructPath, entries]) => asList(entries).map((entry) => ({
    constructPath: constructPath.replace(/^\//, ''),
    type: asFields(entry)?.type,
    data: asFields(entry)?.data,
  })));
}

/** Templates of nested stacks stand beside, under the name that the asset's metadata gives. */
function nestedStacks(directory: string, parent: StackTemplate): StackTemplate[] {
  return readResources(parent).filter(({ type }) => type === 'AWS::CloudFormation::Stack').flatMap((resource) => {
    const file = resource.metadata['aws:asset:path'];
    if (typeof file !== 'string' || !existsSync(path.join(directory, file))) return [];
    const templatePath = path.join(directory, file);
    const nested: StackTemplate = {
      ...parent,
      constructPathOf: undefined,
      id: `${parent.id} ${resource.logicalId}`,
      stackName: `${parent.stackName}/${resource.logicalId}`,
      templatePath,
      template: readJson(templatePath),
      parent: { stack: parent.id, logicalId: resource.logicalId },
    };
    return [nested, ...nestedStacks(directory, nested)];
  });
}

function readJson(file: string): Fields | undefined {
  return asFields(JSON.parse(readFileSync(file, 'utf8')));
}
