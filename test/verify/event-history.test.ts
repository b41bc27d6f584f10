import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { activateMember, createAccessPoint } from '../../verify/lab/access-points';
import { findEvent } from '../../verify/lab/event-history';
import { Journal } from '../../verify/lab/journal';
import { SimulatedAccount } from '../../verify/targets/simulator';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

describe('findEvent', () => {
  test('returns the event of the request, and not the newest event of the account', async () => {
    const account = new SimulatedAccount();
    const lab = account.createLab(Journal.open(path.join(folder, 'journal.jsonl')));
    await account.settle((async () => {
      const own = await createAccessPoint(lab);
      const other = await createAccessPoint(lab);
      const [region] = lab.memberRegions;
      const request = await activateMember(lab, own, region, 'us-west-2');
      await activateMember(lab, other, region, 'us-west-2');
      await lab.clock.sleep(60 * 60_000);
      expect(JSON.stringify(await findEvent(lab, 'us-west-2', SUBMIT, request))).toContain(own.arn.split('/')[1]);
      const unsent = { ...request, requestId: 'unsent' };
      expect(await findEvent(lab, 'us-west-2', SUBMIT, unsent)).toBeUndefined();
      expect(await findEvent(lab, 'us-west-2', SUBMIT, { sentAt: request.sentAt })).toBeUndefined();
    })());
  });
});
