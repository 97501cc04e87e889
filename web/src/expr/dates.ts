// Days as numbers since 1970-01-01, by the same integer steps as the server's (crates/expr/src/eval/dates.rs),
// so that no browser's calendar or time zone has a say.

/** Twenty thousand eras of 400 years, so that every day of 32 bits is positive and division rounds one way. */
const ERAS = 20_000n;
const ERA = 146_097n;

/** Year, month and day. */
export function civil(days: bigint): [bigint, bigint, bigint] {
  const shifted = days + 719_468n + ERAS * ERA;
  const era = shifted / ERA - ERAS;
  const ofEra = shifted % ERA;
  const yearOfEra = (ofEra - ofEra / 1_460n + ofEra / 36_524n - ofEra / 146_096n) / 365n;
  const ofYear = ofEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const marchMonth = (5n * ofYear + 2n) / 153n;
  const month = ((marchMonth + 2n) % 12n) + 1n;
  const year = yearOfEra + era * 400n + (month <= 2n ? 1n : 0n);
  return [year, month, ofYear - (153n * marchMonth + 2n) / 5n + 1n];
}

/** The number of the day `YYYY-MM-DD`; `undefined` where there is no such day. */
export function dayNumber(text: string): bigint | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year, month, date] = [BigInt(parts[1] ?? ""), BigInt(parts[2] ?? ""), BigInt(parts[3] ?? "")];
  const march = year - (month <= 2n ? 1n : 0n) + 400n;
  const ofYear = (153n * ((month + 9n) % 12n) + 2n) / 5n + date - 1n;
  const days = 365n * march + march / 4n - march / 100n + march / 400n + ofYear - ERA - 719_468n;
  const [y, m, d] = civil(days);
  return y === year && m === month && d === date ? days : undefined;
}

/** Completed years; the birthday completes one. */
export function age(birth: bigint, on: bigint): bigint {
  const [birthYear, birthMonth, birthDay] = civil(birth);
  const [year, month, day] = civil(on);
  const before = month < birthMonth || (month === birthMonth && day < birthDay);
  return year - birthYear - (before ? 1n : 0n);
}
