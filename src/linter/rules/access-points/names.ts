import { checkAccessPointName, checkPartition } from '../../../diagnostics/checks/names';
import {
  MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME,
} from '../../../diagnostics/definitions/names';
import { findPartition } from '../../../facts/partitions';
import { literalText } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Names and partitions of access points. */
export const accessPointNamesRule: LinterRule = {
  finds: [MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME],
  check: (application) =>
    findAccessPoints(application).flatMap(({ resource, name, fromLibrary }) => {
      const known = literalText(name);
      const { region } = resource;
      return [
        ...toLinterRuleMatches(resource, known === undefined ? [] : checkAccessPointName(known), 'Properties/Name'),
        ...toLinterRuleMatches(resource, region === undefined ? [] : checkPartition(findPartition(region))),
        ...toLinterRuleMatches(
          resource,
          name === undefined && !fromLibrary ? [MRAP108_GENERATED_NAME.create({})] : [],
          'Properties/Name',
        ),
      ];
    }),
};
