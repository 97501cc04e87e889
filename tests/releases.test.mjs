// The data of every release is opened by the program of today; and the way back from an upgrade, rehearsed.
// `QIANMO_OLD` names the binary of an older release; without it the way back is walked with this one.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { answer, binary, freshFolder, qianmo, root } from './product.mjs'

const releases = path.join(root, 'tests/releases')
const versions = readdirSync(releases).filter((name) => statSync(path.join(releases, name)).isDirectory())
const old = process.env.QIANMO_OLD || binary

function done(run) {
  assert.equal(run.status, 0, `${run.out}${run.err}`)
  return run.out
}

function before(folder, ...args) {
  const run = spawnSync(old, ['--data', folder, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

const kept = (version) => ({
  file: path.join(releases, version, 'backup.zip'),
  expected: JSON.parse(readFileSync(path.join(releases, version, 'expected.json'), 'utf8')),
})

const figuresOf = (list) => list.map(({ indicator, value, grade }) => ({ indicator, value: value ?? null, grade: grade ?? null }))
const asking = ({ unit, period }, asOf) => ['figures', '--unit', unit, '--period', period, '--json', ...(asOf ? ['--as-of', asOf] : [])]

/** Writes one more Change as a person of that office would: a record of a log the pack has. */
function writeMore(folder, unit, n = 1) {
  const village = answer(folder, 'units', '--json').find((one) => one.parent === unit)
  const ledger = answer(folder, 'ledgers', '--json').find(({ id }) => id === 'river_patrol')
  const result = ledger.fields.find(({ id }) => id === 'result').codes[0].name
  const sheet = path.join(freshFolder(), 'more.csv')
  const rows = Array.from({ length: n }, (_, i) => `${village.name},2022-03-0${i + 1},新河段${i},${result}`)
  writeFileSync(sheet, ['村,巡河日期,河段,巡查结果', ...rows].join('\n'))
  done(qianmo(folder, 'import', 'river_patrol', sheet))
}

const count = (folder, ask) => Number(answer(folder, ...asking(ask), '--only', 'river_patrols')[0].value)

test('there is a data folder of this version', () => {
  const version = /^version = "(.*)"/m.exec(readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))[1]
  assert.ok(versions.includes(version), `run: cargo xtask keep-release (${version})`)
})

for (const version of versions) {
  test(`the data of ${version} is opened, verified, answers the same, is written to, and takes the present pack`, () => {
    const { file, expected } = kept(version)
    assert.ok(statSync(file).size < 300_000)
    const folder = path.join(freshFolder(), 'data')
    assert.match(done(qianmo(folder, 'restore', file)), /核验完好/)
    const figures = figuresOf(answer(folder, ...asking(expected)))
    assert.ok(figures.filter(({ value }) => value !== null).length > 20)
    assert.deepEqual(figures, figuresOf(expected.figures))
    const patrols = count(folder, expected)
    writeMore(folder, expected.unit)
    assert.equal(count(folder, expected), patrols + 1)
    assert.deepEqual(figuresOf(answer(folder, ...asking(expected, expected.as_of))), figuresOf(expected.figures), 'as of then')
    done(qianmo(folder, 'verify'))
    done(qianmo(folder, 'activate', path.join(root, 'packs/township')))
    assert.equal(count(folder, expected), patrols + 1)
    writeMore(folder, expected.unit, 3)
    assert.equal(count(folder, expected), patrols + 3, 'the first of the three is the one that is there')
    done(qianmo(folder, 'verify'))
  })

  test(`the way back from an upgrade of ${version}`, () => {
    const { file, expected } = kept(version)
    const folder = path.join(freshFolder(), 'data')
    const backups = freshFolder()
    // On the old program: a day's work, then the backup before the upgrade.
    done(before(folder, 'restore', file))
    done(before(folder, 'backup', '--to', path.join(backups, 'before.zip')))
    const then = figuresOf(JSON.parse(done(before(folder, ...asking(expected)))))
    // The upgrade, and work on it.
    done(qianmo(folder, 'activate', path.join(root, 'packs/township')))
    writeMore(folder, expected.unit)
    const patrols = count(folder, expected)
    done(qianmo(folder, 'backup', '--to', path.join(backups, 'after.zip')))
    // Back in place, where the format is the same: the old program goes on with all of it. Where it is newer, it says so and changes nothing.
    const inPlace = before(folder, 'verify')
    if (inPlace.status !== 0) assert.match(inPlace.err, /store\.newer_format[^]*qianmo restore/)
    else assert.equal(Number(JSON.parse(done(before(folder, ...asking(expected), '--only', 'river_patrols')))[0].value), patrols)
    assert.equal(count(folder, expected), patrols)
    if (old === binary) assert.equal(inPlace.status, 0, inPlace.err)
    // Back to the backup: the old program, as it was before.
    const back = path.join(freshFolder(), 'back')
    assert.match(done(before(back, 'restore', path.join(backups, 'before.zip'))), /核验完好/)
    assert.deepEqual(figuresOf(JSON.parse(done(before(back, ...asking(expected))))), then)
    done(before(back, 'verify'))
  })
}
