import { GetMultiRegionAccessPointPolicyCommand } from '@aws-sdk/client-s3-control';
import { createLabClients } from '../../verify/lab/clients';
import { type Step } from '../../verify/lab/step';
import { FakeAws, sendPage } from './fake-aws';
import '../deploy/emulator/localhost.cjs';

describe('createLabClients', () => {
  test('refuses a document without a request id, which the SDK reads as an empty policy', async () => {
    const aws = await FakeAws.start('111122223333');
    try {
      aws.answers.set('GET /v20180820/mrap/instances/media/policy', sendPage(200, '<a/>', 'text/xml'));
      aws.answers.set('ListMultiRegionAccessPoints', sendPage(200, '<a/>', 'text/xml'));
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const steps: Step[] = [];
      const clock = { now: () => 0, sleep: async () => undefined };
      const { s3Control } = createLabClients(
        { s3Control: { endpoint: aws.url, credentials } }, clock, (step) => steps.push(step));
      await expect(s3Control().send(new GetMultiRegionAccessPointPolicyCommand({
        AccountId: '111122223333', Name: 'media',
      }))).rejects.toThrow('the answer to GetMultiRegionAccessPointPolicy has no request id of AWS');
      expect(steps.map(({ outcome }) => outcome)).toEqual(['Error']);
    } finally {
      await aws.stop();
    }
  });
});
