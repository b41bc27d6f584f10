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

export const createRequest = structure({ ClientToken: text, Details: createDetails });
export const deleteRequest = structure({ ClientToken: text, Details: deleteDetails });
export const putPolicyRequest = structure({ ClientToken: text, Details: putPolicyDetails });

export const accepted = structure({ RequestTokenARN: text });

export const describedOperation = structure({
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

export const gotAccessPoint = structure({ AccessPoint: accessPoint });
export const listedAccessPoints = structure({ AccessPoints: list('AccessPoint', accessPoint), NextToken: text });

export const gotPolicy = structure({
  Policy: structure({ Established: structure({ Policy: text }), Proposed: structure({ Policy: text }) }),
});
export const gotPolicyStatus = structure({ Established: structure({ IsPublic: flag }) });

const routes = list('Route', structure({ Bucket: text, Region: text, TrafficDialPercentage: integer }));

export const gotRoutes = structure({ Mrap: text, Routes: routes });
export const submitRequest = structure({ RouteUpdates: routes });
