import { xmlFlag, xmlInteger, xmlList, xmlStructure, xmlText, xmlTimestamp } from './shape';

/** The documents of the S3 Control model (restXml, version 2018-08-20), with members in the order of the model. */

const publicAccessBlock = xmlStructure({
  BlockPublicAcls: xmlFlag, IgnorePublicAcls: xmlFlag, BlockPublicPolicy: xmlFlag, RestrictPublicBuckets: xmlFlag,
});

const createDetails = xmlStructure({
  Name: xmlText,
  PublicAccessBlock: publicAccessBlock,
  Regions: xmlList('Region', xmlStructure({ Bucket: xmlText, BucketAccountId: xmlText })),
});
const deleteDetails = xmlStructure({ Name: xmlText });
const putPolicyDetails = xmlStructure({ Name: xmlText, Policy: xmlText });

export const createRequestShape = xmlStructure({ ClientToken: xmlText, Details: createDetails });
export const deleteRequestShape = xmlStructure({ ClientToken: xmlText, Details: deleteDetails });
export const putPolicyRequestShape = xmlStructure({ ClientToken: xmlText, Details: putPolicyDetails });

export const asyncOperationResultShape = xmlStructure({ RequestTokenARN: xmlText });

export const describeOperationResultShape = xmlStructure({
  AsyncOperation: xmlStructure({
    CreationTime: xmlTimestamp,
    Operation: xmlText,
    RequestTokenARN: xmlText,
    RequestParameters: xmlStructure({
      CreateMultiRegionAccessPointRequest: createDetails,
      DeleteMultiRegionAccessPointRequest: deleteDetails,
      PutMultiRegionAccessPointPolicyRequest: putPolicyDetails,
    }),
    RequestStatus: xmlText,
    ResponseDetails: xmlStructure({
      MultiRegionAccessPointDetails: xmlStructure({
        Regions: xmlList('Region', xmlStructure({ Name: xmlText, RequestStatus: xmlText })),
      }),
      ErrorDetails: xmlStructure({ Code: xmlText, Message: xmlText, Resource: xmlText, RequestId: xmlText }),
    }),
  }),
});

const accessPoint = xmlStructure({
  Name: xmlText,
  Alias: xmlText,
  CreatedAt: xmlTimestamp,
  PublicAccessBlock: publicAccessBlock,
  Status: xmlText,
  Regions: xmlList('Region', xmlStructure({ Bucket: xmlText, Region: xmlText, BucketAccountId: xmlText })),
});

export const getAccessPointResultShape = xmlStructure({ AccessPoint: accessPoint });
export const listAccessPointsResultShape = xmlStructure({
  AccessPoints: xmlList('AccessPoint', accessPoint),
  NextToken: xmlText,
});

export const getPolicyResultShape = xmlStructure({
  Policy: xmlStructure({ Established: xmlStructure({ Policy: xmlText }), Proposed: xmlStructure({ Policy: xmlText }) }),
});
export const getPolicyStatusResultShape = xmlStructure({ Established: xmlStructure({ IsPublic: xmlFlag }) });

const routes = xmlList('Route', xmlStructure({ Bucket: xmlText, Region: xmlText, TrafficDialPercentage: xmlInteger }));

export const getRoutesResultShape = xmlStructure({ Mrap: xmlText, Routes: routes });
export const submitRoutesRequestShape = xmlStructure({ RouteUpdates: routes });
