import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { PipelineStack } from '../../../examples/pipelines/stack';
import { ACCOUNT } from '../../support/accounts';

interface Action { readonly Name: string; readonly Region?: string; readonly RunOrder: number }
interface PipelineStage { readonly Name: string; readonly Actions: readonly Action[] }

describe('PipelineStack', () => {
  test('deploys the stacks of other Regions in parallel, and then the home stack', () => {
    const stack = new PipelineStack(new App(), 'Pipeline', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const [pipeline] = Object.values(Template.fromStack(stack).findResources('AWS::CodePipeline::Pipeline'));
    const { Actions: actions } = (pipeline.Properties.Stages as PipelineStage[]).find(({ Name }) => Name === 'Prod')!;
    const deploys = actions.filter(({ Name }) => Name.endsWith('Deploy'))
      .map(({ Name, Region = 'eu-west-1', RunOrder }) => [Name, Region, RunOrder]);
    expect(deploys.sort()).toEqual([
      ['Media-media-example-ap-northeast-1.Deploy', 'ap-northeast-1', 2],
      ['Media-media-example-us-east-1.Deploy', 'us-east-1', 2],
      ['Media.Deploy', 'eu-west-1', 4],
    ]);
  });
});
