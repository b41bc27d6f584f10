import { setTimeout as sleep } from 'node:timers/promises';
import { type Recorder, type CustomResourceRequest } from './recorder';
import { type Resources, type Stacks } from './stacks';

export interface ProbeContext {
  readonly stacks: Stacks;
  readonly recorder: Recorder;
  /** Returns the versioning configuration of a bucket as XML, or undefined if the bucket does not exist. */
  readonly readBucket: (name: string) => Promise<string | undefined>;
}

/** Returns whether the emulator behaves like CloudFormation. */
export type SemanticsCheck = (probed: ProbeContext, stack: string) => Promise<boolean>;

const bucketResource = (name: string, rest: object = {}): Resources => ({
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name }, ...rest },
});
const failWhen = (test: (request: CustomResourceRequest) => boolean) => (request: CustomResourceRequest) =>
  test(request) ? { Status: 'FAILED' as const } : {};
/** The logical id of a resource whose creation fails after the creation of the probed resource. */
const LATE = 'Late';
const isLate = ({ LogicalResourceId: id, RequestType: type }: CustomResourceRequest) =>
  id === LATE && type === 'Create';
const lateResource = (recorder: Recorder, dependsOn = 'Probe'): Resources => ({
  [LATE]: recorder.resource({}, { DependsOn: dependsOn }),
});
const isCreate = ({ RequestType: type }: CustomResourceRequest) => type === 'Create';
const isBad = ({ ResourceProperties: { Value: value }, RequestType: type }: CustomResourceRequest) =>
  type === 'Update' && value === 'bad';

/** The checks of CloudFormation's behavior, by row of the probe table. */
export const SEMANTICS: Readonly<Record<string, SemanticsCheck>> = {
  'custom resource: the old resource is deleted after an update returns a new id': async (
    { stacks, recorder },
    stack,
  ) => {
    recorder.reset(({ ResourceProperties: { Value: value } }) => ({ PhysicalResourceId: String(value) }));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'old' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'new' }) });
    const requests = await recorder.summarizeRequests();
    await stacks.delete(stack);
    return requests.join() === 'Create,Update old,Delete old';
  },
  'custom resource: a failed update is followed by an update to the previous properties': async (
    { stacks, recorder },
    stack,
  ) => {
    recorder.reset(failWhen(isBad));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    const status = await stacks.update(stack, { Probe: recorder.resource({ Value: 'bad' }) });
    const requests = await recorder.summarizeRequests();
    await stacks.delete(stack);
    return (
      status === 'UPDATE_ROLLBACK_COMPLETE'
      && requests.join() === 'Create,Update Probe,Update Probe'
      && recorder.requests[2].ResourceProperties.Value === 'good'
    );
  },
  'custom resource: an update is rolled back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.reset(failWhen(isLate));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    const status = await stacks.update(stack, {
      Probe: recorder.resource({ Value: 'other' }),
      ...lateResource(recorder),
    });
    await recorder.summarizeRequests();
    const requests = recorder.requests
      .filter(({ LogicalResourceId: id }) => id !== LATE)
      .map(({ RequestType: type }) => type);
    await stacks.delete(stack);
    return status === 'UPDATE_ROLLBACK_COMPLETE' && requests.join() === 'Create,Update,Update';
  },
  'custom resource: a replacement is rolled back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.reset((request) => ({
      ...failWhen(isLate)(request),
      PhysicalResourceId: String(request.ResourceProperties.Value),
    }));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'old' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'new' }), ...lateResource(recorder) });
    await recorder.summarizeRequests();
    const requests = recorder.requests.filter(({ LogicalResourceId: id }) => id !== LATE);
    await stacks.delete(stack);
    return (
      requests.map(({ RequestType: type, PhysicalResourceId: id }) => `${type} ${id}`).join()
      === 'Create undefined,Update old,Update new,Delete new'
    );
  },
  'custom resource: a failed creation is followed by a deletion': async ({ stacks, recorder }, stack) => {
    recorder.reset(failWhen(isCreate));
    await stacks.create(stack, { Probe: recorder.resource({}) });
    const requests = await recorder.summarizeRequests();
    await stacks.delete(stack);
    return requests.join() === 'Create,Delete Probe';
  },
  'custom resource: a creation is rolled back when another resource fails': async ({ stacks, recorder }, stack) => {
    recorder.reset(failWhen(isLate));
    const status = await stacks.create(stack, { Probe: recorder.resource({}), ...lateResource(recorder) });
    await recorder.summarizeRequests();
    const requests = recorder.requests
      .filter(({ LogicalResourceId: id }) => id !== LATE)
      .map(({ RequestType: type }) => type);
    await stacks.delete(stack);
    return status === 'ROLLBACK_COMPLETE' && requests.join() === 'Create,Delete';
  },
  'custom resource: a deletion that fails leaves the stack in DELETE_FAILED': async ({ stacks, recorder }, stack) => {
    recorder.reset(failWhen(({ RequestType: type }) => type === 'Delete'));
    await stacks.create(stack, { Probe: recorder.resource({}) });
    const status = await stacks.delete(stack);
    recorder.reset();
    await stacks.delete(stack);
    return status === 'DELETE_FAILED';
  },
  'custom resource: a resource with a rolled back update can be deleted': async ({ stacks, recorder }, stack) => {
    recorder.reset(failWhen(isBad));
    await stacks.create(stack, { Probe: recorder.resource({ Value: 'good' }) });
    await stacks.update(stack, { Probe: recorder.resource({ Value: 'bad' }) });
    recorder.reset();
    await stacks.delete(stack);
    return (await recorder.summarizeRequests()).join() === 'Delete Probe';
  },
  'custom resource: an unchanged resource is not updated': async ({ stacks, recorder }, stack) => {
    recorder.reset();
    await stacks.create(stack, { Probe: recorder.resource({}) });
    await stacks.update(stack, { Probe: recorder.resource({}), ...bucketResource(`${stack}-unrelated`) });
    const requests = await recorder.summarizeRequests();
    await stacks.delete(stack);
    return requests.join() === 'Create';
  },
  'custom resource: numbers and booleans are passed as strings': async ({ stacks, recorder }, stack) => {
    recorder.reset();
    await stacks.create(stack, { Probe: recorder.resource({ Figure: 7, Flag: true, Deep: [{ Flag: false }] }) });
    const { Figure: figure, Flag: flag, Deep: deep } = recorder.requests[0].ResourceProperties;
    await stacks.delete(stack);
    return figure === '7' && flag === 'true' && JSON.stringify(deep) === '[{"Flag":"false"}]';
  },
  'custom resource: ServiceTimeout ends the wait': async ({ stacks, recorder }, stack) => {
    recorder.reset(async (request) => {
      if (isCreate(request)) await sleep(4_000);
      return {};
    });
    const startedAt = Date.now();
    const status = await stacks.create(stack, { Probe: recorder.resource({ ServiceTimeout: 1 }) });
    const elapsed = Date.now() - startedAt;
    await recorder.summarizeRequests();
    await stacks.delete(stack);
    return status === 'ROLLBACK_COMPLETE' && elapsed < 4_000;
  },
  'independent resources are created in parallel': async ({ stacks, recorder }, stack) => {
    let running = 0;
    let maximum = 0;
    recorder.reset(async () => {
      running += 1;
      maximum = Math.max(maximum, running);
      await sleep(1_000);
      running -= 1;
      return {};
    });
    await stacks.create(stack, { Probe: recorder.resource({}), Other: recorder.resource({}) });
    recorder.reset();
    await stacks.delete(stack);
    return maximum === 2;
  },
  'DeletionPolicy Retain retains a deleted resource': async ({ stacks, readBucket }, stack) => {
    await stacks.create(stack, bucketResource(`${stack}-retained`, { DeletionPolicy: 'Retain' }));
    await stacks.delete(stack);
    return (await readBucket(`${stack}-retained`)) !== undefined;
  },
  'DeletionPolicy RetainExceptOnCreate retains a deleted resource': async ({ stacks, readBucket }, stack) => {
    await stacks.create(stack, bucketResource(`${stack}-retained`, { DeletionPolicy: 'RetainExceptOnCreate' }));
    await stacks.delete(stack);
    return (await readBucket(`${stack}-retained`)) !== undefined;
  },
  'DeletionPolicy RetainExceptOnCreate deletes a resource when the stack creation fails': async (
    { stacks, recorder, readBucket },
    stack,
  ) => {
    recorder.reset(failWhen(isLate));
    await stacks.create(stack, {
      ...bucketResource(`${stack}-rolled-back`, { DeletionPolicy: 'RetainExceptOnCreate' }),
      ...lateResource(recorder, 'Bucket'),
    });
    const found = await readBucket(`${stack}-rolled-back`);
    await stacks.delete(stack);
    return found === undefined;
  },
  'UpdateReplacePolicy Retain retains a replaced resource': async ({ stacks, readBucket }, stack) => {
    await stacks.create(stack, bucketResource(`${stack}-old`, { UpdateReplacePolicy: 'Retain' }));
    await stacks.update(stack, bucketResource(`${stack}-new`, { UpdateReplacePolicy: 'Retain' }));
    const found = await readBucket(`${stack}-old`);
    await stacks.delete(stack);
    return found !== undefined;
  },
  'an existing resource with the same name is imported on request': async ({ stacks }, stack) => {
    const retained = bucketResource(`${stack}-retained`, { DeletionPolicy: 'RetainExceptOnCreate' });
    await stacks.create(stack, retained);
    await stacks.delete(stack);
    const again = `${stack}-again`;
    return (
      (await stacks.createWithImport(again, retained)) === 'CREATE_COMPLETE'
      && (await stacks.physicalIds(again)).Bucket === `${stack}-retained`
    );
  },
  'an existing resource with the same name is refused without an import': async ({ stacks }, stack) => {
    const retained = bucketResource(`${stack}-retained`, { DeletionPolicy: 'RetainExceptOnCreate' });
    await stacks.create(stack, retained);
    await stacks.delete(stack);
    return (await stacks.create(`${stack}-again`, retained)) === 'ROLLBACK_COMPLETE';
  },
  'a stack can be deleted by its ARN': async ({ stacks, readBucket }, stack) => {
    await stacks.create(stack, bucketResource(`${stack}-bucket`));
    await stacks.delete(await stacks.arn(stack), stack);
    return (await readBucket(`${stack}-bucket`)) === undefined;
  },
  'missing capabilities are refused': async ({ stacks }, stack) => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } };
    return stacks.create(stack, { Role: role }, []).then(
      () => false,
      (error: Error) => error.name === 'InsufficientCapabilitiesException',
    );
  },
};
