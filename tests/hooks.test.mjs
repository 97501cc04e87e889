// A program of the office is told that records changed: signed as Standard Webhooks has it, again until it answers, by TLS
// only to whom the machine trusts, and never what a record says.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import http from 'node:http'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ask } from './office.mjs'
import { demoFolder, serve } from './product.mjs'

/** A program that keeps what it was sent, and answers with `status`. */
function program() {
  const heard = []
  const state = { status: 204, heard }
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (more) => { body += more }).on('end', () => {
      heard.push({ method: request.method, url: request.url, headers: request.headers, body })
      response.writeHead(state.status, state.headers).end()
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => {
    resolve(Object.assign(state, { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }))
  }))
}

async function until(what, tell, seconds = 20) {
  for (let i = 0; i < seconds * 10; i += 1) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(`${seconds} s passed: ${JSON.stringify(tell())}`)
}

const json = (method, value) => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

describe('a program that is told', () => {
  let server, office, hook, folder
  const NAME = '绝不该发出去的名字'

  before(async () => {
    folder = demoFolder()
    office = await program()
    server = await serve(folder, { args: ['--network', '127.0.0.1:0', '--name', '127.0.0.1'] })
  })
  after(async () => {
    await server.stop()
    office.close()
  })

  const all = () => ask(server.address, '/api/hooks')
  const state = async () => (await all()).json.hooks.find(({ id }) => id === hook.id)
  let record

  /** One more record of the first ledger that anybody can fill. */
  async function change() {
    const { json: detail } = await ask(server.address, '/api/ledgers/household')
    const { json: list } = await ask(server.address, `/api/ledgers/${detail.id}/records?limit=1`)
    const { book, record: id, from_seq: expects, fields } = list.records[0]
    record = id
    const edit = { request: `r${Math.random()}`, expects, fields, on: '2022-03-05', reason: NAME }
    const { status, json: kept } = await ask(server.address, `/api/ledgers/${detail.id}/records/${book}/${id}`, json('PATCH', edit))
    assert.equal(status, 200, JSON.stringify(kept))
    return kept
  }

  test('is made with a secret that is said once', async () => {
    const { status, json: made } = await ask(server.address, '/api/hooks', json('POST', { name: '县平台', url: `${office.address}/in?key=1` }))
    assert.equal(status, 200)
    assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    hook = made
    assert.ok(!JSON.stringify((await all()).json).includes(made.secret))
    const wrong = await ask(server.address, '/api/hooks', json('POST', { name: '', url: 'http://8.8.8.8/', ledgers: ['_user'] }))
    assert.deepEqual([wrong.status, wrong.json.findings.map(({ field }) => field)], [422, ['name', 'url', 'ledgers']])
  })

  test('is told that something changed, signed, and not what it says', async () => {
    await change()
    await until(() => office.heard.length === 1, () => office.heard)
    const { method, url, headers, body } = office.heard[0]
    assert.deepEqual([method, url, headers['content-type']], ['POST', '/in?key=1', 'application/json'])
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64')
    assert.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    assert.ok(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 60)
    const message = JSON.parse(body)
    assert.equal(message.type, 'changes')
    const { act, ledgers } = message.data.changes[0]
    assert.deepEqual([act, ledgers], ['correct', [{ ledger: 'household', records: 1, named: [record] }]])
    assert.ok(!body.includes(NAME), 'no reason, no value')
    // Heard is not yet noted: our answer is still on its way to whoever told.
    await until(async () => (await state()).behind === 0, () => office.heard)
  })

  test('is told later what it did not take, each once and in order', async () => {
    office.status = 503
    await change()
    await until(async () => (await state()).state === 'waiting', () => office.heard)
    await change()
    const before = office.heard.length
    office.status = 200
    const { status } = await ask(server.address, `/api/hooks/${hook.id}/pause`, json('POST', { paused: false }))
    assert.equal(status, 204)
    await until(() => office.heard.length > before, () => office.heard)
    const seqs = JSON.parse(office.heard.at(-1).body).data.changes.map(({ seq }) => seq)
    assert.equal(seqs.length, 2)
    assert.ok(seqs[0] < seqs[1])
    await until(async () => (await state()).state === 'well', () => office.heard)
  })

  test('is told after the server was killed in the middle', async () => {
    await ask(server.address, `/api/hooks/${hook.id}/pause`, json('POST', { paused: true }))
    await change()
    await server.stop('SIGKILL')
    server = await serve(folder)
    const before = office.heard.length
    await ask(server.address, `/api/hooks/${hook.id}/pause`, json('POST', { paused: false }))
    await until(() => office.heard.length > before, () => office.heard)
  })

  test('is not followed to another address, and tried out without news', async () => {
    Object.assign(office, { status: 302, headers: { location: `${office.address}/elsewhere` } })
    const tried = (await ask(server.address, `/api/hooks/${hook.id}/try`, json('POST', {}))).json
    assert.deepEqual([tried.taken, /302/.test(tried.said)], [false, true])
    assert.equal(office.heard.at(-1).url, '/in?key=1')
    Object.assign(office, { status: 200, headers: {} })
    const again = (await ask(server.address, `/api/hooks/${hook.id}/try`, json('POST', {}))).json
    assert.deepEqual([again.taken, JSON.parse(office.heard.at(-1).body).type], [true, 'ping'])
  })

  test('is reached by TLS only where its root is trusted', async () => {
    await server.stop()
    const trusted = { SSL_CERT_FILE: path.join(folder, 'tls/root.crt') }
    for (const [env, expect] of [[{}, /证书不受信任/], [trusted, /没有收下/]]) {
      let said = ''
      server = await serve(folder, { env, args: ['--network', '127.0.0.1:0', '--name', '127.0.0.1'], heard: (more) => { said += more } })
      await until(() => /https:\/\/[^ ]+:\d+/.test(said), () => said)
      const url = `${/https:\/\/[^ ]+:\d+/.exec(said)[0]}/api/hooks`
      const made = (await ask(server.address, '/api/hooks', json('POST', { name: '自己', url }))).json
      const tried = (await ask(server.address, `/api/hooks/${made.id}/try`, json('POST', {}))).json
      assert.match(tried.said, expect)
      assert.equal((await ask(server.address, `/api/hooks/${made.id}`, { method: 'DELETE' })).status, 204)
      await server.stop()
    }
    server = await serve(folder)
  })

  test('is told nothing once it has ended', async () => {
    assert.equal((await ask(server.address, `/api/hooks/${hook.id}`, { method: 'DELETE' })).status, 204)
    const before = office.heard.length
    await change()
    await new Promise((resolve) => setTimeout(resolve, 4_500))
    assert.equal(office.heard.length, before)
    assert.equal((await ask(server.address, `/api/hooks/${hook.id}`, { method: 'DELETE' })).status, 404)
  })
})
