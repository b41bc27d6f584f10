import { renderMemberMap } from '../../../cli/topology/render-member-map';

describe('renderMemberMap', () => {
  const makeMember = (region: string, dial?: number) => ({ region, bucket: 'films', presence: 'there' as const, dial });

  test('puts a member without a known Region into the legend only', () => {
    expect(renderMemberMap([makeMember('xx-moon-1')], { colour: false, columns: 80 })).toBe(
      '?1 xx-moon-1  films  unknown\n');
  });

  test('shows neighbouring Regions beside each other, in colours', () => {
    const text = renderMemberMap(
      [makeMember('eu-central-1', 100), makeMember('eu-central-2', 0)], { colour: true, columns: 40 });
    const [green, dim] = ['\u001b[32m●1\u001b[39m', '\u001b[2m○2\u001b[22m'];
    const rows = text.split('\n').slice(0, -3);
    expect(rows.join('\n')).toContain(green);
    expect(rows.join('\n')).toContain(dim);
    expect(text).toContain(`${green} eu-central-1  films  active`);
  });
});
