import { checkAuthorization } from '../../projenrc/facts-check/checks/authorization';
import { checkNativeTypes } from '../../projenrc/facts-check/checks/cloudformation';
import { compare } from '../../projenrc/facts-check/compare';
import { keyOf } from '../../projenrc/facts-check/difference';
import { matches, readUnderstood } from '../../projenrc/facts-check/understood';
import { REGIONS_WITHOUT_NATIVE_TYPES } from '../../src/facts/native-types';
import { REGIONS } from '../../src/facts/regions';
import { PLANTED } from './planted';
import { addedBy, recordedInputs, reviewedFrom, shortly, thisProject } from './recorded-inputs';

const APRIL = recordedInputs('2026-04');
const NOVEMBER = recordedInputs('2026-11');

describe('npm run facts:check', () => {
  const reversed = () => shortly(compare(APRIL, thisProject(), reviewedFrom(NOVEMBER)));

  test.each([
    ['object annotations', [
      'gone s3 model: operation PutObjectAnnotation',
      'gone service authorization: action s3:GetObjectVersionAnnotationForReplication',
      'gone service authorization: action s3:ReplicateObjectAnnotation',
    ]],
    ['the replication schema of 2026-11-18', [
      'gone s3 model: ReplicationRuleFilter.Not',
      'gone s3 model: ReplicationRuleAndOperator.Not',
      'gone s3 model: EncryptionConfiguration.UseSourceMultiRegionKey',
      'gone botocore: s3 text of ReplicationRuleNotOperator: Specify exactly one Prefix, Tag, or Or child element.',
    ]],
    ['the variable retention of Object Lock', [
      'gone s3 model: PutObjectRequest.ObjectLockEventHold',
      'gone CloudFormation schemas: AWS::S3::Bucket.ObjectLockConfiguration.Rule.DefaultRetention.DefaultEventHold',
      'gone service authorization: condition key s3:object-lock-event-hold',
    ]],
    ['the Regions of CloudFormation\'s types', [
      'new CloudFormation schemas: AWS::S3::MultiRegionAccessPoint in me-south-1',
      'new CloudFormation schemas: AWS::S3::MultiRegionAccessPointPolicy in me-south-1',
    ]],
  ])('reports that %s are missing', (_, expected) => {
    expect(reversed()).toEqual(expect.arrayContaining(expected));
  });

  test('reports the same facts as new after a review of the models of April', () => {
    const forward = shortly(compare(NOVEMBER, thisProject(), reviewedFrom(APRIL)));
    expect(forward).toEqual(expect.arrayContaining([
      'new s3 model: operation PutObjectAnnotation',
      'new s3 model: ReplicationRuleFilter.Not',
      'new CloudFormation schemas: AWS::S3::Bucket.ObjectLockConfiguration.Rule.DefaultRetention.DefaultEventHold',
    ]));
    expect(forward.filter((line) => line.startsWith('gone') && line.includes('Annotation'))).toEqual([]);
  });
});

describe('checkAuthorization', () => {
  const noSource = { literals: [], commands: [] };

  test('accepts every statement that the constructs render, apart from understood differences', () => {
    const { statements } = thisProject();
    const understood = readUnderstood();
    const differences = checkAuthorization(NOVEMBER, statements, noSource)
      .filter(({ kind }) => kind !== 'new')
      .filter((difference) => !understood.some((entry) => matches(entry.difference, keyOf(difference))));
    expect(differences).toEqual([]);
    expect(statements.length).toBeGreaterThan(100);
  });

  test('reports a statement with an action that the reference does not contain', () => {
    const [statement] = thisProject().statements.filter(({ actions }) => actions.includes('s3:ReplicateObject'));
    const wrong = { ...statement, actions: ['s3:ReplicateObjectColor'] };
    const [{ fact }] = checkAuthorization(NOVEMBER, [wrong], noSource);
    expect(fact).toBe('action s3:ReplicateObjectColor');
  });
});

describe('checkNativeTypes', () => {
  const regions = REGIONS.map(({ region }) => region);
  // The recorded inputs are older than the Regions after this one.
  const recordedRegions = regions.slice(0, regions.indexOf('sa-west-1') + 1);
  const withoutTypes = ['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1'];
  const missing = (differences: readonly { readonly fact: string }[]) =>
    differences.map(({ fact }) => fact.replace('native types in ', '')).sort();

  const withoutRegistry = ['me-west-1', 'sa-west-1'];

  test('reports the five Regions without the types in April, and Regions without a registry', () => {
    expect(missing(checkNativeTypes(APRIL.cloudFormation, recordedRegions)))
      .toEqual([...withoutTypes, ...withoutRegistry].sort());
  });

  test('reports the Regions of the table', () => {
    expect(REGIONS_WITHOUT_NATIVE_TYPES.map(({ region }) => region)).toEqual(withoutTypes);
  });

  test('reports me-south-1 in November, which has no registry', () => {
    expect(missing(checkNativeTypes(NOVEMBER.cloudFormation, recordedRegions)))
      .toEqual([...withoutTypes, ...withoutRegistry, 'me-south-1'].sort());
  });

  test('reports nothing in Regions that have the types', () => {
    expect(checkNativeTypes(NOVEMBER.cloudFormation, ['eu-west-1', 'us-east-1', 'eusc-de-east-1'])).toEqual([]);
  });
});

describe.each(Object.entries(PLANTED))('projenrc/facts-check', (_, planted) => {
  test.each(planted)('reports %s', (_change, plant, difference) => {
    expect(shortly(addedBy(NOVEMBER, plant)).filter((line) => line.startsWith(difference))).not.toEqual([]);
  });
});

describe('projenrc/facts-check/compare', () => {
  test('adds no difference', () => {
    expect(addedBy(NOVEMBER, () => undefined)).toEqual([]);
  });

  test('does not report an operation as gone that only the older of two packages lacks', () => {
    expect(shortly(addedBy(NOVEMBER, ({ s3Model: { operations } }) => { delete operations.HeadObject; })))
      .toEqual(['gone s3 model: operation HeadObject']);
  });
});
