import {
  xmlBooleanShape, xmlIntegerShape, makeXmlListShape, makeXmlStructureShape, xmlStringShape, xmlTimestampShape,
} from './shape';

/** The documents of the S3 Control model (restXml, version 2018-08-20), with members in the order of the model. */

const publicAccessBlock = makeXmlStructureShape({
  BlockPublicAcls: xmlBooleanShape,
  IgnorePublicAcls: xmlBooleanShape,
  BlockPublicPolicy: xmlBooleanShape,
  RestrictPublicBuckets: xmlBooleanShape,
});

const createDetails = makeXmlStructureShape({
  Name: xmlStringShape,
  PublicAccessBlock: publicAccessBlock,
  Regions: makeXmlListShape(
    'Region', makeXmlStructureShape({ Bucket: xmlStringShape, BucketAccountId: xmlStringShape }),
  ),
});
const deleteDetails = makeXmlStructureShape({ Name: xmlStringShape });
const putPolicyDetails = makeXmlStructureShape({ Name: xmlStringShape, Policy: xmlStringShape });

export const createAccessPointRequestShape = makeXmlStructureShape({
  ClientToken: xmlStringShape,
  Details: createDetails,
});
export const deleteAccessPointRequestShape = makeXmlStructureShape({
  ClientToken: xmlStringShape,
  Details: deleteDetails,
});
export const putPolicyRequestShape = makeXmlStructureShape({ ClientToken: xmlStringShape, Details: putPolicyDetails });

export const asyncOperationResultShape = makeXmlStructureShape({ RequestTokenARN: xmlStringShape });

export const describeOperationResultShape = makeXmlStructureShape({
  AsyncOperation: makeXmlStructureShape({
    CreationTime: xmlTimestampShape,
    Operation: xmlStringShape,
    RequestTokenARN: xmlStringShape,
    RequestParameters: makeXmlStructureShape({
      CreateMultiRegionAccessPointRequest: createDetails,
      DeleteMultiRegionAccessPointRequest: deleteDetails,
      PutMultiRegionAccessPointPolicyRequest: putPolicyDetails,
    }),
    RequestStatus: xmlStringShape,
    ResponseDetails: makeXmlStructureShape({
      MultiRegionAccessPointDetails: makeXmlStructureShape({
        Regions: makeXmlListShape(
          'Region', makeXmlStructureShape({ Name: xmlStringShape, RequestStatus: xmlStringShape }),
        ),
      }),
      ErrorDetails: makeXmlStructureShape({
        Code: xmlStringShape,
        Message: xmlStringShape,
        Resource: xmlStringShape,
        RequestId: xmlStringShape,
      }),
    }),
  }),
});

const accessPoint = makeXmlStructureShape({
  Name: xmlStringShape,
  Alias: xmlStringShape,
  CreatedAt: xmlTimestampShape,
  PublicAccessBlock: publicAccessBlock,
  Status: xmlStringShape,
  Regions: makeXmlListShape(
    'Region',
    makeXmlStructureShape({ Bucket: xmlStringShape, Region: xmlStringShape, BucketAccountId: xmlStringShape }),
  ),
});

export const getAccessPointResultShape = makeXmlStructureShape({ AccessPoint: accessPoint });
export const listAccessPointsResultShape = makeXmlStructureShape({
  AccessPoints: makeXmlListShape('AccessPoint', accessPoint),
  NextToken: xmlStringShape,
});

export const getPolicyResultShape = makeXmlStructureShape({
  Policy: makeXmlStructureShape({
    Established: makeXmlStructureShape({ Policy: xmlStringShape }),
    Proposed: makeXmlStructureShape({ Policy: xmlStringShape }),
  }),
});
export const getPolicyStatusResultShape = makeXmlStructureShape({
  Established: makeXmlStructureShape({ IsPublic: xmlBooleanShape }),
});

const routes = makeXmlListShape(
  'Route',
  makeXmlStructureShape({ Bucket: xmlStringShape, Region: xmlStringShape, TrafficDialPercentage: xmlIntegerShape }),
);

export const getRoutesResultShape = makeXmlStructureShape({ Mrap: xmlStringShape, Routes: routes });
export const submitRoutesRequestShape = makeXmlStructureShape({ RouteUpdates: routes });
