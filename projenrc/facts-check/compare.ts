import { type SynthesizedTemplate } from '../security/applications';
import { authorizedServices, checkAuthorization } from './checks/authorization';
import { calledServices, checkCalledOperations } from './checks/called-operations';
import { checkCloudFormation, usedTypes } from './checks/cloudformation';
import { checkConstraints } from './checks/constraints';
import { checkModels } from './checks/models';
import { checkPartitions } from './checks/partitions';
import { type Difference, type InputName, keyOf, uniqueDifferences } from './difference';
import { type Inputs } from './inputs/inputs';
import { type Selection } from './inputs/load';
import { readProperties, renderedProperties, renderedTypes } from './project/properties';
import { readSourceText } from './project/source-text';
import { renderedStatements } from './project/statements';
import { renderTemplates } from './project/templates';
import { compareSurface, type Surfaces } from './surface/surface';
import { type ProjectView, surfacesOf } from './surface/surfaces';

/** The parts of this project that are compared with the inputs. */
export interface Project extends ProjectView {
  readonly templates: readonly SynthesizedTemplate[];
}

export function readProject(): Project {
  const templates = renderTemplates();
  const project = {
    templates,
    source: readSourceText(),
    statements: renderedStatements(templates),
    properties: { types: renderedTypes(templates), rendered: renderedProperties(templates), read: readProperties() },
  };
  assertWhole(project);
  return project;
}

/** Refuses a project without one of its parts, because a part that is not found has no differences. */
export function assertWhole({ source, statements, properties }: Project): void {
  const parts = {
    'literals': source.literals,
    'commands': source.commands,
    statements,
    'rendered properties': properties.rendered,
    'read properties': properties.read,
  };
  const missing = Object.entries(parts).filter(([, found]) => found.length < 10).map(([name]) => name);
  if (missing.length > 0) {
    throw new Error(
      `facts:check finds too few ${missing.join(', ')} in this project; correct projenrc/facts-check/project`,
    );
  }
}

/** The parts of the inputs that a project uses. */
export function selectionOf({ source, statements, properties, templates }: Project): Selection {
  return {
    types: usedTypes(properties, source),
    services: authorizedServices(statements, source),
    called: calledServices(source, templates),
  };
}

/** Every difference between the inputs and the tables, statements, templates and programs of this project. */
function compareWithProject(inputs: Inputs, project: Project): Difference[] {
  return withoutOutdated([
    ...checkModels(inputs, project.source),
    ...checkConstraints(inputs),
    ...checkCalledOperations(inputs, project.source, project.templates),
    ...checkCloudFormation(inputs, project.properties, project.source),
    ...checkAuthorization(inputs, project.statements, project.source),
    ...checkPartitions(inputs),
  ], inputs);
}

/** Two packages contain each model, and one can be older. A name that only one of them lacks is not gone. */
function withoutOutdated(
  differences: readonly Difference[], { s3Model, s3ControlModel, botocore }: Inputs,
): Difference[] {
  if (s3Model === undefined || s3ControlModel === undefined || botocore === undefined) return [...differences];
  const gone = differences.filter(({ kind }) => kind === 'gone');
  const lackedBy = (fact: string, twin: (input: InputName) => boolean) =>
    gone.some((other) => other.fact === fact && twin(other.input));
  return differences.filter(({ kind, fact, input }) => {
    if (kind !== 'gone') return true;
    if (isModel(input)) return lackedBy(fact, (other) => other === 'botocore');
    // The models of the SDK have nothing but operations and documents of S3.
    const comparable = input === 'botocore' && /^(operation|document) \S+$/.test(fact);
    return !comparable || lackedBy(fact, isModel);
  });
}

function isModel(input: InputName): boolean {
  return input.endsWith(' model');
}

/** Compares the inputs with this project, and with the surfaces of the last review. */
export function compare(inputs: Inputs, project: Project, reviewed: Surfaces): Difference[] {
  const surfaces = surfacesOf(inputs, project);
  const names = Object.keys(surfaces) as InputName[];
  return uniqueDifferences(joinTwins([
    ...compareWithProject(inputs, project),
    ...names.flatMap((input) => compareSurface(input, surfaces[input]!, reviewed[input] ?? {})),
  ]));
}

/** A change that both packages of a model show is one difference. */
function joinTwins(differences: readonly Difference[]): Difference[] {
  const plain = (fact: string) => fact.replace(/^s3(control)? (?=operation |text |type |[A-Z]\w*\.)/, '');
  const shown = new Set(differences.filter(({ input }) => isModel(input)).map(({ kind, fact }) => `${kind} ${fact}`));
  return differences.filter(({ kind, input, fact }) => input !== 'botocore' || !shown.has(`${kind} ${plain(fact)}`));
}

/** A difference in one line. */
export function lineOf({ kind, file, detail, ...difference }: Difference): string {
  return `${kind.padEnd(7)}  ${keyOf(difference)} (${detail}) -> ${file}`;
}
