import * as bucketNames from '../../src/facts/bucket-names';
import * as conditionKeys from '../../src/facts/condition-keys';
import * as controlPlane from '../../src/facts/control-plane';
import * as dataPlane from '../../src/facts/data-plane';
import * as errors from '../../src/facts/errors';
import * as identifiers from '../../src/facts/identifiers';
import * as limits from '../../src/facts/limits';
import * as managementActions from '../../src/facts/management-actions';
import * as nativeTypes from '../../src/facts/native-types';
import * as observedBehavior from '../../src/facts/observed-behavior';
import * as operationStatus from '../../src/facts/operation-status';
import * as partitions from '../../src/facts/partitions';
import * as regions from '../../src/facts/regions';
import * as replication from '../../src/facts/replication';
import { type SourcedFact } from '../../src/facts/source';

const MODULES = {
  bucketNames,
  conditionKeys,
  controlPlane,
  dataPlane,
  errors,
  identifiers,
  limits,
  managementActions,
  nativeTypes,
  observedBehavior,
  operationStatus,
  partitions,
  regions,
  replication,
};

/** All entries of all exported tables, with their locations. */
const ENTRIES = Object.entries(MODULES).flatMap(([module, exported]) =>
  Object.entries(exported).filter(([, table]) => typeof table === 'object').flatMap(([name, table]) => {
    const entries: SourcedFact[] = 'source' in table ? [table] : Object.values(table);
    return entries.map((fact, index) => ({ place: `${module}.${name}[${index}]`, fact }));
  }));

describe('src/facts', () => {
  test('contains more than 120 entries', () => {
    expect(ENTRIES.length).toBeGreaterThan(120);
  });

  test.each(ENTRIES)('has a dated source for $place', ({ fact }) => {
    expect(fact.source.url).toMatch(/^https:\/\/[^\s/]+\/\S+$/);
    expect(fact.source.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(fact.source.date))).toBe(false);
  });
});
