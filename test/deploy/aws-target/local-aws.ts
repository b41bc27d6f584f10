import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { listenOnLoopback, type ListeningServer, Simulator, type SimulatorOptions } from '../../../simulator';
import { Ministack } from '../emulator/ministack';
import { ScaledClock } from './scaled-clock';

/** The clock of the simulator and of the command runs this many times faster than the real time. */
export const SPEED = 60;

/** S3, S3 Control and CloudTrail from the simulator; IAM, STS, CloudFormation, Lambda and SQS from ministack. */
export class LocalAws {
  public static async start(folder: string, options: SimulatorOptions = {}): Promise<LocalAws> {
    const clock = new ScaledClock(Date.now(), SPEED);
    const simulator = new Simulator({
      clock,
      accountForAccessKey: () => '111122223333',
      duration: () => 60_000,
      routesLagMs: () => 120_000,
      ...options,
    });
    const listening = await listenOnLoopback(simulator);
    const ministack = await Ministack.start({ folder, s3ControlPort: listening.port });
    return new LocalAws(clock, simulator, listening, ministack, await assumeOperatorRole(ministack));
  }

  private constructor(
    private readonly clock: ScaledClock,
    public readonly simulator: Simulator,
    private readonly listening: ListeningServer,
    public readonly ministack: Ministack,
    private readonly operator: NodeJS.ProcessEnv,
  ) {}

  /** The environment of a command that runs against these services. */
  public get environment(): NodeJS.ProcessEnv {
    const url = `http://localhost:${this.listening.port}`;
    return {
      ...this.ministack.environment,
      ...this.operator,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_S3_CONTROL: url,
      AWS_ENDPOINT_URL_CLOUDTRAIL: url,
      CLOCK_EPOCH: String(this.clock.epoch),
      CLOCK_SPEED: String(SPEED),
    };
  }

  public async stop(): Promise<void> {
    await this.ministack.stop();
    await this.listening.close();
  }
}

/** The emulator's own key belongs to the root user, which the command refuses. */
async function assumeOperatorRole(ministack: Ministack): Promise<NodeJS.ProcessEnv> {
  const config = ministack.clientConfig('us-east-1');
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const { Role: role } = await new IAMClient(config).send(new CreateRoleCommand({
    RoleName: 'operator', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  }));
  const { Credentials: session } = await new STSClient(config).send(
    new AssumeRoleCommand({ RoleArn: role!.Arn, RoleSessionName: 'operator' }));
  return {
    AWS_ACCESS_KEY_ID: session!.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: session!.SecretAccessKey,
    AWS_SESSION_TOKEN: session!.SessionToken,
  };
}
