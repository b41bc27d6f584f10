import { type Assumption } from '../../model/assumption';

export const submitWithoutAnswer: Assumption = {
  id: 'O9',
  statement: 'A submit whose connection ended without an answer is applied immediately or never.',
  evidence: 'S3 executes the call in one Region, and the SDK does not repeat it.',
  consequence: 'A failover that was reported as not confirmed takes effect after a later change.',
  manualCheck:
    'Submit routes through a proxy that ends the connection before the answer, and read the routes of all control '
    + 'Regions every minute for an hour.',
  verification: {
    notAutomatable: 'because a connection that ends between request and answer cannot be produced through the SDK',
  },
};
