/** Whether the service itself says so. An answer of a proxy has no code in its body. */
export function isExplicit(error: unknown, code: string): boolean {
  const { name, Code } = error as { readonly name?: string; readonly Code?: string };
  return name === code && Code === code;
}

/** S3 sends a request id with every answer. */
export function requireAnswer(
  { $metadata: { requestId } }: { readonly $metadata: { readonly requestId?: string } },
): void {
  if (requestId === undefined) throw new Error('the answer to the deletion has no request id, so it is not of S3');
}
