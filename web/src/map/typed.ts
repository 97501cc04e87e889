import type { Place } from './geometry';

/** A place as somebody typed it, or what is wrong with it. */
export type Typed = { place: Place } | { wrong: string };

const HOW = '写成“经度,纬度”，例如 110.2512,30.1234。';
/** Degrees with minutes and seconds, or a plain number; what stands around it says nothing. */
const NUMBER = /(\d+(?:\.\d+)?)\s*(?:[°º度]\s*(?:(\d+(?:\.\d+)?)\s*[′'’‘分]\s*(?:(\d+(?:\.\d+)?)\s*[″"”“秒])?)?)?/g;

/** Reads `110.25,30.12`, full-width, with degrees, minutes and seconds, with 东经 and 北纬. */
export function readTyped(text: string): Typed {
  const clean = text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ').trim();
  if (/[^\d\s.,;:、()[\]°º度′'’‘分″"”“秒东西南北经纬NESWnesw-]/.test(clean)) return { wrong: HOW };
  if (/[西南WSws-]/.test(clean)) return { wrong: `不在中国范围内。${HOW}` };
  const found = [...clean.matchAll(NUMBER)];
  const numbers = found.map(([, degrees = '', minutes = '0', seconds = '0']) => ({
    value: Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600,
    sound: Number(minutes) < 60 && Number(seconds) < 60,
  }));
  const [one, other] = numbers;
  if (!one || !other || numbers.length !== 2 || !numbers.every(({ sound }) => sound) || /\d*\.\d*\./.test(clean)) return { wrong: HOW };
  const [letter] = /[东北NEne]/.exec(clean) ?? [];
  const second = found[1]?.index ?? 0;
  const northFirst = letter !== undefined && '北Nn'.includes(letter) && clean.indexOf(letter) < second;
  return within(northFirst ? [other.value, one.value] : [one.value, other.value]);
}

/** Reads a list, one place a line; `;` parts them as well. */
export function readTypedList(text: string): { places: Place[]; wrong: string } {
  const lines = text.split(/[\n;；]/).map((line) => line.trim()).filter((line) => line !== '');
  const read = lines.map(readTyped);
  const at = read.findIndex((one) => 'wrong' in one);
  const bad = read[at];
  return { places: read.flatMap((one) => ('place' in one ? [one.place] : [])), wrong: bad && 'wrong' in bad ? `第 ${at + 1} 行：${bad.wrong}` : '' };
}

/** As it is typed. */
export function written([east, north]: Place): string {
  return `${Number(east.toFixed(6))},${Number(north.toFixed(6))}`;
}

function within([east, north]: Place): Typed {
  const [long, high] = [(n: number) => n >= 73 && n <= 136, (n: number) => n >= 3 && n <= 54];
  if (long(east) && high(north)) return { place: [Math.round(east * 1e7) / 1e7, Math.round(north * 1e7) / 1e7] };
  if (long(north) && high(east)) return { wrong: '像是把纬度写在了前面：先写经度，再写纬度。' };
  if (Math.abs(east) > 180 || Math.abs(north) > 90) return { wrong: '像是投影坐标的米：请先转成 CGCS2000 经纬度。' };
  return { wrong: '不在中国范围内：经度在 73 到 136 之间，纬度在 3 到 54 之间。' };
}
