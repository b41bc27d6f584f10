import { SubmitMultiRegionAccessPointRoutesCommand } from '@aws-sdk/client-s3-control';
import { MINUTE, SECOND } from '../../../control/clock';
import { activateMember, readActiveRegions } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const partialSubmits: Assumption = {
  id: '72',
  statement:
    'A submit that names some members leaves the other members unchanged, also when another partial submit '
    + 'through another control Region was accepted a few seconds before.',
  evidence: 'The API reference says that the call changes the routes of the given members.',
  consequence:
    'A failover of the console and one of another tool could undo parts of each other. The library always '
    + 'submits all members.',
  manualCheck:
    'Submit one member in us-west-2 and the other one in eu-west-1 five seconds later. Get the routes after '
    + 'four minutes.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 40,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [first, second] = accessPoint.members;
      await activateMember(lab, accessPoint, first.region, CONTROL_PLANE_REGION);
      await lab.clock.sleep(4 * MINUTE);
      const submit = (controlRegion: string, Bucket: string, TrafficDialPercentage: number) =>
        lab.clients.s3Control(controlRegion).send(new SubmitMultiRegionAccessPointRoutesCommand({
          AccountId: lab.accountId, Mrap: accessPoint.arn, RouteUpdates: [{ Bucket, TrafficDialPercentage }],
        }));
      await submit(CONTROL_PLANE_REGION, second.bucket, 100);
      await lab.clock.sleep(5 * SECOND);
      await submit('eu-west-1', first.bucket, 0);
      await lab.clock.sleep(4 * MINUTE);
      const active = await readActiveRegions(lab, accessPoint, CONTROL_PLANE_REGION);
      return decide(
        active.join() === second.region,
        `after both partial submits, the active Regions are ${active.join(', ') || 'none'}`,
      );
    },
  },
};
