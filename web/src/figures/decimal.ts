/** Exact decimals as text. Nothing here ever becomes a floating-point number. */

interface Scaled {
  digits: bigint;
  scale: number;
}

/** Reads what a person typed: full-width digits, separators and spaces are understood. `undefined` if it is no number. */
export function readDecimal(typed: string): string | undefined {
  const text = typed
    .replace(/[０-９．－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s]/g, '')
    .replace(/。/g, '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined;
  return show(scaled(text));
}

/** How many places it has after the point. */
export function places(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** The sum; what is no number adds nothing. */
export function sum(texts: (string | undefined)[]): string {
  const parts = texts.filter((text): text is string => text !== undefined && /^-?\d+(\.\d+)?$/.test(text)).map(scaled);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  const digits = parts.reduce((total, part) => total + part.digits * 10n ** BigInt(scale - part.scale), 0n);
  return show({ digits, scale });
}

/** `a − b`. */
export function minus(a: string, b: string): string {
  return sum([a, b.startsWith('-') ? b.slice(1) : `-${b}`]);
}

/** Whether two texts are the same number, however many noughts are written. */
export function sameNumber(a: string, b: string): boolean {
  return minus(a, b) === '0';
}

/** A number as it is read in a large size: the thousands set apart. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const set = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? set : `${set}.${fraction}`;
}

/** `text × numerator / denominator`, exact; `undefined` where it does not come out in 9 places. */
export function times(text: string, numerator: string, denominator: string): string | undefined {
  const value = scaled(text);
  const spare = 9;
  const top = value.digits * BigInt(numerator) * 10n ** BigInt(spare);
  const below = BigInt(denominator);
  if (below === 0n || top % below !== 0n) return undefined;
  return show({ digits: top / below, scale: value.scale + spare });
}

function scaled(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole === '' || whole === '-' ? `${whole}0` : whole}${fraction}`), scale: fraction.length };
}

function show({ digits, scale }: Scaled): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
