// Units in a real browser: what changes is gathered, said in words, handed in as one Change with the paper it rests on, and
// taken back. It ends as it began, for other journeys go on with the same demo.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

for (const size of SIZES) {
  test(`units are reorganised and put back, ${size.name} wide`, async () => {
    const before = await api('/units')
    const village = before.find(({ level, ends }) => level === 'village' && !ends)
    const town = before.find(({ id }) => id === village.parent)
    const code = `${village.id}-${size.name}`
    const { page, errors, close } = await open(browser, size)
    await page.goto(`${base}/units?q=${village.name}`)
    await page.locator(`[data-unit="${town.id}"] > .unit-row [data-act=unit]`).click()
    await page.getByLabel('层级').selectOption('village')
    await page.getByLabel('代码', { exact: true }).fill(code)
    await page.getByLabel('名称', { exact: true }).fill('试设村')
    await picture(page, `units-form-${size.name}`)
    await page.getByRole('button', { name: '加进这次变动' }).click()
    await page.locator(`[data-unit="${village.id}"] [data-act=unit]`).first().click()
    await page.locator('#unit-kind').selectOption('rename')
    await page.getByLabel('新名称').fill(`${village.name}社区`)
    await page.getByRole('button', { name: '加进这次变动' }).click()
    const pending = page.locator('[data-part=pending]')
    assert.deepEqual(await pending.locator('li').evaluateAll((lines) => lines.map((line) => line.firstChild.textContent)), [
      `在${town.name}下新设试设村（${code}）`,
      `${village.name}改名为${village.name}社区`,
    ])
    await pending.getByRole('button', { name: '看看会怎样' }).click()
    await pending.locator('[data-part=looked]').waitFor()
    assert.deepEqual(await api('/units'), before, 'a look saves nothing')
    await pending.getByRole('button', { name: '一起生效' }).click()
    await page.getByText('没有写依据。').first().waitFor()
    assert.equal(await overflows(page), false)
    await picture(page, `units-pending-${size.name}`)
    await page.getByLabel('依据').fill('试验')
    await pending.getByRole('button', { name: '一起生效' }).click()
    await page.getByText('单位已变动。').waitFor()
    const now = await api('/units')
    assert.equal(now.find(({ id }) => id === code)?.name, '试设村')
    assert.equal(now.find(({ id }) => id === village.id).name, `${village.name}社区`)
    await picture(page, `units-${size.name}`)

    await page.locator('.toast-action').click()
    await page.getByText(/已撤销第 \d+ 次变更/).waitFor()
    assert.deepEqual(await api('/units'), before)
    assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
    await close()
  })
}

test('a parameter is set from a day on, and the value before it stays', async () => {
  const [before] = await api('/parameters')
  const { page, errors, close } = await open(browser, SIZES[1])
  await page.goto(`${base}/parameters`)
  const line = page.locator(`[data-parameter="${before.id}"]`)
  await line.locator('[data-act=parameter]').click()
  await page.getByLabel(/^改成/).fill('多')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('“多”不是数。').first().waitFor()
  await page.getByText('没有写依据。').first().waitFor()
  await page.getByLabel(/^改成/).fill('123')
  await page.getByLabel('依据').fill('试验')
  await picture(page, 'parameter-360')
  await page.getByRole('button', { name: '保存' }).click()
  await line.getByText(`123 ${before.in}`).first().waitFor()
  const now = (await api('/parameters')).find(({ id }) => id === before.id)
  assert.equal(now.today, '123')
  assert.equal(now.values.length, before.values.length + 1)
  assert.equal(await overflows(page), false)
  await page.locator('.toast-action').click()
  await page.getByText(/已撤销第 \d+ 次变更/).waitFor()
  assert.deepEqual((await api('/parameters')).find(({ id }) => id === before.id), before)
  assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
  await close()
})
