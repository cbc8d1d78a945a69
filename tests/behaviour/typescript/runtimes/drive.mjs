// Opens a page in a browser, and prints what it has got: `node drive.mjs BROWSER URL`.

import { chromium } from 'playwright-core';

const [executablePath, url] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
    '--no-sandbox',
  ],
});
try {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('requestfailed', (request) => said.push(`failed: ${request.method()} ${request.url()}`));
  await page.goto(url);
  const timeout = 30_000;
  await page
    .waitForFunction(() => globalThis.done, undefined, { timeout })
    .catch((error) => said.push(String(error)));
  const outcomes = await page.evaluate(() => globalThis.outcomes);
  console.log(JSON.stringify({ outcomes, said }));
} finally {
  await browser.close();
}
