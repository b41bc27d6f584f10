import { type Assumption } from '../../model/assumption';

export const logLevelOfFramework: Assumption = {
  id: 'S3',
  statement:
    'With `ApplicationLogLevel` FATAL, the functions of the provider framework write no event to their log, '
    + 'not even when they throw one.',
  evidence: 'Lambda filters by level, and an unhandled error has the level ERROR.',
  consequence:
    'The log of the framework contains `ResponseURL` for its retention period. The URL is valid for two '
    + 'hours.',
  manualCheck:
    'Read the log of a framework function after a creation that took several minutes, and after a creation whose '
    + 'handler threw an error.',
  verification: { notAutomatable: 'because only Lambda itself can show what it filters' },
};
