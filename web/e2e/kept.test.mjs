// What the house keeps for people, in a real browser: a view that one shares and another finds, a form that begins with what
// is known, and a home page where a pinned figure opens. On a server of its own, for it takes two people with posts.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { demoFolder, root, serve } from '../../tests/product.mjs'
import { SIZES, launch, open, overflows, picture, unfold } from './browser.mjs'

const FIRST = '先用这一句话进来再改掉'
const OFFICERS = ['system', 'security'].map((office) => ({ office, login: office, name: `${office}员`, password: '柳溪的石桥一共有七孔' }))
const [SHARES, FINDS] = [{ login: 'zhang', name: '张三', own: '村口的樟树比我年纪大' }, { login: 'chen', name: '陈四', own: '五月里麦子黄了一大片' }]

let browser
let server
before(async () => {
  browser = await launch()
  server = await serve(demoFolder())
  await staff()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function ask(method, address, body, cookie) {
  const headers = { ...(body ? { 'content-type': 'application/json' } : {}), ...(cookie ? { cookie } : {}) }
  const response = await fetch(`${server.address}/api${address}`, { method, headers, body: body ? JSON.stringify(body) : undefined })
  const text = await response.text()
  assert.ok(response.ok, `${method} ${address}: ${response.status} ${text}`)
  return { body: text ? JSON.parse(text) : undefined, cookie: response.headers.getSetCookie()[0]?.split(';')[0] }
}

async function signedIn(login, password) {
  return (await ask('POST', '/session', { login, password })).cookie
}

/** Two people of one township: one whose role arranges for others, and one in a village below. */
async function staff() {
  const roles = readFileSync(path.join(root, 'packs/township/roles.toml'), 'utf8').split(/^\[/m).slice(1)
  const role = (fits) => roles.find(fits).split(']')[0]
  const [{ body: session }, { body: units }] = [await ask('GET', '/session'), await ask('GET', '/units')]
  const village = units.find(({ parent }) => parent === session.unit.id)
  await ask('POST', '/accounts/first', { officers: OFFICERS })
  const [system, security] = [await signedIn('system', OFFICERS[0].password), await signedIn('security', OFFICERS[1].password)]
  const posts = [
    [SHARES, role((text) => text.includes('arranges') && text.includes(`"${session.level}"`)), session.unit.id],
    [FINDS, role((text) => !text.includes('writes') && text.includes(`"${village.level}"`)), village.id],
  ]
  for (const [{ login, name, own }, of, unit] of posts) {
    const { body: { id } } = await ask('POST', '/accounts', { request: login, login, name }, system)
    await ask('POST', '/posts', { request: `${login}:post`, user: id, role: of, unit }, security)
    await ask('POST', `/accounts/${id}/reset`, { password: FIRST }, security)
    await ask('POST', '/session/password', { old: FIRST, new: own }, await signedIn(login, FIRST))
  }
}

/** A browser of one of them, and what the server says to that person. */
async function enter({ login, own }, size = SIZES[0]) {
  const opened = await open(browser, size)
  await opened.page.goto(`${server.address}/me`)
  await opened.page.locator('#login').fill(login)
  await opened.page.locator('#password').fill(own)
  await opened.page.locator('form button[type=submit]').click()
  await opened.page.locator('.rooms').waitFor()
  const api = (address) => opened.page.evaluate(async (at) => (await fetch(`/api${at}`)).json(), address)
  return { ...opened, api, go: (address) => opened.page.goto(`${server.address}${address}`) }
}

/** A ledger that has records in which a choice differs. */
async function chosen(api) {
  for (const { id, records } of await api('/ledgers')) {
    if (id.startsWith('_') || records < 10) continue
    const ledger = await api(`/ledgers/${id}`)
    const choice = ledger.fields.find(({ type, privacy, dated }) => type === 'choice' && privacy === 'internal' && !dated)
    if (choice) return { ledger, condition: `${choice.id}~among~${choice.codes[0].code}` }
  }
  throw new Error('no ledger has what this journey needs')
}

describe('a view', () => {
  test('is shared by one, found by another, and what cannot be asked any more is said', { timeout: 120_000 }, async () => {
    const one = await enter(SHARES)
    const { ledger, condition } = await chosen(one.api)
    await one.go(`/ledgers/${ledger.id}?f=${encodeURIComponent(condition)}`)
    await one.page.locator('.said-total').waitFor()
    await one.page.locator('[data-act=views]').click()
    await one.page.getByLabel('视图的名字').fill('大家都看的')
    await one.page.getByLabel('给谁用').selectOption({ index: 1 })
    await picture(one.page, 'kept-1-share')
    await one.page.getByRole('button', { name: '存下来' }).click()
    await one.page.locator('.view-whose').waitFor()
    assert.match(await one.page.locator('.view-whose').innerText(), /已共享给/)
    assert.deepEqual(one.errors, [])
    await one.close()

    const other = await enter(FINDS, SIZES[1])
    await other.go(`/ledgers/${ledger.id}`)
    await other.page.locator('.said-total').waitFor()
    await unfold(other.page)
    await other.page.locator('[data-act=views]').click()
    await other.page.locator('[data-part=views] li').waitFor()
    assert.match(await other.page.locator('[data-part=views]').innerText(), new RegExp(`${SHARES.name} 共享给`))
    assert.equal(await other.page.getByRole('button', { name: '删除视图大家都看的' }).count(), 0, 'whose it is not does not end it')
    assert.equal(await overflows(other.page), false)
    await picture(other.page, 'kept-2-found')
    await other.page.getByRole('link', { name: '大家都看的' }).click()
    await other.page.waitForFunction(() => document.querySelector('[data-act=views]')?.textContent.includes('大家都看的'))
    const own = await other.page.evaluate(([id, query]) => fetch(`/api/ledgers/${id}/views`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: '旧的', query }) }).then((answer) => answer.status), [ledger.id, 'f=no_such_field~has~'])
    assert.equal(own, 200)
    await other.go(`/ledgers/${ledger.id}?f=no_such_field~has~`)
    await other.page.locator('[data-part=view-broken]').waitFor()
    assert.match(await other.page.locator('[data-part=view-broken]').innerText(), /不能再按“no_such_field”筛选/)
    await picture(other.page, 'kept-3-broken')
    await other.page.locator('[data-act=mend-view]').click()
    await other.page.locator('[data-part=view-broken]').waitFor({ state: 'detached' })
    await other.close()
  })
})

describe('a form', () => {
  test('begins with what is known of the record it is about, and leaves what was touched', { timeout: 120_000 }, async () => {
    const { page, api, go, errors, close } = await enter(SHARES)
    const ledgers = await Promise.all((await api('/ledgers')).filter(({ id }) => !id.startsWith('_')).map(({ id }) => api(`/ledgers/${id}`)))
    const ledger = ledgers.find(({ fields }) => fields.some(({ prefill, type }) => prefill && type === 'choice'))
    const field = ledger.fields.find(({ prefill, type }) => prefill && type === 'choice')
    const reference = ledger.fields.find(({ id }) => id === field.prefill.by)
    const { records } = await api(`/ledgers/${reference.to}/records?limit=50`)
    const first = records[0]
    const second = records.find(({ fields }) => fields[field.prefill.from] !== first.fields[field.prefill.from])
    const choose = async (record) => {
      await page.locator(`#f-${reference.id}`).click()
      await page.locator(`#f-${reference.id}`).fill(record.title)
      await page.locator('.ant-select-item-option:visible', { hasText: record.title }).first().click()
    }
    const row = page.locator(`[data-field=${field.id}]`)
    await go(`/ledgers/${ledger.id}/new`)
    await choose(first)
    await row.locator('[data-part=filled]').waitFor()
    assert.match(await row.innerText(), new RegExp(first.shown[field.prefill.from]))
    await picture(page, 'kept-4-filled')
    await choose(second)
    await page.waitForFunction(([id, words]) => document.querySelector(`[data-field=${id}]`)?.textContent.includes(words), [field.id, second.shown[field.prefill.from]])
    // What the person says stands, whichever record is chosen after.
    const third = field.codes.find(({ code, ended }) => !ended && ![first, second].some(({ fields }) => fields[field.prefill.from] === code))
    // A few choices stand side by side, more are in a list that opens.
    if (await row.locator('.ant-select').count()) {
      await row.locator(`#f-${field.id}`).click()
      await page.locator('.ant-select-item-option:visible', { hasText: third.name }).first().click()
    } else await row.getByText(third.name, { exact: true }).first().click()
    await row.locator('[data-part=filled]').waitFor({ state: 'detached' })
    await choose(first)
    assert.equal(await row.locator('[data-part=filled]').count(), 0)

    // A correction fills nothing: it offers what the record that is chosen says.
    const [old] = (await api(`/ledgers/${ledger.id}/records?limit=1`)).records
    const other = records.find(({ record, fields }) => record !== old.fields[reference.id] && fields[field.prefill.from] !== old.fields[field.id])
    await go(`/ledgers/${ledger.id}/${old.book}/${old.record}`)
    await page.locator('[data-act=correct]').click()
    await page.locator(`#f-${reference.id}`).waitFor()
    assert.equal(await row.locator('[data-part=offered]').count(), 0, 'nothing was chosen anew')
    await choose(other)
    await row.locator('[data-part=offered]').waitFor()
    assert.ok((await row.locator('[data-part=offered]').innerText()).includes(other.shown[field.prefill.from]))
    await picture(page, 'kept-4-offered')
    await row.locator('[data-act=take-over]').click()
    await row.locator('[data-part=offered]').waitFor({ state: 'detached' })
    assert.match(await row.innerText(), /原来是/)
    assert.deepEqual(errors, [])
    await close()
  })
})

describe('a home page', () => {
  for (const size of SIZES) {
    test(`holds what was pinned, and a figure on it opens, ${size.name} wide`, { timeout: 120_000 }, async () => {
      const { page, api, go, errors, close } = await enter(SHARES, size)
      await go('/')
      await page.locator('[data-part=tiles] .figure').first().waitFor()
      assert.equal(await overflows(page), false)
      await picture(page, `kept-5-usual-${size.name}`)
      const usual = (await api('/home')).tiles
      const indicators = await api('/indicators')
      const { id, name } = indicators.find((one) => one.kind === 'fold' && !usual.some(({ indicator }) => indicator === one.id))
      await go(`/indicators/${id}`)
      await page.locator('[data-act=pin-figure]').click()
      await page.locator('[data-span=year]').click()
      await page.locator('[data-span=year][aria-pressed=true]').waitFor()
      await go('/')
      const tile = page.locator('[data-part=tiles] > li', { hasText: name }).last()
      await tile.locator('.figure').waitFor()
      assert.match(await page.locator('.page-about').innerText(), /您自己摆的/)
      await tile.locator('.figure').click()
      await page.locator('.panel .definition').waitFor()
      await picture(page, `kept-6-opened-${size.name}`)
      await go('/')
      await page.locator('[data-act=arrange]').click()
      assert.equal(await overflows(page), false)
      await picture(page, `kept-7-arrange-${size.name}`)
      const before = await page.locator('[data-part=tiles] > li').count()
      await page.locator('[data-act=take-down]').first().click()
      await page.waitForFunction((count) => document.querySelectorAll('[data-part=tiles] > li').length === count - 1, before)
      // Another browser of the same person is quicker.
      await page.evaluate(async () => {
        const { tiles } = await (await fetch('/api/home')).json()
        const body = JSON.stringify({ tiles: tiles.slice(1) })
        await fetch('/api/home', { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
      })
      const mine = (await page.locator('[data-part=tiles] > li').count()) - 1
      await page.locator('[data-act=take-down]').last().click()
      await page.locator('[data-part=home-clash]').waitFor()
      assert.equal(await overflows(page), false)
      await picture(page, `kept-8-clash-${size.name}`)
      await page.locator('[data-act=keep-mine]').click()
      await page.locator('[data-part=home-clash]').waitFor({ state: 'detached' })
      await page.waitForFunction((count) => document.querySelectorAll('[data-part=tiles] > li').length === count, mine)
      assert.equal((await api('/home')).tiles.length, mine)
      await page.locator('[data-act=give-up]').click()
      await page.locator('[data-act=give-up]').waitFor({ state: 'detached' })
      assert.deepEqual((await api('/home')).tiles, usual)
      assert.deepEqual(errors.filter((error) => !error.includes('409')), [])
      await close()
    })
  }
})
