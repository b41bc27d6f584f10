import { getPolicy, putPolicy } from '../../../control/policies';
import { parsePolicyMarker } from '../../../control/policy-marker';
import { ACCOUNT } from '../../support/accounts';
import { directS3 } from '../../support/simulated-s3';
import { createCommandFixture } from './support';

const OWNER = '0123456789abcdef0123';
const MINUTE = 60_000;

/** An access point whose policy another tool has put, with an optional id. */
async function withPolicy(id?: string) {
  const fixture = await createCommandFixture();
  const s3 = directS3(fixture.simulator);
  const statement = {
    Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: `${fixture.arn}/object/*`,
  };
  const policy = { Version: '2012-10-17', ...(id !== undefined && { Id: id }), Statement: [statement] };
  await putPolicy(s3, ACCOUNT, 'media', JSON.stringify(policy), 'operator');
  fixture.clock.advance(MINUTE);
  const readPolicy = async () => (await getPolicy(s3, ACCOUNT, 'media')).established!;
  return { ...fixture, statement, readPolicy };
}

describe('cdk-s3-mrap own', () => {
  test.each(['arn', 'name'])('writes the owner into the policy of an access point given by its %s', async (kind) => {
    const { run, arn, readPolicy, statement } = await withPolicy();
    const { code, text } = await run('own', kind === 'arn' ? arn : 'media', '--owner', OWNER, '--yes');
    expect({ code, text }).toEqual({
      code: 0,
      text: `media: the owner is unknown, and becomes ${OWNER}\nThe owner is in effect.\n`,
    });
    expect(parsePolicyMarker(await readPolicy())).toMatchObject({ owner: OWNER, isWeak: false });
    expect(JSON.parse(await readPolicy())).toMatchObject({ Statement: [statement] });
  });

  test('makes the owner of a policy that another tool had changed firm', async () => {
    const { run, readPolicy } = await withPolicy(`cdk-s3-mrap-1-aa-0-o${OWNER}-weak`);
    const { text } = await run('own', 'media', '--owner', OWNER, '--yes');
    expect(text).toContain(`the owner is ${OWNER}, which may not delete the access point`);
    expect(parsePolicyMarker(await readPolicy())).toMatchObject({ owner: OWNER, isWeak: false });
  });

  test('changes nothing if the owner is equal', async () => {
    const { run, readPolicy } = await withPolicy(`cdk-s3-mrap-1-aa-0-o${OWNER}`);
    const before = await readPolicy();
    expect(await run('own', 'media', '--owner', OWNER)).toMatchObject({
      code: 0, text: expect.stringContaining('No change: the owner is equal.'),
    });
    expect(await readPolicy()).toBe(before);
  });

  test('changes nothing in a dry run', async () => {
    const { run, readPolicy } = await withPolicy();
    expect(await run('own', 'media', '--owner', OWNER, '--dry-run')).toMatchObject({ code: 0 });
    expect(parsePolicyMarker(await readPolicy())).toBeUndefined();
  });

  test('exits with code 4 if the user does not confirm', async () => {
    const fixture = await withPolicy();
    fixture.answerPrompt(false);
    expect(await fixture.run('own', 'media', '--owner', OWNER)).toMatchObject({
      code: 4, errors: expect.stringContaining('not confirmed, nothing was changed'),
    });
    expect(parsePolicyMarker(await fixture.readPolicy())).toBeUndefined();
  });

  test('exits with code 4 while a change of the policy is in progress', async () => {
    const fixture = await withPolicy();
    await putPolicy(directS3(fixture.simulator), ACCOUNT, 'media', await fixture.readPolicy() + ' ', 'later');
    expect(await fixture.run('own', 'media', '--owner', OWNER, '--yes')).toMatchObject({
      code: 4, errors: expect.stringContaining('is in progress'),
    });
  });

  test('exits with code 4 for an access point without a policy', async () => {
    const { run } = await createCommandFixture();
    expect(await run('own', 'media', '--owner', OWNER, '--yes')).toMatchObject({
      code: 4, errors: expect.stringContaining('has no policy'),
    });
  });

  test('exits with code 1 if S3 refuses the policy', async () => {
    const fixture = await withPolicy();
    fixture.simulator.configure({ asyncFailure: () => ({ code: 'InternalErrors', leaves: 'nothing' }) });
    expect(await fixture.run('own', 'media', '--owner', OWNER, '--yes')).toMatchObject({
      code: 1, errors: expect.stringContaining('InternalErrors'),
    });
  });

  test('prints JSON', async () => {
    const { run } = await withPolicy();
    const { text } = await run('own', 'media', '--owner', OWNER, '--yes', '--json');
    expect(JSON.parse(text)).toEqual({
      version: 1, owner: OWNER, changed: true, token: expect.stringContaining('async-request'),
    });
  });

  test('exits with code 2 for an access point that does not exist', async () => {
    const { run } = await createCommandFixture();
    const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    expect(await run('own', arn, '--owner', OWNER)).toMatchObject({
      code: 2, errors: expect.stringContaining('does not contain an access point with the alias "mfzwi23gnjvgw.mrap"'),
    });
  });

  test('refuses an owner that is no part of a physical id', async () => {
    const { run } = await createCommandFixture();
    await expect(run('own', 'media', '--owner', 'me')).rejects.toThrow('expected 20 hexadecimal digits');
  });
});
