import { type CallInfo, type InjectedFault, type FaultRule } from './fault';

/** The active fault rules, in the order of their addition. Tests can add and remove rules at any time. */
export class InjectedFaults {
  private readonly rules = new Set<FaultRule>();

  constructor(rules: readonly FaultRule[] = []) {
    rules.forEach((rule) => this.rules.add(rule));
  }

  /** Adds a rule. Returns a function that removes it. */
  public add(rule: FaultRule): () => void {
    this.rules.add(rule);
    return () => this.remove(rule);
  }

  public remove(rule: FaultRule): void {
    this.rules.delete(rule);
  }

  public clear(): void {
    this.rules.clear();
  }

  /** Returns the fault of the first matching rule. Later rules do not receive the call. */
  public decide(call: CallInfo): InjectedFault | undefined {
    for (const rule of this.rules) {
      const fault = rule(call);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
}
