import { createRequire } from 'node:module';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as core from 'aws-cdk-lib/core';
import { mark, report } from './report';

const load = createRequire(__filename);
const begin = mark();
const { App, Stack } = load('aws-cdk-lib/core') as typeof core;
const { Bucket } = load('aws-cdk-lib/aws-s3') as typeof s3;
// aws-cdk-lib loads its modules at their first use, so the program creates a bucket.
const bucket = new Bucket(new Stack(new App({ analyticsReporting: false }), 'Stack'), 'Bucket');
report(bucket.node.path, begin);
