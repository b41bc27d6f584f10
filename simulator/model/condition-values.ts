/**
 * The condition keys of a request with their values, by the names in lower case. A key without values is absent from
 * the request. The value of a key that is not listed is unknown.
 */
export type ConditionValues = Readonly<Record<string, readonly string[]>>;
