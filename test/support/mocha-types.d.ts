/** The part of mocha that `mocha.ts` needs; its own types would declare the globals of jest once more. */
declare module 'mocha' {
  type Define = (name: string, body: () => void) => unknown;
  interface Suite {
    on(event: 'pre-require', listener: (context: { describe: Define; it: Define }) => void): void;
  }
  export const interfaces: Record<string, (suite: Suite) => void>;
}
