// The archive of a release, on a machine that has nothing: a clean folder, an environment without a single variable, no
// program to be found, and for all but the server no network either. `QIANMO_ARCHIVE` names the archive.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { before, test } from 'node:test'

const archive = process.env.QIANMO_ARCHIVE
const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-dist-'))
let home

/** Without network where the system lets an ordinary user do so. */
const apart = ['--user', '--map-root-user', '--net']
const canApart = spawnSync('unshare', [...apart, 'true']).status === 0

/** Runs the unpacked binary to its end; it finds nothing but itself. */
function run(...args) {
  const words = [path.join(home, 'qianmo'), ...args]
  const [program, rest] = canApart ? ['/usr/bin/unshare', [...apart, ...words]] : [words[0], words.slice(1)]
  const done = spawnSync(program, rest, { cwd: home, env: {}, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  assert.equal(done.status, 0, `${args.join(' ')}: ${done.stdout}${done.stderr}${done.error ?? ''}`)
  return done.stdout
}

before(() => {
  assert.ok(archive && existsSync(archive), 'QIANMO_ARCHIVE names no archive; make one: cargo xtask dist --profile dev')
  const unpacked = spawnSync('tar', ['xzf', archive, '-C', folder])
  assert.equal(unpacked.status, 0, String(unpacked.stderr))
  const [name] = readdirSync(folder)
  assert.equal(`${name}.tar.gz`, path.basename(archive), 'one folder, of the archive’s name')
  home = path.join(folder, name)
})

test('the archive is what its digest says, and holds what it should', () => {
  const [digest, name] = readFileSync(`${archive}.sha256`, 'utf8').trim().split(/\s+/)
  assert.equal(name, path.basename(archive))
  assert.equal(createHash('sha256').update(readFileSync(archive)).digest('hex'), digest)
  const wanted = ['LICENSE', 'README.txt', 'THIRD-PARTY.txt', 'THIRD-PARTY-rust.html', 'install.sh', 'packs', 'qianmo', 'qianmo.service', 'qianmo-backup.service', 'qianmo-backup.timer', 'Containerfile', 'docs']
  assert.deepEqual(readdirSync(home).sort(), wanted.sort())
  for (const name of ['qianmo', 'install.sh']) assert.ok(statSync(path.join(home, name)).mode & 0o100, `${name} can be run`)
  const third = readFileSync(path.join(home, 'THIRD-PARTY.txt'), 'utf8')
  for (const name of ['tokio ', 'sqlx ', 'react ', 'antd ']) assert.ok(third.includes(`\n${name}`), `${name}is among the works handed on`)
  // A binary that asks for a loader brings no C library of its own; the release does, and hands its text on.
  const asksForLoader = readFileSync(path.join(home, 'qianmo')).includes('/ld-linux')
  assert.equal(third.includes('\nmusl '), !asksForLoader, 'musl is handed on where it is carried')
  assert.ok(third.includes('Permission is hereby granted'), 'with the texts of their licences')
  assert.match(readFileSync(path.join(home, 'README.txt'), 'utf8'), /三条命令[\s\S]*in English/)
})

test('the demo is loaded, answers a figure, and is verified, by nothing but the binary', () => {
  assert.match(run('demo', '--load-only'), /报告：/)
  const { unit, period } = JSON.parse(run('session', '--json'))
  const figures = JSON.parse(run('figures', '--unit', unit.id, '--period', period, '--json'))
  assert.ok(figures.filter((figure) => figure.value !== null && figure.value !== undefined).length > 50)
  assert.match(run('verify'), /账本完好/)
  const backup = run('backup', '--to', 'backups', '--keep', '2')
  assert.match(backup, /读回核对过/)
  assert.match(run('--data', 'again', 'restore', path.join('backups', readdirSync(path.join(home, 'backups')).find((name) => name.endsWith('.zip')))), /核验完好/)
  run('check', 'packs/township')
})

test('it serves its web app, says so when asked, and stops when told', { timeout: 120_000 }, async () => {
  const child = spawn(path.join(home, 'qianmo'), ['serve', '--port', '0'], { cwd: home, env: {} })
  let said = ''
  // Closed, not ended: what it said last may come after it is gone.
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)))
  try {
    const address = await new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (bytes) => {
          said += bytes
          const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
          if (found) resolve(found[0])
        })
      }
      child.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
    })
    const page = await (await fetch(address)).text()
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1]
    assert.ok(script, 'the page is there')
    assert.equal((await fetch(address + script)).status, 200, 'and its script')
    const { unit, period } = await (await fetch(`${address}/api/session`)).json()
    const body = JSON.stringify({ asks: [{ indicator: 'river_patrols', unit: unit.id, period }] })
    const answered = await (await fetch(`${address}/api/figures`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()
    assert.ok(Number((answered.figures ?? answered)[0].value) > 0)
    const ping = spawnSync(path.join(home, 'qianmo'), ['ping', '--port', new URL(address).port], { env: {}, encoding: 'utf8' })
    assert.equal(ping.status, 0, ping.stderr)
  } finally {
    child.kill('SIGTERM')
  }
  assert.equal(await ended, 0, said)
  assert.match(said, /数据已安全写入/)
})

test('its units are ones that systemd reads', { skip: spawnSync('systemd-analyze', ['--version']).status !== 0 && 'no systemd here' }, () => {
  const units = ['qianmo.service', 'qianmo-backup.service', 'qianmo-backup.timer'].map((name) => path.join(home, name))
  const done = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' })
  // That the program is not installed here is no fault of the unit.
  const faults = done.stderr.split('\n').filter((line) => line && !/not executable|file:\/\//.test(line))
  assert.deepEqual(faults, [])
})
