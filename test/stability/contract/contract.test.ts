import { hashDeclaration, isAlreadyApplied, parseRoutesId } from '../../../lambda/routes/physical-id';
import { readAccessPointProperties } from '../../../src/wire/access-point';
import { readPolicyProperties } from '../../../src/wire/policy';
import { type RawProperties } from '../../../src/wire/property-readers';
import { readReplicationProperties } from '../../../src/wire/replication';
import * as resourceTypes from '../../../src/wire/resource-types';
import { readRoutesProperties } from '../../../src/wire/routes';
import { type Resource } from '../../driver/resource';
import { ACCESS_POINT, Deployment } from '../../lambda/support';
import { propertyNames } from '../pins';
import { writtenPins } from './application';
import { fixturesOf, type TypeName, variantsOf, VERSIONS, withAlias } from './fixtures';
import { namesAsked } from './names-asked';

const { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } = resourceTypes;
/** CloudFormation's own. */
const NOT_READ = ['ServiceTimeout', 'ServiceToken'];

interface ResourceType {
  readonly read: (raw: RawProperties) => object;
  readonly resource: (deployment: Deployment) => Resource;
}

const TYPES: Record<TypeName, ResourceType> = {
  [ACCESS_POINT_TYPE]: { read: readAccessPointProperties, resource: (deployment) => deployment.accessPoint },
  [POLICY_TYPE]: { read: readPolicyProperties, resource: (deployment) => deployment.policy },
  [ROUTES_TYPE]: { read: readRoutesProperties, resource: (deployment) => deployment.routes },
  [REPLICATION_TYPE]: { read: readReplicationProperties, resource: (deployment) => deployment.replication },
};

const aliasOf = (deployment: Deployment) => Object.values(deployment.live)[0].alias;
const unique = (names: string[]) => [...new Set(names)].sort();

test('no version is missing, and the newest has every type', () => {
  expect(VERSIONS).toEqual(VERSIONS.map((_, index) => `v${index + 1}`));
  expect(fixturesOf(VERSIONS.at(-1)!).map(({ type }) => type).sort()).toEqual(Object.values(resourceTypes).sort());
});

describe.each(VERSIONS)('contract %s', (version) => {
  const variants = variantsOf([version]);

  test.each(variants)('$type $name: is read as it was', ({ type, properties, meaning }) => {
    expect(TYPES[type].read(properties)).toMatchObject(meaning);
  });

  test.each(variants)('$type $name: is created, updated and deleted', async ({ type, attributes, ...variant }) => {
    const deployment = new Deployment();
    if (type !== ACCESS_POINT_TYPE) await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
    const resource = TYPES[type].resource(deployment);
    const alive = () => withAlias(variant, aliasOf(deployment));

    const properties = type === ACCESS_POINT_TYPE ? variant.properties : alive().properties;
    const created = await deployment.run(resource.create(properties));
    expect(created).toMatchObject({ status: 'SUCCESS' });
    expect(Object.keys(created.data)).toEqual(expect.arrayContaining([...attributes]));

    // Whatever the id would be today: this is the one that the stack has.
    const { physicalId } = alive();
    resource.physicalId = physicalId;
    expect(await deployment.run(resource.update(properties))).toMatchObject({ status: 'SUCCESS', physicalId });
    expect(await deployment.run(resource.delete())).toMatchObject({ status: 'SUCCESS', physicalId });
    expect(Object.keys(deployment.live)).toEqual(type === ACCESS_POINT_TYPE ? [] : ['media']);
  });

  test.each(variants.filter(({ type }) => type === ROUTES_TYPE))('$type $name: is rolled back to without touching the routes', ({ properties, physicalId }) => {
    const failed = hashDeclaration({ ...readRoutesProperties(properties), Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 100 }], OtherMembers: 0 });
    expect(isAlreadyApplied(parseRoutesId(physicalId), hashDeclaration(readRoutesProperties(properties)), failed, 0)).toBe(true);
  });
});

describe.each(Object.values(resourceTypes))('%s', (type) => {
  const variantsIn = (versions: string[]) => variantsOf(versions).filter((variant) => variant.type === type);
  const namesIn = (versions: string[]) => unique(variantsIn(versions).flatMap(({ properties }) => propertyNames(properties)));

  test('every property that is read is in a fixture, and every property in a fixture is still read', () => {
    const asked = variantsIn(VERSIONS).flatMap(({ properties }) => namesAsked(TYPES[type].read, properties));
    expect(unique(asked)).toEqual(namesIn(VERSIONS).filter((name) => !NOT_READ.includes(name)));
  });

  test('the newest fixtures have the properties that constructs write', () => {
    const written = writtenPins().filter((resource) => resource.type === type).flatMap(({ properties = [] }) => properties);
    expect(unique(written)).toEqual(namesIn(VERSIONS.slice(-1)));
  });
});
