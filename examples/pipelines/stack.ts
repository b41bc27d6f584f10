import { Stack, Stage, type StackProps, type StageProps } from 'aws-cdk-lib/core';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { type Construct } from 'constructs';
import { ReplicatedMultiRegionAccessPoint } from 'cdk-s3-mrap';

/** The stacks for one account. */
export class MediaStage extends Stage {
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    new ReplicatedMultiRegionAccessPoint(new Stack(this, 'Media'), 'Media', {
      multiRegionAccessPointName: 'media-example',
      regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
    });
  }
}

/** A pipeline that deploys the stacks of other Regions in parallel, and then the home stack. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const connectionArn = 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/example';
    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.connection('example/media', 'main', { connectionArn }),
        commands: ['npm ci', 'npx cdk synth'],
      }),
      crossAccountKeys: false,
    });
    pipeline.addStage(new MediaStage(this, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' } }));
    // Builds the pipeline now, so that a later addition fails instead of being ignored.
    pipeline.buildPipeline();
  }
}
