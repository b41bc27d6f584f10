import { type Scenario } from '../scenario';
import { ACTIVE_PASSIVE_EXAMPLE, RECORDED_TEMPLATES } from './active-passive-example';
import { BRING_YOUR_OWN_BUCKETS_EXAMPLE, MANUAL_FAILOVER, RENAMED_CONSTRUCT, REPLACEMENT } from './existing-buckets';
import { ADOPTION_OF_RETAINED_RESOURCES, FAILING_POLICY, PARTIAL_CREATION } from './failed-creations';
import { GRANTS_IN_A_STAGE, GRANTS_WITHOUT_ROUTES } from './grants-in-a-stage';
import { LIFE_CYCLE_ON_MOTO } from './moto';

/**
 * The scenarios of `npm run test:deploy`. They run on the emulator, or on the test driver if the emulator lacks a
 * required row. Each step contains the expected state, written by hand.
 */
export const SCENARIOS: readonly Scenario[] = [
  ACTIVE_PASSIVE_EXAMPLE,
  GRANTS_IN_A_STAGE,
  RENAMED_CONSTRUCT,
  MANUAL_FAILOVER,
  REPLACEMENT,
  RECORDED_TEMPLATES,
  BRING_YOUR_OWN_BUCKETS_EXAMPLE,
  FAILING_POLICY,
  PARTIAL_CREATION,
  ADOPTION_OF_RETAINED_RESOURCES,
  LIFE_CYCLE_ON_MOTO,
  GRANTS_WITHOUT_ROUTES,
];
