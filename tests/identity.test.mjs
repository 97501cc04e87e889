// People come in by their county's own house of identity: a real one of OpenID Connect (oidc-provider) and a real one of CAS
// (django-mama-cas), each a process of its own, asked for by browsers with their cookies, step by step and by a real one.

import assert from 'node:assert/strict'
import { execFileSync, fork, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launch } from '../web/e2e/browser.mjs'
import { ask, found } from './office.mjs'
import { freshFolder, out, qianmo, serve } from './product.mjs'

const PASSWORD = '春天的油菜花开满了山坡'
const CLIENT = { client: 'qianmo county', secret: 'a secret: of two / words' }
const BEGIN = '/api/session/outside/begin'
/** What only who is in is shown. */
const INSIDE = '[data-part=me], .rooms, .paper, .empty'

/** A browser without a screen: cookies of each server, one step after another. */
class Browser {
  cookies = new Map()

  async go(url, init = {}) {
    const { origin } = new URL(url)
    const own = this.cookies.get(origin) ?? new Map()
    this.cookies.set(origin, own)
    const cookie = [...own].map((pair) => pair.join('=')).join('; ')
    const headers = { accept: 'text/html', ...init.headers, ...(cookie ? { cookie } : {}) }
    const answer = await fetch(url, { redirect: 'manual', ...init, headers })
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(set)
      if (!value || /max-age=0|expires=thu, 01 jan 1970/i.test(set)) own.delete(name)
      else own.set(name, value)
    }
    const to = answer.headers.get('location')
    return { status: answer.status, text: await answer.text(), to: to && new URL(to, url).href, headers: answer.headers }
  }

  /** On from address to address, until a page is shown, or one that `stop` knows is to be asked for. */
  async on(url, init, stop = () => false) {
    let answer = await this.go(url, init)
    for (let i = 0; i < 12 && answer.to; i += 1) {
      if (stop(answer.to)) return answer
      url = answer.to
      answer = await this.go(url)
    }
    return { ...answer, url }
  }

  /** Fills in the form of a page. */
  form({ text, url }, fields) {
    const action = /<form[^>]* action="([^"]*)"/.exec(text)
    const hidden = [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [/name="([^"]*)"/.exec(tag)?.[1], /value="([^"]*)"/.exec(tag)?.[1] ?? ''])
    const body = new URLSearchParams([...hidden.filter(([name]) => name), ...Object.entries(fields)])
    // A form without an address is answered where it is.
    return [new URL((action?.[1] || url).replaceAll('&amp;', '&'), url).href, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', referer: url, origin: new URL(url).origin } }]
  }

  session(address) {
    return this.cookies.get(new URL(address).origin)?.get('qianmo_session')
  }

  async who(address) {
    return JSON.parse((await this.go(`${address}/api/session`)).text)
  }
}

/** A township with its officers, on a server that asks a house; the server may be begun anew, at another address. */
async function office(open) {
  const town = { folder: freshFolder(), server: undefined, address: undefined }
  town.again = async () => {
    await town.server?.stop()
    town.server = await serve(town.folder, open)
    town.address = town.server.address
  }
  await town.again()
  await found(town.address)
  const officer = (office, login) => ({ office, login, name: login, password: PASSWORD })
  const officers = [officer('system', 'li'), officer('security', 'wang'), officer('audit', 'zhao')]
  assert.equal((await ask(town.address, '/api/accounts/first', { json: { officers } })).status, 204)
  const signedIn = async (login) => {
    const signed = await ask(town.address, '/api/session', { json: { login, password: PASSWORD } })
    assert.equal(signed.status, 200, signed.text)
    return { cookie: signed.headers.getSetCookie()[0].split(';')[0] }
  }
  const as = { li: await signedIn('li'), wang: await signedIn('wang'), zhao: await signedIn('zhao') }
  town.act = async (who, route, json) => {
    const done = await ask(town.address, route, { json, headers: as[who] })
    assert.ok(done.status === 200 || done.status === 204, `${route}: ${done.text}`)
    return done.json
  }
  /** An account, and the name by which the house vouches for it. */
  town.person = async (login, outside) => {
    const { id } = await town.act('li', '/api/accounts', { request: login, login, name: login })
    await town.act('wang', `/api/accounts/${id}/outside`, { name: outside })
    return id
  }
  town.log = async () => (await ask(town.address, '/api/accounts/events', { headers: as.zhao })).json
  return town
}

/** What a device shows, for the key that it was told. */
function code(key, at = Date.now()) {
  const bits = [...key].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = (mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000
  return String(number).padStart(6, '0')
}

const title = ({ text }) => /<h1>([^<]*)<\/h1>/.exec(text)?.[1]
const goesOn = ({ text }) => /<meta http-equiv="refresh" content="0;url=([^"]*)">/.exec(text)?.[1]

describe('a house of OpenID Connect', () => {
  let house, issuer, town, zhang, papers

  const told = (message) => new Promise((resolve) => {
    house.once('message', resolve)
    if (message) house.send(message)
  })

  /** The house, as it is from now on. */
  const begun = (alg, kid, { at = town, quiet = false } = {}) => told({ ...CLIENT, back: [`${at.address}/api/session/outside/return`], alg, kid, quiet })
  const asking = (...more) => ({ args: ['--oidc', issuer, '--oidc-client', CLIENT.client, '--outside-name', '县政务统一认证', ...more], env: { QIANMO_OIDC_SECRET: CLIENT.secret } })

  before(async () => {
    house = fork(path.join(import.meta.dirname, 'identity/provider.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_ENV: 'test' } })
    issuer = (await told()).issuer
    town = await office(asking())
    await begun('RS256', 'one')
  })
  after(async () => {
    await town?.server.stop()
    if (house?.connected) house.disconnect()
  })

  /** To the house, through its pages as somebody, and as far as the way back, which is not gone. */
  async function asked(browser, login, to = '/', at = town) {
    const shown = await browser.on(`${at.address}${BEGIN}?to=${encodeURIComponent(to)}`)
    const isBack = (url) => url.startsWith(`${at.address}/api/session/outside/return`)
    assert.match(shown.text, /name="prompt" value="login"/, shown.text)
    const consent = await browser.on(...browser.form(shown, { login, password: 'x' }), isBack)
    if (consent.to) return consent.to
    const back = await browser.on(...browser.form(consent, {}), isBack)
    assert.ok(back.to, back.text)
    return back.to
  }

  test('is named on the page that signs in, and nothing else is told', async () => {
    const shown = await ask(town.address, '/api/session/outside')
    assert.deepEqual([shown.status, shown.json], [200, { name: '县政务统一认证' }])
  })

  test('lets in whom an officer has linked, however it signs', async () => {
    zhang = await town.person('zhang', 'u-zhang')
    for (const [alg, kid] of [['RS256', 'one'], ['PS256', 'two'], ['ES256', 'three']]) {
      const browser = new Browser()
      if (kid !== 'one') {
        // Keys are looked for anew once a minute at most; a server that was begun anew knows none.
        await town.again()
        await begun(alg, kid)
      }
      const back = await asked(browser, 'u-zhang', '/reports?x=1')
      const came = await browser.go(back)
      assert.deepEqual([came.status, title(came), goesOn(came)], [200, '身份核对过了', '/reports?x=1'], `${alg}: ${came.text}`)
      const { actor, sign_in: state } = await browser.who(town.address)
      assert.deepEqual([actor, state], ['zhang', 'done'], alg)
    }
  })

  test('lets in nobody by a way that was gone before, or by another browser', async () => {
    const browser = new Browser()
    const back = await asked(browser, 'u-zhang')
    const other = new Browser()
    assert.deepEqual([(await other.go(back)).status, other.session(town.address)], [401, undefined])
    const kept = new Map(browser.cookies.get(town.address))
    assert.equal((await browser.go(back)).status, 200)
    browser.cookies.set(town.address, kept)
    const again = await browser.go(back)
    assert.deepEqual([again.status, title(again)], [401, '这次登录已经过时，或不是从这个浏览器开始的。'])
    // With a way of its own, and the code that was used.
    const fresh = await browser.go(`${town.address}${BEGIN}`)
    const mixed = new URL(back)
    mixed.searchParams.set('state', new URL(fresh.to).searchParams.get('state'))
    assert.equal((await browser.go(mixed.href)).status, 401)
    assert.equal(browser.session(town.address), undefined)
  })

  test('tells whom nobody has linked what to do, and no more', async () => {
    const browser = new Browser()
    const came = await browser.go(await asked(browser, 'u-nobody'))
    assert.deepEqual([came.status, title(came)], [401, '身份核对过了，但在这里没有能用的账号。'])
    assert.match(came.text, /u-nobody/)
    assert.equal(came.headers.get('cache-control'), 'no-store')
    assert.equal(browser.session(town.address), undefined)
    const kinds = (await town.log()).map(({ kind }) => kind)
    for (const kind of ['outside_set', 'outside_used', 'outside_refused', 'signed_in']) assert.ok(kinds.includes(kind), kind)
    assert.doesNotMatch(JSON.stringify(await town.log()), /u-nobody|u-zhang/)
  })

  test('does not let in who says no there', async () => {
    const browser = new Browser()
    const shown = await browser.on(`${town.address}${BEGIN}`)
    const abort = /href="([^"]*\/abort)"/.exec(shown.text)[1]
    const came = await browser.on(new URL(abort, shown.url).href)
    assert.deepEqual([came.status, title(came)], [401, '“县政务统一认证”没有证明您是谁，没有登录。'])
  })

  test('asks for the code of who has one', async () => {
    const id = await town.person('chen', 'u-chen')
    await town.act('wang', `/api/accounts/${id}/reset`, { password: '先用这一句话进来再改' })
    const first = await ask(town.address, '/api/session', { json: { login: 'chen', password: '先用这一句话进来再改' } })
    const headers = { cookie: first.headers.getSetCookie()[0].split(';')[0] }
    const changed = await ask(town.address, '/api/session/password', { headers, json: { old: '先用这一句话进来再改', new: PASSWORD } })
    assert.equal(changed.status, 204, changed.text)
    const { secret } = (await ask(town.address, '/api/session/device', { headers, json: { password: PASSWORD } })).json
    const on = await ask(town.address, '/api/session/device/begin', { headers, json: { code: code(secret) } })
    assert.equal(on.status, 200, on.text)
    papers = on.json.papers
    const browser = new Browser()
    const came = await browser.go(await asked(browser, 'u-chen', '/reports'))
    assert.deepEqual([came.status, goesOn(came), browser.session(town.address)], [200, '/reports#code', undefined])
    assert.equal((await browser.who(town.address)).sign_in, 'needed')
    const answer = (browser, code) => browser.go(`${town.address}/api/session/code`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })
    assert.equal((await answer(browser, '000000')).status, 401)
    assert.equal((await answer(browser, papers[0])).status, 401, 'one try for each way')
    const again = new Browser()
    await again.go(await asked(again, 'u-chen', '/reports'))
    assert.equal((await answer(again, papers[0])).status, 200)
    assert.equal((await again.who(town.address)).actor, 'chen')
  })

  test('is asked once more where its token says who came and not by which name he is known', async () => {
    const other = await office(asking('--outside-claim', 'employee'))
    try {
      await begun('ES256', 'four', { at: other, quiet: true })
      await other.person('sun', 'E-u-sun')
      const browser = new Browser()
      const came = await browser.go(await asked(browser, 'u-sun', '/', other))
      assert.deepEqual([came.status, (await browser.who(other.address)).actor], [200, 'sun'], came.text)
      const stranger = new Browser()
      const refused = await stranger.go(await asked(stranger, 'u-zhao', '/', other))
      assert.deepEqual([refused.status, stranger.session(other.address)], [401, undefined])
      assert.match(refused.text, /E-u-zhao/)
    } finally {
      await other.server.stop()
      await town.again()
      await begun('ES256', 'five')
    }
  })

  test('is gone to and come back from by a real browser, which a cookie of ours follows', { timeout: 180_000 }, async () => {
    const browser = await launch()
    try {
      const context = await browser.newContext({ locale: 'zh-CN' })
      // The house's pages ask for letters from the internet.
      await context.route(({ hostname }) => !['127.0.0.1', 'localhost'].includes(hostname), (route) => route.abort())
      const page = await context.newPage()
      const there = async (login) => {
        await page.goto(`${town.address}/reports`)
        await page.locator('[data-act=outside]').click()
        await page.locator('input[name=login]').fill(login)
        await page.locator('input[name=password]').fill('x')
        await page.locator('button[type=submit]').click()
        await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
        await page.locator('button[type=submit]').click()
      }
      await there('u-zhang')
      await page.waitForURL(`${town.address}/reports`)
      await page.locator(INSIDE).first().waitFor()
      const session = (await context.cookies(town.address)).filter(({ name }) => name.startsWith('qianmo'))
      assert.deepEqual(session.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]), [['qianmo_session', true, 'Strict']])

      // Who has a code is asked for it by our own page.
      await context.clearCookies()
      await there('u-chen')
      await page.waitForURL(`${town.address}/reports#code`)
      await page.locator('#code').fill(papers[1])
      await page.locator('form button[type=submit]').click()
      await page.locator(INSIDE).first().waitFor()
      assert.equal(page.url(), `${town.address}/reports`)

      // The officer's side of it.
      await context.clearCookies()
      await page.goto(`${town.address}/`)
      await page.locator('#login').fill('wang')
      await page.locator('#password').fill(PASSWORD)
      await page.locator('form button[type=submit]').click()
      await page.locator(INSIDE).first().waitFor()
      await page.goto(`${town.address}/people/${zhang}`)
      await page.locator('[data-act=outside]').click()
      await page.locator('#outside-name').fill('')
      await page.locator('[data-part=do-outside] form button[type=submit]').click()
      await page.locator('[data-part=said]').waitFor()
      const refused = new Browser()
      assert.equal((await refused.go(await asked(refused, 'u-zhang'))).status, 401)
    } finally {
      await browser.close()
    }
  })

  test('that is away keeps nobody out who has a password', async () => {
    house.disconnect()
    await new Promise((resolve) => house.once('exit', resolve))
    const browser = new Browser()
    await town.again()
    const away = await browser.go(`${town.address}${BEGIN}`)
    assert.deepEqual([away.status, title(away)], [503, '现在问不到“县政务统一认证”，没有登录。'])
    assert.equal((await ask(town.address, '/api/session', { json: { login: 'li', password: PASSWORD } })).status, 200)
  })
})

describe('a house of CAS', () => {
  const SIGN_IN = 'the password there'
  let house, town, url

  before(async () => {
    const python = process.env.QIANMO_CAS_PYTHON ?? path.join(ownPython(), 'bin/python')
    const env = { ...process.env, SERVICE: '^http://127\\.0\\.0\\.1:\\d+/api/session/outside/return', PASSWORD: SIGN_IN }
    house = spawn(python, [path.join(import.meta.dirname, 'identity/cas.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    url = await new Promise((resolve, reject) => {
      house.stdout.once('data', (line) => resolve(String(line).trim()))
      house.once('exit', (status) => reject(new Error(`the house ended with ${status}`)))
    })
    town = await office({ args: ['--cas', url] })
  })
  after(async () => {
    await town?.server.stop()
    house?.stdin.end()
  })

  async function asked(browser, login) {
    const shown = await browser.on(`${town.address}${BEGIN}?to=/reports`)
    assert.ok(shown.url.startsWith(`${url}/login?service=`), shown.url)
    const form = browser.form(shown, { username: login, password: SIGN_IN })
    const back = await browser.on(...form, (to) => to.startsWith(town.address))
    assert.match(back.to ?? back.text, /[?&]ticket=ST-/)
    return back.to
  }

  test('lets in whom an officer has linked, each ticket once', { timeout: 60_000 }, async () => {
    assert.deepEqual((await ask(town.address, '/api/session/outside')).json, { name: '统一身份认证' })
    await town.person('zhang', 'zhangsan')
    const browser = new Browser()
    const back = await asked(browser, 'zhangsan')
    const kept = new Map(browser.cookies.get(town.address))
    const came = await browser.go(back)
    assert.deepEqual([came.status, goesOn(came)], [200, '/reports'], came.text)
    assert.equal((await browser.who(town.address)).actor, 'zhang')
    browser.cookies.set(town.address, kept)
    assert.equal((await browser.go(back)).status, 401, 'the same way')
    // On another way, with its own state, the house does not take it back.
    const fresh = await browser.go(`${town.address}${BEGIN}`)
    const mixed = new URL(back)
    mixed.searchParams.set('state', new URL(new URL(fresh.to).searchParams.get('service')).searchParams.get('state'))
    const replayed = await browser.go(mixed.href)
    assert.deepEqual([replayed.status, title(replayed)], [401, '“统一身份认证”没有证明您是谁，没有登录。'])
    assert.equal(browser.session(town.address), undefined)
  })

  test('tells whom nobody has linked what to do', async () => {
    const browser = new Browser()
    const came = await browser.go(await asked(browser, 'lisi'))
    assert.deepEqual([came.status, title(came)], [401, '身份核对过了，但在这里没有能用的账号。'])
    assert.match(came.text, /lisi/)
  })
})

test('what is set wrongly is told at the start, all at once', () => {
  const check = (args, ...words) => {
    const done = qianmo(freshFolder(), 'serve', '--port', '0', ...args)
    assert.equal(done.status, 1, `${args.join(' ')}: ${done.out}${done.err}`)
    words.forEach((word) => assert.ok(done.err.includes(word), `${args.join(' ')}: ${done.err}`))
  }
  check(['--oidc', 'http://id.example.cn', '--outside-name', ''], '只有本机', '--oidc-client', '1 到 20 个字', '有3处不对')
  check(['--oidc-client', 'a'], '没有写 --oidc')
  check(['--oidc', 'https://id.example.cn', '--oidc-client', 'a', '--cas', 'https://id.example.cn'], '只能写一个')
})

/** Where nobody says by which Python the house of CAS runs: one of its own. */
function ownPython() {
  const folder = path.join(out, 'python')
  execFileSync('python3', ['-m', 'venv', folder])
  execFileSync(path.join(folder, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--requirement', path.join(import.meta.dirname, 'identity/requirements.txt')])
  return folder
}
