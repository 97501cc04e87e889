// Documents that leave Qianmo are opened by a real office program, and a real spreadsheet program's file comes in.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { before, test } from 'node:test'
import { answer, demoFolder, out, qianmo, root } from './product.mjs'

let folder, unit

before(() => {
  folder = demoFolder()
  unit = answer(folder, 'session', '--json').unit.id
})

/** Converts with the office program, in a profile of its own. */
function convert(file, to) {
  const profile = mkdtempSync(path.join(tmpdir(), 'office-'))
  execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', to, '--outdir', out, file], { stdio: 'pipe' })
  return path.join(out, `${path.basename(file).replace(/\.[^.]+$/, '')}.${to.split(':')[0]}`)
}

test('the report opens in a word processor with its pages, headings and figures', { timeout: 300_000 }, () => {
  const name = readdirSync(path.join(root, 'packs/township/reports')).find((file) => file.endsWith('.md')).replace(/\.md$/, '')
  const docx = path.join(out, 'annual.docx')
  const ask = ['report', name, '--unit', unit, '--period', '2022']
  assert.equal(qianmo(folder, ...ask, '--format', 'docx', '-o', docx).status, 0)
  const plain = path.join(out, 'annual.txt')
  assert.equal(qianmo(folder, ...ask, '--format', 'text', '-o', plain).status, 0)
  const pdf = convert(docx, 'pdf')
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/\s/g, '')
  const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  assert.match(info, /Page size:\s+595\.\d+ x 841\.\d+/)
  assert.ok(Number(/Pages:\s+(\d+)/.exec(info)[1]) >= 3, info)
  const lines = readFileSync(plain, 'utf8').split('\n').map((line) => line.replace(/\s/g, '')).filter(Boolean)
  const headings = lines.filter((line) => /^[一二三四五六七八九十]、/.test(line))
  assert.ok(headings.length >= 3)
  for (const heading of headings) assert.ok(text.includes(heading), `no ${heading} on paper`)
  assert.ok(text.includes('87.82%'))
})

test('the page of the standard holds 22 lines of 28 characters, in the fonts it names', { timeout: 300_000 }, () => {
  const name = readdirSync(path.join(root, 'packs/township/reports')).find((file) => file.endsWith('.md')).replace(/\.md$/, '')
  const docx = path.join(out, 'page.docx')
  assert.equal(qianmo(folder, 'report', name, '--unit', unit, '--period', '2022', '--format', 'docx', '-o', docx).status, 0)
  const pages = execFileSync('pdftotext', ['-layout', convert(docx, 'pdf'), '-'], { encoding: 'utf8' }).split('\f')
  // A page that runs over into the next and shows no table is full: its lines and its number.
  const lines = pages.map((page) => page.split('\n').map((line) => line.trim()).filter(Boolean))
  assert.equal(Math.max(...lines.slice(2, -2).map((page) => page.length)), 23)
  // Lines of Chinese alone are of 28 characters; a closing mark may hang over the edge.
  const longest = Math.max(...lines.flat().filter((line) => /^[^\x00-\x7f]+$/.test(line)).map((line) => [...line].length))
  assert.ok(longest === 28 || longest === 29, `the longest line has ${longest} characters`)
  const styles = execFileSync('unzip', ['-p', docx, 'word/styles.xml'], { encoding: 'utf8' })
  for (const font of ['方正小标宋简体', '黑体', '楷体_GB2312', '仿宋_GB2312', '宋体']) assert.ok(styles.includes(`"${font}"`), font)
  assert.match(execFileSync('unzip', ['-l', docx], { encoding: 'utf8' }), /word\/charts\/chart1\.xml/)
})

test('a workbook saved by a spreadsheet program imports as the same records', { timeout: 300_000 }, () => {
  const demo = path.join(root, 'packs/township/demo')
  const imports = readFileSync(path.join(demo, 'demo.toml'), 'utf8').split('[[import]]').slice(1)
  const first = imports.map((block) => ({ file: /file\s*=\s*"([^"]+)"/.exec(block)[1], ledger: /ledger\s*=\s*"([^"]+)"/.exec(block)[1] }))
    .find((entry) => entry.file.endsWith('.xlsx') && !entry.ledger.startsWith('_'))
  const saved = convert(path.join(demo, first.file), 'ods')
  const again = path.join(out, 'saved.ods')
  writeFileSync(again, readFileSync(saved))
  const xlsx = convert(again, 'xlsx')
  const done = qianmo(folder, 'import', first.ledger, xlsx, '--dry-run', '--json')
  assert.equal(done.status, 0, done.out + done.err)
  const report = JSON.parse(done.out)
  assert.ok(report.rows > 0)
})
