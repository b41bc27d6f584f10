import { type Assumption } from '../../model/assumption';

export const namesOfExclusions: Assumption = {
  id: 'L6',
  statement:
    'CloudFormation will spell the exclusions of a replication filter `Not`, `Or`, `Prefixes`, `TagFilter` '
    + 'and `TagFilters`, and the key setting `UseSourceMultiRegionKey`.',
  evidence: 'The names follow S3\'s API and CloudFormation\'s names of tags.',
  consequence: 'The linter ignores exclusions with another spelling. It reports no finding because of them.',
  manualCheck: 'Read the schema of `AWS::S3::Bucket` after CloudFormation supports them.',
  verification: { notAutomatable: 'because the schema does not contain the elements yet' },
};
