import { checkName, checkPartition } from '../../../diagnostics/checks/names';
import {
  MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME,
} from '../../../diagnostics/definitions/names';
import { findPartition } from '../../../facts/partitions';
import { literalText } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { type Rule, toMatches } from '../rule';

/** Names and partitions of access points. */
export const namesRule: Rule = {
  finds: [MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME],
  check: (application) =>
    findAccessPoints(application).flatMap(({ resource, name, fromLibrary }) => {
      const known = literalText(name);
      const { region } = resource;
      return [
        ...toMatches(resource, known === undefined ? [] : checkName(known), 'Properties/Name'),
        ...toMatches(resource, region === undefined ? [] : checkPartition(findPartition(region))),
        ...toMatches(
          resource,
          name === undefined && !fromLibrary ? [MRAP108_GENERATED_NAME.create({})] : [],
          'Properties/Name',
        ),
      ];
    }),
};
