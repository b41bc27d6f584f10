import { type Assumption } from '../../model/assumption';

export const unknownReplicationElements: Assumption = {
  id: '34',
  statement: 'S3 accepts the text of a rule exactly as it returned it, with unknown elements and in the same order.',
  evidence:
    'The returned text has the same schema as the accepted text. S3 added elements in November 2026, and the '
    + 'client of the handler writes rules with these elements back byte for byte (measured).',
  consequence: 'A write next to rules of other tools fails with MRAP933, and nothing changes.',
  manualCheck:
    'Get a configuration with `curl --aws-sigv4 aws:amz:REGION:s3`, put the same body with its `Content-MD5`, and '
    + 'get it again.',
  verification: { notAutomatable: 'because the check needs a tool that writes elements which the SDK does not know' },
};
