// Documents that leave Qianmo are opened by a real office program, and a real spreadsheet program's file comes in.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { before, test } from 'node:test'
import { answer, demoFolder, freshFolder, out, qianmo, root } from './product.mjs'

let folder, unit

before(() => {
  folder = demoFolder()
  unit = answer(folder, 'session', '--json').unit.id
})

/** Converts with the office program, in a profile of its own. */
function convert(file, to, ...more) {
  const profile = mkdtempSync(path.join(tmpdir(), 'office-'))
  execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', ...more, '--convert-to', to, '--outdir', out, file], { stdio: 'pipe' })
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
  // A page that runs over into the next and shows no table is full: its lines and its number. Tables have columns, or
  // lines shorter than prose that is followed by more of it.
  const lines = pages.map((page) => page.split('\n').map((line) => line.trim()).filter(Boolean))
  const prose = lines.slice(1, -2).filter((page) => page.slice(0, -1).every((line) => !/\S {3,}\S/.test(line)))
  assert.ok(prose.length >= 1, 'no page is of prose alone')
  for (const page of prose) assert.equal(page.length, 23, page.join('\n'))
  // Lines of Chinese alone are of 28 characters; a closing mark may hang over the edge.
  const longest = Math.max(...lines.flat().filter((line) => /^[^\x00-\x7f]+$/.test(line)).map((line) => [...line].length))
  assert.ok(longest === 28 || longest === 29, `the longest line has ${longest} characters`)
  const styles = execFileSync('unzip', ['-p', docx, 'word/styles.xml'], { encoding: 'utf8' })
  for (const font of ['方正小标宋简体', '黑体', '楷体_GB2312', '仿宋_GB2312', '宋体']) assert.ok(styles.includes(`"${font}"`), font)
  assert.match(execFileSync('unzip', ['-l', docx], { encoding: 'utf8' }), /word\/charts\/chart1\.xml/)
  // Every chart has its caption, and stands drawn on the page of its caption: its numbers are printed beside its bars.
  const body = execFileSync('unzip', ['-p', docx, 'word/document.xml'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  const captions = [...body.matchAll(/<w:p>(?:(?!<\/w:p>).)*"PictureCaption"(?:(?!<\/w:p>).)*<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
  const charts = [...body.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, said]) => said)
  assert.ok(captions.length >= 1 && captions.length === charts.length, `${captions.length} captions, ${charts.length} charts`)
  for (const [index, caption] of captions.entries()) {
    const page = pages.find((text) => text.replace(/\s/g, '').includes(caption.replace(/\s/g, '')))
    assert.ok(page, `${caption} is on no page`)
    const drawn = page.replace(/\s/g, '')
    for (const bar of charts[index].split('：').pop().replace('。', '').split('，')) assert.ok(drawn.includes(bar), `${bar} is not drawn`)
  }
})

test('contents, page numbers and the annex are right when the document is opened', { timeout: 300_000 }, () => {
  const pack = path.join(freshFolder(), 'pack')
  cpSync(path.join(root, 'packs/township'), pack, { recursive: true })
  const file = readdirSync(path.join(pack, 'reports')).find((name) => name.endsWith('.md'))
  const template = path.join(pack, 'reports', file)
  writeFileSync(template, readFileSync(template, 'utf8').replace('+++\n', '+++\ncontents = true\nannex = true\n'))
  const own = freshFolder()
  const loaded = qianmo(own, 'demo', '--load-only', '--pack', pack)
  assert.equal(loaded.status, 0, loaded.err)
  const docx = path.join(out, 'contents.docx')
  const ask = ['report', file.replace(/\.md$/, ''), '--unit', unit, '--period', '2022']
  assert.equal(qianmo(own, ...ask, '--format', 'docx', '-o', docx).status, 0)
  const plain = path.join(out, 'contents.txt')
  assert.equal(qianmo(own, ...ask, '--format', 'text', '-o', plain).status, 0)
  const text = execFileSync('pdftotext', ['-layout', convert(docx, 'pdf'), '-'], { encoding: 'utf8' })
  const bare = (line) => line.replace(/\s/g, '')
  const pages = text.split('\f').map((page) => page.split('\n').filter((line) => line.trim()))
  const number = (page) => Number(/^— ?(\d+) ?—$/.exec(page.at(-1)?.trim() ?? '')?.[1] ?? 0)
  const first = pages.findIndex((page) => number(page) === 1)
  assert.ok(first > 0, 'the contents stand before page 1')

  // Numbers follow one another, odd pages outside on the right, even ones on the left.
  const numbered = pages.slice(first).filter((page) => page.length > 0)
  assert.deepEqual(numbered.map(number), numbered.map((_, at) => at + 1))
  for (const page of numbered) {
    const indent = /^ */.exec(page.at(-1))[0].length
    assert.ok(number(page) % 2 === 1 ? indent >= 30 : indent < 20, `page ${number(page)} has its number at ${indent}`)
  }

  // Each entry of the contents names the page its heading stands on, and all headings are there in order.
  const entries = pages.slice(0, first).flat().map(bare).map((line) => /^(.+?)\.{3,}(\d+)$/.exec(line)).filter(Boolean)
  const headings = readFileSync(plain, 'utf8').split('\n').map(bare).filter((line) => /^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/.test(line) && [...line].length < 30)
  assert.deepEqual(entries.map((entry) => entry[1]), headings)
  for (const [, heading, page] of entries) {
    const stands = numbered.find((lines) => lines.map(bare).some((line) => line === heading))
    assert.equal(number(stands ?? []), Number(page), heading)
  }
  assert.ok(text.includes('数字依据一览'))
})

test('the report pasted as HTML keeps its tables and figures in a word processor', { timeout: 300_000 }, () => {
  const name = readdirSync(path.join(root, 'packs/township/reports')).find((file) => file.endsWith('.md')).replace(/\.md$/, '')
  const html = path.join(out, 'pasted.html')
  assert.equal(qianmo(folder, 'report', name, '--unit', unit, '--period', '2022', '--format', 'html', '-o', html).status, 0)
  const odt = convert(html, 'odt', '--infilter=HTML (StarWriter)')
  const xml = execFileSync('unzip', ['-p', odt, 'content.xml'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const page = readFileSync(html, 'utf8')
  assert.equal(xml.match(/<table:table /g).length, page.match(/<table>/g).length)
  const words = xml.replace(/<[^>]+>/g, '').replace(/\s/g, '')
  const figures = [...page.matchAll(/<a class="figure"[^>]*>([^<]+)<\/a>/g)].map((found) => found[1].replace(/\s/g, ''))
  assert.ok(figures.length > 150)
  for (const figure of figures) assert.ok(words.includes(figure), `no ${figure}`)
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
