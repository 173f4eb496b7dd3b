// Drives the page of --format html in Chromium, as a reader with a mouse, with a keyboard, with a narrow window and with a
// printer would. npm test runs it; SAYSO_CHROMIUM names another browser than Debian's.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { allowed, archive, away, comparison, folder, long, page as print, reference } from './press.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hostile = fileURLToPath(new URL('fixtures/hostile.md', import.meta.url));
const opEd = 'testdata/corpus/op-ed-narrows.txt';
const assessment = 'testdata/corpus/assessment-grid.md';
const harvest = 'testdata/corpus/report-harvest.md';
const budget = 200; // milliseconds to open a page of 100 KB of prose, and to filter it

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.SAYSO_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
after(async () => {
  await browser?.close();
  away();
});

// look opens a page in a window of its own. What the page complains of, and whatever it asks of a network, fails the test.
async function look(t, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const faults = [];
  await context.route('**', (route) => {
    const to = route.request().url();
    if (to.startsWith('file:') || to === 'data:,') return route.continue();
    faults.push(`request of ${to}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (m) => faults.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => faults.push(`error: ${e.message}`));
  page.on('dialog', (d) => { faults.push('dialog'); d.dismiss(); });
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  await page.goto(url);
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);
const inView = (page, selector) => page.locator(selector).evaluate((e) => {
  const r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < innerHeight;
});
const shownNotes = (page) => page.locator('.note:visible').count();

test('notes stand beside their words and do not cover each other', async (t) => {
  const page = await look(t, print('a.html', opEd, '--profile', 'audit'));
  // They are placed when the browser says that they have come into view, which on a busy machine is a while after the page.
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].every((n) => n.style.top));
  const notes = await page.evaluate(() => [...document.querySelectorAll('.note')].map((n) => {
    const box = n.getBoundingClientRect();
    return { top: box.top, bottom: box.bottom, left: box.left, words: document.querySelector(`a.r[href="#${n.id}"]`).getBoundingClientRect().top };
  }));
  assert.ok(notes.length > 10);
  assert.ok(Math.abs(notes[0].top - notes[0].words) < 12, 'the first note is on its line');
  // The rows' own words, not the paragraphs of closed notes, whose boxes a browser has or has not made.
  const right = await page.locator('.row > :first-child').evaluateAll((rows) => Math.max(...rows.map((e) => e.getBoundingClientRect().right)));
  for (const [i, n] of notes.entries()) {
    assert.ok(n.left >= right, 'in the margin');
    if (i) assert.ok(n.top >= notes[i - 1].bottom, `note ${i + 1} is covered`);
    assert.ok(n.top >= n.words - 12, `note ${i + 1} stands above its words`);
  }
});

test('a click on the number, or on the words, opens the note and says why', async (t) => {
  const page = await look(t, print('a.html', opEd));
  await page.click('#r1');
  await page.locator('#n1.open').waitFor();
  assert.equal(await page.locator('#n1 button').getAttribute('aria-expanded'), 'true');
  assert.match(await page.locator('#n1 .why').first().textContent(), /why:/);
  assert.match(await page.locator('#n1').textContent(), /unsourced-estimate.*nearest attribution.*line 11/s);
  assert.ok(await page.locator('mark.on').count());
  assert.match(await page.locator('#status').textContent(), /^1 of \d+: .*error/);
  await page.click('mark[data-f="4"]');
  await page.locator('#n4.open').waitFor();
  assert.equal(await page.locator('#n1.open').count(), 0, 'the one before is closed again');
  await page.click('#n4 .at a');
  assert.ok(await inView(page, '#r4'));
  await page.keyboard.press('Escape');
  await page.locator('#n4 button').press('Enter');
  assert.ok(await page.locator('#n4 p').first().isVisible());
  await page.locator('#n4 > i').click();
  assert.equal(await page.locator('#n4 p:visible').count(), 0);
});

test('n and p, j and k go from finding to finding; o opens, Escape lets go; single keys can be switched off', async (t) => {
  const page = await look(t, print('a.html', opEd));
  const all = await shownNotes(page);
  for (const [key, at] of [['n', 'r1'], ['j', 'r2'], ['n', 'r3'], ['p', 'r2'], ['k', 'r1'], ['p', `r${all}`], ['n', 'r1']]) {
    await page.keyboard.press(key);
    assert.equal(await focused(page), at, key);
    assert.ok(await inView(page, `#${at}`));
  }
  await page.keyboard.press('o');
  assert.equal(await page.locator('#n1.open').count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.note.on').count(), 0);
  await page.click('.next');
  assert.equal(await page.locator('.step output').textContent(), `1 of ${all}`);
  await page.click('.keys summary');
  await page.uncheck('[name=keys]');
  await page.locator('.keys summary').focus();
  await page.keyboard.press('n');
  assert.equal(await page.locator('.step output').textContent(), `1 of ${all}`);
});

test('filters by family, severity and rule, and back', async (t) => {
  const page = await look(t, print('a.html', opEd));
  const all = await shownNotes(page);
  await page.click('.filter summary');
  await page.uncheck('[name=family][value=f0]');
  assert.equal(await page.locator('.note.f0:visible').count(), 0);
  assert.equal(await page.locator('mark.f0:not(.off)').count(), 0);
  assert.equal(await page.locator('a.r.f0:visible').count(), 0);
  assert.equal(await page.locator('.heat path.f0:visible').count(), 0);
  assert.match(await page.locator('#status').textContent(), new RegExp(`^\\d+ of ${all} findings$`));
  await page.check('[name=family][value=f0]');
  await page.uncheck('[name=severity][value=i]');
  assert.equal(await shownNotes(page), await page.locator('.note.e, .note.w').count());
  await page.keyboard.press('Tab');
  await page.click('button[type=reset]');
  await page.waitForFunction((n) => document.querySelectorAll('.note:not([hidden])').length === n, all);
  const [rule, found] = await page.locator('[name=rule] option').evaluateAll((all) => all.map((o) => [o.value, o.textContent]).find(([, text]) => / \(([2-9])\)$/.test(text)));
  await page.selectOption('[name=rule]', rule);
  const n = Number(found.match(/\((\d+)\)$/)[1]);
  assert.equal(await shownNotes(page), n);
  await page.locator('.filter summary').focus();
  await page.keyboard.press('n');
  assert.equal(await page.locator('.step output').textContent(), `1 of ${n}`);
});

test('an arc leads from a figure to its source, by mouse and by keyboard; a figure without one says so', async (t) => {
  const page = await look(t, print('a.html', opEd));
  const figure = page.locator('a.q:not(.orphan)', { hasText: '40 percent' });
  await figure.hover();
  assert.match(await page.locator('.arcs path').first().getAttribute('d'), /^M[\d.]+ [\d.]+C/);
  assert.match(await page.locator('.says').textContent(), /^rests on: the Halden Chamber/);
  assert.equal(await page.locator('.a.lit').count(), 1);
  await page.mouse.move(1, 1);
  assert.equal(await page.locator('.arcs').count(), 0);
  await figure.focus();
  assert.equal(await page.locator('.arcs').count(), 1);
  assert.match(await page.locator('#status').textContent(), /rests on/);
  await page.keyboard.press('Enter');
  assert.ok(await inView(page, '.a:target'));
  await page.keyboard.press('f');
  assert.match(await focused(page), /orphan/);
  assert.equal(await page.locator('.arcs.none').count(), 1);
  assert.match(await page.locator('.says').textContent(), /^no source in reach/);
  assert.ok(await page.locator('.air').first().isVisible());
});

test('a cell of the strip jumps to its sentence; arrow keys move in strip and heat map', async (t) => {
  const page = await look(t, print('a.html', opEd));
  const cells = page.locator('.strip a');
  assert.equal(await cells.count(), await page.locator('.s[id]').count());
  await cells.last().click();
  assert.ok(await inView(page, '.s:target'));
  await page.goto(page.url().split('#')[0]);
  await page.waitForFunction(() => document.querySelectorAll('.strip a[tabindex="0"]').length === 1); // when the browser has time
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.hash), '#s2');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.querySelector(':target').id), 's2');
  await page.locator('.heat .rows a').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  assert.ok(await inView(page, '.text :target'));
});

test('the pictures: ruler, ledger, voice bar', async (t) => {
  const page = await look(t, print('b.html', assessment, '--profile', 'intel'));
  assert.match(await page.locator('.ruler tr', { hasText: 'likely, probable' }).textContent(), /55-80 %.*“likely”.*line 8/s);
  assert.ok(await page.locator('.ruler rect.band').count() >= 7);
  await page.locator('.ruler a').first().click();
  assert.ok(await inView(page, '.a:target'));
  assert.match(await page.locator('.ledger tbody tr').first().textContent(), /National Grid Operator/);
  assert.match(await page.locator('.voices thead').textContent(), /report.*judge.*predict.*prescribe/s);
  assert.ok(await page.locator('.voices tbody tr').count() > 2);
});

test('the page reads without its script', async (t) => {
  const page = await look(t, print('c.html', harvest), { javaScriptEnabled: false });
  assert.ok(await page.locator('.note').first().isVisible());
  assert.ok(!await page.locator('.tools').isVisible());
  assert.ok(await page.locator('.note p').first().isVisible(), 'notes are open');
  await page.locator('.noteref').first().click();
  assert.ok(await inView(page, '.footnote:target'));
});

test('at 360 pixels nothing is wider than the window, and notes stand below their words', async (t) => {
  for (const [name, file] of [['a.html', opEd], ['c.html', harvest], ['b.html', assessment], ['h.html', hostile]]) {
    const page = await look(t, print(name, file), { viewport: { width: 360, height: 740 } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, file);
    const [note, words] = await page.evaluate(() => [document.querySelector('.note'), document.querySelector('mark')].map((e) => e?.getBoundingClientRect().top));
    assert.ok(!(note < words), file);
  }
});

test('light and dark, as the system has it and as chosen', async (t) => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await look(t, print('a.html', opEd), { colorScheme: 'light' });
  const dark = await look(t, print('a.html', opEd), { colorScheme: 'dark' });
  assert.notEqual(await paper(light), await paper(dark));
  await light.click('.keys summary');
  await light.selectOption('[name=theme]', 'dark');
  assert.equal(await paper(light), await paper(dark));
  await light.reload();
  assert.equal(await paper(light), await paper(dark), 'the choice is kept');
});

test('on paper: notes below their words, open; no tools', async (t) => {
  const page = await look(t, print('a.html', opEd));
  await page.emulateMedia({ media: 'print' });
  assert.ok(!await page.locator('.tools').isVisible());
  assert.ok(!await page.locator('.heat').isVisible());
  assert.ok(await page.locator('#n1 p').first().isVisible());
  const rows = await page.locator('.row').evaluateAll((all) => all.map((row) => [...row.querySelectorAll(':scope > :first-child, .note')].map((e) => e.getBoundingClientRect()).map((r) => [r.left, r.top, r.right, r.bottom])));
  let below = 0;
  for (const [[, , , words], ...notes] of rows) {
    assert.ok(words >= below, 'words below the notes of the paragraph before');
    for (const [i, n] of notes.entries()) {
      assert.ok(n[1] >= words - 8, 'below its words');
      below = Math.max(below, n[3]);
      for (const o of notes.slice(0, i)) assert.ok(n[0] >= o[2] || o[0] >= n[2] || n[1] >= o[3] - 1 || o[1] >= n[3] - 1, `note ${i + 1} is covered`);
    }
  }
});

test('what is allowed is listed, leads to its words, and is underlined when asked for', async (t) => {
  const page = await look(t, print('allowed.html', allowed()));
  const item = page.locator('.settled li').first();
  assert.match(await item.textContent(), /allowed in the text: counted by hand/);
  const line = (words) => words.evaluate((e) => getComputedStyle(e).textDecorationStyle);
  const words = page.locator('.k').first();
  assert.equal(await line(words), 'solid');
  await page.check('[name=settled]');
  assert.equal(await line(words), 'wavy');
  await item.locator('a').click();
  assert.ok(await inView(page, '.k:target'));
});

test('a hostile document is text', async (t) => {
  for (const url of [print('h.html', hostile, '--profile', 'audit'), print('hh.html', hostile, opEd)]) {
    const page = await look(t, url);
    if (url.endsWith('hh.html')) await page.locator('.documents a').first().click();
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator('iframe, img, object, embed, base, link[rel=stylesheet]').count(), 0);
    assert.equal(await page.locator('script').count(), 1);
    assert.ok(await page.locator('.edition:visible .text h2').isVisible());
    for (const href of await page.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
      assert.match(href, /^(#|https?:)/);
    }
    assert.match(await page.locator('.edition:visible .text').textContent(), /U\+202E/, 'direction marks are shown');
  }
});

test('the policy forbids what is not the page’s own', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(print('a.html', opEd));
  const ran = await page.evaluate(() => new Promise((done) => {
    addEventListener('securitypolicyviolation', () => done('forbidden'));
    const s = document.createElement('script');
    try { s.text = 'window.hacked = 1'; document.body.append(s); } catch { done('forbidden'); }
    setTimeout(() => done(window.hacked ? 'ran' : 'nothing'), 500);
  }));
  assert.equal(ran, 'forbidden');
});

test('no serious fault for assistive technology', async (t) => {
  const pages = [print('a.html', opEd, '--profile', 'audit'), print('b.html', assessment, '--profile', 'intel'), print('c.html', harvest), print('few/', 'testdata/corpus'), comparison('compare.html', opEd)];
  for (const colorScheme of ['light', 'dark']) {
    for (const url of pages) {
      const page = await look(t, url, { colorScheme });
      if (await page.locator('.filter').count()) {
        await page.click('.filter summary');
        await page.click('.keys summary');
        await page.keyboard.press('n');
      }
      await page.evaluate(axe); // in the world of the test, which the policy does not bind
      const { violations } = await page.evaluate(() => window.axe.run());
      const grave = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
      assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')}`), [], `${url} ${colorScheme}`);
    }
  }
});

test('what became of findings: fixed, new, moved, and the figures', async (t) => {
  const page = await look(t, comparison('compare.html', opEd), { viewport: { width: 360, height: 740 } });
  for (const kind of ['fixed', 'new', 'moved']) assert.ok(await page.locator(`.changes.${kind} li mark`).count(), kind);
  assert.ok(await page.locator('.ratios tbody tr').count());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
});

test('headings, landmarks and the order of focus', async (t) => {
  const page = await look(t, print('a.html', opEd));
  assert.equal(await page.locator('main').count(), 1);
  assert.equal(await page.locator('h1').count(), 1);
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'text');
  await page.keyboard.press('Tab');
  assert.match(await focused(page), /^q|^r\d/, 'the first figure or finding of the text');
});

// What a reader waits for is told by the clock, so the clock decides: the median of several opens, from the click on the address to
// the first frame after the load event, the first open left out. On a machine that does other things as well the clock tells
// of those too. Processor time would not, but it leaves out all that the browser does outside of the page's thread, and a page
// that makes it wait. So each open is paired with one of a plain page that is as much work as 100 KB of prose: where that takes
// longer than it takes when nothing else runs (calm, measured on two slow cores), the budget grows in the same measure. On a
// machine that is calm, or quicker, it is the budget and nothing more. A burst of load can still hit one of a pair and
// spare the other, so a round that fails is run again, twice; a page that is too slow fails all three.
const calm = 120;

// quick opens a page and does with it what acts say, each the body of a function in the page; all must be done within the budget.
async function quick(t, url, acts, { budget, opens }) {
  const plain = reference('plain.html');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  t.after(() => context.close());
  await context.addInitScript(() => addEventListener('load', () => requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now(); }))));
  const page = await context.newPage();
  const opened = async (url) => {
    await page.goto(url);
    return (await page.waitForFunction(() => window.opened)).jsonValue();
  };
  const timed = (act) => page.evaluate(`(async () => {
    const from = performance.now();
    ${act};
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - from;
  })()`);
  const median = (all) => Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]);
  let slow;
  for (let round = 0; round < 3; round++) {
    const times = { plain: [], open: [] };
    for (let i = 0; i <= opens; i++) {
      const now = { plain: await opened(plain), open: await opened(url) };
      for (const what in acts) now[what] = await timed(acts[what]);
      if (i) for (const what in now) (times[what] ??= []).push(now[what]);
    }
    const { plain: beside, ...typical } = Object.fromEntries(Object.entries(times).map(([what, all]) => [what, median(all)]));
    const allowed = Math.round(budget * Math.max(1, beside / calm));
    t.diagnostic(`${JSON.stringify(typical)}; a plain page ${beside} ms, so allowed ${allowed} ms`);
    slow = Object.entries(typical).filter(([, ms]) => ms > allowed);
    if (!slow.length) return page;
  }
  return assert.fail(`too slow three times: ${slow.map(([what, ms]) => `${what} ${ms} ms`)}`);
}

test(`100 KB of prose: under 1 MB, open and filtered within ${budget} ms`, async (t) => {
  const url = print('long.html', long(100_000));
  assert.ok(statSync(join(folder, 'long.html')).size < 1_000_000);
  await quick(t, url, {
    filter: "document.querySelector('[name=family][value=f0]').click()",
    step: "document.querySelector('.next').click()",
  }, { budget, opens: 7 });
});

test('an index of 1,000 documents is quick to open, to sort and to search', async (t) => {
  const url = print('archive/', archive(1000));
  t.diagnostic(`${statSync(join(folder, 'archive/index.html')).size} bytes`);
  const page = await quick(t, url, {
    sort: "document.querySelector('[data-key=errors] button').click()",
    find: "const find = document.querySelector('[name=find]'); find.value = 'piece-0999'; find.dispatchEvent(new Event('input', { bubbles: true }))",
  }, { budget: 1000, opens: 3 });
  assert.equal(await page.locator('.documents tbody tr:visible').count(), 1);
  await page.locator('.documents tbody tr:visible a').click();
  assert.match(await page.locator('.brand').textContent(), /piece-0999/);
  await page.locator('.brand a', { hasText: 'index' }).click();
  assert.equal(await page.locator('.documents').count(), 1);
});

test('several documents in one file: the index first, each document behind its link', async (t) => {
  const page = await look(t, print('several.html', opEd, harvest, assessment));
  assert.ok(await page.locator('.index').isVisible());
  assert.equal(await page.locator('.edition:visible').count(), 0);
  await page.locator('.documents a').nth(1).click();
  await page.locator('.edition:visible').waitFor(); // the browser tells of the new address when it has time to
  assert.equal(await page.locator('.edition:visible').count(), 1);
  assert.ok(!await page.locator('.index').isVisible());
  assert.match(await page.locator('.edition:visible h1').textContent(), /Harvest/);
  await page.keyboard.press('n');
  assert.equal(await focused(page), 'd2-r1');
  await page.locator('.edition:visible .strip a').first().click();
  assert.equal(await page.locator('.edition:visible').count(), 1);
  await page.goBack();
  await page.locator('.edition:visible .brand a', { hasText: 'index' }).click();
  await page.locator('.index').waitFor();
  await page.locator('.documents thead button').nth(1).click();
  assert.match(await page.locator('#status').textContent(), /in order of sourced/);
});
