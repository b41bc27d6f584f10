import { PLUGIN_NAME } from '../../../diagnostics/acknowledgement';
import { MRAP447_IGNORED_ACKNOWLEDGEMENT } from '../../../diagnostics/definitions/linter';
import { type LinterRule } from '../rule';

/** Acknowledgements in the metadata of resources that have no effect. */
export const metadataAcknowledgementsRule: LinterRule = {
  finds: [MRAP447_IGNORED_ACKNOWLEDGEMENT],
  check: (application) => application.resourcesWithMetadata(PLUGIN_NAME).flatMap((resource) =>
    resource.acknowledgements.ignored.map((ignored) => ({
      resource, finding: MRAP447_IGNORED_ACKNOWLEDGEMENT.create(ignored),
    }))),
};
