// Backups of a running township: whole under load, nothing where they are cut short, and a problem for every archive
// that is not what it was.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'

import { answer, binary, demoFolder, freshFolder, qianmo, serve } from './product.mjs'

let home, unit, village, result

before(() => {
  home = demoFolder()
  unit = answer(home, 'session', '--json').unit.id
  village = answer(home, 'units', '--json').find((one) => one.parent === unit)
})

const archives = (folder) => readdirSync(folder).filter((name) => name.endsWith('.zip')).sort()
const figuresOf = (folder) => answer(folder, 'figures', '--unit', unit, '--period', '2022', '--json')
  .map(({ indicator, value, grade }) => ({ indicator, value, grade }))

function done(run) {
  assert.equal(run.status, 0, `${run.out}${run.err}`)
  return run.out
}

function refused(run, code) {
  assert.equal(run.status, 1, `${run.out}${run.err}`)
  assert.match(run.err, new RegExp(`\\[${code.replace('.', '\\.')}\\] .*。`))
  assert.match(run.err, / → /, 'says what to do')
}

const restored = (file, ...more) => {
  const folder = path.join(freshFolder(), 'restored')
  return { folder, run: qianmo(folder, 'restore', file, ...more) }
}

/** One good backup, for those who spoil it. */
function backup(...more) {
  const folder = freshFolder()
  done(qianmo(home, 'backup', '--to', folder, ...more))
  const [name] = archives(folder)
  return path.join(folder, name)
}

test('a backup under load holds every Change acknowledged before it, and its figures', async () => {
  const server = await serve(home)
  try {
    const shown = await (await fetch(`${server.address}/api/ledgers/river_patrol`)).json()
    result = shown.fields.find((one) => one.id === 'result').codes[0].name
    const acknowledged = []
    let writing = true
    const write = async (worker) => {
      for (let n = 0; writing; n += 1) {
        const body = JSON.stringify({
          request: `w${worker}-${n}`, unit: village.id,
          fields: { patrolled_on: '2022-03-05', reach: `河段${worker}-${n}`, result },
        })
        const done = await fetch(`${server.address}/api/ledgers/river_patrol/records`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        assert.ok(done.status < 300, await done.text())
        acknowledged.push(`河段${worker}-${n}`)
      }
    }
    const writers = [1, 2, 3, 4].map(write)
    for (let round = 0; round < 3; round += 1) {
      while (acknowledged.length < 20 * (round + 1)) await new Promise((resolve) => setTimeout(resolve, 5))
      const before = [...acknowledged]
      const folder = freshFolder()
      const run = await started(home, 'backup', '--to', folder)
      assert.equal(run.code, 0, run.said)
      const { folder: there, run: back } = restored(path.join(folder, archives(folder)[0]))
      assert.match(done(back), /核验完好/)
      const reaches = await reachesOf(there)
      const missing = before.filter((reach) => !reaches.has(reach))
      assert.deepEqual(missing, [], `${missing.length} of ${before.length} acknowledged Changes are missing`)
      done(qianmo(there, 'verify'))
    }
    writing = false
    await Promise.all(writers)
  } finally {
    await server.stop()
  }
  const { folder, run } = restored(backup())
  done(run)
  const figures = figuresOf(home)
  assert.ok(figures.length > 50)
  assert.deepEqual(figuresOf(folder), figures)
})

/** The reaches of all patrols of a folder. */
async function reachesOf(folder) {
  const server = await serve(folder)
  const reaches = new Set()
  try {
    for (let after = ''; after !== null;) {
      const page = await (await fetch(`${server.address}/api/ledgers/river_patrol/records?limit=500${after && `&after=${encodeURIComponent(after)}`}`)).json()
      page.records.forEach((one) => reaches.add(one.shown.reach))
      after = page.next ?? null
    }
  } finally {
    await server.stop()
  }
  return reaches
}

/** Runs the binary without waiting for it. */
function started(folder, ...args) {
  const child = spawn(binary, ['--data', folder, ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes })
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, said })))
  return Object.assign(ended, { child })
}

test('a backup that is killed leaves nothing that looks like one, and the next clears it away', async () => {
  const folder = freshFolder()
  let cut = 0
  for (let wait = 0; cut < 5 && wait < 400; wait += 7) {
    const run = started(home, 'backup', '--to', folder)
    await new Promise((resolve) => setTimeout(resolve, wait))
    run.child.kill('SIGKILL')
    const { signal } = await run
    if (signal === 'SIGKILL') cut += 1
    for (const name of archives(folder)) {
      const { run: back } = restored(path.join(folder, name))
      done(back)
      rmSync(path.join(folder, name))
    }
  }
  assert.ok(cut > 0, 'at least one was cut short')
  done(qianmo(home, 'backup', '--to', folder))
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), [])
  assert.equal(archives(folder).length, 1)
})

test('archives that are not what they were are refused, and nothing is put in place', () => {
  const file = backup()
  const whole = readFileSync(file)
  const spoilt = path.join(freshFolder(), 'spoilt.zip')
  const check = (bytes, code = 'backup.damaged') => {
    writeFileSync(spoilt, bytes)
    const { folder, run } = restored(spoilt)
    refused(run, code)
    assert.ok(!existsSync(folder), 'no folder is left')
  }
  for (const part of [0, 0.001, 0.3, 0.7, 0.99]) check(whole.subarray(0, Math.floor(whole.length * part)))
  check(whole.subarray(0, whole.length - 1))
  check(Buffer.from('这不是备份'))
  check(Buffer.concat([whole.subarray(0, 5_000), Buffer.alloc(4_000), whole.subarray(9_000)]))
  // A byte anywhere: refused, or of no account, in which case what is restored is whole.
  let caught = 0
  for (let at = 13; at < whole.length; at += Math.floor(whole.length / 23)) {
    const other = Buffer.from(whole)
    other[at] ^= 0x55
    writeFileSync(spoilt, other)
    const { run } = restored(spoilt)
    if (run.status === 0) assert.match(run.out, /核验完好/)
    else refused(run, 'backup.damaged')
    caught += run.status
  }
  assert.ok(caught > 15, `${caught} of 23`)
})

test('a folder that holds something is not restored into', () => {
  const file = backup()
  const folder = freshFolder()
  writeFileSync(path.join(folder, 'mine.txt'), 'mine')
  refused(qianmo(folder, 'restore', file), 'restore.not_empty')
  assert.deepEqual(readdirSync(folder), ['mine.txt'])
  const cut = freshFolder()
  mkdirSync(path.join(cut, '.restoring'))
  refused(qianmo(cut, 'units'), 'data.restoring')
  done(qianmo(cut, 'restore', file))
  done(qianmo(cut, 'verify'))
})

test('keys may be kept apart, and others do not open it', () => {
  const file = backup('--without-keys')
  refused(restored(file).run, 'restore.no_keys')
  refused(restored(file, '--keys', path.join(demoFolder(), 'keys.json')).run, 'restore.other_keys')
  const { folder, run } = restored(file, '--keys', path.join(home, 'keys.json'))
  done(run)
  assert.deepEqual(figuresOf(folder), figuresOf(home))
})

test('a folder of backups keeps the latest, and nothing else of it is touched', () => {
  const folder = freshFolder()
  const others = freshFolder()
  done(qianmo(demoFolder(), 'backup', '--to', others))
  const theirs = 'qianmo-20200101-000000.zip'
  renameSync(path.join(others, archives(others)[0]), path.join(folder, theirs))
  writeFileSync(path.join(folder, 'qianmo-20200101-000001.zip'), 'half a file of somebody')
  writeFileSync(path.join(folder, '说明.txt'), 'x')
  const made = []
  for (let n = 0; n < 4; n += 1) made.push(/备份到 (\S+)，/.exec(done(qianmo(home, 'backup', '--to', folder, '--keep', '2')))[1])
  const left = readdirSync(folder).filter((name) => !name.startsWith('.')).sort()
  const expect = [theirs, 'qianmo-20200101-000001.zip', '说明.txt', ...made.slice(2).map((file) => path.basename(file))]
  assert.deepEqual(left, expect.sort())
  assert.equal(new Set(made).size, 4, 'however quick they are made, no name is given twice')
})

test('what cannot be done is said', () => {
  const file = backup()
  refused(qianmo(home, 'backup', '--to', file), 'backup.exists')
  refused(qianmo(freshFolder(), 'backup', '--to', freshFolder()), 'data.empty')
  refused(qianmo(home, 'backup', '--to', home), 'backup.in_data')
  refused(qianmo(freshFolder(), 'restore', path.join(freshFolder(), 'none.zip')), 'data.files')
  const inside = path.join(home, 'backups')
  for (let n = 0; n < 2; n += 1) done(qianmo(home, 'backup', '--to', inside))
  const [first, second] = archives(inside).map((name) => readFileSync(path.join(inside, name)).length)
  assert.ok(second < first * 1.5, 'a backup does not hold the backups before it')
  truncateSync(file, 100)
  refused(restored(file).run, 'backup.damaged')
})
