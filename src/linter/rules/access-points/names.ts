import { checkName, checkPartition } from '../../../diagnostics/checks/names';
import { MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME } from '../../../diagnostics/definitions/names';
import { partitionOfRegion } from '../../../facts/partitions';
import { literalText } from '../../evaluation/read';
import { accessPoints } from '../../model/access-points';
import { type Rule, toMatches } from '../rule';

/** Rows N1, N7 and N8. */
export const names: Rule = {
  finds: [MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME],
  check: (application) => accessPoints(application).flatMap(({ resource, name, ours }) => {
    const known = literalText(name);
    return [
      ...toMatches(resource, known === undefined ? [] : checkName(known), 'Properties/Name'),
      ...toMatches(resource, resource.region === undefined ? [] : checkPartition(partitionOfRegion(resource.region))),
      ...toMatches(resource, name === undefined && !ours ? [MRAP108_GENERATED_NAME.create({})] : [], 'Properties/Name'),
    ];
  }),
};
