// Accounts in a real browser, from a township where whoever sits at the machine does everything to one where each does what
// a post says: the officers found themselves, one opens an account, another gives a post and a password, the person comes in
// and sees the own village, another takes over, and the auditor sees all that was done. On a server of its own, for none of
// the other journeys would get in afterwards.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { demoFolder, serve } from '../../tests/product.mjs'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const OFFICERS = [
  { office: 'system', login: 'li', name: '李系统', password: '柳溪的石桥一共有七孔' },
  { office: 'security', login: 'wang', name: '王安全', password: '后山的银杏去年结了果' },
  { office: 'audit', login: 'zhao', name: '赵审计', password: '门前的池塘养了草鱼呢' },
]
const [SYSTEM, SECURITY, AUDIT] = OFFICERS
const LEAVES = { login: 'zhang.san', name: '张三', own: '村口的樟树比我年纪大' }
const COMES = { login: 'chen.si', name: '陈四', own: '五月里麦子黄了一大片' }

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** One browser at one server, used by one person after another. */
async function sitting(size, light) {
  const server = await serve(demoFolder())
  const { page, errors, close } = await open(browser, size, light)
  const complaints = []
  const press = (act) => page.locator(`[data-act=${act}]`).first().click()
  const said = () => page.locator('[data-part=said]')
  /** What the server says to whoever is signed in here. */
  const api = (address) => page.evaluate(async (at) => (await fetch(`/api${at}`)).json(), address)
  /** Looks at a screen as it stands: it fits, it is kept, and axe finds nothing that keeps people out. */
  const look = async (name) => {
    assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
    await page.evaluate(AXE)
    const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS)
    complaints.push(...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${name}: ${id} ${target.join(' ')} — ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`)))
    await picture(page, `${size.name}-${light}-people-${name}`)
  }
  const signOut = async () => {
    await page.goto(`${server.address}/me`)
    await page.locator('main [data-act=sign-out]').click()
    await page.locator('#login').waitFor()
  }
  const enter = async ({ login }, password) => {
    await page.locator('#login').fill(login)
    await page.locator('#password').fill(password)
    await page.locator('form button[type=submit]').click()
  }
  const signIn = async (person, password = person.password) => {
    await enter(person, password)
    await page.locator('.rooms').waitFor()
  }
  const account = async (name) => {
    await page.goto(`${server.address}/people`)
    await page.locator('[data-part=accounts] a', { hasText: name }).click()
    await page.locator('[data-part=account]').waitFor()
  }
  const rooms = () => page.locator('.rooms a').allInnerTexts()
  const end = async () => {
    await close()
    await server.stop()
  }
  return { page, errors, complaints, press, said, api, look, signOut, enter, signIn, account, rooms, end, at: server.address }
}

/** A first password that is told, then one's own. */
async function comesIn({ page, enter, look }, person, told) {
  await enter(person, told)
  await page.locator('#old').waitFor()
  await look('must-change')
  await page.locator('#old').fill(told)
  await page.locator('#new').fill(person.own)
  await page.locator('#again').fill(person.own)
  await page.locator('form button[type=submit]').click()
  await page.locator('.rooms').waitFor()
}

/** Records that a person sees, over all ledgers of the work. */
async function seen({ api }) {
  const ledgers = await api('/ledgers')
  return Array.isArray(ledgers) ? ledgers.filter(({ id }) => !id.startsWith('_')).reduce((sum, { records }) => sum + records, 0) : 0
}

for (const [size, light] of [[SIZES[0], 'light'], [SIZES[1], 'dark']]) {
  describe(`accounts from nothing to a hand-over, ${size.name} wide, ${light}`, () => {
    test('each sees what is theirs', { timeout: 600_000 }, async () => {
      const house = await sitting(size, light)
      const { page, press, said, api, look, signOut, enter, signIn, account, rooms, at } = house
      try {
        // Nobody is known yet.
        await page.goto(`${at}/people`)
        await page.locator('[data-part=first] fieldset').first().waitFor()
        const everything = await seen(house)
        await look('1-first')
        const write = async ({ office, login, name, password }) => {
          await page.locator(`#${office}-login`).fill(login)
          await page.locator(`#${office}-name`).fill(name)
          await page.locator(`#${office}-password`).fill(password)
          await page.locator(`#${office}-again`).fill(password)
        }
        for (const officer of OFFICERS) await write(officer)
        await write({ ...SECURITY, password: '太短' })
        await press('found')
        await page.waitForFunction(() => document.activeElement?.id === 'security-password')
        assert.match(await page.locator('#security-password-about').innerText(), /太短/)
        await look('2-first-wrong')
        await write(SECURITY)
        await press('found')

        // The system officer opens two accounts.
        await page.locator('#login').waitFor()
        await signIn(SYSTEM)
        assert.deepEqual(await rooms(), ['人员', '状态'])
        assert.match(page.url(), /\/people/)
        assert.match(await page.locator('[data-part=who]').innerText(), /李系统/)
        await look('3-only-officers')
        await press('new-account')
        for (const { login, name } of [LEAVES, COMES]) {
          await page.locator('#login').fill(login)
          await page.locator('#name').fill(name)
          await page.locator('.people-part form button[type=submit]').click()
          await page.locator('[data-part=made]', { hasText: name }).waitFor()
        }
        await look('4-made')
        await page.locator('[data-part=made] a').click()
        await page.locator('[data-part=account]').waitFor()
        assert.equal(await page.locator('[data-act=post], [data-act=password]').count(), 0, 'what is another officer’s is not offered')
        await press('end')
        await look('5-account-system')
        await account(SYSTEM.name)
        assert.match(await page.locator('.people-whose').innerText(), /您自己的账号/)
        await page.goto(`${at}/people/log`)
        await page.locator('.empty').waitFor()
        await page.goto(`${at}/ledgers`)
        await page.locator('[data-part=closed]').waitFor()
        await look('6-closed')
        await signOut()

        // The security officer gives a post and first passwords.
        await signIn(SECURITY)
        const told = {}
        for (const one of [LEAVES, COMES]) {
          await account(one.name)
          await press('password')
          if (one === LEAVES) await look('7-password')
          told[one.login] = await page.locator('#reset-password').inputValue()
          await press('send')
          await said().waitFor()
          assert.match(await said().innerText(), new RegExp(told[one.login]))
        }
        await account(LEAVES.name)
        await press('post')
        const role = (await api('/roles')).find(({ level_name, writes }) => level_name === '村' && writes === null)
        const unit = (await api('/units')).find(({ level }) => level === role.level)
        await page.locator('#post-role').selectOption(role.id)
        await page.locator('#post-unit').selectOption(unit.id)
        await look('8-post')
        await press('send')
        await said().waitFor()
        assert.match(await page.locator('[data-part=posts]').innerText(), new RegExp(`${role.name} · ${unit.name}`))
        await look('9-account-security')
        await account(AUDIT.name)
        await press('office')
        await look('10-office')
        await signOut()

        // The person comes in, and sees the own village alone.
        await comesIn(house, LEAVES, told[LEAVES.login])
        assert.deepEqual(await rooms(), ['首页', '报告', '台账', '指标', '变更', '状态'])
        const own = await seen(house)
        assert.ok(own > 0 && own < everything, `${own} of ${everything} records`)
        // The journal is told as far as the village reaches; the machine's innards concern others.
        await page.goto(`${at}/changes`)
        await page.locator('[data-part=partial]').waitFor()
        assert.ok((await page.locator('[data-part=changes] > li').count()) > 0)
        await page.goto(`${at}/status`)
        await page.locator('.status-all').waitFor()
        assert.equal(await page.locator('[data-part=checks]').count(), 0)
        await page.goto(`${at}/me`)
        await page.locator('.people-seen').waitFor()
        await look('11-me')
        await page.goto(`${at}/people`)
        await page.locator('[data-part=closed] a[href="/me"]').waitFor()
        await signOut()

        // Another takes over.
        await signIn(SECURITY)
        await account(LEAVES.name)
        await press('hand_over')
        await page.locator('#hand-to').selectOption({ label: `${COMES.name}（${COMES.login}）` })
        assert.match(await page.locator('[data-part=preview]').innerText(), /张三 的 1 个岗位由 陈四 接任/)
        await look('12-hand-over')
        await press('send')
        await said().waitFor()
        await page.goto(`${at}/people?q=${encodeURIComponent(unit.name)}`)
        await page.locator('[data-part=accounts] tbody tr').first().waitFor()
        assert.deepEqual(await page.locator('[data-part=accounts] tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.login)), [COMES.login])
        await page.goto(`${at}/people`)
        await page.locator('[data-part=accounts] tbody tr').first().waitFor()
        await look('13-people')
        await signOut()
        await enter(LEAVES, LEAVES.own)
        await page.locator('[data-part=me], .trouble').first().waitFor()
        assert.equal(await seen(house), 0, 'whose posts have passed to another sees nothing, and is told so')
        await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
        await page.goto(at)
        await page.locator('#login').waitFor()
        await comesIn(house, COMES, told[COMES.login])
        assert.equal(await seen(house), own)
        await signOut()

        // The auditor sees it all.
        await signIn(AUDIT)
        assert.deepEqual(await rooms(), ['变更', '人员', '状态'])
        await page.goto(`${at}/people/log`)
        await page.locator('[data-part=events] tbody tr').first().waitFor()
        const kinds = await page.locator('[data-part=events] tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.kind))
        for (const kind of ['founded', 'signed_in', 'created', 'password_reset', 'password_changed', 'post_given', 'post_ended']) assert.ok(kinds.includes(kind), `${kind} in ${kinds}`)
        await look('14-log')
        await account(COMES.name)
        assert.equal(await page.locator('.page-tools button, [data-act=end-post]').count(), 0, 'who watches decides nothing')
        await look('16-account-audit')
        const root = (await api('/units')).find(({ parent }) => !parent)
        await page.goto(`${at}/changes?book=${root.book}`)
        await page.locator('[data-part=changes] > li').first().waitFor()
        assert.equal(await page.locator('[data-part=changes] .change-acts button').count(), 0, 'who watches takes nothing back')
        await look('15-changes')

        assert.equal(house.complaints.join('\n'), '')
        assert.deepEqual(house.errors.filter((error) => !error.startsWith('Failed to load resource')), [])
      } finally {
        await house.end()
      }
    })
  })
}
