/** Where the API's and the workers' output goes: whole into a file, warnings and errors to the terminal too. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const fileBytesMax = 20 * 1024 * 1024;

/** A file that is begun anew when it has grown large; the one before it is kept as `.1`. */
function openRotatingFile(path) {
  let fd = openSync(path, 'a', 0o600);
  let size = fstatSync(fd).size;
  return (text) => {
    try {
      if (size > fileBytesMax) {
        closeSync(fd);
        renameSync(path, `${path}.1`);
        fd = openSync(path, 'a', 0o600);
        size = 0;
      }
      size += writeSync(fd, text);
    } catch {
      // A full disk must not end the service; its own writes will tell.
    }
  };
}

/** The gist of a warning or error among pino's JSON lines; null for everything else. */
function gist(line) {
  if (!/"level":(?:[456]0|"(?:warn|error|fatal)")/.test(line)) return null;
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter((part, i, all) => part && all.indexOf(part) === i).join(': ');
  } catch {
    return null;
  }
}

function byLine(stream, onLine) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child with piped stdout and stderr
 * @param {{name: string, path: string, print: (line: string) => void, everything: boolean}} options
 * @returns {() => string[]} the last lines of standard error, to explain an unexpected end
 */
export function logChild(child, { name, path, print, everything }) {
  const write = openRotatingFile(path);
  const lastErrors = [];
  const onLine = (line, isError) => {
    write(`${line}\n`);
    if (isError && lastErrors.push(line) > 20) lastErrors.shift();
    if (everything) return print(line);
    const warning = gist(line);
    if (warning !== null) print(`${name}: ${warning}`);
  };
  byLine(child.stdout, (line) => onLine(line, false));
  byLine(child.stderr, (line) => onLine(line, true));
  return () => lastErrors;
}
