import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/**
 * Removes the comments of class members, which esbuild keeps, from a compiled file. The declarations and the manifest
 * of jsii contain them. Lines keep their numbers.
 */
export function removeMemberComments(text: string): string {
  const comments: ts.CommentRange[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassElement(node)) comments.push(...ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('compiled.js', text, ts.ScriptTarget.Latest));
  return comments.reverse().reduce((rest, { pos, end }) =>
    rest.slice(0, pos) + rest.slice(pos, end).replace(/[^\n]+/g, '') + rest.slice(end), text);
}

function removeCommentsBelow(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (file.endsWith('.js')) writeFileSync(file, removeMemberComments(readFileSync(file, 'utf8')));
  }
}

if (require.main === module) removeCommentsBelow(path.join(__dirname, '..', 'lib'));
