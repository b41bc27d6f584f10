import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ACKNOWLEDGEMENTS_METADATA_KEY, type Acknowledgement } from '../../src/diagnostics/acknowledgement';
import { type UncheckedFields, asFields, asList } from '../../src/linter/evaluation/read';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { type LoadedTemplates, mergeLoadedTemplates } from './loaded-templates';
import { describeFileError } from './read-text';
import { UnreadableFileError } from './unreadable-file-error';

/** `aws://<account>/<Region>`, where either can be unknown. */
const ENVIRONMENT = /^aws:\/\/(?:unknown-account|(\d+))\/(?:unknown-region|(.+))$/;
const STACK = 'aws:cloudformation:stack';
const LOGICAL_ID = 'aws:cdk:logicalId';

/** Reads the output of `cdk synth`: stacks, nested stacks, stages, and the metadata of constructs. */
export function loadAssembly(directory: string): LoadedTemplates {
  const manifest = readJson(path.join(directory, 'manifest.json'));
  const artifacts = new Map(Object.entries(asFields(manifest.artifacts) ?? {}).map(([id, body]) => {
    const artifact = asFields(body) ?? {};
    return [id, { artifact, properties: asFields(artifact.properties) ?? {} }];
  }));
  const findTemplatePath = (id: unknown) => {
    const { artifact, properties } = artifacts.get(String(id)) ?? {};
    return artifact?.type === STACK ? [path.join(directory, String(properties?.templateFile))] : [];
  };
  const missingLookups = asList(manifest.missing).map((entry) => String(asFields(entry)?.key));
  const parts = [...artifacts].map(([id, { artifact, properties }]): LoadedTemplates => {
    switch (artifact.type) {
      case STACK:
        return loadStack(directory, id, artifact, properties, asList(artifact.dependencies).flatMap(findTemplatePath));
      case 'cdk:cloud-assembly': return loadAssembly(path.join(directory, String(properties.directoryName)));
      default: return { stacks: [], acknowledgements: [] };
    }
  });
  return mergeLoadedTemplates([{ stacks: [], acknowledgements: [], missingLookups }, ...parts]);
}

function loadStack(
  directory: string, id: string, artifact: UncheckedFields, properties: UncheckedFields, dependsOn: readonly string[],
): LoadedTemplates {
  const templatePath = path.join(directory, String(properties.templateFile));
  const [, account, region] = ENVIRONMENT.exec(String(artifact.environment)) ?? [];
  const metadata = readMetadata(directory, artifact);
  const paths = findConstructPaths(metadata);
  const main: StackTemplate = {
    id: templatePath,
    stackName: String(properties.stackName ?? id),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    templatePath,
    template: readJson(templatePath),
    dependsOn,
    constructPathOf: (logicalId) => paths.get(logicalId),
  };
  return { stacks: [main, ...loadNestedStacks(directory, main)], acknowledgements: findAcknowledgements(metadata) };
}

/** Reads the metadata of constructs, by path. Newer versions of aws-cdk-lib write it into a separate file. */
function readMetadata(directory: string, artifact: UncheckedFields): UncheckedFields {
  const { additionalMetadataFile: name } = artifact;
  const file = typeof name === 'string' ? path.join(directory, name) : undefined;
  return { ...asFields(artifact.metadata), ...(file !== undefined && existsSync(file) && readJson(file)) };
}

function findConstructPaths(metadata: UncheckedFields): ReadonlyMap<string, string> {
  const entries = listEntries(metadata).filter(({ type }) => type === LOGICAL_ID);
  return new Map(entries.map(({ constructPath, data }) => [String(data), constructPath]));
}

function findAcknowledgements(metadata: UncheckedFields): Acknowledgement[] {
  return listEntries(metadata).filter(({ type }) => type === ACKNOWLEDGEMENTS_METADATA_KEY)
    .flatMap(({ constructPath, data }) => Object.keys(asFields(data) ?? {}).map((id) => ({ constructPath, id })));
}

function listEntries(metadata: UncheckedFields): { constructPath: string; type: unknown; data: unknown }[] {
  return Object.entries(metadata).flatMap(([constructPath, entries]) => asList(entries).map((entry) => ({
    constructPath: constructPath.replace(/^\//, ''),
    type: asFields(entry)?.type,
    data: asFields(entry)?.data,
  })));
}

/** Reads the templates of nested stacks that are in the folder. */
function loadNestedStacks(directory: string, parent: StackTemplate): StackTemplate[] {
  return readTemplateResources(parent).filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .flatMap((resource) => {
      const file = resource.metadata['aws:asset:path'] ?? findAssetOfUrl(directory, resource.properties.TemplateURL);
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
      return [nested, ...loadNestedStacks(directory, nested)];
    });
}

/**
 * Finds the file of a nested stack by the hash in its URL. The metadata that names the file is missing if the
 * application was synthesized without the CDK command line, or with `--no-asset-metadata`.
 */
function findAssetOfUrl(directory: string, url: unknown): unknown {
  const [hash] = /[0-9a-f]{64}(?=\.json")/.exec(JSON.stringify(url) ?? '') ?? [];
  if (hash === undefined) return undefined;
  return readdirSync(directory).filter((name) => name.endsWith('.assets.json'))
    .map((name) => asFields(asFields(readJson(path.join(directory, name)).files)?.[hash])?.source)
    .map((source) => asFields(source)?.path)
    .find((file) => file !== undefined);
}

/** Reads a file of `cdk synth`. */
function readJson(file: string): UncheckedFields {
  const fail = (problem: string): never => {
    throw new UnreadableFileError(file, problem, 'a complete cdk.out folder');
  };
  try {
    return asFields(JSON.parse(readFileSync(file, 'utf8'))) ?? fail('it contains no object');
  } catch (error) {
    return error instanceof UnreadableFileError ? fail(error.problem) : fail(describeFileError(error));
  }
}
