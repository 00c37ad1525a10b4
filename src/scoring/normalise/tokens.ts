import type { Span } from '../../domain/decision.js';

// Endings that make a dotted token an address or a file. Endings that are English words or common
// parts of split insults ("it", "ck", "me", "so") are left out: "sh.it" is rarely a domain.
const ENDINGS = new Set(
  (
    'com org net edu gov mil int info biz io co dev app ai gg tv eu uk us de fr nl pl ru ua ch at jp cn in br ca au ' +
    'es se fi dk cz gr il tr kr xyz online site shop store tech cloud page link club live news blog ly gl sh cc ' +
    'local localhost lan internal corp example test invalid onion arpa ' +
    'js mjs cjs ts tsx jsx py rb rs go java kt c h cc cpp hpp cs swift php pl pm lua sql sh bash zsh ps1 bat exe dll ' +
    'so jar war deb rpm apk dmg iso img bin zip gz bz2 xz tar tgz rar 7z json yaml yml toml ini cfg conf xml html ' +
    'htm css scss md txt rst csv tsv log pdf doc docx xls xlsx ppt pptx png jpg jpeg gif svg webp ico mp3 mp4 mkv avi ' +
    'mov wav ogg flac ttf woff woff2 lock env rkt clj cljs edn el hs ex exs scala'
  ).split(' '),
);

const URL_START = /(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{1,19}:\/\/|www\.(?=[a-z0-9]))/gi;
const URL_STOP =
  /[<>"|^{}\\`\u00ab\u00bb\u2018-\u201f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const URL_TAIL = ".,!?;:'*_~)]…";
const DOTTED = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^]*)?$/;
const PATH_START = /^(?:\.{0,2}\/[\w.~]|~\/|[a-z]:[\\/]|\\\\)/i;
const VERSION = /^v?\d+[.:]\d[\w.+:~-]*$/i;
const HEX = /^(?:0x[\da-f]+|#?[\da-f-]{7,})$/i;
const IDENTIFIER = /^[\w-]{16,}$/;

/** The first URL of a token at or behind `from`, sentence marks behind it left out; null if none. */
export function urlSpan(token: string, from: number): Span | null {
  URL_START.lastIndex = from;
  const start = URL_START.exec(token);
  if (start === null) return null;
  const body = start.index + start[0].length;
  let end = body;
  while (end < token.length && !isUrlStop(token.charCodeAt(end))) end++;
  const closesOwnBracket = token.slice(body, end).includes('(');
  while (end > body) {
    const last = token[end - 1]!;
    if (!URL_TAIL.includes(last) || (last === ')' && closesOwnBracket)) break;
    end--;
  }
  return { begin: start.index, end };
}

function isUrlStop(unit: number): boolean {
  if (unit < 128 && unit !== 34 && (unit < 60 || (unit > 62 && unit < 92))) return false;
  return URL_STOP.test(String.fromCharCode(unit));
}

/** Whether a token, bare of brackets and sentence marks, is a path, domain, version, hash or id. */
export function isProtectedToken(token: string): boolean {
  if (token.length < 2) return false;
  if (PATH_START.test(token) || VERSION.test(token)) return true;
  if (token.startsWith('--') && /[a-z]/i.test(token.charAt(2))) return true;
  if (HEX.test(token)) return countOf(token, isDigit) >= 2;
  if (IDENTIFIER.test(token)) return countOf(token, isDigit) >= 3 && countOf(token, isUpper) >= 2;
  return isPath(token) || isDotted(token);
}

/** "example.com", "example.com:80/x?y", "main.ts", and the like. */
function isDotted(token: string): boolean {
  if (!DOTTED.test(token)) return false;
  const host = token.split(/[/?#:]/, 1)[0]!;
  const ending = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
  if (ENDINGS.has(ending)) return host.split('.').filter((label) => label.length === 1).length < 3;
  return host.length < token.length && /^[a-z]{2,}$/.test(ending);
}

/** Two separators or more between pieces of two characters or more, or one before a known ending. */
function isPath(token: string): boolean {
  const separators = countOf(token, (unit) => unit === 47 || unit === 92);
  if (separators === 0) return false;
  const ending = /\.([a-z0-9]{1,5})$/i.exec(token.slice(-6))?.[1];
  if (ending !== undefined && ENDINGS.has(ending.toLowerCase())) return true;
  return separators >= 2 && (token.length - separators) / (separators + 1) >= 2;
}

const LOCAL_PART = /[\w.+%-]/;
const DOMAIN_PART = /[\w.-]/;

/** The e-mail address (or user at host) around the `@` at `at`; null where there is none. */
export function addressSpan(token: string, at: number): Span | null {
  let begin = at;
  while (begin > 0 && LOCAL_PART.test(token[begin - 1]!)) begin--;
  let end = at + 1;
  while (end < token.length && DOMAIN_PART.test(token[end]!)) end++;
  while (end > at + 1 && !/\w/.test(token[end - 1]!)) end--;
  if (begin === at || end - at < 5) return null;
  const domain = token.slice(at + 1, end);
  const ending = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase();
  return domain.includes('.') && ENDINGS.has(ending) ? { begin, end } : null;
}

/** The end of the `:short_code:` that opens with the colon at `at`, or -1. */
export function emojiEnd(token: string, at: number): number {
  const limit = Math.min(token.length, at + 50);
  for (let i = at + 1; i < limit; i++) {
    const unit = token.charCodeAt(i);
    if (unit === 58) return i > at + 1 ? i + 1 : -1;
    if (!/[\w+'-]/.test(token[i]!)) return -1;
  }
  return -1;
}

function countOf(token: string, test: (unit: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < token.length; i++) if (test(token.charCodeAt(i))) count++;
  return count;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isUpper(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}
