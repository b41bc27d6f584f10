import { faultAlways, faultInFirstCalls, faultForFirstMs, serviceFault } from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { ACCESS_POINT, BUCKETS, Deployment, MINUTE, SECOND } from './support';

const isOperation = (beginning: string) => ({ operation }: { operation: string }) => operation.startsWith(beginning);
const REPLACEABLE = { ...ACCESS_POINT, Replacement: 'ALLOW' };

describe('createHandlers', () => {
  describe('in new processes', () => {
    test('finds the operation again by its token', async () => {
      const deployment = new Deployment({ coldStarts: true, duration: () => 30 * MINUTE });
      expect(await deployment.run(deployment.accessPoint.create(ACCESS_POINT))).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.simulator.snapshot().operations).toHaveLength(1);
    });

    test('does not start a creation that may have ended', async () => {
      const deployment = new Deployment({ coldStarts: true });
      // S3 throttles all calls for four minutes. Afterwards the handler cannot know whether S3 accepted one of them.
      deployment.simulator.faults.add(faultForFirstMs(
        4 * MINUTE + SECOND, serviceFault('SlowDown', 503), isOperation('Create'),
      ));
      const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      expect(answer.reason).toContain(
        '[MRAP902] access point "media" could not be created: it does not exist, and S3 no longer knows the result of '
          + 'its creation; deploy again',
      );
      expect(deployment.live).toEqual({});
    });

    test('puts a policy again that takes longer than one process', async () => {
      const deployment = new Deployment({ coldStarts: true });
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      deployment.simulator.configure({ duration: () => 6 * MINUTE });
      const { arn } = deployment.live.media;
      const Policy = {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: `${arn}/object/*` },
        ],
      };
      expect(await deployment.run(deployment.policy.create({ Name: 'media', Policy }))).toMatchObject({
        status: 'SUCCESS',
      });
      expect(JSON.parse(deployment.live.media.policy.established!)).toMatchObject(Policy);
      expect(deployment.mutations.filter((operation) => operation.startsWith('Put'))).toEqual([
        'PutMultiRegionAccessPointPolicy',
        'PutMultiRegionAccessPointPolicy',
      ]);
      expect(
        deployment.simulator.snapshot().operations.filter(({ operation }) => operation.startsWith('Put')),
      ).toHaveLength(1);
    });
  });

  describe('on creation', () => {
    test('repeats the creation if S3 does not know the token for a moment', async () => {
      const deployment = new Deployment();
      deployment.simulator.faults.add(faultInFirstCalls(
        2, serviceFault('NoSuchAsyncRequest', 404), isOperation('Describe'),
      ));
      expect(await deployment.run(deployment.accessPoint.create(ACCESS_POINT))).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.simulator.snapshot().operations).toHaveLength(1);
    });

    test('waits until the access point is visible and ready', async () => {
      const deployment = new Deployment({ visibilityLagMs: 20 * SECOND, readyLagMs: 40 * SECOND });
      expect(await deployment.run(deployment.accessPoint.create(ACCESS_POINT))).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live.media.status).toBe('READY');
    });

    test('waits until all Regions agree', async () => {
      const deployment = new Deployment({ finalStatus: () => 'INCONSISTENT_ACROSS_REGIONS' });
      const healing = deployment.clock
        .sleep(MINUTE)
        .then(() => deployment.simulator.setStatus(ACCOUNT, 'media', 'READY'));
      const [answer] = await deployment.run(Promise.all([deployment.accessPoint.create(ACCESS_POINT), healing]));
      expect(answer.status).toBe('SUCCESS');
    });

    test('does not claim an access point that was recreated manually', async () => {
      const deployment = new Deployment({ duration: () => 31 * SECOND });
      const byHand = (async () => {
        await deployment.clock.sleep(32 * SECOND);
        deployment.simulator.configure({ duration: () => 0 });
        const context = { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' };
        await deployment.simulator.call(
          'DeleteMultiRegionAccessPoint',
          { ClientToken: 'x', Details: { Name: 'media' } },
          context,
        );
        await deployment.simulator.call(
          'CreateMultiRegionAccessPoint',
          { ClientToken: 'y', Details: { Name: 'media', Regions: [{ Bucket: 'media-eu' }] } },
          context,
        );
      })();
      const [answer] = await deployment.run(Promise.all([deployment.accessPoint.create(ACCESS_POINT), byHand]));
      expect(answer.reason).toContain('MRAP901');
      expect(Object.keys(deployment.live)).toEqual(['media']);
    });

    test('fails after a minute of AccessDenied', async () => {
      const deployment = new Deployment({ authorize: ({ action }) => action !== 's3:ListAllMyBuckets' });
      const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      expect(answer.reason).toContain('[MRAP902] access point "media" could not be created: AccessDenied');
      expect(answer.reason).toContain('exempt the role from service control policies that deny Regions');
    });

    test('continues after 40 seconds of AccessDenied', async () => {
      const deployment = new Deployment();
      deployment.simulator.faults.add(faultForFirstMs(40 * SECOND, serviceFault('AccessDenied', 403)));
      expect(await deployment.run(deployment.accessPoint.create(ACCESS_POINT))).toMatchObject({ status: 'SUCCESS' });
    });

    test('waits for the creation of an access point to adopt', async () => {
      const deployment = new Deployment({ createInFlight: 'already-owned', duration: () => 60 * SECOND });
      await deployment.simulator.call('CreateMultiRegionAccessPoint', {
        ClientToken: 'x', Details: { Name: 'media', Regions: BUCKETS.map(({ Bucket }) => ({ Bucket })) },
      }, { accountId: ACCOUNT, region: 'us-west-2' });
      const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { Origin: 'adopted' } });
    });

    test('stops waiting for a deleted access point to adopt', async () => {
      const deployment = new Deployment({ asyncFailure: () => ({ code: 'MultiRegionAccessPointAlreadyOwnedByYou' }) });
      const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
      expect(answer.reason).toContain('the access point that used the name was deleted meanwhile; deploy again');
    });
  });

  describe('on deletion', () => {
    test('reports AccessDenied', async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      deployment.simulator.configure({ authorize: ({ action }) => action !== 's3:DeleteMultiRegionAccessPoint' });
      const answer = await deployment.run(deployment.accessPoint.delete());
      expect(answer.reason).toContain('[MRAP908] access point "media" could not be deleted: AccessDenied');
    });

    test('succeeds if the access point is deleted between read and call', async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      deployment.simulator.faults.add(
        faultInFirstCalls(1, serviceFault('NoSuchMultiRegionAccessPoint', 404), isOperation('Delete')),
      );
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
    });

    test('succeeds if S3 accepts the deletion and then does not find the access point', async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      let failures = 0;
      deployment.simulator.configure({
        asyncFailure: () => {
          failures += 1;
          return failures === 1 ? { code: 'NoSuchMultiRegionAccessPoint' } : undefined;
        },
      });
      const end = deployment.clock
        .sleep(20 * SECOND)
        .then(() =>
          deployment.simulator.call(
            'DeleteMultiRegionAccessPoint',
            { ClientToken: 'x', Details: { Name: 'media' } },
            { accountId: ACCOUNT, region: 'us-west-2' },
          ),
        );
      const [answer] = await deployment.run(Promise.all([deployment.accessPoint.delete(), end]));
      expect(answer.status).toBe('SUCCESS');
    });

    const TYPE = { resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media' };

    async function pendingAfterTimeout(options = {}) {
      const deployment = new Deployment({
        duration: ({ operation }) => (operation.startsWith('Create') ? 12 * MINUTE : SECOND),
        ...options,
      });
      const properties = { ...ACCESS_POINT, TimeoutSeconds: 600 };
      const { physicalId } = await deployment.run(
        deployment.cloudFormation.send({ type: 'Create', ...TYPE, properties }),
      );
      return {
        deployment,
        remove: () =>
          deployment.run(
            deployment.cloudFormation.send({ type: 'Delete', ...TYPE, properties: ACCESS_POINT, physicalId }),
          ),
      };
    }

    test('waits for an operation of a pending id that S3 does not know for a moment', async () => {
      const { deployment, remove } = await pendingAfterTimeout();
      deployment.simulator.faults.add(faultInFirstCalls(
        1, serviceFault('NoSuchAsyncRequest', 404), isOperation('Describe'),
      ));
      expect(await remove()).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live).toEqual({});
    });

    test('waits until the access point of a pending id is ready', async () => {
      const { deployment, remove } = await pendingAfterTimeout({ readyLagMs: 4 * MINUTE });
      expect(await remove()).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live).toEqual({});
    });

    test('keeps an access point of a pending id that was recreated manually', async () => {
      const { deployment, remove } = await pendingAfterTimeout();
      deployment.clock.advance(10 * MINUTE);
      const context = { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' };
      await deployment.simulator.call(
        'DeleteMultiRegionAccessPoint',
        { ClientToken: 'x', Details: { Name: 'media' } },
        context,
      );
      deployment.clock.advance(MINUTE);
      await deployment.createForeign('media', ['media-eu', 'media-us']);
      expect(await remove()).toMatchObject({ status: 'SUCCESS' });
      expect(Object.keys(deployment.live)).toEqual(['media']);
      expect(deployment.reports.map((finding) => finding.message).join()).toContain(
        'the operation of this resource did not create it',
      );
    });

    test('reports AccessDenied for a pending id', async () => {
      const { deployment, remove } = await pendingAfterTimeout();
      deployment.simulator.faults.add(faultAlways(serviceFault('AccessDenied', 403)));
      expect((await remove()).reason).toContain('[MRAP908] access point "media" could not be deleted: AccessDenied');
    });
  });

  describe('on update', () => {
    test('creates an access point that was never created', async () => {
      const deployment = new Deployment();
      const physicalId = 'media/pending/1800000000000/0123/4567';
      const answer = await deployment.run(
        deployment.cloudFormation.send({
          type: 'Update',
          resourceType: 'Custom::S3MultiRegionAccessPoint',
          logicalId: 'Media',
          properties: ACCESS_POINT,
          oldProperties: ACCESS_POINT,
          physicalId,
        }),
      );
      expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: expect.stringMatching(/^media\/m.*\.mrap\//) });
    });

    test('creates an access point for an invented id', async () => {
      const deployment = new Deployment();
      const answer = await deployment.run(deployment.cloudFormation.send({
        type: 'Update',
        resourceType: 'Custom::S3MultiRegionAccessPoint',
        logicalId: 'Media',
        properties: ACCESS_POINT,
        oldProperties: ACCESS_POINT,
        physicalId: deployment.cloudFormation.inventId('Media'),
      }));
      expect(answer.status).toBe('SUCCESS');
    });

    async function replaced() {
      const deployment = new Deployment();
      const resource = { resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media' };
      await deployment.run(deployment.accessPoint.create(REPLACEABLE));
      const two = { ...REPLACEABLE, Buckets: BUCKETS.slice(0, 2) };
      const { physicalId } = await deployment.run(
        deployment.cloudFormation.send({
          type: 'Update',
          ...resource,
          properties: two,
          oldProperties: REPLACEABLE,
          physicalId: deployment.accessPoint.physicalId,
        }),
      );
      const goBack = () =>
        deployment.run(
          deployment.cloudFormation.send({
            type: 'Update',
            ...resource,
            properties: REPLACEABLE,
            oldProperties: two,
            physicalId,
          }),
        );
      return { deployment, goBack };
    }

    const unavailable = async () => { throw new Error('CloudFormation does not answer'); };

    test('creates another access point if the replaced one does not exist', async () => {
      const { deployment, goBack } = await replaced();
      await deployment.run(deployment.accessPoint.delete());
      const answer = await goBack();
      expect(answer.status).toBe('SUCCESS');
      expect(answer.physicalId).toMatch(/^media-[0-9a-f]{8}\/m/);
    });

    test('fails before any change if S3 does not return the replaced access point', async () => {
      const { deployment, goBack } = await replaced();
      deployment.simulator.journal.clear();
      deployment.directory.beforeRead = unavailable;
      deployment.simulator.faults.add(faultAlways(serviceFault('SlowDown', 503)));
      expect((await goBack()).reason).toContain('[MRAP902] access point "media" could not be created: SlowDown');
      expect(deployment.mutations).toEqual([]);
    });

    test('fails if S3 refuses to return the replaced access point', async () => {
      const { deployment, goBack } = await replaced();
      deployment.directory.beforeRead = unavailable;
      deployment.simulator.faults.add(faultAlways(serviceFault('InvalidRequest', 400)));
      expect((await goBack()).reason).toContain('InvalidRequest');
    });
  });
});
