// Values between the wire and the tree: numbers become scaled integers, days and moments integers, codes one text.

import { civil, dayNumber } from "./dates";
import type { Type, Wire } from "./tree";

/** What the tree computes with; `null` is absent. */
export type Scalar = bigint | boolean | string | null;

/** A value does not have the type the expression was checked for. */
export class WrongType extends Error {
  constructor(readonly of: string) {
    super(`「${of}」的值与声明的类型不符`);
  }
}

const CODE_SEPARATOR = "\u001f";
const SHANGHAI = 8n * 3_600_000n;
const DAY = 86_400_000n;

/** A value from the wire; `undefined` and `null` are absent. */
export function read(name: string, type: Type, value: Wire | null | undefined): Scalar {
  if (value === undefined || value === null) return null;
  const scalar = parse(type, value);
  if (scalar === undefined) throw new WrongType(name);
  return scalar;
}

/** A result for the wire; `null` is absent. */
export function write(type: Type, scalar: Scalar): Wire | null {
  if (scalar === null || typeof scalar === "boolean") return scalar;
  if (typeof scalar === "string") {
    return type.kind === "codes" ? scalar.split(CODE_SEPARATOR).filter((code) => code !== "") : scalar;
  }
  if (type.kind === "date") return day(scalar);
  if (type.kind === "time") return moment(scalar);
  return number(scalar, type.scale ?? 0);
}

function parse(type: Type, value: Wire): Scalar | undefined {
  switch (type.kind) {
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "number":
      return typeof value === "number" || typeof value === "string" ? scaled(String(value), type.scale ?? 0) : undefined;
    case "text":
      return typeof value === "string" ? value : undefined;
    case "codes":
      return typeof value === "object" ? value.join(CODE_SEPARATOR) : undefined;
    case "date":
      return typeof value === "string" ? dayNumber(value) : undefined;
    case "time": {
      const millis = typeof value === "string" ? Date.parse(value) : NaN;
      return Number.isNaN(millis) ? undefined : BigInt(millis);
    }
  }
}

/** `-12.5` with two places is -1250; more places than declared is of the wrong type. */
function scaled(text: string, scale: number): bigint | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, whole = "", places = ""] = parts;
  const kept = places.replace(/0+$/, "");
  if (kept.length > scale) return undefined;
  const size = BigInt(whole + kept.padEnd(scale, "0"));
  const value = sign === "-" ? -size : size;
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function number(value: bigint, scale: number): Wire {
  if (scale === 0) {
    const exact = Number(value);
    return Number.isSafeInteger(exact) ? exact : value.toString();
  }
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function day(days: bigint): string {
  const [year, month, date] = civil(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

function moment(millis: bigint): string {
  const shanghai = millis + SHANGHAI;
  const within = ((shanghai % DAY) + DAY) % DAY;
  const clock = [within / 3_600_000n, (within / 60_000n) % 60n, (within / 1000n) % 60n].map((part) => pad(part, 2));
  return `${day((shanghai - within) / DAY)}T${clock.join(":")}.${pad(within % 1000n, 3)}+08:00`;
}

function pad(part: bigint, width: number): string {
  return part.toString().padStart(width, "0");
}
