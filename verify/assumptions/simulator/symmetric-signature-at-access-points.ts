import { type Assumption } from '../../model/assumption';

export const symmetricSignatureAtAccessPoints: Assumption = {
  id: '78',
  statement: 'An access point answers 400 InvalidRequest to a request with a SigV4 signature.',
  evidence: 'The guide requires SigV4A and does not mention the answer to other signatures.',
  consequence: 'The simulator refuses such a request with another code than S3.',
  manualCheck:
    'Get an object from the host name of an access point with `curl --aws-sigv4 aws:amz:us-west-2:s3`, with the access '
    + 'key in `--user` and the header `x-amz-content-sha256: UNSIGNED-PAYLOAD`.',
  verification: {
    notAutomatable: 'because the clients of the SDK cannot sign such a request for an access point',
  },
};
