import { removeMemberComments } from '../../projenrc/remove-member-comments';

const COMPILED = `/** A class. */
class Buckets {
    /**
     * Creates buckets.
     */
    constructor(name) {
        // A reason.
        this.text = \`/** no comment */\`;
    }
    /** The name. */
    // Both lines.
    static name = '/** no comment */';
}
`;

describe('projenrc/remove-member-comments.ts', () => {
  test('removes only the comments before class members', () => {
    const lines = removeMemberComments(COMPILED).split('\n').map((line) => line.trim());
    expect(lines.filter((line) => line !== '')).toEqual([
      '/** A class. */', 'class Buckets {',
      'constructor(name) {', '// A reason.', 'this.text = `/** no comment */`;', '}',
      'static name = \'/** no comment */\';', '}',
    ]);
  });

  test('keeps the numbers of the lines', () => {
    const before = COMPILED.split('\n').findIndex((line) => line.includes('static name'));
    expect(removeMemberComments(COMPILED).split('\n')[before]).toContain('static name');
  });
});
