import { flag, integer, list, structure, text, timestamp } from './shape';

/** The documents of the S3 Control model (restXml, version 2018-08-20), with members in the order of the model. */

const publicAccessBlock = structure({
  BlockPublicAcls: flag, IgnorePublicAcls: flag, BlockPublicPolicy: flag, RestrictPublicBuckets: flag,
});

const createDetails = structure({
  Name: text,
  PublicAccessBlock: publicAccessBlock,
  Regions: list('Region', structure({ Bucket: text, BucketAccountId: text })),
});
const deleteDetails = structure({ Name: text });
const putPolicyDetails = structure({ Name: text, Policy: text });

export const createRequestShape = structure({ ClientToken: text, Details: createDetails });
export const deleteRequestShape = structure({ ClientToken: text, Details: deleteDetails });
export const putPolicyRequestShape = structure({ ClientToken: text, Details: putPolicyDetails });

export const asyncOperationResultShape = structure({ RequestTokenARN: text });

export const describeOperationResultShape = structure({
  AsyncOperation: structure({
    CreationTime: timestamp,
    Operation: text,
    RequestTokenARN: text,
    RequestParameters: structure({
      CreateMultiRegionAccessPointRequest: createDetails,
      DeleteMultiRegionAccessPointRequest: deleteDetails,
      PutMultiRegionAccessPointPolicyRequest: putPolicyDetails,
    }),
    RequestStatus: text,
    ResponseDetails: structure({
      MultiRegionAccessPointDetails: structure({
        Regions: list('Region', structure({ Name: text, RequestStatus: text })),
      }),
      ErrorDetails: structure({ Code: text, Message: text, Resource: text, RequestId: text }),
    }),
  }),
});

const accessPoint = structure({
  Name: text,
  Alias: text,
  CreatedAt: timestamp,
  PublicAccessBlock: publicAccessBlock,
  Status: text,
  Regions: list('Region', structure({ Bucket: text, Region: text, BucketAccountId: text })),
});

export const getAccessPointResultShape = structure({ AccessPoint: accessPoint });
export const listAccessPointsResultShape = structure({
  AccessPoints: list('AccessPoint', accessPoint),
  NextToken: text,
});

export const getPolicyResultShape = structure({
  Policy: structure({ Established: structure({ Policy: text }), Proposed: structure({ Policy: text }) }),
});
export const getPolicyStatusResultShape = structure({ Established: structure({ IsPublic: flag }) });

const routes = list('Route', structure({ Bucket: text, Region: text, TrafficDialPercentage: integer }));

export const getRoutesResultShape = structure({ Mrap: text, Routes: routes });
export const submitRoutesRequestShape = structure({ RouteUpdates: routes });
