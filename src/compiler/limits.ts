/** Limits on source text, judged before TypeScript's parser sees it. */
import type { DiagnosticList, SourceText } from './diagnostics';

export interface SourceLimits {
  /** UTF-8 bytes of one module. Default 1 MiB. */
  maxSourceBytes?: number;
  /** Brackets, operators and other constructs inside each other. Default 500. */
  maxNesting?: number;
}

export const DEFAULT_MAX_SOURCE_BYTES = 1024 * 1024;
export const DEFAULT_MAX_NESTING = 500;

/** Is the text within the limits? Reports what is not. */
export function checkLimits(
  _source: SourceText,
  _limits: SourceLimits,
  _diagnostics: DiagnosticList,
): boolean {
  return true;
}
