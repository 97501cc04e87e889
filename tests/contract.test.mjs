// The command line, as our own checks and other programs rely on it: the demo township's figures agree with the
// report they were drawn from, every figure opens to rows that fold back to it, and nothing acknowledged is lost.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  appendFileSync, cpSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync,
} from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { answer, binary, compare, demoFolder, freshFolder, out, qianmo, root, serve, table } from './product.mjs'

const expected = table('packs/township/demo/expected.csv')
const coverage = table('packs/township/coverage.csv')
/** The figures of the report that the demo is held against, F0383 to F0485: all of them, by number. */
const original = Array.from({ length: 103 }, (_, at) => `F${String(383 + at).padStart(4, '0')}`)
let folder, unit, village, ledgers

before(() => {
  folder = demoFolder()
  const units = answer(folder, 'units', '--json')
  unit = answer(folder, 'session', '--json').unit.id
  village = units.find((one) => one.parent === unit)
  ledgers = answer(folder, 'ledgers', '--json')
})

describe('figures', () => {
  test('agree with the report they were drawn from', () => {
    const wrong = []
    const cache = new Map()
    for (const row of expected.filter((row) => row.value !== '')) {
      const [at, period] = [row.unit || unit, row.period || '2022']
      const key = `${at} ${period}`
      if (!cache.has(key)) cache.set(key, answer(folder, 'figures', '--unit', at, '--period', period, '--json'))
      const figure = cache.get(key).find((figure) => figure.indicator === row.indicator)
      const bound = row.bound || '='
      const holds = figure?.value != null && (
        bound === '=' ? compare(figure.value, row.value) === 0
          : bound === '>=' ? compare(figure.value, row.value) >= 0
            : bound === '<=' ? compare(figure.value, row.value) <= 0
              : bound === '~' && isNear(figure.value, row.value))
      if (!holds || figure.in !== row.in) wrong.push(`${row.figure} ${row.indicator}: ${figure?.value}${figure?.in}, expected ${bound} ${row.value}${row.in}`)
    }
    assert.deepEqual(wrong, [])
  })

  test('are all of that report, each mapped once and each with a value to meet', () => {
    assert.deepEqual(coverage.map((row) => row.figure).sort(), original)
    assert.deepEqual(expected.map((row) => row.figure).sort(), original)
    assert.deepEqual(expected.filter((row) => row.value === '').map((row) => row.figure), [])
    const asked = (row) => [row.figure, row.indicator, row.unit || unit, row.period || '2022'].join(' ')
    assert.deepEqual(expected.map(asked).sort(), coverage.map(asked).sort())
  })

  test('name the rows in which that report contradicts itself', () => {
    const noted = new Map(expected.map((row) => [row.figure, row.note]))
    for (const [figure, words] of [
      ['F0388', '水稻'], ['F0395', 'F0407'], ['F0407', '20余'], ['F0417', '729'], ['F0432', '217'], ['F0447', '临时救助'],
    ]) {
      assert.ok(noted.get(figure)?.includes(words), `${figure}: ${noted.get(figure)}`)
    }
  })

  test('say how well they are founded', () => {
    const grades = new Map(answer(folder, 'figures', '--unit', unit, '--period', '2022', '--json').map((one) => [one.indicator, one.grade]))
    for (const [indicator, grade] of [
      ['fiscal_revenue', 'forecast'], ['general_budget_revenue', 'forecast'], ['hotline_satisfaction', 'attested'],
      ['services_done', 'village_totals'], ['problems_solved', 'village_totals'], ['rice_area', 'records'],
      ['registered_households', 'records'], ['special_paid_rate', 'records'],
    ]) {
      assert.equal(grades.get(indicator), grade, indicator)
    }
  })

  test('have a base of the year before from records or from a source, and say which', () => {
    const base = new Map(answer(folder, 'figures', '--unit', unit, '--period', '2021', '--json').map((one) => [one.indicator, one]))
    for (const [indicator, value, grade] of [
      ['collective_income', '122.05', 'records'], ['petitions_received', '12', 'records'],
      ['rice_area', '1021.3', 'external'], ['services_done', '352', 'external'], ['fiscal_revenue', '672', 'external'],
      ['hotline_satisfaction', '75', 'attested'], ['cattle', null, 'records'],
    ]) {
      assert.deepEqual([base.get(indicator)?.value, base.get(indicator)?.grade], [value, grade], indicator)
    }
    const opened = answer(folder, 'open', 'rice_area_change', '--unit', unit, '--period', '2022', '--json')
    assert.match(opened.definition, /2022年.*逐条.*2021年.*外部.*2021年农业统计年报/)
  })

  test('have the fields the contract names, decimals as text', () => {
    for (const figure of answer(folder, 'figures', '--unit', unit, '--period', '2022', '--json')) {
      for (const key of ['indicator', 'name', 'value', 'in', 'grade', 'numerator', 'denominator', 'unit', 'period', 'as_of', 'definition']) {
        assert.ok(key in figure, `${figure.indicator} lacks ${key}`)
      }
      assert.ok(figure.value === null || typeof figure.value === 'string', figure.indicator)
    }
  })

  test('open, and the evidence folds back', () => {
    for (const figure of answer(folder, 'figures', '--unit', unit, '--period', '2022', '--json')) {
      const opened = answer(folder, 'open', figure.indicator, '--unit', unit, '--period', '2022', '--json')
      assert.equal(opened.figure.value, figure.value, figure.indicator)
      if (figure.value === null) continue
      assert.ok(opened.fold !== null && opened.fold !== undefined, `${figure.indicator} does not fold`)
      assert.equal(compare(opened.fold, figure.value), 0, `${figure.indicator}: ${opened.fold} ≠ ${figure.value}`)
    }
  })

  test('are the same at the same cut, whatever was written since', () => {
    const own = freshFolder()
    assert.equal(qianmo(own, 'demo', '--load-only').status, 0)
    const ask = ['figures', '--unit', unit, '--period', '2022', '--json']
    const first = answer(own, ...ask)
    const cut = first[0].as_of
    const values = (figures) => figures.map((figure) => `${figure.indicator} ${figure.value}`).join('\n')
    const imports = answer(own, 'journal', '--json').filter((entry) => entry.act === 'import')
    const moved = imports.slice(0, 12).some((change) => {
      assert.equal(qianmo(own, 'undo', change.book, String(change.seq), '--reason', '试一试').status, 0)
      return values(answer(own, ...ask)) !== values(first)
    })
    assert.ok(moved, 'no undone import changed a figure')
    assert.equal(values(answer(own, ...ask, '--as-of', cut)), values(first))
    assert.equal(qianmo(own, 'verify').status, 0)
  })
})

describe('report', () => {
  test('carries the ids of the figures it answers', () => {
    const report = answerFile('json')
    const ids = new Set()
    const walk = (node) => {
      if (Array.isArray(node)) return node.forEach(walk)
      if (!node || typeof node !== 'object') return
      if (Array.isArray(node.figure_ids)) node.figure_ids.forEach((id) => ids.add(id))
      Object.values(node).forEach(walk)
    }
    walk(report)
    assert.deepEqual([...ids].sort(), original)
  })

  test('is written as DOCX and HTML', () => {
    answerFile('docx')
    assert.match(readFileSync(answerFile('html'), 'utf8'), /class="figure/)
  })

  test('keeps every figure, letter for letter, as text and as HTML', () => {
    const words = (file) => readFileSync(file, 'utf8')
    const [text, html] = [words(answerFile('text')), words(answerFile('html')).replaceAll('&amp;', '&')]
    const printed = []
    const walk = (node) => {
      if (Array.isArray(node)) return node.forEach(walk)
      if (!node || typeof node !== 'object') return
      if (node.kind === 'figure') printed.push(node.text)
      Object.values(node).forEach(walk)
    }
    walk(answerFile('json').blocks)
    assert.ok(printed.length > 150, `${printed.length} figures`)
    for (const one of printed) {
      assert.ok(text.includes(one), `text lacks ${one}`)
      assert.ok(html.includes(`>${one}</a>`), `HTML lacks ${one}`)
    }
  })

  function answerFile(format) {
    const name = readdirSync(path.join(root, 'packs/township/reports'))[0].replace(/\.md$/, '')
    const file = path.join(out, `report.${format}`)
    const done = qianmo(folder, 'report', name, '--unit', unit, '--period', '2022', '--format', format, '-o', file)
    assert.equal(done.status, 0, done.err)
    assert.ok(existsSync(file))
    return format === 'json' ? JSON.parse(readFileSync(file, 'utf8')) : file
  }
})

describe('the web app', () => {
  test('is sent as it is kept, gzipped, and plain to whoever does not take that', async () => {
    const server = await serve(folder)
    const ask = (at, encodings) => new Promise((resolve, reject) => {
      const headers = encodings ? { 'accept-encoding': encodings } : {}
      http.get(new URL(at, server.address), { headers }, (answer) => {
        const parts = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }))
      }).on('error', reject)
    })
    try {
      const page = String((await ask('/', null)).bytes)
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1]
      assert.ok(script, page)
      for (const at of ['/', '/somewhere/in/the/app', script]) {
        const [packed, plain] = [await ask(at, 'gzip, deflate, br'), await ask(at, 'gzip;q=0')]
        assert.equal(packed.headers['content-encoding'], 'gzip', at)
        assert.equal(plain.headers['content-encoding'], undefined, at)
        for (const { status, headers, bytes } of [packed, plain]) {
          assert.equal(status, 200)
          assert.equal(headers.vary, 'accept-encoding')
          assert.equal(headers['content-length'], String(bytes.length))
          assert.equal(headers['content-type'], packed.headers['content-type'])
        }
        assert.ok(packed.bytes.length < plain.bytes.length)
        assert.deepEqual(gunzipSync(packed.bytes), plain.bytes)
      }
      assert.equal((await ask(`${script}.gz`, 'gzip')).status, 404)
    } finally {
      await server.stop()
    }
  })
})

describe('bad input', () => {
  test('a command that is none ends with 2', () => {
    assert.equal(qianmo(folder, 'figures').status, 2)
    assert.equal(qianmo(folder, 'no-such-thing').status, 2)
  })

  test('an unknown indicator, unit or period is a problem with a next step', () => {
    for (const args of [
      ['open', 'no_such', '--unit', unit, '--period', '2022', '--json'],
      ['figures', '--unit', 'nowhere', '--period', '2022', '--json'],
      ['figures', '--unit', unit, '--period', '20-22', '--json'],
    ]) {
      const done = qianmo(folder, ...args)
      assert.notEqual(done.status, 0, args.join(' '))
      assert.match(done.err + done.out, /→|hint/)
    }
  })

  test('a wrong spreadsheet writes nothing and says where it is wrong', () => {
    const { ledger, file } = plainCsv()
    const lines = readFileSync(file, 'utf8').split('\n')
    lines[3] = lines[3].split(',').map((cell, i) => i === 0 ? '没有这个村' : cell).join(',')
    const wrong = path.join(out, 'wrong.csv')
    writeFileSync(wrong, lines.join('\n'))
    const before = answer(folder, 'journal', '--json')[0]
    const done = qianmo(folder, 'import', ledger, wrong, '--json')
    assert.equal(done.status, 1, done.out)
    assert.ok(JSON.parse(done.out).findings.some((finding) => finding.place.line === 4), done.out)
    assert.deepEqual(answer(folder, 'journal', '--json')[0], before)
  })

  test('an unterminated quote is found', () => {
    const { ledger, file } = plainCsv()
    const wrong = path.join(out, 'quote.csv')
    writeFileSync(wrong, readFileSync(file, 'utf8') + '"没有写完')
    assert.equal(qianmo(folder, 'import', ledger, wrong).status, 1)
  })

  test('two processes do not share a data folder', async () => {
    const server = await serve(folder)
    try {
      const done = qianmo(folder, 'verify')
      assert.equal(done.status, 1)
      assert.match(done.err + done.out, /store\.in_use/)
    } finally {
      await server.stop()
    }
  })
})

describe('a data folder somebody touched', () => {
  const touched = [
    ['the database is gone', 'store.lost', (own) => rmSync(path.join(own, 'store'), { recursive: true }) ?? keepHeads(own)],
    ['the database is cut', 'store.damaged', (own) => truncateSync(path.join(own, 'store/qianmo.db'), 100_000)],
    ['the keys are gone', 'data.no_keys', (own) => rmSync(path.join(own, 'keys.json'))],
    ['the pack in force is altered', 'data.pack_altered', (own) => {
      const digest = readFileSync(path.join(own, 'packs/active'), 'utf8').trim()
      appendFileSync(path.join(own, 'packs', digest, 'base/units.toml'), '\n# altered\n')
    }],
  ]
  const keepHeads = (own) => cpSync(path.join(folder, 'store/heads.log'), path.join(own, 'store/heads.log'))

  for (const [name, code, touch] of touched) {
    test(name, () => {
      const own = freshFolder()
      cpSync(folder, own, { recursive: true })
      touch(own)
      const done = qianmo(own, 'session')
      assert.equal(done.status, 1)
      assert.match(done.err, new RegExp(code.replace('.', '\\.')))
      assert.doesNotMatch(done.err, /os error|panicked/)
    })
  }
})

describe('a process killed in the middle', () => {
  test('leaves all of an import or nothing of it, and a clean journal', { timeout: 300_000 }, async () => {
    const own = demoFolder()
    const { ledger } = plainCsv()
    const count = () => Number(answer(own, 'list', ledger, '--json').total)
    let expected = count()
    for (let round = 0; round < 12; round += 1) {
      const { file } = plainCsv(4000, `kill${round}`)
      const child = spawn(binary, ['--data', own, 'import', ledger, file, '--json'], { cwd: root })
      let said = ''
      child.stdout.on('data', (bytes) => { said += bytes })
      const ended = new Promise((resolve) => child.on('close', resolve))
      await new Promise((resolve) => setTimeout(resolve, 20 + round * 60))
      child.kill('SIGKILL')
      await ended
      const now = count()
      const acknowledged = /"receipts":\s*\[\s*\{/.test(said)
      assert.ok(now === expected || now === expected + 4000, `round ${round}: ${now} after ${expected}`)
      if (acknowledged) assert.equal(now, expected + 4000, `round ${round}: acknowledged, then lost`)
      expected = now
    }
    assert.equal(qianmo(own, 'verify').status, 0)
  })
})

/**
 * A CSV that imports into one of the pack's logs, made from what the log itself declares: only its required fields and
 * its key, with values that no demo record has. `mark` makes every row of a file different from every other file's.
 */
function plainCsv(rows = 5, mark = 'x') {
  const simple = ['text', 'long_text', 'integer', 'decimal', 'money', 'date', 'choice', 'bool']
  const fits = (ledger) => ledger.kind === 'log' && !ledger.id.startsWith('_') && ledger.unit.includes(village.level)
    && ledger.fields.every((field) => simple.includes(field.type) || !field.required && !ledger.key.includes(field.id))
    && ledger.fields.every((field) => !field.check && !field.required_if)
    && (ledger.key.length === 0 || ledger.key.some((id) => ledger.fields.find((field) => field.id === id)?.type === 'text'))
  const ledger = ledgers.find(fits)
  assert.ok(ledger, 'a log with plain fields')
  const fields = ledger.fields.filter((field) => field.required || ledger.key.includes(field.id))
  const value = (field, row) => ({
    date: '2022-06-15', integer: '1', decimal: '1', money: '1', bool: '是', choice: field.codes?.[0]?.name,
  })[field.type] ?? `${mark}-${row}`
  const lines = Array.from({ length: rows }, (_, row) => [village.name, ...fields.map((field) => value(field, row))].join(','))
  const file = path.join(out, `plain-${rows}-${mark}.csv`)
  writeFileSync(file, [['村', ...fields.map((field) => field.name)].join(','), ...lines, ''].join('\n'))
  return { ledger: ledger.id, file }
}

/** Within one part in a hundred of what the report calls 约. */
function isNear(value, about) {
  const [x, y] = [Number(value), Number(about)]
  return Math.abs(x - y) <= Math.abs(y) / 100
}
