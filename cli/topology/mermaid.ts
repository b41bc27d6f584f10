import { numbered, type NumberedMember, type Pair } from './numbered';
import { type Topology } from './topology';

/** Mermaid reads quotes and angle brackets as its own. */
function text(value: string): string {
  return value.replace(/[&"<>#]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** The topology as a diagram for a README. */
export function renderMermaid({ groups }: Topology): string {
  const lines = groups.flatMap((group, index) => {
    const { id, members, pairs } = numbered(group, `g${index + 1}`);
    const nodeOf = ({ number }: NumberedMember) => `${id}m${number}`;
    const accessPoints = new Map(group.accessPoints.map(({ key }, place) => [key, `${id}a${place + 1}`]));
    return [
      ...group.accessPoints.map(({ key, label }) => `  ${accessPoints.get(key)}{{"${text(label)}"}}`),
      ...members.map((entry) => `  ${nodeOf(entry)}["${text(entry.member.region ?? 'Region not known')}<br/>${text(entry.member.bucket)}"]`),
      ...members.flatMap((entry) => entry.member.routes.map(({ accessPoint, declared, live }) =>
        `  ${accessPoints.get(accessPoint)} ${(live ?? declared) === 'active' ? '==>' : '-.->'}|${live ?? declared}| ${nodeOf(entry)}`)),
      ...pairs.map((pair) => `  ${nodeOf(pair.from)} ${arrowOf(pair)} ${nodeOf(pair.to)}`),
    ];
  });
  return ['flowchart TD', ...lines, ''].join('\n');
}

function arrowOf({ twoWay }: Pair): string {
  return twoWay ? '<-->' : '-->';
}
