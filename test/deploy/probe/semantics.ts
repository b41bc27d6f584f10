import { setTimeout as sleep } from 'node:timers/promises';
import { type Recorder, type Request } from './recorder';
import { type Resources, type Stacks } from './stacks';

export interface Probed {
  readonly stacks: Stacks;
  readonly recorder: Recorder;
  /** Of a bucket, as text; undefined where there is none. */
  readonly bucket: (name: string) => Promise<string | undefined>;
}

/** Whether the emulator does as CloudFormation does. */
export type Row = (probed: Probed, stack: string) => Promise<boolean>;

const BUCKET = (name: string, rest: object = {}): Resources => ({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name }, ...rest } });
const failing = (test: (request: Request) => boolean) => (request: Request) => (test(request) ? { Status: 'FAILED' as const } : {});
/** Another resource, whose creation fails after the one that is looked at. */
const LATE = 'Late';
const isLate = ({ LogicalResourceId: id, RequestType: type }: Request) => id === LATE && type === 'Create';
const late = (recorder: Recorder, dependsOn = 'Probe'): Resources => ({ [LATE]: recorder.resource({}, { DependsOn: dependsOn }) });
const isCreate = ({ RequestType: type }: Request) => type === 'Create';
const isBad = ({ ResourceProperties: { Value: value }, RequestType: type }: Request) => type === 'Update' && value === 'bad';

/** The rows of the table that are about how CloudFormation goes about things, by what they say. */
export const SEMANTICS: Readonly<Record<string, Row>> = {
  'custom resource: a new id in an update is followed by the deletion of the old one': async ({ stacks, recorder }, stack) => {
    recorder.begin(({ ResourceProperties: { Value: value } }) => ({ PhysicalResourceId: String(value) }));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'old' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'new' }) });
    const heard = await recorder.heard();
    await stacks.delete(stack);
    return heard.join() === 'Create,Update old,Delete old';
  },
  'custom resource: an update that fails is followed by one back': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(isBad));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    const status = await stacks.update(stack, { Probe: recorder.resource({ Value: 'bad' }) });
    const heard = await recorder.heard();
    await stacks.delete(stack);
    return status === 'UPDATE_ROLLBACK_COMPLETE' && heard.join() === 'Create,Update Probe,Update Probe' && recorder.requests[2].ResourceProperties.Value === 'good';
  },
  'custom resource: an update is taken back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(isLate));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    const status = await stacks.update(stack, { Probe: recorder.resource({ Value: 'other' }), ...late(recorder) });
    await recorder.heard();
    const heard = recorder.requests.filter(({ LogicalResourceId: id }) => id !== LATE).map(({ RequestType: type }) => type);
    await stacks.delete(stack);
    return status === 'UPDATE_ROLLBACK_COMPLETE' && heard.join() === 'Create,Update,Update';
  },
  'custom resource: a replacement is taken back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.begin((request) => ({ ...failing(isLate)(request), PhysicalResourceId: String(request.ResourceProperties.Value) }));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'old' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'new' }), ...late(recorder) });
    await recorder.heard();
    const heard = recorder.requests.filter(({ LogicalResourceId: id }) => id !== LATE);
    await stacks.delete(stack);
    return heard.map(({ RequestType: type, PhysicalResourceId: id }) => `${type} ${id}`).join() === 'Create undefined,Update old,Update new,Delete new';
  },
  'custom resource: a creation that fails is followed by its deletion': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(isCreate));
    await stacks.create(stack, { Probe: recorder.resource({}) });
    const heard = await recorder.heard();
    await stacks.delete(stack);
    return heard.join() === 'Create,Delete Probe';
  },
  'custom resource: a creation is taken back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(isLate));
    const status = await stacks.create(stack, { Probe: recorder.resource({}), ...late(recorder) });
    await recorder.heard();
    const heard = recorder.requests.filter(({ LogicalResourceId: id }) => id !== LATE).map(({ RequestType: type }) => type);
    await stacks.delete(stack);
    return status === 'ROLLBACK_COMPLETE' && heard.join() === 'Create,Delete';
  },
  'custom resource: a deletion that fails leaves the stack in DELETE_FAILED': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(({ RequestType: type }) => type === 'Delete'));
    await stacks.create(stack, { Probe: recorder.resource({}) });
    const status = await stacks.delete(stack);
    recorder.begin();
    await stacks.delete(stack);
    return status === 'DELETE_FAILED';
  },
  'custom resource: is deleted after an update was rolled back': async ({ stacks, recorder }, stack) => {
    recorder.begin(failing(isBad));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'bad' }) });
    recorder.begin();
    await stacks.delete(stack);
    return (await recorder.heard()).join() === 'Delete Probe';
  },
  'custom resource: is left alone while its properties are the same': async ({ stacks, recorder }, stack) => {
    recorder.begin();
    await stacks.create(stack, { Probe: recorder.resource({}) });
    await stacks.update(stack, { Probe: recorder.resource({}), ...BUCKET(`${stack}-beside`) });
    const heard = await recorder.heard();
    await stacks.delete(stack);
    return heard.join() === 'Create';
  },
  'custom resource: figures and flags arrive as text': async ({ stacks, recorder }, stack) => {
    recorder.begin();
    await stacks.create(stack, { Probe: recorder.resource({ Figure: 7, Flag: true, Deep: [{ Flag: false }] }) });
    const { Figure: figure, Flag: flag, Deep: deep } = recorder.requests[0].ResourceProperties;
    await stacks.delete(stack);
    return figure === '7' && flag === 'true' && JSON.stringify(deep) === '[{"Flag":"false"}]';
  },
  'custom resource: ServiceTimeout ends the wait': async ({ stacks, recorder }, stack) => {
    recorder.begin(async (request) => {
      if (isCreate(request)) await sleep(4_000);
      return {};
    });
    const began = Date.now();
    const status = await stacks.create(stack, { Probe: recorder.resource({ ServiceTimeout: 1 }) });
    const took = Date.now() - began;
    await recorder.heard();
    await stacks.delete(stack);
    return status === 'ROLLBACK_COMPLETE' && took < 4_000;
  },
  'resources that do not depend on each other are made side by side': async ({ stacks, recorder }, stack) => {
    let together = 0;
    let most = 0;
    recorder.begin(async () => {
      together += 1;
      most = Math.max(most, together);
      await sleep(1_000);
      together -= 1;
      return {};
    });
    await stacks.create(stack, { Probe: recorder.resource({}), Other: recorder.resource({}) });
    recorder.begin();
    await stacks.delete(stack);
    return most === 2;
  },
  'DeletionPolicy Retain keeps on deletion': async ({ stacks, bucket }, stack) => {
    await stacks.create(stack, BUCKET(`${stack}-kept`, { DeletionPolicy: 'Retain' }));
    await stacks.delete(stack);
    return await bucket(`${stack}-kept`) !== undefined;
  },
  'DeletionPolicy RetainExceptOnCreate keeps on deletion': async ({ stacks, bucket }, stack) => {
    await stacks.create(stack, BUCKET(`${stack}-kept`, { DeletionPolicy: 'RetainExceptOnCreate' }));
    await stacks.delete(stack);
    return await bucket(`${stack}-kept`) !== undefined;
  },
  'DeletionPolicy RetainExceptOnCreate deletes when the creation of the stack fails': async ({ stacks, recorder, bucket }, stack) => {
    recorder.begin(failing(isLate));
    await stacks.create(stack, { ...BUCKET(`${stack}-taken-back`, { DeletionPolicy: 'RetainExceptOnCreate' }), ...late(recorder, 'Bucket') });
    const found = await bucket(`${stack}-taken-back`);
    await stacks.delete(stack);
    return found === undefined;
  },
  'UpdateReplacePolicy Retain keeps what was replaced': async ({ stacks, bucket }, stack) => {
    await stacks.create(stack, BUCKET(`${stack}-old`, { UpdateReplacePolicy: 'Retain' }));
    await stacks.update(stack, BUCKET(`${stack}-new`, { UpdateReplacePolicy: 'Retain' }));
    const found = await bucket(`${stack}-old`);
    await stacks.delete(stack);
    return found !== undefined;
  },
  'what exists under a name of the template is imported when that is asked for': async ({ stacks }, stack) => {
    const kept = BUCKET(`${stack}-kept`, { DeletionPolicy: 'RetainExceptOnCreate' });
    await stacks.create(stack, kept);
    await stacks.delete(stack);
    const again = `${stack}-again`;
    return await stacks.createImporting(again, kept) === 'CREATE_COMPLETE' && (await stacks.physicalIds(again)).Bucket === `${stack}-kept`;
  },
  'what exists under a name of the template is refused otherwise': async ({ stacks }, stack) => {
    const kept = BUCKET(`${stack}-kept`, { DeletionPolicy: 'RetainExceptOnCreate' });
    await stacks.create(stack, kept);
    await stacks.delete(stack);
    return await stacks.create(`${stack}-again`, kept) === 'ROLLBACK_COMPLETE';
  },
  'a stack is deleted by its ARN': async ({ stacks, bucket }, stack) => {
    await stacks.create(stack, BUCKET(`${stack}-bucket`));
    await stacks.delete(await stacks.arn(stack), stack);
    return await bucket(`${stack}-bucket`) === undefined;
  },
  'capabilities are asked for': async ({ stacks }, stack) => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } };
    return stacks.create(stack, { Role: role }, []).then(() => false, (error: Error) => error.name === 'InsufficientCapabilitiesException');
  },
};
