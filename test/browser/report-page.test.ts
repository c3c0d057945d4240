import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../plugin/steps/report/page/render-html';
import { findChromium, openBrowser } from './open-browser';
import { sampleReport } from './sample-report';

/** Shows the page at a width and collects everything that a quiet page must not do. */
async function show(browser: Browser, file: string, width: number): Promise<{ page: Page; requests: string[]; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('dialog', (dialog) => (problems.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`file://${file}`);
  return { page, requests, problems };
}

describe.skipIf(!findChromium())('report.html in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'impulse-report-'));
  const file = join(folder, 'report.html');
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(file, renderHtml(sampleReport()));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.each([1280, 390])('fits %i px, asks the network for nothing and runs nothing from labels', async (width) => {
    const { page, requests, problems } = await show(browser, file, width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(requests.filter((url) => !url.startsWith('file://'))).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('shows the figures of the report', async () => {
    const { page } = await show(browser, file, 1280);
    const cell = (target: string, figure: string) => page.textContent(`tr[data-target="${target}"] [data-figure="${figure}"]`);
    expect(await cell('arduino-nano-33-ble-sense', 'accuracy')).toBe('92.4 %');
    expect(await cell('arduino-nano-33-ble-sense', 'latency')).toBe('84.3 ms');
    expect(await cell('arduino-nano-33-ble-sense', 'ram')).toBe('14.2 kB');
    expect(await cell('arduino-nano-33-ble-sense', 'flash')).toBe('63.4 kB');
    expect(await cell('rp2040', 'verdict')).toContain('latency 337 ms, limit 100 ms');
    expect(await page.textContent('tr[data-format="float32"] [data-side="train"]')).toBe('97.2 %');
    await page.close();
  });

  test('shows a matrix of many labels whole', async () => {
    const report = sampleReport();
    const labels = Array.from({ length: 12 }, (_, i) => `walking_downstairs_${i}`);
    const matrix = labels.map(() => labels.map(() => 2000));
    writeFileSync(join(folder, 'many.html'), renderHtml({ ...report, models: [{ ...report.models[0]!, confusion: { labels, train: matrix, test: matrix } }] }));
    const { page } = await show(browser, join(folder, 'many.html'), 1280);
    expect(await page.locator('.confusions figure').evaluateAll((figures) => figures.map((figure) => figure.scrollWidth - figure.clientWidth))).toEqual([0, 0]);
    await page.close();
  });

  test('shows labels and file names as text, whatever they hold', async () => {
    const { page } = await show(browser, file, 1280);
    expect(await page.textContent('h1')).toBe('sample & "quoted" <b>impulse</b>');
    expect(await page.locator('script, img').count()).toBe(0);
    expect(await page.textContent('#quarantine')).toContain('<img src=x onerror=alert(1)>');
    await page.close();
  });

  test('tells of recordings with two labels, and of leaks only where there are some', async () => {
    const { page } = await show(browser, file, 1280);
    expect(await page.textContent('body')).toContain('1 recordings occur under different labels');
    expect(await page.textContent('body')).not.toContain('two sides of the split');
    expect(await page.textContent('#groups')).toBe('split by speaker: train s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20, s21 and 2 more; test <b>anna</b>, ben');
    await page.close();
  });

  test('tells when, where and at what cost the steps ran', async () => {
    const { page } = await show(browser, file, 1280);
    const cell = (step: string, figure: string) => page.textContent(`#runs tr[data-step="${step}"] [data-figure="${figure}"]`);
    expect([await cell('train--keywords', 'from'), await cell('train--keywords', 'time'), await cell('train--keywords', 'cpu')]).toEqual(['run', '90 s', '171 s']);
    expect([await cell('train--keywords', 'where'), await cell('train--keywords', 'memory')]).toEqual(['local on <i>mine</i>', '812 MB']);
    expect([await cell('ingest', 'from'), await cell('ingest', 'where'), await cell('ingest', 'time')]).toEqual(['cache', '–', '–']);
    expect(await page.locator('svg[aria-label^="Runs"] rect').count()).toBe(2);
    await page.close();
  });

  test('tells which labels an anomaly detector finds, what chose its threshold, and draws its curves', async () => {
    const { page } = await show(browser, file, 1280);
    expect(await page.locator('tr[data-label="broken"][data-side="test"] td').allTextContents()).toEqual(['test', 'anomaly, chose nothing', '12', '75.0 %', '0.9876']);
    expect(await page.locator('.anomalies tbody th').allTextContents()).toEqual(['yes', '<i>worn</i>', 'broken']);
    expect(await page.locator('svg[aria-label*="ROC"] polyline').count()).toBe(2);
    await page.close();
  });

  test('draws every window and every tensor', async () => {
    const { page } = await show(browser, file, 1280);
    expect(await page.locator(':not(.goals) > svg circle').count()).toBe(300);
    expect(await page.locator('.goals circle').count()).toBe(6);
    expect(await page.locator('svg[aria-label^="Arena"] rect').count()).toBe(4);
    expect(await page.locator('.confusion tbody tr').count()).toBe(8);
    await page.close();
  });
});
