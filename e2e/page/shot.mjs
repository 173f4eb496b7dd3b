import { chromium } from 'playwright-core';
const [,, file, out, width = '1280', scheme = 'light', mode = ''] = process.argv;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: +width, height: 900 }, colorScheme: scheme });
page.on('console', (m) => console.log(m.type(), m.text()));
page.on('pageerror', (e) => console.log('ERROR', e.message));
await page.goto('file://' + file);
if (mode === 'print') { await page.pdf({ path: out + '.pdf', format: 'A4' }); }
else {
if (mode.includes('next')) { await page.keyboard.press('n'); await page.keyboard.press('n'); }
if (mode.includes('filter')) await page.click('.filter summary');
if (mode.includes('arc')) { await page.hover('a.q:not(.orphan)'); }
if (mode.includes('orphan')) { await page.keyboard.press('f'); }
await page.waitForTimeout(700);
await page.screenshot({ path: out, fullPage: mode.includes('full') });
}
await browser.close();
