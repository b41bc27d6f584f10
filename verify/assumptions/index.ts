import { type Assumption } from '../model/assumption';
import { nestedStatusOfCleanUp } from './cloudformation/nested-status-of-clean-up';
import { nestedStatusOfCleanUpAfterRollback } from './cloudformation/nested-status-of-clean-up-after-rollback';
import { nestedStatusOfCreation } from './cloudformation/nested-status-of-creation';
import { nestedStatusOfDeletion } from './cloudformation/nested-status-of-deletion';
import { nestedStatusOfFailedCreation } from './cloudformation/nested-status-of-failed-creation';
import { nestedStatusOfRollback } from './cloudformation/nested-status-of-rollback';
import { nestedStatusOfUpdate } from './cloudformation/nested-status-of-update';
import { statusOfCleanUp } from './cloudformation/status-of-clean-up';
import { statusOfCleanUpAfterRollback } from './cloudformation/status-of-clean-up-after-rollback';
import { statusOfContinuedRollback } from './cloudformation/status-of-continued-rollback';
import { statusOfCreation } from './cloudformation/status-of-creation';
import { statusOfDeletion } from './cloudformation/status-of-deletion';
import { statusOfFailedCreation } from './cloudformation/status-of-failed-creation';
import { statusOfRepeatedDeletion } from './cloudformation/status-of-repeated-deletion';
import { statusOfRetriedCreation } from './cloudformation/status-of-retried-creation';
import { statusOfRetry } from './cloudformation/status-of-retry';
import { statusOfUpdate } from './cloudformation/status-of-update';
import { kmsSourceArnOfCloudfront } from './cloudfront-and-vpc/kms-source-arn-of-cloudfront';
import { originAccessControl } from './cloudfront-and-vpc/origin-access-control';
import { servicePrincipalOfCloudfront } from './cloudfront-and-vpc/service-principal-of-cloudfront';
import { sourceVpce } from './cloudfront-and-vpc/source-vpce';
import { deletedCanary } from './command-line/deleted-canary';
import { jobRequestToken } from './command-line/job-request-token';
import { metricsDuringOutage } from './command-line/metrics-during-outage';
import { metricsOfDestination } from './command-line/metrics-of-destination';
import { overlappingSubmits } from './command-line/overlapping-submits';
import { simulatedRequestedRegion } from './command-line/simulated-requested-region';
import { staleControlRegion } from './command-line/stale-control-region';
import { submitWithoutAnswer } from './command-line/submit-without-answer';
import { versionOfReplica } from './command-line/version-of-replica';
import { accessPointWithoutPolicy } from './deployments/access-point-without-policy';
import { accountRegionalBuckets } from './deployments/account-regional-buckets';
import { aliasDuringCreation } from './deployments/alias-during-creation';
import { aliasUntilReady } from './deployments/alias-until-ready';
import { annotationFailures } from './deployments/annotation-failures';
import { automationOfS3Control } from './deployments/automation-of-s3-control';
import { automationScript } from './deployments/automation-script';
import { bucketUpdateKeepsReplication } from './deployments/bucket-update-keeps-replication';
import { clientTokenMemory } from './deployments/client-token-memory';
import { concurrentReplicationChange } from './deployments/concurrent-replication-change';
import { creationTime } from './deployments/creation-time';
import { dateOfResponseUrl } from './deployments/date-of-response-url';
import { delayOfEvents } from './deployments/delay-of-events';
import { deletionAfterFailedReplacement } from './deployments/deletion-after-failed-replacement';
import { eventOfAccessPointCall } from './deployments/event-of-access-point-call';
import { eventOfRoutes } from './deployments/event-of-routes';
import { failureBesideAnUpdate } from './deployments/failure-beside-an-update';
import { formerRoutesAfterSubmit } from './deployments/former-routes-after-submit';
import { kmsResourceAliases } from './deployments/kms-resource-aliases';
import { metricMathDiff } from './deployments/metric-math-diff';
import { missingReplicationRole } from './deployments/missing-replication-role';
import { nameInUse } from './deployments/name-in-use';
import { newAccessPointIsVisible } from './deployments/new-access-point-is-visible';
import { objectLockEventHold } from './deployments/object-lock-event-hold';
import { partialSubmits } from './deployments/partial-submits';
import { passedToService } from './deployments/passed-to-service';
import { permissionsOfCreation } from './deployments/permissions-of-creation';
import { permissionsOfRoutes } from './deployments/permissions-of-routes';
import { planWithoutFunctions } from './deployments/plan-without-functions';
import { policyId } from './deployments/policy-id';
import { previousPropertiesOfRetry } from './deployments/previous-properties-of-retry';
import { priorityLimit } from './deployments/priority-limit';
import { proposedEqualsEstablished } from './deployments/proposed-equals-established';
import { recreationBetweenCheckAndCall } from './deployments/recreation-between-check-and-call';
import { redirectOfOtherRegions } from './deployments/redirect-of-other-regions';
import { refusalsOfReplication } from './deployments/refusals-of-replication';
import { refusedPolicy } from './deployments/refused-policy';
import { regionOfRoutesEvent } from './deployments/region-of-routes-event';
import { regionSwitchFunction } from './deployments/region-switch-function';
import { replicationBetweenAccounts } from './deployments/replication-between-accounts';
import { replicationReadBack } from './deployments/replication-read-back';
import { replicationWithoutExtraValues } from './deployments/replication-without-extra-values';
import { rollbackOfCancelledUpdate } from './deployments/rollback-of-cancelled-update';
import { routesVisibleInFourMinutes } from './deployments/routes-visible-in-four-minutes';
import { rowOfDeletedResource } from './deployments/row-of-deleted-resource';
import { rowOfPendingResource } from './deployments/row-of-pending-resource';
import { rowsOfRenamedResource } from './deployments/rows-of-renamed-resource';
import { sizeOfWaiterInput } from './deployments/size-of-waiter-input';
import { sourceAccountOfReplication } from './deployments/source-account-of-replication';
import { sourceMultiRegionKey } from './deployments/source-multi-region-key';
import { stackOutputOfAnotherRegion } from './deployments/stack-output-of-another-region';
import { stackStatusOfRollback } from './deployments/stack-status-of-rollback';
import { submitOfAllMembers } from './deployments/submit-of-all-members';
import { timeOutWithoutResponse } from './deployments/time-out-without-response';
import { ungracefulExecution } from './deployments/ungraceful-execution';
import { unknownReplicationElements } from './deployments/unknown-replication-elements';
import { urlOfRepeatedDelivery } from './deployments/url-of-repeated-delivery';
import { accountOfAnApplication } from './linter/account-of-an-application';
import { deleteObjects } from './linter/delete-objects';
import { incompleteReplicationRule } from './linter/incomplete-replication-rule';
import { namesOfExclusions } from './linter/names-of-exclusions';
import { networkOfReplication } from './linter/network-of-replication';
import { objectArnInIamPolicy } from './linter/object-arn-in-iam-policy';
import { objectArnWithoutObject } from './linter/object-arn-without-object';
import { placeOfFunctionsAndRoles } from './linter/place-of-functions-and-roles';
import { policySize } from './linter/policy-size';
import { publicPolicy } from './linter/public-policy';
import { replicationToMissingBucket } from './linter/replication-to-missing-bucket';
import { signatureVersion } from './linter/signature-version';
import { inputOfExecutions } from './security/input-of-executions';
import { logLevelOfFramework } from './security/log-level-of-framework';
import { requestedRegion } from './security/requested-region';
import { orderOfReplicatedVersions } from './simulator/order-of-replicated-versions';
import { routesOfObjectRequests } from './simulator/routes-of-object-requests';
import { symmetricSignatureAtAccessPoints } from './simulator/symmetric-signature-at-access-points';
import { unsupportedRequestsOfAccessPoints } from './simulator/unsupported-requests-of-access-points';

/** All assumptions, in the order of docs/assumptions.md. */
export const ASSUMPTIONS: readonly Assumption[] = [
  clientTokenMemory, newAccessPointIsVisible, nameInUse, creationTime, aliasUntilReady, accessPointWithoutPolicy,
  proposedEqualsEstablished, submitOfAllMembers, routesVisibleInFourMinutes, permissionsOfCreation,
  permissionsOfRoutes, deletionAfterFailedReplacement, recreationBetweenCheckAndCall, dateOfResponseUrl,
  urlOfRepeatedDelivery,
  policyId, rollbackOfCancelledUpdate, failureBesideAnUpdate, refusalsOfReplication,
  missingReplicationRole, replicationReadBack,
  concurrentReplicationChange, sourceAccountOfReplication, kmsResourceAliases, replicationBetweenAccounts,
  accountRegionalBuckets, bucketUpdateKeepsReplication, stackOutputOfAnotherRegion, eventOfAccessPointCall,
  regionOfRoutesEvent, metricMathDiff, automationOfS3Control, automationScript, regionSwitchFunction,
  unknownReplicationElements, replicationWithoutExtraValues, annotationFailures, sourceMultiRegionKey,
  stackStatusOfRollback, rowOfPendingResource, rowOfDeletedResource, rowsOfRenamedResource, objectLockEventHold,
  eventOfRoutes, delayOfEvents, passedToService, priorityLimit, aliasDuringCreation, formerRoutesAfterSubmit,
  partialSubmits, refusedPolicy, sizeOfWaiterInput, previousPropertiesOfRetry,
  timeOutWithoutResponse,
  statusOfCreation, statusOfFailedCreation, statusOfUpdate, statusOfCleanUp,
  statusOfCleanUpAfterRollback, statusOfDeletion, statusOfRetry,
  statusOfContinuedRollback, statusOfRepeatedDeletion, statusOfRetriedCreation,
  nestedStatusOfCreation, nestedStatusOfUpdate, nestedStatusOfCleanUp, nestedStatusOfRollback,
  nestedStatusOfCleanUpAfterRollback, nestedStatusOfFailedCreation, nestedStatusOfDeletion,
  originAccessControl, kmsSourceArnOfCloudfront,
  servicePrincipalOfCloudfront, sourceVpce, objectArnWithoutObject,
  objectArnInIamPolicy, publicPolicy, policySize, signatureVersion,
  networkOfReplication,
  replicationToMissingBucket, namesOfExclusions, deleteObjects, metricsOfDestination, metricsDuringOutage,
  simulatedRequestedRegion,
  versionOfReplica, deletedCanary, jobRequestToken, overlappingSubmits, staleControlRegion, submitWithoutAnswer,
  requestedRegion, inputOfExecutions, logLevelOfFramework,
  placeOfFunctionsAndRoles,
  accountOfAnApplication,
  incompleteReplicationRule,
  ungracefulExecution,
  planWithoutFunctions,
  redirectOfOtherRegions,
  orderOfReplicatedVersions,
  unsupportedRequestsOfAccessPoints,
  symmetricSignatureAtAccessPoints,
  routesOfObjectRequests,
];
