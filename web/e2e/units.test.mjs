// Units in a real browser: what changes is gathered, said in words, handed in as one Change with the paper it rests on, and
// taken back. It ends as it began, for other journeys go on with the same demo.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { lively } from './addresses.mjs'
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

/** A figure of records that can be added up over villages, and its values by village, by the boundaries of today. */
async function byVillage() {
  const { id, level, ask } = await lively()
  const values = async () => {
    const { cells } = await api('/spreads', { ask: { ...ask, boundaries: 'now' }, level })
    return cells.map(({ unit, figure }) => [unit, Number(figure.value ?? 0)])
  }
  return { id, ask, values }
}

/** Gathers what becomes of units, on the page of units. */
async function gather(page, town, village) {
  const row = (unit) => page.locator(`[data-unit="${unit.id}"] > .unit-row [data-act=unit]`)
  const add = () => page.getByRole('button', { name: '加进这次变动' }).click()
  return {
    begin: async (code, name) => {
      await row(town).click()
      await page.getByLabel('层级').selectOption('village')
      await page.getByLabel('代码', { exact: true }).fill(code)
      await page.getByLabel('名称', { exact: true }).fill(name)
      await add()
    },
    end: async (...successors) => {
      await row(village).click()
      await page.locator('#unit-kind').selectOption('end')
      for (const name of successors) {
        await page.locator('#unit-successors').click()
        await page.locator('#unit-successors').fill(name)
        await page.locator('.ant-select-item-option', { hasText: name }).first().click()
      }
      // What is offered may lie over the buttons until one goes on.
      await page.mouse.click(5, 5)
      await add()
    },
    decide: async () => {
      await page.getByLabel('从哪天起').fill('2022-07-01')
      await page.getByLabel('依据').fill('县政〔2022〕12号')
      await page.getByRole('button', { name: '看看会怎样' }).click()
      await page.locator('[data-part=looked]').waitFor()
      await page.getByRole('button', { name: '一起生效' }).click()
      await page.getByText('单位已变动。').waitFor()
    },
  }
}

for (const size of SIZES) {
  test(`a village is split from a day on, and what nobody has placed yet stands by itself, ${size.name} wide`, async () => {
    const before = await api('/units')
    const village = before.filter(({ level, ends }) => level === 'village' && !ends).at(-1)
    const town = before.find(({ id }) => id === village.parent)
    const { id, ask, values } = await byVillage()
    const had = await values()
    const { page, errors, close } = await open(browser, size)
    await page.goto(`${base}/units`)
    const { begin, end, decide } = await gather(page, town, village)
    const names = ['东岭村', '西岭村']
    for (const [at, name] of names.entries()) await begin(`${village.id}-${size.name}${at}`, name)
    await end(...names)
    assert.match(await page.locator('[data-part=pending]').innerText(), new RegExp(`${village.name}.*${names.join('、')}`))
    await picture(page, `units-split-${size.name}`)
    assert.equal(await overflows(page), false)
    await decide()
    const now = await api('/units')
    const ended = now.find((unit) => unit.id === village.id)
    assert.equal(ended.ends, '2022-07-01')
    assert.deepEqual(now.filter(({ name }) => names.includes(name)).map(({ parent, begins }) => [parent, begins]), names.map(() => [town.id, '2022-07-01']))

    // By the boundaries of today its records lie with neither, and are told of; nothing is lost.
    await page.goto(`${base}/indicators/${id}?period=${ask.period}&bounds=now&every=whole`)
    await page.locator('.spread-of').first().waitFor()
    assert.match(await page.locator('[data-part=spread]').innerText(), new RegExp(`${village.name}已拆分`))
    const total = (list) => list.reduce((sum, [, value]) => sum + value, 0)
    assert.equal(total(await values()), total(had))
    await picture(page, `units-split-${size.name}-figures`)
    assert.equal(await overflows(page), false)

    // The units are the county's: it stands in its book.
    await page.goto(`${base}/changes?book=${before.find(({ parent }) => !parent).book}`)
    const newest = page.locator('[data-part=changes] > li').first()
    await newest.locator('.change-acts button').last().click()
    await page.locator('[data-part=undo] input[name=reason]').fill('试完放回')
    await page.locator('[data-act=undo]').click()
    await page.locator('[data-part=undo]').waitFor({ state: 'detached' })
    await page.getByText('县政〔2022〕12号').first().waitFor()
    await picture(page, `units-split-${size.name}-undone`)
    assert.deepEqual(await api('/units'), before)
    assert.deepEqual(await values(), had)
    assert.deepEqual(errors, [])
    await close()
  })

  test(`a village is merged into another from a day on, and its records with it, ${size.name} wide`, async () => {
    const before = await api('/units')
    // Of a village with grids the grids would have to be placed first.
    const [into, village] = before.filter(({ id, level, ends }) => level === 'village' && !ends && before.every(({ parent }) => parent !== id))
    const town = before.find(({ id }) => id === village.parent)
    const { values } = await byVillage()
    const had = new Map(await values())
    const { page, errors, close } = await open(browser, size)
    await page.goto(`${base}/units`)
    const { end, decide } = await gather(page, town, village)
    await end(into.name)
    await decide()
    await picture(page, `units-merged-${size.name}`)
    const has = new Map(await values())
    assert.equal(has.get(into.id), had.get(into.id) + had.get(village.id), 'by the boundaries of today')
    assert.equal(has.has(village.id), false)
    await page.locator('.toast-action').click()
    await page.getByText(/已撤销第 \d+ 次变更/).waitFor()
    assert.deepEqual(await api('/units'), before)
    assert.deepEqual(await values(), [...had])
    assert.deepEqual(errors, [])
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
