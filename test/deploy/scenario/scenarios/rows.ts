/** The rows of the probe table that scenarios require. */
export const RETAINS_ON_DELETION = 'DeletionPolicy RetainExceptOnCreate retains a deleted resource';
export const DELETES_ON_FAILED_CREATION =
  'DeletionPolicy RetainExceptOnCreate deletes a resource when the stack creation fails';
export const ROLLS_BACK_CREATION = 'custom resource: a creation is rolled back when another resource fails';
export const DELETES_FAILED_CREATION = 'custom resource: a failed creation is followed by a deletion';
export const ROLLS_BACK_FAILED_UPDATE =
  'custom resource: a failed update is followed by an update to the previous properties';
export const DELETES_REPLACED_RESOURCE =
  'custom resource: the old resource is deleted after an update returns a new id';
export const SKIPS_UNCHANGED_RESOURCE = 'custom resource: an unchanged resource is not updated';
export const IMPORTS_EXISTING = 'an existing resource with the same name is imported on request';
