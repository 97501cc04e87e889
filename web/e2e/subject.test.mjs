// One page for everything about a subject: a household, a plot, an enterprise, a village. What stands there is what the ledgers
// have of it, with what it adds up to; a press leads to all of it. The subjects are found by the registers that others are about.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** Of every register whose records others refer to openly, the record with most links among the first. */
async function subjects() {
  const found = []
  for (const { id } of (await api('/ledgers')).filter(({ kind, records }) => kind === 'register' && records > 0)) {
    if (id.startsWith('_')) continue
    const { records } = await api(`/ledgers/${id}/records?limit=40`)
    let best
    for (const record of records) {
      const links = await api(`/ledgers/${id}/records/${record.book}/${record.record}/links`)
      const count = links.reduce((sum, { total }) => sum + total, 0)
      if (count > (best?.count ?? 0)) best = { ledger: id, record, links, count }
    }
    if (best) found.push(best)
  }
  return found
}

describe('everything about a subject stands on one page', () => {
  for (const size of SIZES) {
    test(`with what it adds up to, ${size.name} wide`, async () => {
      const all = await subjects()
      assert.ok(all.length > 2, 'several registers are referred to')
      const { page, errors, close } = await open(browser, size)
      let added = 0
      for (const { ledger, record, links } of all) {
        await page.goto(`${base}/ledgers/${ledger}/${record.book}/${record.record}`)
        await page.locator('[data-part=links]').waitFor()
        for (const link of links) {
          const part = page.locator(`[data-part=links] [data-ledger="${link.ledger}"]`).first()
          const said = await part.locator('.links-head').innerText()
          assert.match(said, new RegExp(`${link.total} 条`))
          for (const { name, shown } of link.sums) assert.ok(said.includes(`${name}合计 ${shown}`), `${said}: ${name} ${shown}`)
          added += link.sums.length
        }
        assert.equal(await overflows(page), false, ledger)
      }
      assert.ok(added > 0, 'something is added up')
      const best = all.filter(({ links }) => links.some(({ sums }) => sums.length)).sort((a, b) => b.count - a.count)[0]
      await page.goto(`${base}/ledgers/${best.ledger}/${best.record.book}/${best.record.record}`)
      await page.locator('[data-part=links]').scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-subject`)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
