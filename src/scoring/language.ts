import { eld } from 'eld/small';
import type { DetectedLanguage } from '../domain/model.js';

/** Enough text to tell a language by, and a bound on the work for long messages. */
const CHARS_MAX = 500;
const UNKNOWN: DetectedLanguage = { code: null, confidence: 0 };

/**
 * The language of a text, ISO 639-1, as the library `eld` sees it. `code` is null where its own
 * reliability check fails, as it does for most very short texts.
 */
export function detectLanguage(text: string): DetectedLanguage {
  const result = eld.detect(text.slice(0, CHARS_MAX));
  if (result.language === '' || !result.isReliable()) return UNKNOWN;
  const confidence = Math.min(1, result.getScores()[result.language] ?? 0);
  return { code: result.language, confidence: Math.round(confidence * 1e4) / 1e4 };
}
