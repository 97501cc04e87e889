import { expect, test } from 'vitest';
import { WORDS_TO_TEST as WORDS, passphrase } from './passphrase';

test('there are 128 words, each once, of letters that every keyboard has', () => {
  expect(new Set(WORDS.map(({ typed }) => typed)).size).toBe(128);
  expect(WORDS.filter(({ typed, said }) => !/^[a-z]{3,10}$/.test(typed) || said.length !== 2)).toEqual([]);
});

test('a password is typed as it is said', () => {
  const { typed, said } = passphrase((count) => count - 1);
  const last = WORDS[WORDS.length - 1];
  expect(typed).toBe(`${`${last?.typed}-`.repeat(4)}9999`);
  expect(said).toBe(`${`${last?.said} `.repeat(4)}9999`);
});

test('no two are the same, and the server would take each', () => {
  const many = Array.from({ length: 200 }, () => passphrase().typed);
  expect(new Set(many).size).toBe(200);
  expect(many.filter((typed) => typed.length < 20 || typed.length > 128)).toEqual([]);
});
