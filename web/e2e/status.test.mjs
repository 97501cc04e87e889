// Whoever administers has another program told of Changes: made, tried, held back, gone on with, ended.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import http from 'node:http'
import { after, before, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
let other
const heard = []
before(async () => {
  browser = await launch()
  other = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (more) => (body += more)).on('end', () => {
      heard.push({ headers: request.headers, body })
      response.writeHead(204).end()
    })
  })
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  await browser?.close()
  other?.close()
})

for (const size of SIZES) {
  test(`another program is told, ${size.name} wide`, { timeout: 120_000 }, async () => {
    const { page, errors, close } = await open(browser, size)
    const before = (await api('/hooks')).hooks.length
    await page.goto(`${base}/status`)
    const part = page.locator('[data-part=hooks]')
    await part.locator('[data-act=add-hook]').click()
    const name = `对方${size.name}`
    await part.getByLabel('对方系统').fill(name)
    await part.getByLabel('接收地址').fill('对方给的网址')
    await part.getByRole('button', { name: '加上' }).click()
    await part.locator('.form-wrong').first().waitFor()
    assert.equal((await api('/hooks')).hooks.length, before, 'nothing is made of what is wrong')
    assert.equal(await overflows(page), false)
    await picture(page, `${size.name}-hook-1-wrong`)
    await part.getByLabel('接收地址').fill(`http://127.0.0.1:${other.address().port}/in`)
    await part.getByRole('button', { name: '加上' }).click()
    const secret = (await part.locator('[data-part=hook-secret] code').innerText()).trim()
    const one = part.locator('li', { hasText: name })
    await one.waitFor()
    assert.equal(await overflows(page), false)
    await picture(page, `${size.name}-hook-2-made`)

    heard.length = 0
    await one.locator('[data-act=try-hook]').click()
    await page.waitForFunction((name) => [...document.querySelectorAll('[data-part=hooks] li')].find((li) => li.textContent.includes(name))?.querySelector('[role=status]')?.textContent, name)
    assert.equal(heard.length, 1, 'it came')
    const { headers, body } = heard[0]
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const mac = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
    assert.ok(headers['webhook-signature'].split(' ').includes(`v1,${mac}`), 'signed by the secret that was shown')

    await one.locator('[data-act=pause-hook]').click()
    await one.locator('[data-act=resume-hook]').waitFor()
    await one.locator('[data-act=resume-hook]').click()
    await one.locator('[data-act=pause-hook]').waitFor()
    // The secret is not shown a second time.
    await page.reload()
    await one.waitFor()
    assert.equal(await part.locator('[data-part=hook-secret]').count(), 0)
    assert.ok(!(await page.content()).includes(secret))
    await one.locator('[data-act=end-hook]').click()
    await one.getByRole('button', { name: '确定删除' }).click()
    await one.waitFor({ state: 'detached' })
    assert.equal((await api('/hooks')).hooks.length, before)
    assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
    await close()
  })
}
