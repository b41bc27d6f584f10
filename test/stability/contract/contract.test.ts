import { hashDeclaration, areRoutesAlreadyApplied, parseRoutesId } from '../../../lambda/routes/physical-id';
import { readAccessPointResourceProperties } from '../../../src/wire/access-point';
import { readPolicyResourceProperties } from '../../../src/wire/policy';
import { type RawProperties } from '../../../src/wire/property-readers';
import { readReplicationResourceProperties } from '../../../src/wire/replication';
import * as resourceTypes from '../../../src/wire/resource-types';
import { readRoutesResourceProperties } from '../../../src/wire/routes';
import { type Resource } from '../../driver/resource';
import { ACCESS_POINT, Deployment } from '../../lambda/support';
import { listPropertyNames } from '../pins';
import { listVariants, readFixtures, replaceAlias, type TypeName, VERSIONS } from './fixtures';
import { listReadProperties } from './property-names';
import { synthesizeWrittenPins } from './written-properties';

const { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } = resourceTypes;
/** Properties for CloudFormation. */
const NOT_READ = ['ServiceTimeout', 'ServiceToken'];

interface ResourceType {
  readonly read: (raw: RawProperties) => object;
  readonly findResource: (deployment: Deployment) => Resource;
}

const TYPES: Record<TypeName, ResourceType> = {
  [ACCESS_POINT_TYPE]: {
    read: readAccessPointResourceProperties,
    findResource: (deployment) => deployment.accessPoint,
  },
  [POLICY_TYPE]: { read: readPolicyResourceProperties, findResource: (deployment) => deployment.policy },
  [ROUTES_TYPE]: { read: readRoutesResourceProperties, findResource: (deployment) => deployment.routes },
  [REPLICATION_TYPE]: { read: readReplicationResourceProperties, findResource: (deployment) => deployment.replication },
};

const findAlias = (deployment: Deployment) => Object.values(deployment.live)[0].alias;
const sortUnique = (names: string[]) => [...new Set(names)].sort();

describe('src/wire', () => {
  test('has consecutive versions, the newest of which has every type', () => {
    expect(VERSIONS).toEqual(VERSIONS.map((_, index) => `v${index + 1}`));
    expect(readFixtures(VERSIONS.at(-1)!).map(({ type }) => type).sort()).toEqual(Object.values(resourceTypes).sort());
  });

  describe.each(VERSIONS)('in version %s', (version) => {
    const variants = listVariants([version]);

    test.each(variants)('reads $type $name with the same meaning', ({ type, properties, meaning }) => {
      expect(TYPES[type].read(properties)).toMatchObject(meaning);
    });

    test.each(variants)('creates, updates and deletes $type $name', async ({ type, attributes, ...variant }) => {
      const deployment = new Deployment();
      if (type !== ACCESS_POINT_TYPE) await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      const resource = TYPES[type].findResource(deployment);
      const makeVariant = () => replaceAlias(variant, findAlias(deployment));

      const properties = type === ACCESS_POINT_TYPE ? variant.properties : makeVariant().properties;
      const created = await deployment.run(resource.create(properties));
      expect(created).toMatchObject({ status: 'SUCCESS' });
      expect(Object.keys(created.data)).toEqual(expect.arrayContaining([...attributes]));

      // The stack continues to use the recorded id.
      const { physicalId } = makeVariant();
      resource.physicalId = physicalId;
      expect(await deployment.run(resource.update(properties))).toMatchObject({ status: 'SUCCESS', physicalId });
      expect(await deployment.run(resource.delete())).toMatchObject({ status: 'SUCCESS', physicalId });
      expect(Object.keys(deployment.live)).toEqual(type === ACCESS_POINT_TYPE ? [] : ['media']);
    });

    test.each(
      variants.filter(({ type }) => type === ROUTES_TYPE),
    )('rolls back to $type $name without a change of the routes', ({ properties, physicalId }) => {
      const failed = hashDeclaration({
        ...readRoutesResourceProperties(properties),
        Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 100 }],
        OtherMembers: 0,
      });
      expect(areRoutesAlreadyApplied(
        parseRoutesId(physicalId), hashDeclaration(readRoutesResourceProperties(properties)), failed, 0,
      ))
        .toBe(true);
    });
  });

  describe.each(Object.values(resourceTypes))('for %s', (type) => {
    const listVariantsOfType = (versions: string[]) =>
      listVariants(versions).filter((variant) => variant.type === type);
    const listNames = (versions: string[]) =>
      sortUnique(listVariantsOfType(versions).flatMap(({ properties }) => listPropertyNames(properties)));

    test('reads exactly the properties of the fixtures', () => {
      const readNames = listVariantsOfType(VERSIONS)
        .flatMap(({ properties }) => listReadProperties(TYPES[type].read, properties));
      expect(sortUnique(readNames)).toEqual(listNames(VERSIONS).filter((name) => !NOT_READ.includes(name)));
    });

    test('has fixtures with all properties that constructs write', () => {
      const written = synthesizeWrittenPins().filter((resource) => resource.type === type)
        .flatMap(({ properties = [] }) => properties);
      expect(sortUnique(written)).toEqual(listNames(VERSIONS.slice(-1)));
    });
  });
});
