// Every screen the router knows, at both widths, by day and by lamplight: it fits, complains of nothing, names its tab, and
// axe finds nothing that keeps people out. A screen cannot be forgotten: they come from the router's own list.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { OPENED, screens } from './addresses.mjs'
import { SIZES, base, launch, open, overflows, picture } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const LIGHTS = ['light', 'dark']
const TABS = 14

let browser
let all
before(async () => {
  browser = await launch()
  all = await screens()
})
after(() => browser?.close())

/**
 * What axe says against a page that has come to rest, in short lines; none is what is hoped for. A colour half faded in is no
 * colour, and what is being asked anew is paler until it has come.
 */
async function against(page) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], [role=progressbar]'))
  await page.evaluate(() => {
    const moving = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    return Promise.all(moving.map((one) => one.finished.catch(() => null)))
  })
  await page.evaluate(AXE)
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS)
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} ${target.join(' ')} — ${failureSummary.replace(/\s+/g, ' ').slice(0, 220)}`))
}

async function show(page, address, sign, act) {
  await page.goto(base + address)
  await page.locator(sign).first().waitFor()
  if (act) await act(page)
}

async function look(address, sign, size, light) {
  const opened = await open(browser, size, light)
  await show(opened.page, address, sign)
  return opened
}

for (const light of LIGHTS) {
  for (const size of SIZES) {
    test(`every screen is whole and open to everybody, ${light}, ${size.name} wide`, async () => {
      const found = []
      const titles = new Map()
      const { page, errors, close } = await open(browser, size, light)
      for (const { name, at, sign } of all) {
        await show(page, at, sign)
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        assert.deepEqual(errors, [], name)
        await page.waitForFunction(() => document.title !== '阡陌')
        titles.set(name, await page.title())
        found.push(...(await against(page)).map((line) => `${name}: ${line}`))
        await picture(page, `${size.name}-${light}-screen-${name}`)
      }
      await close()
      assert.equal(found.join('\n'), '')
      titles.delete('reports')
      assert.equal(new Set(titles.values()).size, titles.size, `every screen has a title of its own: ${[...titles.values()].join(', ')}`)
    })

    test(`so is what opens on them, ${light}, ${size.name} wide`, async () => {
      const found = []
      const { page, close } = await open(browser, size, light)
      for (const { name, of, query = '', act, sign } of OPENED) {
        const screen = all.find((one) => one.name === of)
        await show(page, screen.at + query, act ? screen.sign : sign, act)
        await page.locator(sign).first().waitFor()
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        found.push(...(await against(page)).map((line) => `${name}: ${line}`))
        await picture(page, `${size.name}-${light}-opened-${name}`)
      }
      await close()
      assert.equal(found.join('\n'), '')
    })
  }
}

describe('manners', () => {
  test('large text fits everywhere', async () => {
    for (const size of SIZES) {
      const { page, close } = await open(browser, size)
      await page.addInitScript(() => localStorage.setItem('qianmo.text', 'large'))
      for (const { name, at, sign } of all) {
        await show(page, at, sign)
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge at ${size.name}`)
        await picture(page, `${size.name}-large-screen-${name}`)
      }
      await close()
    }
  })

  test('what is chosen of the look is remembered', async () => {
    const { page, close } = await look('/ledgers', '.ledger-list li', SIZES[0], 'light')
    const shown = () => page.evaluate(() => ({ ...document.documentElement.dataset, ground: getComputedStyle(document.body).backgroundColor, size: getComputedStyle(document.body).fontSize }))
    const day = await shown()
    await page.locator('[data-act=look]').click()
    await page.getByLabel('深色').check()
    await page.getByLabel('大字').check()
    await page.reload()
    const chosen = await shown()
    assert.deepEqual([day.theme, day.size, chosen.theme, chosen.text, chosen.size], ['light', '15px', 'dark', 'large', '18px'])
    assert.notEqual(chosen.ground, day.ground)
    await page.emulateMedia({ media: 'print' })
    assert.equal((await shown()).ground, 'rgba(0, 0, 0, 0)', 'paper has no ground')
    await close()
  })

  test('the first press of the tab key leads past the menu, and wherever it leads is seen', async () => {
    const { page, close } = await open(browser, SIZES[0])
    for (const { name, at, sign } of all) {
      await show(page, at, sign)
      // A screen that begins with a step has the focus at its heading already, past the menu.
      const begun = await page.evaluate(() => document.activeElement !== document.body)
      await page.keyboard.press('Tab')
      if (!begun) assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip', name)
      for (let i = 0; i < TABS; i += 1) {
        const seen = await page.evaluate(() => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement)
          const around = document.activeElement.closest('.ant-select, .ant-input-affix-wrapper, .drop, tr')
          const shadow = around ? getComputedStyle(around) : { boxShadow: 'none', outlineStyle: 'none', borderColor: '' }
          const cell = document.activeElement.querySelector?.(':scope > td')
          return [
            document.activeElement === document.body,
            outlineStyle !== 'none' && outlineWidth !== '0px',
            boxShadow !== 'none',
            shadow.boxShadow !== 'none' || shadow.outlineStyle !== 'none' || shadow.borderColor === getComputedStyle(document.documentElement).getPropertyValue('--field'),
            cell !== null && cell !== undefined && getComputedStyle(cell).boxShadow !== 'none',
          ].some(Boolean)
        })
        assert.ok(seen, `${name}: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`)
        await page.keyboard.press('Tab')
      }
    }
    await close()
  })

  test('what takes longer than a blink says that it is under way', async () => {
    const { page, close } = await look('/ledgers', '.ledger-list li', SIZES[0], 'light')
    assert.equal(await page.getByRole('progressbar').count(), 0)
    await page.route('**/api/indicators', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_200))
      await route.continue()
    })
    await page.locator('.rooms a[href="/indicators"]').click()
    await page.getByRole('progressbar').waitFor({ timeout: 1_000 })
    await page.locator('.indicator-list li').first().waitFor()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    await close()
  })
})
