import { DIAGNOSTICS } from '../../src/checks/registry';

/** By the beginning of an id, the letter of its rows; ids of the second half of a hundred begin at 51. */
const FAMILIES: Record<string, { letter: string; first: number }> = {
  1: { letter: 'N', first: 100 },
  2: { letter: 'B', first: 200 },
  3: { letter: 'R', first: 300 },
  55: { letter: 'D', first: 550 },
  75: { letter: 'O', first: 750 },
  76: { letter: 'O', first: 750 },
};

test('ids are unique and in order', () => {
  const ids = DIAGNOSTICS.map((entry) => entry.id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.each(DIAGNOSTICS.filter((entry) => entry.row !== 'deployment'))('$id follows its row $row', ({ id, row }) => {
  const figure = id.slice('MRAP'.length);
  const family = FAMILIES[figure.slice(0, 2)] ?? FAMILIES[figure[0]];
  expect(row).toBe(`${family.letter}${Number(figure) - family.first}`);
});

test.each(DIAGNOSTICS.filter((entry) => entry.row === 'deployment'))('$id comes from the deployment', ({ id }) => {
  expect(id).toMatch(/^MRAP9\d\d$/);
});

test.each(DIAGNOSTICS)('$id has a heading, a reason and a source', ({ title, why, source }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  expect(why).toMatch(/^[A-Z].*\.$/);
  expect(source.url).toMatch(/^https:/);
});

/** People acknowledge by id: none may ever change its meaning. */
const RELEASED: Record<string, string> = {
  MRAP101: 'N1',
  MRAP102: 'N2',
  MRAP103: 'N3',
  MRAP104: 'N4',
  MRAP105: 'N5',
  MRAP106: 'N6',
  MRAP107: 'N7',
  MRAP108: 'N8',
  MRAP201: 'B1',
  MRAP202: 'B2',
  MRAP203: 'B3',
  MRAP204: 'B4',
  MRAP205: 'B5',
  MRAP206: 'B6',
  MRAP207: 'B7',
  MRAP208: 'B8',
  MRAP209: 'B9',
  MRAP210: 'B10',
  MRAP211: 'B11',
  MRAP212: 'B12',
  MRAP213: 'B13',
  MRAP301: 'R1',
  MRAP302: 'R2',
  MRAP303: 'R3',
  MRAP304: 'R4',
  MRAP305: 'R5',
  MRAP306: 'R6',
  MRAP307: 'R7',
  MRAP308: 'R8',
  MRAP555: 'D5',
  MRAP751: 'O1',
  MRAP752: 'O2',
  MRAP753: 'O3',
  MRAP754: 'O4',
  MRAP755: 'O5',
  MRAP756: 'O6',
  MRAP757: 'O7',
  MRAP758: 'O8',
  MRAP759: 'O9',
  MRAP760: 'O10',
  MRAP761: 'O11',
  MRAP762: 'O12',
  MRAP763: 'O13',
  MRAP764: 'O14',
};

test('released ids keep their rows', () => {
  const rows = Object.fromEntries(DIAGNOSTICS.map((entry) => [entry.id, entry.row]));
  expect(rows).toMatchObject(RELEASED);
});
