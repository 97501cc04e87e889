// A real browser for the journeys: the system's Chromium, nothing downloaded.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--lang=zh-CN',
]

/** Where the server under test answers. */
export const base = (process.env.BASE_URL ?? 'http://127.0.0.1:8630').replace(/\/$/, '')

export const out = process.env.E2E_OUT ?? path.join(import.meta.dirname, 'out')

/** The widths every journey is made at. */
export const SIZES = [
  { name: '1440', width: 1440, height: 1000 },
  { name: '360', width: 360, height: 760 },
]

/** The browser; the caller closes it. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

/** A page of a size, by day or by lamplight; `errors` collects what the page complained of. */
export async function open(browser, { width, height }, light = 'light') {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: light })
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text())
  })
  return { page, errors, close: () => context.close() }
}

/** Keeps what the page looks like. */
export function picture(page, name) {
  mkdirSync(out, { recursive: true })
  return page.screenshot({ path: path.join(out, `${name}.png`) })
}

/** Shows what a list folds away where it is a hand wide. */
export async function unfold(page) {
  await page.locator('[data-part=filters]').waitFor()
  for (const act of ['more', 'fold']) {
    const button = page.locator(`[data-act=${act}][aria-expanded=false]`)
    if (await button.isVisible()) await button.click()
  }
}

/** Whether anything reaches beyond the right edge. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

/** What the server says. */
export async function api(address, body) {
  const options = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}
  const response = await fetch(`${base}/api${address}`, options)
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
  return response.json()
}
