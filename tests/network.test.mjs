// Other machines: TLS by a root of our own, the names people type, nobody without an account, cookies that only TLS carries; and
// a phone's browser that signs in.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launch } from '../web/e2e/browser.mjs'
import { ask, found } from './office.mjs'
import { binary, freshFolder, qianmo, root, serve } from './product.mjs'

const NAME = 'qianmo.test'
const PASSWORD = '春天的油菜花开满了山坡'

/** Serves this folder to others as well; answers the port of TLS too. */
async function open(folder, args = ['--name', NAME], env = {}) {
  let said = ''
  const server = await serve(folder, { args: env.QIANMO_NETWORK ? args : ['--network', '127.0.0.1:0', ...args], env, heard: (more) => { said += more } })
  for (let i = 0; i < 200 && !/https:\/\/[^ ]+:\d+/.test(said); i += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  return { ...server, port: Number(/https:\/\/[^ ]+:(\d+)/.exec(said)?.[1]), said: () => said }
}

/** A request under a name, by TLS that is verified against a root; or without TLS to the same port. */
function request(port, route, { ca, host = `${NAME}:${port}`, method = 'GET', headers = {}, body, plain = false } = {}) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: route, method, headers: { host, ...headers }, ca, servername: NAME, agent: false }
    const asked = (plain ? http : https).request(options, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more) => { text += more }).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const code = ({ text }) => JSON.parse(text).code
const json = (value) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

describe('other machines', () => {
  const folder = freshFolder()
  const trusted = () => readFileSync(path.join(folder, 'tls/root.crt'))
  let server
  let browser

  before(async () => { server = await open(folder) })
  after(async () => {
    await browser?.close()
    await server.stop()
  })

  test('are answered only once there are accounts, whatever they ask', async () => {
    const ca = trusted()
    assert.match(server.said(), /别的机器暂时用不了/)
    const asked = [['/api/session'], ['/api/start'], ['/api/start', json({ kind: 'demo' })], ['/api/accounts/first', json({})]]
    for (const [route, init = {}] of asked) {
      const answer = await request(server.port, route, { ca, ...init })
      assert.deepEqual([answer.status, code(answer)], [403, 'session.no_accounts'], `${route} ${answer.text}`)
    }
    await found(server.address)
    for (const [route, init = {}] of asked) {
      const answer = await request(server.port, route, { ca, ...init })
      assert.deepEqual([answer.status, code(answer)], [403, 'session.no_accounts'], `${route} ${answer.text}`)
    }
    assert.equal((await ask(server.address, '/api/session')).json.sign_in, 'local', 'this machine is as it was')
    // What a proxy hands on is not of this machine, even where it forgets the name.
    const forwarded = await ask(server.address, '/api/session', { headers: { 'x-forwarded-for': '10.0.0.7' } })
    assert.deepEqual([forwarded.status, forwarded.json.code], [403, 'session.no_accounts'])
    const page = await request(server.port, '/', { ca })
    assert.match(page.text, /<div id="root">/)
  })

  test('sign in by TLS, and by nothing else', async () => {
    await server.stop()
    const first = spawnSync(binary, ['--data', folder, 'account', 'first', '--system', 'li=李四', '--security', 'wang=王五'], {
      cwd: root, encoding: 'utf8', input: `${PASSWORD}\n${PASSWORD}\n`,
    })
    assert.equal(first.status, 0, first.stdout + first.stderr)
    // An office is given and taken on the machine as well, but never the last one of its kind.
    const office = (login, what) => {
      const done = spawnSync(binary, ['--data', folder, 'account', 'office', login, what], { cwd: root, encoding: 'utf8' })
      return [done.status, done.stdout + done.stderr]
    }
    const [refused, why] = office('wang', 'none')
    assert.deepEqual([refused, /account\.last_officer/.test(why)], [1, true], why)
    assert.equal(office('wang', 'mayor')[0], 2)
    assert.equal(office('nobody', 'audit')[0], 1)
    const before = trusted()
    server = await open(folder)
    const ca = trusted()
    assert.deepEqual(ca, before, 'machines that trust the root trust it still')
    assert.doesNotMatch(server.said(), /别的机器暂时用不了/)

    const [port, login] = [server.port, json({ login: 'li', password: PASSWORD })]
    await assert.rejects(request(port, '/api/session'), /self-signed|unable to|certificate/)
    const sent = await request(port, '/ledgers?a=1', { plain: true })
    assert.deepEqual([sent.status, sent.headers.location], [307, `https://${NAME}:${port}/ledgers?a=1`])
    assert.equal((await request(port, '/', { plain: true, host: 'evil.example' })).status, 400)

    assert.equal(JSON.parse((await request(port, '/api/session', { ca })).text).sign_in, 'needed')
    const signed = await request(port, '/api/session', { ca, ...login })
    assert.equal(signed.status, 200, signed.text)
    const [cookie] = signed.headers['set-cookie']
    for (const word of ['Secure', 'HttpOnly', 'SameSite=Strict']) assert.ok(cookie.includes(word), cookie)
    const [pair] = cookie.split(';')
    const inside = await request(port, '/api/accounts', { ca, headers: { cookie: pair } })
    assert.equal(inside.status, 200, inside.text)

    // Other names, other sites, what is asked on the machine itself.
    const cases = [
      ['/api/session', { host: 'evil.example' }, 400], ['/api/session', { host: '10.9.8.7' }, 400],
      ['/api/session', { method: 'DELETE', headers: { origin: 'https://evil.example', cookie: pair } }, 400],
      ['/api/session', { method: 'DELETE', headers: { origin: `https://${NAME}:${port + 1}`, cookie: pair } }, 400],
      ['/metrics', { headers: { cookie: pair } }, 404], ['/health/live', {}, 404], ['/health/ready', {}, 404],
    ]
    for (const [route, init, status] of cases) {
      assert.equal((await request(port, route, { ca, ...init })).status, status, `${route} ${JSON.stringify(init)}`)
    }
    const out = await request(port, '/api/session', { ca, method: 'DELETE', headers: { origin: `https://${NAME}:${port}`, cookie: pair } })
    assert.equal(out.status, 204)
    assert.equal((await request(port, '/api/accounts', { ca, headers: { cookie: pair } })).status, 401)
    assert.equal((await ask(server.address, '/metrics')).status, 200, 'on this machine they are')
  })

  test('a connection that says nothing holds up nobody', async () => {
    const ca = trusted()
    const { connect } = await import('node:net')
    const silent = Array.from({ length: 40 }, () => connect(server.port, '127.0.0.1'))
    await Promise.all(silent.map((one) => new Promise((resolve) => one.on('connect', resolve))))
    assert.equal((await request(server.port, '/api/session', { ca })).status, 200)
    silent.forEach((one) => one.destroy())
  })

  test('a phone opens the page and signs in', async () => {
    browser = await launch()
    const context = await browser.newContext({ viewport: { width: 360, height: 760 }, locale: 'zh-CN', ignoreHTTPSErrors: true })
    const page = await context.newPage()
    await page.goto(`https://127.0.0.1:${server.port}/`)
    await page.getByLabel('登录名').fill('li')
    await page.getByLabel('口令').first().fill(PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.locator('[data-part=me], .rooms, .paper, .empty').first().waitFor()
    assert.deepEqual((await context.cookies()).map(({ secure, httpOnly, sameSite }) => [secure, httpOnly, sameSite]), [[true, true, 'Strict']])
  })

  test('keys of the root are the owner\'s alone', () => {
    for (const file of ['root.key', 'server.key']) assert.equal(statSync(path.join(folder, 'tls', file)).mode & 0o077, 0, file)
    assert.ok(existsSync(path.join(folder, 'tls/root.crt')))
  })
})

test('keys of certificates are in no backup', async () => {
  const folder = freshFolder()
  const server = await open(folder)
  await found(server.address)
  const file = path.join(freshFolder(), 'all.zip')
  const done = qianmo(folder, 'backup', '--to', file)
  assert.equal(done.status, 0, done.err)
  const listed = spawnSync('python3', ['-m', 'zipfile', '-l', file], { encoding: 'utf8' }).stdout
  assert.match(listed, /keys\.json/)
  assert.doesNotMatch(listed, /tls|root\.key|server\.key/)
  await server.stop()
})

test('what cannot be opened is told, with what to do', () => {
  const folder = freshFolder()
  const check = (args, ...words) => {
    const done = qianmo(folder, 'serve', '--port', '0', ...args)
    assert.equal(done.status, 1, `${args.join(' ')}: ${done.out}${done.err}`)
    words.forEach((word) => assert.ok(done.err.includes(word), `${args.join(' ')}: ${done.err}`))
  }
  check(['--network', '0.0.0.0:0'], '没有写别的机器用什么名字', '--name')
  check(['--network', 'office'], '不是地址和端口')
  check(['--network', '198.51.100.7:0'], '打不开', '没有这个地址')
  check(['--network', '127.0.0.1:0', '--certificate', '/no/such', '--certificate-key', '/no/such'], '/no/such', '--certificate')
})

test('the environment says the same, for a service', async () => {
  const server = await open(freshFolder(), [], { QIANMO_NETWORK: '127.0.0.1:0', QIANMO_NAMES: `${NAME}, 192.0.2.9` })
  assert.match(server.said(), new RegExp(`https://${NAME}:${server.port}`))
  await server.stop()
})
