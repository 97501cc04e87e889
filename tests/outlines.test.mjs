// Outlines of units from the command line: looked at first, whose each is and all that is wrong, then taken up in one Change that
// the server gives and undo takes back; of a file with an error nothing is taken.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import { answer, demoFolder, freshFolder, qianmo, serve } from './product.mjs'

let folder, villages
before(() => {
  folder = demoFolder()
  villages = answer(folder, 'units', '--json').filter(({ level, ends }) => level === 'village' && !ends)
})

/** A square of a tenth of a degree, or one that crosses itself. */
function feature({ id, name }, east, crossing = false) {
  const [a, b, c, d] = [[east, 30], [east + 0.1, 30], [east + 0.1, 30.1], [east, 30.1]]
  const ring = crossing ? [a, c, b, d, a] : [a, b, c, d, a]
  return { type: 'Feature', properties: { code: id, name }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function file(...features) {
  const to = path.join(freshFolder(), 'outlines.geojson')
  writeFileSync(to, JSON.stringify({ type: 'FeatureCollection', features }))
  return to
}

async function drawn() {
  const server = await serve(folder)
  const { shapes } = await (await fetch(`${server.address}/api/units/shapes`)).json()
  await server.stop()
  return shapes.map(({ unit }) => unit)
}

test('a look says whose each is and writes nothing', async () => {
  const [one] = villages
  const before = await drawn()
  const looked = qianmo(folder, 'outlines', file(feature(one, 110), feature({ name: '外地村' }, 111)), '--dry-run')
  assert.equal(looked.status, 0, looked.err)
  assert.match(looked.out, /文件里有 2 个图形，对上 1 个单位。/)
  assert.ok(looked.out.includes(`→ ${one.id}`), looked.out)
  assert.match(looked.out, /没有与“外地村”对应的单位/)
  assert.match(looked.out, /只看不写，没有写入。/)
  assert.deepEqual(await drawn(), before)
})

test('of a file with errors nothing is taken, and all of them are said', () => {
  const [one, two, three] = villages
  const wrong = file(feature(one, 110, true), feature(two, 111, true), feature(three, 112))
  const refused = qianmo(folder, 'outlines', wrong, '--reason', '县自然资源局 2025 年村界')
  assert.equal(refused.status, 1, refused.out)
  assert.match(refused.out, /共 2 处错误/)
  assert.match(refused.out, /有错误，没有写入。/)
  const told = JSON.parse(qianmo(folder, 'outlines', wrong, '--dry-run', '--json').out)
  assert.equal(told.features.flatMap(({ findings }) => findings).length, 2)
  assert.equal(told.receipt, null)
  assert.equal(qianmo(folder, 'outlines', wrong).status, 2, 'somebody must say where they come from')
  const missing = qianmo(folder, 'outlines', '/nowhere.geojson', '--dry-run')
  assert.equal(missing.status, 1)
  assert.match(missing.err, /没有这个文件或目录/)
})

test('they are taken up in one Change, once, and taken back', async () => {
  const before = await drawn()
  const free = villages.filter(({ id }) => !before.includes(id))
  const chosen = (free.length ? free : villages).slice(0, 2)
  const good = file(...chosen.map((unit, n) => feature(unit, 110 + n)))
  const done = qianmo(folder, 'outlines', good, '--reason', '县自然资源局 2025 年村界')
  assert.equal(done.status, 0, done.out + done.err)
  const [, book, seq] = /已写入：(\S+) 第 (\d+) 号变更/.exec(done.out)
  const now = await drawn()
  assert.ok(chosen.every(({ id }) => now.includes(id)), now.join(' '))
  assert.match(qianmo(folder, 'outlines', good, '--reason', '再来一次').out, /没有需要写入的内容/)
  assert.equal(qianmo(folder, 'undo', book, seq, '--reason', '测错了').status, 0)
  assert.deepEqual(await drawn(), before)
})
