import { CHANGE_EVENTS } from '../../../src/facts/change-events';
import { DATA_PLANE_OPERATIONS } from '../../../src/facts/data-plane';
import { compareNames, type Difference, type InputName } from '../difference';
import { type Inputs } from '../inputs/inputs';
import { type ServiceModel } from '../inputs/service-model';
import {
  CONTROL_HTTP_ROUTES_FILE, S3_HTTP_ROUTES_FILE, SIMULATED_BINDINGS, SIMULATED_DOCUMENTS, SIMULATED_OPERATIONS,
  simulatedS3Operation,
} from '../project/simulator';
import { type SourceText } from '../project/source-text';
import { compareShapes } from './shapes';

export interface NamedModel {
  readonly input: InputName;
  readonly service: 's3control' | 's3';
  readonly model: ServiceModel;
}

export const IS_ACCESS_POINT_OPERATION = /MultiRegionAccessPoint/;

/** The models of both packages. */
export function modelsOf({ s3ControlModel, s3Model, botocore }: Inputs): NamedModel[] {
  return [
    ...(s3ControlModel ? [{ input: 's3-control model', service: 's3control', model: s3ControlModel } as const] : []),
    ...(s3Model ? [{ input: 's3 model', service: 's3', model: s3Model } as const] : []),
    ...(botocore ? [
      { input: 'botocore', service: 's3control', model: botocore.s3control } as const,
      { input: 'botocore', service: 's3', model: botocore.s3 } as const,
    ] : []),
  ];
}

/**
 * Compares the operations and documents of the simulator, the tables of operations and the calls of the programs with
 * the models.
 */
export function checkModels(inputs: Inputs, source: SourceText): Difference[] {
  return modelsOf(inputs).flatMap((named) => [
    ...(named.service === 's3control' ? checkControlOperations(named) : checkS3Operations(named)),
    ...checkNames(named, source),
    ...checkDocuments(named),
  ]);
}

/** The simulator has all operations of access points, and some of the others of S3 Control. */
const isControlOperation = (name: string) => IS_ACCESS_POINT_OPERATION.test(name) || name in SIMULATED_BINDINGS;

function checkControlOperations({ input, model }: NamedModel): Difference[] {
  const theirs = Object.keys(model.operations).filter(isControlOperation);
  const ours = SIMULATED_OPERATIONS.filter(isControlOperation);
  return [
    ...compareNames({ theirs, ours, input, file: 'simulator/operations.ts' }, {
      fact: (name) => `operation ${name}`,
      detail: { new: 'the simulator does not have it', gone: 'the simulator has it' },
    }),
    ...theirs.flatMap((name): Difference[] => {
      const [their, our] = [model.operations[name].binding, SIMULATED_BINDINGS[name]];
      return our === undefined || their === our
        ? [] : [{
          kind: 'changed',
          input,
          fact: `request of ${name}`,
          detail: `${their}; the simulator has ${our}`,
          file: CONTROL_HTTP_ROUTES_FILE,
        }];
    }),
  ];
}

function checkS3Operations({ input, model }: NamedModel): Difference[] {
  // The paths of the SDK for JavaScript omit the bucket, because its rules for endpoints add it.
  const comparable = input === 'botocore';
  return SIMULATED_OPERATIONS.filter((name) => !isControlOperation(name)).flatMap((name): Difference[] => {
    const operation = model.operations[name];
    if (operation === undefined) {
      return [{
        kind: 'gone',
        input,
        fact: `operation ${name}`,
        detail: 'the simulator has it',
        file: 'simulator/operations.ts',
      }];
    }
    const members = Object.values(model.shapes[operation.input ?? '']?.members ?? {});
    if (!comparable || simulatedS3Operation(operation.binding, members) === name) return [];
    return [{
      kind: 'changed',
      input,
      fact: `request of ${name}`,
      detail: `${operation.binding}; the simulator does not recognize it`,
      file: S3_HTTP_ROUTES_FILE,
    }];
  });
}

/** Names of operations in tables, calls, events, and rules about resources that call an SDK. */
function checkNames({ input, service, model }: NamedModel, { commands, literals }: SourceText): Difference[] {
  const client = service === 's3' ? 's3' : 's3-control';
  const called = commands.filter((command) => command.client === client)
    .map(({ operation, file }) => ({ name: operation, file }));
  const events = Object.values(CHANGE_EVENTS).flatMap(({ eventNames }) => [...eventNames])
    .map((name) => ({ name, file: 'src/facts/change-events.ts' }));
  const supported =
    DATA_PLANE_OPERATIONS.map(({ operation }) => ({ name: operation, file: 'src/facts/data-plane.ts' }));
  const sdkCalls = literals.filter(({ text, file }) => file.startsWith('src/linter/') && SDK_CALL.test(text))
    .map(({ text, file }) => ({ name: text.replace(/^./, (letter) => letter.toUpperCase()), file }));
  const isControl = (name: string) => IS_ACCESS_POINT_OPERATION.test(name);
  const others = [...events, ...sdkCalls].filter(({ name }) => isControl(name) === (service === 's3control'));
  return [...called, ...others, ...(service === 's3' ? supported : [])]
    .filter(({ name }) => !(name in model.operations))
    .map(({ name, file }) => ({ kind: 'gone', input, fact: `operation ${name}`, detail: 'this file names it', file }));
}

/** A method of an SDK, as aws-cdk-lib's AwsCustomResource names it. */
const SDK_CALL = /^(put|submit|create|delete|get)[A-Z]\w*(Bucket|AccessPoint)\w*$/;

function checkDocuments({ input, service, model }: NamedModel): Difference[] {
  return SIMULATED_DOCUMENTS.filter((document) => document.service === service)
    .flatMap(({ modelShape, shape, file }) => {
      if (!(modelShape in model.shapes)) {
        return [{ kind: 'gone', input, fact: `document ${modelShape}`, detail: 'the simulator has it', file } as const];
      }
      return compareShapes(model, modelShape, shape)
        .map(({ kind, path, detail }) => ({ kind, input, fact: `document ${path}`, detail, file }));
    });
}
