import { type Simulator } from '../../simulator';
import { ACCOUNT } from './simulation';

const CALLER = { accountId: ACCOUNT, region: '*' };
const OBJECT_BYTES = 2_048;
const CHECKSUM = { algorithm: 'CRC64NVME', value: '', type: 'FULL_OBJECT' } as const;

/** An application that writes and reads objects through the first access point. */
export class Application {
  constructor(private readonly simulator: Simulator) {}

  public async write(...keys: string[]): Promise<void> {
    for (const Key of keys) {
      const object = { Bucket: this.arn, Key, Body: Buffer.alloc(OBJECT_BYTES), Headers: {}, Checksum: CHECKSUM };
      const { kind } = await this.simulator.call('PutObject', object, CALLER);
      if (kind !== 'output') throw new Error(`the simulator answers the write of ${Key} with ${kind}`);
    }
  }

  /** Reads an object and describes the answer, for example `alien.mp4: 2048 bytes from us-east-1`. */
  public async read(Key: string): Promise<string> {
    const outcome = await this.simulator.call('GetObject', { Bucket: this.arn, Key }, CALLER);
    if (outcome.kind !== 'output' && outcome.kind !== 'error') return `${Key}: no answer`;
    const answer = outcome.kind === 'error' ? outcome.code : `${outcome.output.ContentLength} bytes`;
    return `${Key}: ${answer} from ${outcome.servedBy?.region}`;
  }

  private get arn(): string {
    return this.simulator.snapshot().accessPoints[0].arn;
  }
}
