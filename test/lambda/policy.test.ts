import { faultAlways, faultInFirstCalls, serviceFault } from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { ACCESS_POINT, Deployment, type DeploymentOptions, MINUTE, SECOND } from './support';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;

async function withAccessPoint(options: DeploymentOptions = {}) {
  const deployment = new Deployment(options);
  await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
  deployment.simulator.journal.clear();
  return deployment;
}

function policyFor(deployment: Deployment, principal = ROLE, name = 'media') {
  const { arn } = deployment.live[name];
  return {
    Name: name,
    Policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: `${arn}/object/*`,
        },
      ],
    },
  };
}

/** Returns the established policy without its marker. */
const established = (deployment: Deployment, name = 'media') => {
  const { policy } = deployment.live[name];
  if (policy.established === undefined) return undefined;
  const { Id: _id, ...rest } = JSON.parse(policy.established) as {
    Id?: string;
    Statement: { Principal: { AWS: string } }[];
  };
  return rest;
};

describe('createHandlers', () => {
  test.each([true, false])(
    'puts a policy and waits until every Region has it, through the SDK: %s',
    async (throughSdk) => {
      const deployment = await withAccessPoint({ throughSdk, policyLagMs: 45 * SECOND });
      const began = deployment.clock.now();
      const properties = policyFor(deployment);
      const answer = await deployment.run(deployment.policy.create(properties));
      expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: 'media/policy' });
      expect(established(deployment)).toEqual(properties.Policy);
      expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(45 * SECOND);
    },
  );

  test('puts a changed policy with the same id', async () => {
    const deployment = await withAccessPoint();
    await deployment.run(deployment.policy.create(policyFor(deployment)));
    await deployment.run(deployment.policy.update(policyFor(deployment, `arn:aws:iam::${ACCOUNT}:role/other`)));
    expect(established(deployment)?.Statement[0].Principal.AWS).toBe(`arn:aws:iam::${ACCOUNT}:role/other`);
    expect(deployment.policy.physicalId).toBe('media/policy');
  });

  test('restores the previous policy in a rollback', async () => {
    const deployment = await withAccessPoint();
    await deployment.run(deployment.policy.create(policyFor(deployment)));
    await deployment.run(
      deployment.policy.updateAndRollBack(policyFor(deployment, `arn:aws:iam::${ACCOUNT}:role/other`)),
    );
    expect(established(deployment)?.Statement[0].Principal.AWS).toBe(ROLE);
  });

  test('makes no call on deletion, because S3 cannot delete a policy', async () => {
    const deployment = await withAccessPoint();
    await deployment.run(deployment.policy.create(policyFor(deployment)));
    deployment.simulator.journal.clear();
    expect(await deployment.run(deployment.policy.delete())).toMatchObject({ status: 'SUCCESS' });
    expect(deployment.simulator.journal.entries).toEqual([]);
  });

  describe('for a principal that S3 does not know yet', () => {
    test.each(['synchronous', 'asynchronous'] as const)(
      'waits for the principal if the error is %s',
      async (policyChecks) => {
        const deployment = await withAccessPoint({ policyChecks });
        const spread = deployment.clock.now() + 90 * SECOND;
        deployment.simulator.configure({ principalExists: (_principal, now) => now >= spread });
        expect(await deployment.run(deployment.policy.create(policyFor(deployment)))).toMatchObject({
          status: 'SUCCESS',
        });
        expect(established(deployment)).toBeDefined();
      },
    );

    test.each(['synchronous', 'asynchronous'] as const)(
      'fails after four minutes if the error is %s',
      async (policyChecks) => {
        const deployment = await withAccessPoint({ policyChecks, principalExists: () => false });
        const began = deployment.clock.now();
        const answer = await deployment.run(deployment.policy.create(policyFor(deployment)));
        expect(answer.reason).toContain('[MRAP909] policy of access point "media" could not be set: MalformedPolicy');
        expect(answer.reason).toContain('name only principals that exist');
        expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(4 * MINUTE);
        expect(deployment.clock.now() - began).toBeLessThanOrEqual(5 * MINUTE);
      },
    );
  });

  test('fails immediately for any other fault of the policy', async () => {
    const deployment = await withAccessPoint();
    const began = deployment.clock.now();
    const answer = await deployment.run(
      deployment.policy.create({
        Name: 'media',
        Policy: { Version: '2012-10-17', Statement: [{ Effect: 'Perhaps' }] },
      }),
    );
    expect(answer.reason).toContain('MalformedPolicy');
    expect(deployment.clock.now() - began).toBeLessThanOrEqual(30 * SECOND);
  });

  test('repeats the put after a retryable failure', async () => {
    const deployment = await withAccessPoint();
    deployment.simulator.configure({
      asyncFailure: ({ attempt }) =>
        attempt < 3 ? { code: 'MultiRegionAccessPointModifiedByAnotherRequest' } : undefined,
    });
    expect(await deployment.run(deployment.policy.create(policyFor(deployment)))).toMatchObject({ status: 'SUCCESS' });
  });

  test('repeats the put if S3 does not know the token', async () => {
    const deployment = await withAccessPoint();
    deployment.simulator.faults.add(
      faultInFirstCalls(1, serviceFault('NoSuchAsyncRequest', 404), ({ operation }) =>
        operation.startsWith('Describe')),
    );
    expect(await deployment.run(deployment.policy.create(policyFor(deployment)))).toMatchObject({ status: 'SUCCESS' });
  });

  test('fails if the access point does not exist', async () => {
    const deployment = await withAccessPoint();
    const properties = policyFor(deployment);
    await deployment.run(deployment.accessPoint.delete());
    const answer = await deployment.run(deployment.policy.create(properties));
    expect(answer.reason).toContain(
      '[MRAP909] policy of access point "media" could not be set: NoSuchMultiRegionAccessPoint',
    );
  });

  describe('for an access point that was recreated manually', () => {
    async function remade() {
      const deployment = await withAccessPoint();
      const properties = { ...policyFor(deployment), Alias: deployment.live.media.alias };
      await deployment.run(deployment.policy.create(properties));
      await deployment.run(deployment.accessPoint.delete());
      await deployment.createForeign();
      return { deployment, changed: { ...properties, TimeoutSeconds: 600 } };
    }

    test('keeps its policy and succeeds on update', async () => {
      const { deployment, changed } = await remade();
      expect(await deployment.run(deployment.policy.update(changed))).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.mutations).toEqual([]);
      expect(deployment.codes).toEqual(['MRAP906']);
    });

    test('fails on create', async () => {
      const { deployment, changed } = await remade();
      const answer = await deployment.run(deployment.policy.create(changed));
      expect(answer.reason).toContain('[MRAP906] access point "media" with alias');
      expect(deployment.mutations).toEqual([]);
    });
  });

  test('fails after a minute of AccessDenied', async () => {
    const deployment = await withAccessPoint();
    const properties = policyFor(deployment);
    deployment.simulator.faults.add(faultAlways(serviceFault('AccessDenied', 403)));
    const answer = await deployment.run(deployment.policy.create(properties));
    expect(answer.reason).toContain('AccessDenied');
  });

  test('fails with a message after the time-out', async () => {
    const deployment = await withAccessPoint();
    deployment.simulator.configure({ duration: () => 24 * 60 * MINUTE });
    const answer = await deployment.run(deployment.policy.create({ ...policyFor(deployment), TimeoutSeconds: 600 }));
    expect(answer.reason).toContain(
      '[MRAP904] setting the policy of access point "media" did not end within 10 minutes, last state: INPROGRESS; ' +
        'the previous policy stays in effect until then',
    );
  });

  test('waits for an operation that takes longer than one invocation', async () => {
    const deployment = await withAccessPoint();
    deployment.simulator.configure({ duration: () => 9 * MINUTE, conflict: 'synchronous' });
    const properties = policyFor(deployment);
    expect(await deployment.run(deployment.policy.create(properties))).toMatchObject({ status: 'SUCCESS' });
    expect(established(deployment)).toEqual(properties.Policy);
  });

  describe('for an adopted access point', () => {
    async function adopted(policy?: object, options: DeploymentOptions = {}) {
      const deployment = new Deployment(options);
      await deployment.createForeign();
      if (policy) {
        await deployment.simulator.call(
          'PutMultiRegionAccessPointPolicy',
          {
            ClientToken: 'foreign-policy',
            Details: { Name: 'media', Policy: JSON.stringify(policy).replaceAll('<arn>', deployment.live.media.arn) },
          },
          { accountId: ACCOUNT, region: 'us-west-2' },
        );
        deployment.clock.advance(MINUTE);
      }
      await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
      deployment.simulator.journal.clear();
      return deployment;
    }

    const ofAdopter = ({ accessPoint }: Deployment) => ({ Origin: 'adopted', Owner: accessPoint.data.Owner });
    const adopt = (deployment: Deployment) =>
      deployment.run(deployment.policy.create({ ...policyFor(deployment), ...ofAdopter(deployment) }));

    test.each(['empty', 'error'] as const)('puts the policy if there is none (%s)', async (noPolicy) => {
      const deployment = await adopted(undefined, { noPolicy });
      expect(await adopt(deployment)).toMatchObject({ status: 'SUCCESS' });
    });

    test('accepts an equal policy with another spelling', async () => {
      const deployment = await adopted({
        Statement: {
          Resource: ['<arn>/object/*'],
          Action: ['s3:PutObject', 's3:GetObject'],
          Principal: { AWS: [ROLE] },
          Effect: 'Allow',
        },
        Version: '2012-10-17',
      });
      expect(await adopt(deployment)).toMatchObject({ status: 'SUCCESS' });
    });

    test('refuses to overwrite another policy and lists every difference', async () => {
      const theirs = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: '<arn>/object/*' }],
      };
      const deployment = await adopted(theirs);
      const before = established(deployment);
      const answer = await adopt(deployment);
      expect(answer.reason).toContain(
        '[MRAP917] policy of adopted access point "media" is not the declared one: it has the '
          + 'statement',
      );
      expect(answer.reason).toContain('it lacks the statement');
      expect(answer.reason).toContain('declare the existing statements');
      expect(established(deployment)).toEqual(before);
    });

    test('does not treat a truncated response as a missing policy', async () => {
      const theirs = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: '<arn>/object/*' }],
      };
      const deployment = await adopted(theirs);
      deployment.simulator.faults.add(
        faultInFirstCalls(
          1,
          { kind: 'empty', status: 200 },
          ({ operation }) => operation === 'GetMultiRegionAccessPointPolicy',
        ),
      );
      expect((await adopt(deployment)).reason).toContain('MRAP917');
    });

    test('does not overwrite a policy that it cannot read', async () => {
      const deployment = await adopted();
      deployment.simulator.faults.add(faultAlways(serviceFault('SlowDown', 503)));
      expect((await adopt(deployment)).reason).toContain(
        '[MRAP909] policy of access point "media" could not be set: SlowDown',
      );
      expect(deployment.mutations).toEqual([]);
    });

    test('overwrites the policy in later updates', async () => {
      const deployment = await adopted();
      await adopt(deployment);
      expect(
        await deployment.run(
          deployment.policy.update({
            ...policyFor(deployment, `arn:aws:iam::${ACCOUNT}:role/other`),
            ...ofAdopter(deployment),
          }),
        ),
      ).toMatchObject({ status: 'SUCCESS' });
    });
  });
});
