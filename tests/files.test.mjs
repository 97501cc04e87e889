// Photos and files over the whole product: kept through backup, restore and move, missed by verify where they are gone, in
// another folder where one is named.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'

import { answer, demoFolder, freshFolder, qianmo, serve } from './product.mjs'

const PDF = '%PDF-1.4\n% 批复\n%%EOF\n'
let home, asked, id

const done = (run) => {
  assert.equal(run.status, 0, `${run.out}${run.err}`)
  return run.out
}

const filesIn = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()) : [])

async function call(address, url, body, kind = 'application/json') {
  const options = body === undefined ? {} : { method: 'POST', headers: { 'content-type': kind }, body }
  const response = await fetch(address + url, options)
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

/** A ledger of the pack with a field that holds files, found by the data alone, and a new record that names one. */
async function written(server) {
  const read = async (url) => JSON.parse((await call(server.address, `/api${url}`)).bytes)
  for (const { id } of await read('/ledgers')) {
    const ledger = await read(`/ledgers/${id}`)
    const field = ledger.fields.find((one) => one.type === 'file')
    const { records } = field ? await read(`/ledgers/${id}/records?limit=1`) : { records: [] }
    if (!records.length) continue
    const handed = await call(server.address, `/api/ledgers/${id}/files?field=${field.id}&name=${encodeURIComponent('批复.pdf')}`, PDF, 'application/octet-stream')
    assert.equal(handed.status, 200, String(handed.bytes))
    const { book, record, from_seq: expects } = records[0]
    const file = JSON.parse(handed.bytes).file
    const corrected = await fetch(`${server.address}/api/ledgers/${id}/records/${book}/${record}`, {
      method: 'PATCH', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ request: 'files', expects, fields: { [field.id]: file }, reason: '补交' }),
    })
    assert.equal(corrected.status, 200, await corrected.text())
    return { file, url: `/api/ledgers/${id}/records/${book}/${record}/files/${field.id}` }
  }
  throw new Error('no ledger takes files')
}

async function given(folder, ...args) {
  const server = await serve(folder, { args })
  try {
    return await call(server.address, asked)
  } finally {
    await server.stop()
  }
}

before(async () => {
  home = demoFolder()
  const server = await serve(home)
  try {
    ({ file: id, url: asked } = await written(server))
  } finally {
    await server.stop()
  }
})

test('a file lies sealed beside the database and is given as what it is', async () => {
  const lie = filesIn(path.join(home, 'files'))
  assert.deepEqual(lie.map(({ name }) => name), [id])
  assert.ok(!readFileSync(path.join(home, 'files', id.slice(0, 2), id)).includes('批复'))
  assert.ok(!readFileSync(path.join(home, 'store/qianmo.db')).includes('批复.pdf'), 'not even its name')
  const { status, headers, bytes } = await given(home)
  assert.deepEqual([status, String(bytes)], [200, PDF])
  assert.match(headers.get('content-disposition'), /^inline; filename\*=UTF-8''%E6%89%B9%E5%A4%8D\.pdf$/)
  assert.match(headers.get('content-security-policy'), /^sandbox; default-src 'none'/)
})

test('backup and restore carry files, and verify misses one that is gone', async () => {
  const archive = path.join(freshFolder(), 'b.zip')
  done(qianmo(home, 'backup', '--to', archive))
  const there = path.join(freshFolder(), 'restored')
  assert.match(done(qianmo(there, 'restore', archive)), /核验完好/)
  assert.equal(String((await given(there)).bytes), PDF)
  const file = path.join(there, 'files', id.slice(0, 2), id)
  const sealed = readFileSync(file)
  sealed[sealed.length - 1] ^= 1
  for (const [code, spoil] of [['verify.changed_file', () => writeFileSync(file, sealed)], ['verify.missing_file', () => rmSync(file)]]) {
    spoil()
    const run = qianmo(there, 'verify', '--json')
    assert.equal(run.status, 1, run.err)
    assert.deepEqual(JSON.parse(run.out).map((finding) => finding.code), [code])
    assert.equal((await given(there)).status, 500)
  }
})

test('files go along when a county moves, and lie where they are said to', async () => {
  const [to, apart] = [path.join(freshFolder(), 'moved'), path.join(freshFolder(), 'apart')]
  assert.match(done(qianmo(home, 'move', '--from', home, '--to', to, '--files', apart)), /核验完好/)
  assert.equal(filesIn(apart).length, 1)
  assert.ok(!existsSync(path.join(to, 'files')))
  assert.equal(String((await given(to, '--files', apart)).bytes), PDF)
  const archive = path.join(freshFolder(), 'b.zip')
  done(qianmo(to, 'backup', '--to', archive, '--files', apart))
  const back = path.join(freshFolder(), 'back')
  done(qianmo(back, 'restore', archive))
  assert.equal(String((await given(back)).bytes), PDF)
  assert.ok(answer(back, 'units', '--json').length > 0)
})
