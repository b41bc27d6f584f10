import { getAttribute, type StackTemplate } from '../stack-template';

/** The managed cache policy CachingDisabled: CloudFront would keep a denial for some seconds. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ORIGIN = 'accessPoint';

/**
 * Makes the stack of a distribution with an access point as the origin, as `MultiRegionAccessPointOrigin` does. Its
 * outputs are `DistributionId` and `DomainName`.
 */
export function makeDistributionTemplate(name: string, originDomain: string): StackTemplate {
  return {
    Resources: {
      AccessControl: {
        Type: 'AWS::CloudFront::OriginAccessControl',
        Properties: {
          OriginAccessControlConfig: {
            Name: name, OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4a',
          },
        },
      },
      Distribution: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Comment: name,
            DefaultCacheBehavior: {
              CachePolicyId: CACHING_DISABLED, TargetOriginId: ORIGIN, ViewerProtocolPolicy: 'https-only',
            },
            Enabled: true,
            HttpVersion: 'http2',
            Origins: [{
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
              DomainName: originDomain,
              Id: ORIGIN,
              OriginAccessControlId: getAttribute('AccessControl', 'Id'),
            }],
          },
        },
      },
    },
    Outputs: {
      DistributionId: { Value: { Ref: 'Distribution' } },
      DomainName: { Value: getAttribute('Distribution', 'DomainName') },
    },
  };
}
