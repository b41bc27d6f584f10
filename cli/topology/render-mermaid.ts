import { escapeControlCharacters } from '../escape-controls';
import { makeNumberedAccessPointGroup, type NumberedMember, type ReplicatedMemberPair } from './numbered-members';
import { type MemberRouting, type Topology } from './topology';

/** Escapes the characters that have a meaning in Mermaid, and line ends, which would end the code block in a README. */
function escapeText(value: string): string {
  return escapeControlCharacters(value).replace(/[&"<>#`]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** Renders the topology as a Mermaid diagram for a README. */
export function renderTopologyAsMermaid({ groups }: Topology): string {
  const lines = groups.flatMap((group, index) => {
    const { id, members, pairs } = makeNumberedAccessPointGroup(group, `g${index + 1}`);
    const nodeId = ({ number }: NumberedMember) => `${id}m${number}`;
    const accessPoints = new Map(group.accessPoints.map(({ key }, place) => [key, `${id}a${place + 1}`]));
    return [
      ...group.accessPoints.map(({ key, label }) => `  ${accessPoints.get(key)}{{"${escapeText(label)}"}}`),
      ...members.map((entry) => `  ${nodeId(entry)}["${renderLabel(entry)}"]`),
      ...members.flatMap((entry) => entry.member.routes.map(({ accessPoint, declared, live }) =>
        `  ${accessPoints.get(accessPoint)} ${renderRoute(live ?? declared)} ${nodeId(entry)}`)),
      ...pairs.map((pair) => `  ${nodeId(pair.from)} ${renderArrow(pair)} ${nodeId(pair.to)}`),
    ];
  });
  return ['flowchart TD', ...lines, ''].join('\n');
}

function renderRoute(routing: MemberRouting): string {
  return `${routing === 'active' ? '==>' : '-.->'}|${routing}|`;
}

function renderLabel({ member: { region, bucket, change } }: NumberedMember): string {
  return [escapeText(region ?? 'Region unknown'), escapeText(bucket), ...(change === undefined ? [] : [change])]
    .join('<br/>');
}

function renderArrow({ twoWay, change }: ReplicatedMemberPair): string {
  return `${twoWay ? '<-->' : '-->'}${change === undefined ? '' : `|${change}|`}`;
}
