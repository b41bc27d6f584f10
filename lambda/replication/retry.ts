import { adviceOn, type Failure, toFailure, showFailure } from '../../control/failure';
import { poll } from '../../control/poll';
import { UnknownElements } from '../../control/preserve-foreign-rules';
import { type SourceBucket } from '../../control/replication';
import { MRAP933_REPLICATION_REFUSED, MRAP935_UNKNOWN_REPLICATION_ELEMENT } from '../../src/diagnostics/definitions/replication-deployment';
import { findReplicationAdvice } from '../../src/facts/replication';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';

/** One request about one bucket. */
export interface ReplicationRequest {
  readonly context: HandlerContext;
  readonly source: SourceBucket;
  readonly startedAt: number;
}

export interface Attempt<T> {
  /** For the message: read, written, removed. */
  readonly doing: string;
  /** For how long after the event it is tried. */
  readonly patience: number;
  /** How long after the event it is begun at all; default: at any time. */
  readonly latest?: number;
  readonly run: () => Promise<T>;
  /** Whether time heals a failure that elsewhere would be final. */
  readonly heals?: (failure: Failure) => boolean;
  /** Told of every failure. */
  readonly note?: (failure: Failure) => void;
}

/** Tries until it works, or until the reason is one that time does not heal. */
export async function retryUntil<T>(request: ReplicationRequest, { doing, patience, latest: lastMoment = Infinity, run, heals, note }: Attempt<T>): Promise<T> {
  const { context: { clock }, source: { bucket }, startedAt } = request;
  let latest: Failure = { kind: 'unavailable', code: 'NoAnswer', message: '' };
  // A request that is delivered once more, when others have followed it.
  if (clock.now() > startedAt + lastMoment) throw replicationFailed(bucket, doing, { ...latest, code: 'TooLate', message: 'the request came too late' });
  const tick = async () => {
    try {
      return { value: await run() };
    } catch (error) {
      // The SDK dresses it up like an answer that did not come.
      if (error instanceof UnknownElements) throw new HandlerError([MRAP935_UNKNOWN_REPLICATION_ELEMENT.create({ bucket, elements: [...error.elements] })]);
      latest = toFailure(error);
      note?.(latest);
      if (heals?.(latest)) return undefined;
      throw error;
    }
  };
  try {
    const result = await poll({ clock, startedAt, until: startedAt + patience, tick });
    if (result) return result.value;
  } catch (error) {
    if (toFailure(error).kind === 'unexpected') throw error;
  }
  throw replicationFailed(bucket, doing, latest);
}

export function replicationFailed(bucket: string, doing: string, failure: Failure): HandlerError {
  const advice = findReplicationAdvice(failure.code) ?? adviceOn(failure.code);
  return new HandlerError([MRAP933_REPLICATION_REFUSED.create({ bucket, doing, cause: showFailure(failure), advice })]);
}
