/** `lost`: connections are reset. `hanging`: requests get no answer. `slow`: answers are late. */
export type RegionCondition =
  | { readonly kind: 'available' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'hanging' }
  | { readonly kind: 'slow'; readonly ms: number };

const AVAILABLE: RegionCondition = { kind: 'available' };

/** The conditions of all Regions. They concern all requests in a Region, and replication from and to it. */
export class RegionConditions {
  private readonly conditions = new Map<string, RegionCondition>();

  constructor(private readonly onRestore: () => void) {}

  public get(region: string): RegionCondition {
    return this.conditions.get(region) ?? AVAILABLE;
  }

  /** Whether replication can read from and write to a Region. */
  public isReachable(region: string): boolean {
    const { kind } = this.get(region);
    return kind === 'available' || kind === 'slow';
  }

  public lose(region: string): void {
    this.conditions.set(region, { kind: 'lost' });
  }

  public hang(region: string): void {
    this.conditions.set(region, { kind: 'hanging' });
  }

  /** Makes a Region answer `ms` later. */
  public slow(region: string, ms: number): void {
    this.conditions.set(region, { kind: 'slow', ms });
    this.onRestore();
  }

  /** Makes a Region available. Replication that was in progress continues. */
  public restore(region: string): void {
    this.conditions.delete(region);
    this.onRestore();
  }
}
