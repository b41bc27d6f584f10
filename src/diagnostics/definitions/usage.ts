import { makeCdkGuideSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP785_ACTIVE_REGIONS_EMPTY = defineDiagnostic<{ regions: readonly string[] | undefined }>({
  id: 'MRAP785',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Active Regions are empty',
  why: 'All other Regions are passive, and S3 refuses routes without an active Region.',
  message: ({ regions }) => 'activePassive has no active Region, got [], expected at least one Region'
    + `${regions === undefined ? '' : ` of ${showValue(regions)}`}`,
  fix: 'pass the active Regions, or use activeActive to make every Region active',
  source: makeS3UserGuideSource('MrapFailover'),
});

export const MRAP786_HANDLERS_CONFIGURED_TOO_LATE = defineDiagnostic<{ stack: string; settings: readonly string[] }>({
  id: 'MRAP786',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Handlers configured too late',
  why: 'The synthesis has created the Lambda functions, so the settings would have no effect.',
  message: ({ stack, settings }) =>
    `handlers of stack ${showValue(stack)} exist, got the settings ${showValue(settings)} during or after the `
    + 'synthesis, expected them before',
  fix: 'call configure() before app.synth(), and not in an aspect',
  source: makeCdkGuideSource('apps'),
});

export const MRAP787_OLD_PEER_DEPENDENCY = defineDiagnostic<{ name: string; installed: string; required: string }>({
  id: 'MRAP787',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Old peer dependency',
  why: 'The library uses classes that older versions do not have, so its constructs would fail in other ways.',
  message: ({ name, installed, required }) =>
    `${name} is too old for cdk-s3-mrap, got version ${installed}, expected ${required} or newer`,
  fix: ({ name, required }) => `require ${name} ${required} or newer in package.json, requirements.txt, pom.xml or `
    + 'go.mod, and install it',
  source: makeCdkGuideSource('versioning'),
});

export const MRAP788_INVALID_PROPERTY = defineDiagnostic<{ property: string; got: string; expected: string }>({
  id: 'MRAP788',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid property',
  why: 'Without a compiler that checks types, a missing or wrong property only fails inside the library.',
  message: ({ property, got, expected }) =>
    `property ${property} is missing or invalid, got ${got}, expected ${expected}`,
  fix: 'correct the property',
  source: makeCdkGuideSource('constructs'),
});

export const MRAP789_ACCESS_POINT_WITHOUT_ALIAS = defineDiagnostic<{ accessPoint: string }>({
  id: 'MRAP789',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Access point without a known alias',
  why: 'Policies contain the ARN, and the ARN contains the alias, which S3 generates. The name alone is not enough.',
  message: ({ accessPoint }) =>
    `alias of access point ${showValue(accessPoint)} is not known, got a reference with the name, expected a `
    + 'MultiRegionAccessPoint or a CfnMultiRegionAccessPoint',
  fix: 'import the access point with fromMultiRegionAccessPointAttributes or fromLookup, and use its grants',
  source: makeS3UserGuideSource('MultiRegionAccessPointRequests'),
});
