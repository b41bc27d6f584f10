import * as cxschema from 'aws-cdk-lib/cloud-assembly-schema';
import { ContextProvider, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { CONTROL_PLANE_REGION } from '../../facts/control-plane';
import { lacksNativeTypes } from '../../facts/native-types';

/**
 * Options for the lookup of an existing access point.
 */
export interface MultiRegionAccessPointLookupOptions {
  /**
   * The name of the access point in the account of the stack.
   */
  readonly multiRegionAccessPointName: string;
}

/** The attributes that the lookup returns. */
export interface AccessPointLookupResult {
  readonly multiRegionAccessPointArn: string;
  readonly bucketNames: readonly string[];
}

interface ResourceModel {
  readonly Alias: string;
  readonly Regions: readonly { readonly Bucket: string }[];
}

/** The values of the first synthesis, before the CDK CLI has looked the access point up. */
const PLACEHOLDER: ResourceModel = { Alias: 'mlookupplaceholder.mrap', Regions: [] };

/** Looks an access point up with Cloud Control. The CDK CLI stores the result in `cdk.context.json`. */
export function lookUpAccessPoint(scope: Construct, name: string): AccessPointLookupResult {
  const { account, region } = Stack.of(scope);
  const found = ContextProvider.getValue(scope, {
    provider: cxschema.ContextProvider.CC_API_PROVIDER,
    props: {
      typeName: 'AWS::S3::MultiRegionAccessPoint',
      exactIdentifier: name,
      propertiesToReturn: ['Alias', 'Regions'],
      ...(lacksNativeTypes(region) ? { region: CONTROL_PLANE_REGION.region } : {}),
    },
    dummyValue: [PLACEHOLDER],
  });
  const [{ Alias: alias, Regions: regions }] = found.value as readonly ResourceModel[];
  return {
    multiRegionAccessPointArn: `arn:aws:s3::${account}:accesspoint/${alias}`,
    bucketNames: regions.map(({ Bucket: bucket }) => bucket),
  };
}
