// A record in a real browser: what is masked is opened for a purpose, and hidden again; what refers to it is a click away; the
// journal says who looked. What is expected is asked of the server, of records that are found by the data alone.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
let masked
let linked
before(async () => {
  browser = await launch()
  masked = await first(async ({ id, purposes }) => {
    if (!purposes.length) return undefined
    const { records } = await api(`/ledgers/${id}/records?limit=20`)
    return records.find((record) => record.masked.length > 0)
  })
  linked = await first(async ({ id, fields }) => {
    if (fields.some(({ to }) => to)) return undefined
    const { records } = await api(`/ledgers/${id}/records?limit=5`)
    for (const record of records) {
      const links = await api(`/ledgers/${id}/records/${record.book}/${record.record}/links`)
      if (links.length) return { record, links }
    }
    return undefined
  })
})
after(() => browser?.close())

/** The first that is found, ledger by ledger. */
async function first(find) {
  for (const { id, records } of await api('/ledgers')) {
    const found = records > 0 && !id.startsWith('_') ? await find(await api(`/ledgers/${id}`)) : undefined
    if (found) return found
  }
  throw new Error('no record has what this journey needs')
}

const address = ({ ledger, book, record }) => `${base}/ledgers/${ledger}/${book}/${record}`

for (const size of SIZES) {
  test(`what is masked is opened for a purpose, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    const { ledger, book, record } = masked
    await page.goto(address(masked))
    await page.locator('[data-part=fields]').waitFor()
    const before = await page.locator('[data-part=fields]').innerText()

    await page.locator('[data-act=open]').click()
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByText('请选一个用途。').waitFor()
    await page.getByRole('radio', { name: '其他' }).check()
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByText('请用一句话写明做什么用。').waitFor()
    await page.getByRole('radio', { name: '联系本人' }).check()
    await page.getByLabel('说明').fill('通知领取')
    await picture(page, `opening-${size.name}`)
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.locator('[data-part=opened]').waitFor()

    const told = await api(`/ledgers/${ledger}/records/${book}/${record}/open`, { request: `e2e-${size.name}-${Date.now()}`, purpose: 'check' })
    const shown = await page.locator('[data-part=fields]').innerText()
    assert.ok(masked.masked.length > 0)
    for (const field of masked.masked) {
      assert.ok(!before.includes(told.record.shown[field]), `${field} was masked before`)
      assert.ok(shown.includes(told.record.shown[field]), `${field} is shown`)
    }
    assert.equal(await overflows(page), false)
    await picture(page, `opened-${size.name}`)

    await page.getByRole('button', { name: '现在就隐去' }).click()
    await page.locator('[data-part=opened]').waitFor({ state: 'detached' })
    assert.equal(await page.locator('[data-part=fields]').innerText(), before)

    const { changes } = await api(`/books/${book}/changes?act=open&q=${encodeURIComponent('通知领取')}`)
    assert.ok(changes.some(({ act_name, reason }) => act_name === '查看' && reason === '联系本人：通知领取'), 'the journal says so')
    const looks = await api(`/ledgers/_opened/records?limit=1&filter=${encodeURIComponent(`record == "${record}"`)}`)
    assert.ok(looks.total >= 2, 'and the log of looks')
    assert.deepEqual(errors, [])
    await close()
  })

  test(`what refers to a record is a click away, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    await page.goto(address(linked.record))
    const part = page.locator('[data-part=links]')
    await part.waitFor()
    const counts = await part.locator('.links-head > span').allInnerTexts()
    assert.deepEqual(counts, linked.links.map(({ total }) => `${total} 条`))
    assert.equal(await overflows(page), false)
    await picture(page, `links-${size.name}`)
    const [link] = linked.links
    await part.locator('li a').first().click()
    await page.locator(`[data-open="/${link.ledger}/${link.records[0].book}/${link.records[0].record}"]`).waitFor()
    await page.locator('.panel [data-part=fields]').waitFor()
    // And back by what it names.
    await picture(page, `linked-${size.name}`)
    assert.deepEqual(errors, [])
    await close()
  })

  test(`a template is handed out, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    await page.goto(`${base}/ledgers/${masked.ledger}/import`)
    const coming = page.waitForEvent('download')
    await page.locator('[data-act=template]').click()
    const file = await coming
    assert.match(file.suggestedFilename(), /-填报模板\.xlsx$/)
    const path = await file.path()
    await page.locator('input[type=file]').setInputFiles({ name: '模板.xlsx', mimeType: 'application/octet-stream', buffer: await readFile(path) })
    await page.getByText('列名下面没有数据').first().waitFor()
    assert.equal(await overflows(page), false)
    await picture(page, `template-${size.name}`)
    assert.deepEqual(errors, [])
    await close()
  })
}

for (const size of SIZES) {
  test(`a correction that was not saved is found again, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    const { record, ledger } = await first(async ({ id }) => {
      const ledger = await api(`/ledgers/${id}`)
      const { records } = await api(`/ledgers/${id}/records?limit=20`)
      const text = ledger.fields.find(({ type, dated, ended, privacy, numbered }) => type === 'text' && !dated && !ended && !numbered && privacy === 'internal')
      const record = text && records.find((record) => record.shown[text.id])
      return ledger.writes && record ? { record, ledger: { ...ledger, text } } : undefined
    })
    const panel = page.getByRole('dialog').or(page.locator('main'))
    const field = page.locator(`[data-field="${ledger.text.id}"] input`)
    await page.goto(address(record))
    await page.locator('[data-act=correct]').click()
    await field.fill('改到一半')
    // Away and back by links, as one goes to look something up.
    await page.locator(`.panel-where a, a[href="/ledgers/${ledger.id}"]`).first().click()
    await page.goBack()
    await page.locator('[data-act=correct]').click()
    await page.locator('[data-part=left]').waitFor()
    assert.equal(await field.count(), 0)
    await picture(page, `correction-left-${size.name}`)
    assert.equal(await overflows(page), false)
    await page.getByRole('button', { name: '继续上次没保存的更正' }).click()
    assert.equal(await field.inputValue(), '改到一半')

    await page.locator(`.panel-where a, a[href="/ledgers/${ledger.id}"]`).first().click()
    await page.goBack()
    await page.locator('[data-act=correct]').click()
    await page.locator('[data-act=give-up]').click()
    assert.equal(await field.inputValue(), record.shown[ledger.text.id])
    await panel.getByRole('button', { name: '不改了' }).click()
    await page.locator('[data-act=correct]').click()
    assert.equal(await page.locator('[data-part=left]').count(), 0)
    assert.deepEqual(errors, [])
    await close()
  })

  test(`what was opened is not kept with a correction that was not saved, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    const sealed = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('qianmo.draft.')).length)
    const write = async () => {
      await page.locator('[data-act=correct]').click()
      const field = page.locator('form[aria-label="更正记录"] [data-field] input:not([type=date]):not([role=combobox]):not([type=radio])').first()
      await field.fill(`${await field.inputValue()}9`)
      // Longer than it rests before it is sealed.
      await page.waitForTimeout(900)
    }
    await page.goto(address(masked))
    await write()
    assert.equal(await sealed(), 1, 'of a record as lists show it, it is kept')
    await page.getByRole('button', { name: '不改了' }).click()
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('qianmo.draft.')))

    await page.locator('[data-act=open]').click()
    await page.getByRole('radio', { name: '联系本人' }).check()
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.locator('[data-part=opened]').waitFor()
    await write()
    assert.equal(await sealed(), 0)
    await page.locator(`.panel-where a, a[href="/ledgers/${masked.ledger}"]`).first().click()
    await page.waitForURL((url) => !url.pathname.includes(masked.record))
    await page.locator('main h1').first().waitFor()
    await page.goBack()
    await page.locator('[data-act=correct]').click()
    await page.locator('form[aria-label="更正记录"]').waitFor()
    assert.equal(await page.locator('[data-part=left]').count(), 0, 'nor by the page')
    assert.deepEqual(errors, [])
    await close()
  })
}

for (const size of SIZES) {
  test(`a record is read as it stood before it was corrected, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    const at = `/ledgers/${linked.record.ledger}/records/${linked.record.book}/${linked.record.record}`
    const versions = await api(`${at}/history`)
    const kept = await api(`/ledgers/${linked.record.ledger}`)
    const text = kept.fields.find(({ id, type }) => type === 'text' && linked.record.shown[id] && !linked.record.masked.includes(id))
    const was = (await api(at)).shown[text.id]
    const is = `${was}甲`
    const correction = { request: `then-${size.name}-${Date.now()}`, expects: versions.at(-1).from_seq, fields: { [text.id]: is }, reason: '核对' }
    const corrected = await fetch(`${base}/api${at}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(correction) })
    assert.ok(corrected.ok, await corrected.text())

    await page.goto(address(linked.record))
    const history = page.locator('[data-part=history]')
    await history.locator(`[data-seq="${versions.at(-1).from_seq}"] [data-act=then]`).click()
    await page.locator('[data-part=past]').waitFor()
    assert.match(page.url(), /\?then=\d+$/)
    assert.ok((await page.locator('[data-part=fields]').innerText()).includes(was))
    assert.ok(!(await page.locator('[data-part=fields]').innerText()).includes(is))
    await page.locator('[data-part=since]').getByText(is, { exact: true }).waitFor()
    assert.equal(await page.locator('[data-act=correct]').count(), 0, 'nothing can be done to the past')
    assert.equal(await overflows(page), false)
    await picture(page, `past-${size.name}`)
    await page.reload()
    await page.locator('[data-part=past]').waitFor()
    await page.getByRole('link', { name: '回到现在' }).click()
    await page.locator('[data-act=correct]').waitFor()
    assert.ok((await page.locator('[data-part=fields]').innerText()).includes(is))
    assert.deepEqual(errors, [])
    await close()
  })
}

for (const size of SIZES) {
  for (const way of ['mine', 'theirs']) {
    test(`the second of two who correct a record sees what changed and keeps ${way}, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      const { record, ledger, text } = await first(async ({ id }) => {
        const ledger = await api(`/ledgers/${id}`)
        const { records } = await api(`/ledgers/${id}/records?limit=20`)
        const text = ledger.fields.find(({ type, dated, ended, privacy, numbered, check, id }) => type === 'text' && !dated && !ended && !numbered && !check && privacy === 'internal' && !ledger.key.includes(id))
        const record = text && records.find((record) => record.shown[text.id])
        return ledger.writes && record ? { record, ledger, text } : undefined
      })
      const path = `/ledgers/${ledger.id}/records/${record.book}/${record.record}`
      const before = await api(path)
      const field = page.locator(`[data-field="${text.id}"] input`)
      await page.goto(address(record))
      await page.locator('[data-act=correct]').click()
      await field.fill('我改的')

      // Meanwhile somebody else is quicker.
      const fields = { [text.id]: '别人改的' }
      const body = { request: `two-${way}-${size.name}-${Date.now()}`, expects: before.from_seq, fields, reason: '核实' }
      const theirs = await fetch(`${base}/api${path}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      assert.equal(theirs.status, 200, await theirs.text())

      await page.getByRole('button', { name: '登记时写错了' }).click()
      await page.getByRole('button', { name: '保存更正' }).click()
      const conflict = page.locator('[data-part=conflict]')
      await conflict.waitFor()
      const told = await conflict.innerText()
      assert.ok(told.includes(text.name) && told.includes(before.shown[text.id]) && told.includes('别人改的'), told)
      assert.match(told, /您也改了这一项/)
      assert.equal((await api(path)).fields[text.id], '别人改的', 'nothing was overwritten')
      assert.equal(await overflows(page), false)
      await picture(page, `conflict-${way}-${size.name}`)
      if (way === 'mine') {
        await conflict.getByRole('button', { name: '在最新内容上接着改' }).click()
        assert.equal(await field.inputValue(), '我改的')
        await page.getByRole('button', { name: '保存更正' }).click()
      } else {
        await conflict.getByRole('button', { name: '用别人的，放弃我的' }).click()
      }
      await conflict.waitFor({ state: 'detached' })
      await page.locator('[data-part=fields]').waitFor()
      await page.waitForFunction((words) => document.querySelector('[data-part=fields]')?.textContent.includes(words), way === 'mine' ? '我改的' : '别人改的')
      const now = await api(path)
      assert.equal(now.fields[text.id], way === 'mine' ? '我改的' : '别人改的')
      // As it was, for those who come after.
      const back = { request: `${body.request}-back`, expects: now.from_seq, fields: { [text.id]: before.fields[text.id] }, reason: '试完改回' }
      assert.equal((await fetch(`${base}/api${path}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(back) })).status, 200)
      assert.deepEqual(errors.filter((error) => !error.includes('409')), [])
      await close()
    })
  }
}
