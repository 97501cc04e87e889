// A code beside the password and a token for a program, in a real browser: turned on with a picture, asked for at the next
// sign-in, a wrong one refused; a token made, shown once, used as a program does and ended; both seen by the officers; turned
// off again. On a server of its own, for none of the other journeys would get in afterwards.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
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
]
const [SYSTEM, SECURITY] = OFFICERS
const WORKER = { login: 'zhang.san', name: '张三', password: '村口的樟树比我年纪大' }

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** What a device shows that was told this key, so many steps from now. */
function code(key, later = 0) {
  const bits = [...key.replace(/\s/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const hash = createHmac('sha1', secret).update(step).digest()
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Asks as a page would, with the cookies so far. */
function client(address) {
  let cookie = ''
  return async (method, route, body) => {
    const headers = { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }
    const answer = await fetch(address + route, { method, headers, body: body && JSON.stringify(body) })
    const set = answer.headers.getSetCookie()[0]
    if (set) cookie = set.split(';')[0]
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${route}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }
}

/** Officers, and somebody of a village with a password of his own. */
async function staffed(address) {
  await client(address)('POST', '/api/accounts/first', { officers: OFFICERS })
  const [system, security, worker] = [client(address), client(address), client(address)]
  await system('POST', '/api/session', SYSTEM)
  await security('POST', '/api/session', SECURITY)
  const { id } = await system('POST', '/api/accounts', { request: 'a', login: WORKER.login, name: WORKER.name })
  const role = (await security('GET', '/api/roles')).find(({ level_name, writes }) => level_name === '村' && writes === null)
  const unit = (await security('GET', '/api/units')).find(({ level }) => level === role.level)
  await security('POST', '/api/posts', { request: 'p', user: id, role: role.id, unit: unit.id })
  const first = '先用这一句话进来再改掉'
  await security('POST', `/api/accounts/${id}/reset`, { password: first })
  await worker('POST', '/api/session', { login: WORKER.login, password: first })
  await worker('POST', '/api/session/password', { old: first, new: WORKER.password })
  return id
}

for (const [size, light] of [[SIZES[0], 'light'], [SIZES[1], 'dark']]) {
  describe(`codes and tokens, ${size.name} wide, ${light}`, () => {
    test('from turning on to turning off', { timeout: 600_000 }, async () => {
      const server = await serve(demoFolder())
      const { page, errors, close } = await open(browser, size, light)
      const complaints = []
      const at = server.address
      const part = (name) => page.locator(`[data-part=${name}]`)
      const press = (act) => page.locator(`[data-act=${act}]`).first().click()
      const look = async (name) => {
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        await page.evaluate(AXE)
        const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS)
        complaints.push(...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${name}: ${id} ${target.join(' ')} — ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`)))
        await picture(page, `${size.name}-${light}-tokens-${name}`)
      }
      const signIn = async ({ login, password }) => {
        await page.locator('#login').fill(login)
        await page.locator('#password').fill(password)
        await page.locator('form button[type=submit]').click()
      }
      const signOut = async () => {
        await page.goto(`${at}/me`)
        await page.locator('main [data-act=sign-out]').click()
        await page.locator('#login').waitFor()
      }
      try {
        const id = await staffed(at)
        await page.goto(`${at}/me`)
        await signIn(WORKER)
        await part('second-step').waitFor()

        // On: the password, a picture, a first code.
        await press('second-step')
        await page.locator('#device-password').fill(WORKER.password)
        await press('send')
        await part('key').waitFor()
        const key = (await part('key').innerText()).trim()
        assert.ok(await page.locator('.people-device svg').count(), 'there is a picture')
        await page.locator('.people-device').scrollIntoViewIfNeeded()
        await look('1-device')
        await page.locator('#device-code').fill('000000')
        await press('send')
        await page.locator('.trouble').first().waitFor()
        await page.locator('#device-code').fill(code(key))
        await press('send')
        await part('once').waitFor()
        const papers = (await part('once').locator('pre').innerText()).trim().split('\n')
        assert.equal(papers.length, 10)
        await look('2-papers')
        await press('kept')
        await signOut()

        // At the next sign-in it is asked for; a wrong one costs a try, and no typing of the password.
        await signIn(WORKER)
        await page.locator('#code').waitFor()
        await page.waitForFunction(() => document.activeElement?.id === 'code')
        await look('3-asked')
        await page.locator('#code').fill('000000')
        await page.locator('form button[type=submit]').click()
        await page.locator('.trouble').first().waitFor()
        assert.match(await page.locator('main').innerText(), /验证码不对/)
        await look('4-wrong')
        await page.locator('#code').fill(code(key, 1))
        await page.locator('form button[type=submit]').click()
        await page.locator('.rooms').waitFor()

        // A token, shown once.
        await page.goto(`${at}/me`)
        await part('my-tokens').waitFor()
        assert.match(await part('second-step').innerText(), /备用码还剩 10 个/)
        await press('new-token')
        await page.locator('#token-name').fill('县里的报表工具')
        await page.locator('#token-days').fill('400')
        await page.locator('#token-password').fill(WORKER.password)
        await page.locator('#token-code').fill(papers[0])
        await page.locator('form[aria-label=设一个令牌] [data-act=send]').click()
        await page.waitForFunction(() => document.activeElement?.id === 'token-days')
        await look('5-token-wrong')
        await page.locator('#token-days').fill('30')
        await page.locator('form[aria-label=设一个令牌] [data-act=send]').click()
        await part('once').waitFor()
        const token = (await part('once').locator('pre').innerText()).trim()
        assert.match(token, /^qm_[a-z2-7]{38}$/)
        await part('once').scrollIntoViewIfNeeded()
        await look('6-token')

        // As a program uses it: no cookie.
        const program = (route, init = {}) => page.evaluate(async ([route, token, init]) => {
          const answer = await fetch(route, { credentials: 'omit', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...init })
          return { status: answer.status, json: await answer.json() }
        }, [route, token, init])
        const ledgers = await program('/api/ledgers')
        assert.equal(ledgers.status, 200)
        const own = await page.evaluate(async () => (await fetch('/api/ledgers')).json())
        const seen = (all) => all.filter(({ id }) => !id.startsWith('_')).map(({ id, records }) => [id, records])
        assert.deepEqual(seen(ledgers.json), seen(own), 'as much as its owner')
        assert.equal((await program('/api/session')).json.code, 'session.not_for_programs')
        const both = await page.evaluate(async (token) => (await fetch('/api/ledgers', { headers: { authorization: `Bearer ${token}` } })).status, token)
        assert.equal(both, 400, 'a cookie beside a token')
        await page.goto(`${at}/me`)
        await part('tokens').waitFor()
        assert.equal(await page.getByText(token).count(), 0, 'it is shown once')
        assert.match(await part('tokens').innerText(), /县里的报表工具[\s\S]*用过/)
        await signOut()

        // The security officer sees both, and ends the token.
        await signIn(SECURITY)
        await page.locator('.rooms').waitFor()
        await page.goto(`${at}/people/${id}`)
        await part('account-tokens').waitFor()
        assert.match(await part('account').innerText(), /第二步验证\s*开着/)
        await press('end-token')
        await look('7-account')
        await press('end-token-now')
        await page.locator('[data-part=tokens] li[data-good=false]').waitFor()
        assert.equal((await program('/api/ledgers')).json.code, 'session.token')
        await press('password')
        await page.locator('#without-codes').waitFor()
        await look('8-reset')
        await page.goto(`${at}/people/log`)
        await page.locator('[data-part=events] tbody tr').first().waitFor()
        const kinds = await page.locator('[data-part=events] tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.kind))
        for (const kind of ['second_step_on', 'token_made', 'token_ended', 'token_refused', 'refused']) assert.ok(kinds.includes(kind), `${kind} in ${kinds}`)
        await look('9-log')
        await signOut()

        // Off, by a code on paper.
        await signIn(WORKER)
        await page.locator('#code').fill(papers[1].toLowerCase())
        await page.locator('form button[type=submit]').click()
        await page.locator('.rooms').waitFor()
        await page.goto(`${at}/me`)
        await part('second-step').waitFor()
        assert.match(await part('second-step').innerText(), /备用码还剩 8 个/)
        await press('second-step')
        await page.locator('#end-password').fill(WORKER.password)
        await page.locator('#end-code').fill(papers[2])
        await look('10-off')
        await press('send')
        await page.locator('[data-part=second-step][data-on=false]').waitFor()
        await signOut()
        await signIn(WORKER)
        await page.locator('.rooms').waitFor()

        assert.equal(complaints.join('\n'), '')
        assert.deepEqual(errors.filter((error) => !error.startsWith('Failed to load resource')), [])
      } finally {
        await close()
        await server.stop()
      }
    })
  })
}

describe('codes that an office demands', () => {
  for (const size of SIZES) {
    test(`are set up before anything else, ${size.name} wide`, { timeout: 600_000 }, async () => {
      const server = await serve(demoFolder())
      const { page, errors, close } = await open(browser, size, 'light')
      const part = (name) => page.locator(`[data-part=${name}]`)
      try {
        await staffed(server.address)
        const system = client(server.address)
        await system('POST', '/api/session', SYSTEM)
        await system('POST', '/api/parameters', { request: 'd', parameter: '_codes_required', value: '2', basis: '县保密办〔2026〕2号' })
        await page.goto(`${server.address}/ledgers`)
        await page.locator('#login').fill(WORKER.login)
        await page.locator('#password').fill(WORKER.password)
        await page.locator('form button[type=submit]').click()
        await part('set-up').waitFor()
        assert.equal(await overflows(page), false)
        await picture(page, `${size.name}-demanded-1`)
        await page.locator('#device-password').fill(WORKER.password)
        await page.locator('form button[type=submit]').click()
        await part('key').waitFor()
        assert.equal(await overflows(page), false)
        await picture(page, `${size.name}-demanded-2`)
        await page.locator('#device-code').fill(code((await part('key').innerText()).trim()))
        await page.locator('[data-act=send]').click()
        await part('once').waitFor()
        // Whoever goes elsewhere to write them down still finds them.
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
        await page.waitForTimeout(500)
        assert.equal((await part('once').locator('pre').innerText()).trim().split('\n').length, 10)
        await picture(page, `${size.name}-demanded-3`)
        await page.locator('[data-act=kept]').click()
        await page.locator('.rooms').waitFor()
        assert.deepEqual(errors.filter((error) => !error.startsWith('Failed to load resource')), [])
      } finally {
        await close()
        await server.stop()
      }
    })
  }
})
