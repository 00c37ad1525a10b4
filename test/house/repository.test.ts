import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';

const hasGit = existsSync(join(projectRoot, '.git'));

function trackedFiles(): string[] {
  const listing = execFileSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8' });
  return listing.split('\0').filter((path) => path !== '' && existsSync(join(projectRoot, path)));
}

/** Text of the project's own; data that people wrote elsewhere may name whatever it likes. */
function ownText(): { path: string; text: string }[] {
  return trackedFiles()
    .filter((path) => !/\.(ndjson|csv|tsv|bin|png|ico|zip)$/.test(path))
    .filter((path) => !path.startsWith('models/corpus/'))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

function findAll(pattern: RegExp): string[] {
  return ownText().flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([hit]) => `${path}: ${hit}`));
}

// Patterns are put together so that this file does not match itself.
const homeFolders = ['home', 'Users', 'root', 'work'].join('|');

describe.skipIf(!hasGit)('the repository', () => {
  it('names no folder of anybody’s machine', () => {
    expect(findAll(new RegExp(`(?<![\\w.~*)\\]}-])/(?:${homeFolders})/[\\w.-]+`, 'g'))).toEqual([]);
  });

  it('names no package registry by address', () => {
    expect(
      findAll(
        new RegExp(`https?://[^\\s"'\`)]*(?:${['regi' + 'stry', 'artifactory'].join('|')})[^\\s"']*`, 'gi'),
      ),
    ).toEqual([]);
  });

  it('holds no private key', () => {
    expect(findAll(new RegExp(`-----BEGIN [A-Z ]*PRIVATE KEY`, 'g'))).toEqual([]);
  });

  it('tracks nothing that is made: dependencies, builds, data, settings with secrets', () => {
    const made = trackedFiles().filter((path) =>
      /^(node_modules|dist|data|\.conduct-)|(^|\/)\.env$|__pycache__|\.log$/.test(path),
    );
    expect(made).toEqual([]);
  });
});

describe('README.md and docs', () => {
  const scripts = (
    JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  ).scripts;
  const docs = readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' });
  const documents = [
    'README.md',
    ...docs.filter((path) => path.endsWith('.md')).map((path) => join('docs', path)),
  ];

  it('tell the two commands', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    expect(readme).toMatch(/\bnpm start\b/);
    expect(readme).toMatch(/\bnpm test\b/);
  });

  it.each(documents)('%s names only npm scripts that exist', (path) => {
    const text = readFileSync(join(projectRoot, path), 'utf8');
    const named = [...text.matchAll(/\bnpm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(documents)('%s names only files of the repository that exist', (path) => {
    const text = readFileSync(join(projectRoot, path), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target!);
    const folder = join(projectRoot, path, '..');
    expect(links.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });
});
