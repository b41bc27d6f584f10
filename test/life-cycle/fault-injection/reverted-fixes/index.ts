import { COMMANDS } from './commands';
import { CREATION_AND_DELETION } from './creation-and-deletion';
import { OTHER_MODULES } from './other-modules';
import { OWNERSHIP_AND_DIRECTION } from './ownership-and-direction';
import { REPLACEMENT_AND_ADOPTION } from './replacement-and-adoption';
import { REPLICATION_FIXES } from './replication';
import { type RevertedFix } from './revert';
import { ROUTES_FIXES } from './routes';
import { TWO_STACKS } from './two-stacks';

export const REVERTED_FIXES: readonly RevertedFix[] = [
  ...CREATION_AND_DELETION, ...OWNERSHIP_AND_DIRECTION, ...REPLACEMENT_AND_ADOPTION, ...ROUTES_FIXES,
  ...REPLICATION_FIXES, ...TWO_STACKS, ...COMMANDS, ...OTHER_MODULES,
];
