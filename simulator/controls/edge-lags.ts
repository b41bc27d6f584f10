import { type ReplicationEdge } from '../objects/replication/replication-queue';

/** The replication lag of each edge, which can change at any time. */
export class EdgeLags {
  private byEdge = new Map<string, number>();
  private ofOthers: number;

  constructor(private readonly initial: number) {
    this.ofOthers = initial;
  }

  public get(from: string, to: string): number {
    return [[from, to], [from, '*'], ['*', to]]
      .map((edge) => this.byEdge.get(edge.join(' '))).find((lag) => lag !== undefined) ?? this.ofOthers;
  }

  /** Sets the lag of an edge. Without Regions, all edges get the lag. */
  public set({ from, to }: ReplicationEdge, lagMs: number): void {
    if (from === undefined && to === undefined) {
      this.byEdge.clear();
      this.ofOthers = lagMs;
    } else {
      this.byEdge.set(`${from ?? '*'} ${to ?? '*'}`, lagMs);
    }
  }

  public reset(): void {
    this.byEdge.clear();
    this.ofOthers = this.initial;
  }
}
