import { checkPartition } from '../../../diagnostics/checks/names';
import {
  MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME,
} from '../../../diagnostics/definitions/names';
import { IDENTIFIER_FORMS } from '../../../facts/identifiers';
import { findPartition } from '../../../facts/partitions';
import { neverHasForm } from '../../evaluation/fillings';
import { findAccessPoints } from '../../model/access-points';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Names and partitions of access points. */
export const accessPointNamesRule: LinterRule = {
  finds: [MRAP101_MALFORMED_NAME, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME],
  check: (application) =>
    findAccessPoints(application).flatMap(({ resource, name, fromLibrary }) => {
      const { region } = resource;
      return [
        ...toLinterRuleMatches(
          resource,
          name !== undefined && neverHasForm(application.symbols, name, IDENTIFIER_FORMS.NAME.pattern)
            ? [MRAP101_MALFORMED_NAME.create({ name })]
            : [],
          'Properties/Name',
        ),
        ...toLinterRuleMatches(resource, region === undefined ? [] : checkPartition(findPartition(region))),
        ...toLinterRuleMatches(
          resource,
          name === undefined && !fromLibrary ? [MRAP108_GENERATED_NAME.create({})] : [],
          'Properties/Name',
        ),
      ];
    }),
};
