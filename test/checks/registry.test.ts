import { LEFT_OUT, NOT_CHECKED } from '../../src/checks/not-checked';
import { DIAGNOSTICS } from '../../src/checks/registry';

/** By the beginning of an id, the letter of its rows; ids of the second half of a hundred begin at 51. */
const FAMILIES: Record<string, { letter: string; first: number }> = {
  1: { letter: 'N', first: 100 },
  2: { letter: 'B', first: 200 },
  3: { letter: 'R', first: 300 },
  4: { letter: 'C', first: 400 },
  50: { letter: 'P', first: 500 },
  51: { letter: 'P', first: 500 },
  55: { letter: 'D', first: 550 },
  60: { letter: 'F', first: 600 },
  65: { letter: 'V', first: 650 },
  70: { letter: 'A', first: 700 },
  75: { letter: 'O', first: 750 },
  76: { letter: 'O', first: 750 },
  77: { letter: 'O', first: 750 },
  79: { letter: 'O', first: 750 },
  80: { letter: 'S', first: 800 },
  85: { letter: 'L', first: 850 },
};

test('ids are unique and in order', () => {
  const ids = DIAGNOSTICS.map((entry) => entry.id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.each(DIAGNOSTICS.filter((entry) => !['deployment', 'operation', 'linter'].includes(entry.row)))('$id follows its row $row', ({ id, row }) => {
  const figure = id.slice('MRAP'.length);
  const family = FAMILIES[figure.slice(0, 2)] ?? FAMILIES[figure[0]];
  expect(row).toBe(`${family.letter}${Number(figure) - family.first}`);
});

test.each(DIAGNOSTICS.filter((entry) => ['deployment', 'operation'].includes(entry.row)))('$id comes from what is deployed', ({ id }) => {
  expect(id).toMatch(/^MRAP9\d\d$/);
});

test.each(DIAGNOSTICS)('$id has a heading, a reason and a source', ({ title, why, source }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  expect(why).toMatch(/^[A-Z].*\.$/);
  expect(source.url).toMatch(/^https:/);
});

/** People acknowledge by id: none may ever change its meaning. */
const RELEASED: Record<string, string> = {
  MRAP001: 'linter',
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
  MRAP401: 'C1',
  MRAP402: 'C2',
  MRAP403: 'C3',
  MRAP404: 'C4',
  MRAP405: 'C5',
  MRAP406: 'C6',
  MRAP407: 'C7',
  MRAP408: 'C8',
  MRAP409: 'C9',
  MRAP410: 'C10',
  MRAP411: 'C11',
  MRAP412: 'C12',
  MRAP413: 'C13',
  MRAP414: 'C14',
  MRAP415: 'C15',
  MRAP416: 'C16',
  MRAP417: 'C17',
  MRAP418: 'C18',
  MRAP420: 'C20',
  MRAP421: 'C21',
  MRAP422: 'C22',
  MRAP423: 'C23',
  MRAP424: 'C24',
  MRAP425: 'C25',
  MRAP426: 'C26',
  MRAP427: 'C27',
  MRAP501: 'P1',
  MRAP502: 'P2',
  MRAP503: 'P3',
  MRAP504: 'P4',
  MRAP505: 'P5',
  MRAP507: 'P7',
  MRAP508: 'P8',
  MRAP509: 'P9',
  MRAP510: 'P10',
  MRAP511: 'P11',
  MRAP512: 'P12',
  MRAP513: 'P13',
  MRAP514: 'P14',
  MRAP515: 'P15',
  MRAP551: 'D1',
  MRAP552: 'D2',
  MRAP553: 'D3',
  MRAP554: 'D4',
  MRAP555: 'D5',
  MRAP556: 'D6',
  MRAP557: 'D7',
  MRAP558: 'D8',
  MRAP601: 'F1',
  MRAP602: 'F2',
  MRAP603: 'F3',
  MRAP604: 'F4',
  MRAP605: 'F5',
  MRAP606: 'F6',
  MRAP651: 'V1',
  MRAP652: 'V2',
  MRAP653: 'V3',
  MRAP654: 'V4',
  MRAP701: 'A1',
  MRAP702: 'A2',
  MRAP704: 'A4',
  MRAP706: 'A6',
  MRAP707: 'A7',
  MRAP708: 'A8',
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
  MRAP765: 'O15',
  MRAP766: 'O16',
  MRAP767: 'O17',
  MRAP768: 'O18',
  MRAP769: 'O19',
  MRAP770: 'O20',
  MRAP771: 'O21',
  MRAP772: 'O22',
  MRAP773: 'O23',
  MRAP774: 'O24',
  MRAP775: 'O25',
  MRAP776: 'O26',
  MRAP801: 'S1',
  MRAP802: 'S2',
  MRAP804: 'S4',
  MRAP851: 'L1',
  MRAP852: 'L2',
  MRAP853: 'L3',
  MRAP854: 'L4',
};

/** How many rows each family of the table has. */
const ROWS: Record<string, number> = { N: 8, B: 13, P: 15, D: 8, R: 8, C: 27, F: 4, V: 2, S: 4, A: 8 };

test('every row is a diagnostic, or is not checked for a reason', () => {
  const rows = Object.entries(ROWS).flatMap(([letter, count]) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`));
  const covered = [...DIAGNOSTICS.map(({ row }) => row), ...NOT_CHECKED.map(({ row }) => row)];
  expect(rows.filter((row) => !covered.includes(row))).toEqual([]);
  expect(DIAGNOSTICS.map(({ row }) => row).filter((row) => NOT_CHECKED.some((entry) => entry.row === row))).toEqual([]);
  for (const { reason, what } of [...NOT_CHECKED, ...LEFT_OUT]) expect([what, reason].every((text) => /^\S.{10,}[^.]$/.test(text))).toBe(true);
});

test('released ids keep their rows', () => {
  const rows = Object.fromEntries(DIAGNOSTICS.map((entry) => [entry.id, entry.row]));
  expect(rows).toMatchObject(RELEASED);
});
