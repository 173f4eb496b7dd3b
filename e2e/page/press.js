// Makes the pages that the tests look at, with the program of this repository.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, 'testdata', 'corpus');
export const folder = mkdtempSync(join(tmpdir(), 'sayso-page-'));
const sayso = join(folder, 'sayso');
execFileSync('go', ['build', '-o', sayso, '.'], { cwd: root, stdio: 'inherit' });

// page runs sayso in a folder and gives the address of what it wrote.
export function page(name, ...args) {
  const out = join(folder, name);
  const run = spawnSync(sayso, ['check', '--format', 'html', '--fail-on', 'never', '--output', out, ...args], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`sayso ${args.join(' ')}: exit ${run.status}: ${run.stderr}`);
  return pathToFileURL(name.endsWith('/') ? join(out, 'index.html') : out).href;
}

// comparison is the page of sayso compare for a text and what became of it.
export function comparison(name, text) {
  const out = join(folder, name), old = join(root, text), now = join(folder, 'now.txt');
  const sentences = readFileSync(old, 'utf8').split('. ');
  writeFileSync(now, `Some say that it must stop.\n\n${[...sentences.slice(0, 3), ...sentences.slice(6)].join('. ')}`);
  const run = spawnSync(sayso, ['compare', '--format', 'html', '--fail-on', 'never', '--output', out, old, now], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`sayso compare: exit ${run.status}: ${run.stderr}`);
  return pathToFileURL(out).href;
}

const texts = readdirSync(corpus).filter((f) => /\.(txt|md)$/.test(f) && !f.startsWith('kommentar')).map((f) => readFileSync(join(corpus, f), 'utf8'));

// long is a text of so many bytes, made of the corpus over and over.
export function long(bytes) {
  let text = '';
  for (let i = 0; text.length < bytes; i++) text += texts[i % texts.length] + '\n\n';
  const path = join(folder, 'long.md');
  writeFileSync(path, text.slice(0, bytes));
  return path;
}

// allowed is a text with a finding that it allows.
export function allowed() {
  const path = join(folder, 'allowed.md');
  writeFileSync(path, 'The quay is old.\n\n<!-- sayso allow unsourced-estimate: counted by hand -->\nAn estimated 300 boats were lost in the storm.\n');
  return path;
}

// reference is a page without any look or manners, that takes a browser about as long as that of the long text.
export function reference(name) {
  const out = join(folder, name);
  const line = '<p>The <b>harbour</b> opened in <i>1952</i>, a <a href="#x">clerk</a> said, and <mark>nobody</mark> has <span>counted</span> since.</p>';
  writeFileSync(out, `<!doctype html><meta charset="utf-8"><title>plain</title>${line.repeat(1000)}`);
  return pathToFileURL(out).href;
}

// archive is a folder of so many documents, no two the same.
export function archive(n) {
  const dir = join(folder, 'archive');
  mkdirSync(dir);
  for (let i = 0; i < n; i++) {
    const text = texts[i % texts.length];
    writeFileSync(join(dir, `piece-${String(i).padStart(4, '0')}.md`), text.slice(0, 400 + (i * 37) % 1600) + `\n\nIt was the ${i + 1}th time, the ministry said.\n`);
  }
  return dir;
}

export const away = () => rmSync(folder, { recursive: true });
