import { type ConformanceCase } from '../conformance-case';
import { CONTENT_CASES } from './content';
import { OPERATION_CASES, UNSUPPORTED_CASES } from './operations';

export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...OPERATION_CASES, ...UNSUPPORTED_CASES, ...CONTENT_CASES,
];
