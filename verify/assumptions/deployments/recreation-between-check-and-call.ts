import { type Assumption } from '../../model/assumption';

export const recreationBetweenCheckAndCall: Assumption = {
  id: '13',
  statement:
    'No operator deletes an access point and creates it again in the moment between the handler\'s check and '
    + 'its call. S3 deletes by name.',
  evidence: 'The moment lasts milliseconds.',
  consequence: 'The new access point is deleted.',
  manualCheck: 'Not possible; S3 offers no deletion by alias.',
  verification: {
    notAutomatable:
      'because S3 deletes access points by name only, so no program can place a re-creation between the two '
      + 'calls',
  },
};
