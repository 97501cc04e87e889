// Every screen when the way to the server is slow, and when the server fails: nobody sits before an empty page without being told
// what is going on, and whoever is refused is told what to do next.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { screens } from './addresses.mjs'
import { SIZES, base, launch, open, overflows, picture } from './browser.mjs'

const [DESK, HAND] = SIZES

let browser, all
before(async () => {
  browser = await launch()
  all = await screens()
})
after(() => browser?.close())

/** In the page: whether what fills the screen is there, or else a word on what is being waited for. */
function state(sign) {
  const seen = (element) => element.getClientRects().length > 0
  const filled = [...document.querySelectorAll(sign)].some(seen)
  const told = [...document.querySelectorAll('[role=status], .waiting, body p')].some((element) => seen(element) && /正在/.test(element.textContent))
  return filled ? 'filled' : told ? 'told' : ''
}

/** Nothing is timed: as long as nothing is said nothing is answered. What waits is answered once the page has said so, and then the
 * next is held; a page that says nothing while it waits is never filled. */
async function waits(page, address, sign) {
  const held = []
  await page.route('**/api/**', (route) => held.push(route))
  await page.goto(base + address)
  for (let waves = 0; waves < 40; waves += 1) {
    const said = await page.waitForFunction(state, sign, { timeout: 10_000 }).then((handle) => handle.jsonValue(), () => '')
    if (said === 'filled') return ''
    if (!said) return held.length ? `nothing is said while ${held.map((route) => new URL(route.request().url()).pathname).join(', ')} is waited for` : 'nothing is said, and nothing waited for'
    for (const route of held.splice(0)) await route.continue().catch(() => undefined)
    // So that what was said of this wait is not taken for a word on the next.
    await page.waitForTimeout(150)
  }
  return 'it is never filled'
}

test('whoever waits is told what for', { timeout: 300_000 }, async () => {
  const silent = []
  for (const { name, at, sign } of all) {
    const { page, close } = await open(browser, DESK)
    const wrong = await waits(page, at, sign)
    if (wrong) silent.push(`${name}: ${wrong}`)
    await close()
  }
  assert.deepEqual(silent, [])
})

test('whoever is refused is told what to do next', { timeout: 300_000 }, async () => {
  const left = []
  // What these show without accounts lies in the page itself.
  const asksNothing = ['nowhere', 'start', 'people', 'security_log', 'account', 'me']
  for (const size of [DESK, HAND]) {
    for (const { name, at } of all.filter((screen) => !asksNothing.includes(screen.name))) {
      const { page, close } = await open(browser, size)
      const problem = { code: 'store.unavailable', message: '数据库暂时用不上。', hint: '请稍后再试；仍不行，请告诉管理员。', findings: [] }
      await page.route(/\/api\/(?!session$)/, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }))
      await page.goto(base + at)
      const trouble = page.locator('main .trouble').first()
      const told = await trouble.waitFor({ timeout: 10_000 }).then(() => true, () => false)
      const next = told ? (await trouble.locator('.trouble-next').innerText()).trim() : ''
      if (!next) left.push(`${name} at ${size.name}: ${told ? 'no next step' : 'nothing'}`)
      if (await overflows(page)) left.push(`${name} at ${size.name} reaches beyond the edge`)
      if (name === 'ledger') await picture(page, `${size.name}-refused`)
      await close()
    }
  }
  assert.deepEqual(left, [])
})
