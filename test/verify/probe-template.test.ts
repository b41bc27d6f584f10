import { makeNestedTemplate, makeProbeTemplate } from '../../verify/targets/aws/probe-template';
import { RecordedRequests } from '../../verify/targets/aws/recorded-requests';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:mrap-verify';
const NESTED = { logicalId: 'Resource', value: 'before', isNested: true };
const OWN = { logicalId: 'Failing', value: 'fails', fails: true };

describe('makeProbeTemplate', () => {
  const getDependencies = (template: ReturnType<typeof makeProbeTemplate>) =>
    Object.entries(template.Resources).map(([id, resource]) => [id, (resource as { DependsOn?: string }).DependsOn]);

  test('deploys the nested stack before the resources of the parent', () => {
    const nestedUrl = 'https://mrap-verify-1.s3.eu-west-1.amazonaws.com/nested-1.json';
    const template = makeProbeTemplate({ functionArn: FUNCTION, resources: [NESTED, OWN], nestedUrl });
    expect(template.Resources.Nested).toEqual(
      { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: nestedUrl } });
    expect(getDependencies(template)).toEqual([['Nested', undefined], ['Failing', 'Nested']]);
  });

  test('fails beside the last change of an interrupted deployment', () => {
    const template = makeProbeTemplate({
      functionArn: FUNCTION, resources: [{ ...NESTED, isNested: false }, OWN], interruptAfterSeconds: 20,
    });
    expect(getDependencies(template)).toEqual(
      [['Resource', undefined], ['Failing', 'Resource'], ['Interruption', undefined]]);
  });
});

describe('makeProbeTemplate', () => {
  const timeOuts: [string, number | 'omitted' | undefined, number | undefined][] = [
    ['has a time-out that is longer than each delay', undefined, 900],
    ['has the time-out of the resource', 300, 300],
    ['has no time-out if the resource omits it', 'omitted', undefined],
  ];
  test.each(timeOuts)('makes a custom resource that %s', (_title, serviceTimeoutSeconds, expected) => {
    const resource = { ...OWN, serviceTimeoutSeconds };
    const { Resources } = makeProbeTemplate({ functionArn: FUNCTION, resources: [resource] });
    const { Properties } = Resources.Failing as { Properties: { ServiceTimeout?: number } };
    expect(Properties.ServiceTimeout).toBe(expected);
  });
});

describe('makeNestedTemplate', () => {
  test('contains only the nested resources', () => {
    expect(Object.keys(makeNestedTemplate(FUNCTION, [NESTED, OWN])!.Resources)).toEqual(['Resource']);
    expect(makeNestedTemplate(FUNCTION, [OWN])).toBeUndefined();
  });
});

describe('RecordedRequests.list', () => {
  test('returns the requests of a stack and of its nested stack, and of no other stack', async () => {
    const arn = (name: string) => `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1`;
    const sent = ['run-1', 'run-1-Nested-ABC', 'run-10', 'run-10-Nested-ABC', 'run-1-Other-ABC'].map((name, index) => ({
      Body: JSON.stringify({
        requestId: `request-${index}`,
        stackId: arn(name),
        request: { type: 'Create', value: name, receivedAt: 9 - index },
      }),
      ReceiptHandle: name,
    }));
    const batches = [sent, []];
    const client = {
      send: async ({ input }: { input: object }) =>
        ('MaxNumberOfMessages' in input ? { Messages: batches.shift() } : {}),
    };
    const requests = new RecordedRequests(client as never, 'queue');
    await requests.read();
    expect(requests.list({ name: 'run-1', stackId: arn('run-1') }).map(({ value }) => value))
      .toEqual(['run-1-Nested-ABC', 'run-1']);
  });
});
