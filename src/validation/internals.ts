/**
 * State of public objects that other modules of this library read.
 *
 * jsii publishes every member of a public class that is not private, and TypeScript hides private members from other
 * modules. The state of an object is therefore looked up by the object, and its class publishes no internal members.
 */
export class WeakInternals<Owner extends object, State> {
  private readonly states = new WeakMap<Owner, State>();

  /**
   * @param typeName the name of the public class or interface, for errors
   */
  constructor(private readonly typeName: string) {}

  /** Registers the state of an object. */
  public set(owner: Owner, state: State): void {
    this.states.set(owner, state);
  }

  /** Returns the state of an object, or undefined if this copy of the library did not create the object. */
  public find(owner: Owner): State | undefined {
    return this.states.get(owner);
  }

  /** Returns the state of an object that this copy of the library must have created. */
  public get(owner: Owner): State {
    const state = this.find(owner);
    if (state === undefined) {
      throw new TypeError(`got an object that is not a ${this.typeName} of this copy of cdk-s3-mrap, `
        + `expected an object from its constructor or factory methods; create it with ${this.typeName}, `
        + 'and install exactly one version of cdk-s3-mrap');
    }
    return state;
  }
}
